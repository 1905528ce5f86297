"""The demo's community: a past gathering with its book, a repertoire, and nobody named against their wish."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.demo import coming, community, past
from openspace.demo.play import PEOPLE
from openspace.domain.coming import Counts, counts, listed
from openspace.domain.opening import open_gathering
from openspace.exchange.gathering_file import read
from openspace.ledger.port import Ledger
from openspace.proceedings.book import compile_book
from openspace.proceedings.formats import FORMATS
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from openspace.service.opening import open_new
from tests.proceedings.opened import held_in, made

LONDON = ZoneInfo("Europe/London")
PAGE = f"/c/{community.SLUG}"
TODAY = read(Path(past.FILE).with_name("gathering.toml"))
SAID = {one["shown_as"] for one in [community.read_story()["earlier"]["entry"]]} | {
    part["shown_as"]
    for entry in community.read_story()["entries"]
    for part in entry["parts"]
    if "shown_as" in part
}
"""The names that authors chose for their parts of the repertoire."""


@pytest.fixture
def ledger(app: Flask) -> Ledger:
    """The store after the start of a demo."""
    found: Ledger = app.extensions["openspace"].ledger
    community.prepare(found, LONDON)
    return found


def played() -> past.Past:
    return past.play("K7MQ2X", date(2027, 3, 9), LONDON, community.read_story())


def test_past_gathering_is_half_a_year_ago_and_closed_with_two_versions_of_its_book() -> None:
    about = (gathering := played().gathering).info

    assert (about["starts_on"], about["ends_on"], about["phase"]) == (
        *("2026-09-08", "2026-09-08"),
        "closed",
    )
    assert [row["version"] for row in gathering.rows("editions")] == [1, 2]
    kinds = {row["kind"] for row in gathering.rows("notes")}
    assert kinds >= {"summary", "key_point", "question", "recommendation", "action"}
    assert {row["outcome"] for row in gathering.rows("notes")} >= {"done", "let_go", "could_not"}
    assert {row["bearing"] for row in gathering.rows("evidence")} >= {"confirms", "refutes"}


def test_past_gathering_happened_in_the_order_of_its_log() -> None:
    times = [change.at for change in played().log]

    assert times == sorted(times)
    assert times[-1] < "2027-03-09"


def test_nobody_of_the_past_gathering_is_in_it_any_more() -> None:
    whole = played()

    assert list(whole.gathering.rows("people")) == []
    assert {row["author"] for row in whole.gathering.rows("notes")} == {"somebody"}
    assert {change.by for change in whole.log} <= {"somebody", "host", None}


@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {"pdf", "large.pdf", "brf", "zip"}))
def test_past_book_can_be_read_in_each_format(ending: str) -> None:
    book = compile_book(played().gathering)

    text = held_in(made(ending, book), ending)

    for words in (
        "The week after: who calls first?",
        "Sixty-one calls.",
        "Quayside Crisis Service",
    ):
        assert words in text
    assert [name for name in SAID if re.search(rf"\b{name}\b", text)] == []


def test_community_page_shows_the_past_the_repertoire_and_today(
    client: FlaskClient, ledger: Ledger
) -> None:
    gathering, _ = open_new(ledger, TODAY.spec_for_rehearsal, SYSTEM)
    community.accept(ledger, gathering.code)

    page = client.get(PAGE).text

    titles = (
        "Listening slowly",
        "The value of rest",
        "The weeks after",
        "Who writes the plan?",
        "Half a page, empty",
    )
    assert [title for title in titles if title not in page] == []
    assert client.get(f"{PAGE}/search?q=fourteen").text.count("fourteen") >= 1


def test_repertoire_has_its_entries_with_the_names_that_authors_chose(
    client: FlaskClient, ledger: Ledger
) -> None:
    found = ledger.community(community.KEY)

    shown = "".join(client.get(f"{PAGE}/repertoire/{one['id']}").text for one in found.entries)

    assert sorted(len(found.parts_of(one["id"])) for one in found.entries) == [1, 1, 1, 2]
    assert (
        {name for name in SAID if name in shown}
        == SAID
        == {p["shown_as"] for p in found.parts} - {""}
    )


def test_community_is_the_same_after_maintenance_and_a_second_demo(ledger: Ledger) -> None:
    before = ledger.community(community.KEY)

    done = run_once(ledger, None, SYSTEM)
    community.prepare(ledger, LONDON)

    assert (done.purged, done.forgotten) == ([], [])
    assert ledger.community(community.KEY) == before
    assert len(ledger.codes()) == 2


def test_question_that_today_takes_up_is_one_of_the_past_gathering(
    client: FlaskClient, ledger: Ledger
) -> None:
    gathering, _ = open_new(ledger, TODAY.spec_for_rehearsal, SYSTEM)
    community.accept(ledger, gathering.code)
    takes_up = community.read_story()["today"]["takes_up"]

    found = client.get(f"/api/{gathering.code}/questions").get_json()["questions"]

    assert [one for one in found if one["text"].startswith(takes_up["question"])]
    assert takes_up["topic"] in {topic.title for topic in TODAY.topics}


def test_some_places_of_the_next_gathering_are_left(client: FlaskClient, ledger: Ledger) -> None:
    [found] = [ledger.load(code) for code in ledger.codes_in_phase("lobby")]

    assert counts(found) == Counts(coming=14, waiting=0, most=16)
    read, new = listed(found, SYSTEM.now())
    assert (len(read), new) == (7, 0)
    assert "14 people plan to come." in client.get(f"/{found.code}/invitation").text


def test_invitation_of_today_says_what_people_need_to_know() -> None:
    about = open_gathering(TODAY.spec_for_rehearsal, "K7MQ2X", "2027-03-09T09:00:00+00:00")

    [row] = about.puts["gatherings"]
    assert set(row["invitation"]) >= {"address", "getting_there", "invited", "step_free"}
    assert row["planning"]
    assert row["places"] > PEOPLE


@pytest.mark.parametrize(
    "file", [past.FILE, coming.FILE, community.FILE], ids=lambda file: file.name
)
def test_texts_have_typographic_quotation_marks(file: Path) -> None:
    texts = json.dumps(tomllib.loads(file.read_text("utf-8")), default=str)

    assert re.findall(r"\S*(?:'|\\\")\S*", texts) == []
