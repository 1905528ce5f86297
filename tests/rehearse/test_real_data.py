"""Real gatherings, played by a hundred people. Their data is not part of this project.

Looked for in the folder that OPENSPACE_REAL_DATA names, else in ../shared/data beside the checkout.
"""

import html
import json
import os
import re
import secrets
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from openspace.domain.text import clean
from openspace.exchange.gathering_file import from_data
from openspace.rehearse.conduct import RehearsalOptions
from openspace.rehearse.report import format_report
from tests.support.http import Client

pytestmark = pytest.mark.live

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(os.environ.get("OPENSPACE_REAL_DATA") or ROOT.parent / "shared" / "data")


def record(name):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{path} is not there; OPENSPACE_REAL_DATA can name another folder")
    return json.loads(path.read_text(encoding="utf-8"))


def by_a_hundred(file, url):
    return RehearsalOptions(from_data(file), people=100, url=url, settle=True)


def fetch(url, path):
    return Client(url).asks_for("GET", path, timeout=30).text


def sessions_of(url, outcome):
    """{topic's title: {(room's name, start)}} as the server tells it to everybody."""
    tables = Client(url).get(f"/api/{outcome.opened['code']}/state")["tables"]
    rooms = {row["id"]: row["name"] for row in tables["rooms"]}
    starts = {row["id"]: row["starts_at"][:16] for row in tables["slots"]}
    titles = {row["id"]: row["title"] for row in tables["topics"]}
    found = {}
    for row in tables["sessions"]:
        found.setdefault(titles[row["topic"]], set()).add((rooms[row["room"]], starts[row["slot"]]))
    return found


def test_tpac_2019_all_placements_stand(server_url, converter, play):
    given = record("w3c-tpac-2019.json")

    outcome = play(by_a_hundred(converter("convert_tpac").convert(given), server_url))

    assert outcome.complete, format_report(outcome)
    assert outcome.contests == []  # the record shares no cell
    wanted = {
        session["title"]: {(c["room"], f"2019-09-18T{c['start']}") for c in session["cells"]}
        for session in given["sessions"]
    }
    assert sum(map(len, wanted.values())) == 59
    assert sessions_of(server_url, outcome) == wanted


def test_36c3_all_free_places_stand(server_url, converter, play):
    given = record("ccc-36c3-self-organized-sessions.json")
    file = converter("convert_36c3").convert(given)
    file["topics"] = [{**topic, "notes": []} for topic in file["topics"][::5]]

    outcome = play(by_a_hundred(file, server_url))

    assert outcome.complete, format_report(outcome)
    assert outcome.placed == len(file["topics"])


def test_owasp_2017_all_placements_stand_and_merged_sessions_are_joined(
    server_url, converter, play
):
    given = record("owasp-summit-2017.json")
    convert = converter("convert_owasp")
    file = convert.convert(given)

    outcome = play(by_a_hundred(file, server_url))

    assert outcome.complete, format_report(outcome)
    assert len(file["topics"]) == 204
    assert sum(bool(topic["cells"] or topic["joined_with"]) for topic in file["topics"]) == 142
    tables = Client(server_url).get(f"/api/{outcome.opened['code']}/state")["tables"]
    titles = {row["id"]: row["title"] for row in tables["topics"]}
    joined = {titles[s["joined"]]: titles[s["topic"]] for s in tables["sessions"] if s["joined"]}
    assert joined == {t["title"]: t["joined_with"] for t in file["topics"] if t["joined_with"]}
    assert len(joined) == 4
    book = json.loads(fetch(server_url, f"/{outcome.opened['code']}/proceedings.json"))
    both = {f"{other} + {title}" for title, other in joined.items()}
    assert both <= {report["title"] for report in book["reports"]}


def test_iiw_21_all_placements_stand_and_all_notes_are_in_the_book(server_url, converter, play):
    given = record("iiw-21.json")

    outcome = play(by_a_hundred(converter("convert_iiw").convert(given), server_url))

    assert outcome.complete, format_report(outcome)
    assert outcome.placed == len(given["agenda"]) == 88
    notes = [clean(report["notes"]) for report in given["sessions"] if report["notes"]]
    assert len(notes) == 65
    book = f"/{outcome.opened['code']}/proceedings"
    assert missing(notes, as_json(fetch(server_url, f"{book}.json"))) == []
    assert missing(map(words, notes), words_of_markdown(fetch(server_url, f"{book}.md"))) == []
    assert missing(map(words, notes), words_of_page(fetch(server_url, f"{book}.html"))) == []
    assert missing(map(words, notes), words_of_page(fetch(server_url, book))) == []


def missing(notes, text):
    return [note[:60] for note in notes if note not in text]


def as_json(text):
    """All texts of the book, so that a note must be one of them to the letter."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, str):
            found.append(value)

    walk(json.loads(text))
    return found


def words(text):
    return " ".join(text.split())


def words_of_markdown(text):
    """What a reader of the Markdown reads, by another library's understanding of it."""
    return words_of_page(MarkdownIt("commonmark").render(text))


def words_of_page(text):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(
        r"</?a\b[^>]*>", "", text
    )  # a link stands within a word, other tags between words
    return words(html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_tpac_2019_is_announced_by_tapping_only(server_url):
    """The host posts all topics for people without a phone, and taps on."""
    titles = [clean(topic["title"]) for topic in record("w3c-tpac-2019.json")["sessions"]]
    client = Client(server_url)
    opened = client.post("/api/gatherings", {"title": "TPAC", "announcing": True})
    code = opened["code"]
    host = client.post(f"/api/{code}/host", {"host_key": opened["host_key"]})["token"]

    def does(name, **args):
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        answer = client.post(f"/api/{code}/commands", command, host)
        assert answer["ok"], answer

    for title in titles:
        does("propose_topic", title=title, announce=True)
    announced, after = [], ""
    for _ in titles:
        does("call_next", after=after)
        tables = client.get(f"/api/{code}/state")["tables"]
        names = {row["id"]: row["title"] for row in tables["topics"]}
        [called] = [row for row in tables["announcements"] if row["called_at"]]
        announced, after = [*announced, names[called["topic"]]], called["id"]
    does("end_announcement", after=after)

    assert announced == titles
    assert client.get(f"/api/{code}/state")["tables"]["announcements"] == []
