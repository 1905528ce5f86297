"""Every paper, read back from each format: nothing is left to be filled in that is known, and what it says of
the program is true."""

import io
import re
from dataclasses import replace
from math import log2
from pathlib import Path
from typing import get_args

import docx
import pytest
from lxml import html

from openspace.config import Settings
from openspace.domain import (
    action_groups,
    clusters,
    coming,
    evidence,
    repertoire,
    room_sizes,
    shared_interest,
)
from openspace.domain.anonymise import anonymised
from openspace.domain.keeping import USUAL_PEOPLE_DAYS
from openspace.domain.refusals import Refused
from openspace.domain.rules import setup, visits
from openspace.domain.rules.facilitation import ForgetPeople
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.domain.viewer import HOST
from openspace.ledger.sql.columns import stored_tables
from openspace.ledger.sqlite import snapshots
from openspace.papers import community
from openspace.papers import facts as known
from openspace.papers.accessibility import FAILED_CRITERIA, GAPS
from openspace.papers.facts import LINE, Facts, facts_of, facts_of_server
from openspace.papers.folder import ENDINGS, files_of, papers_of, read_me
from openspace.papers.inventory import BESIDE, IN_WORDS, KINDS
from openspace.papers.kept import kept_sentences
from openspace.papers.privacy import notice
from openspace.papers.security import TRIED
from openspace.papers.writing import DECIDE, Role, document_of, open_points
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.pages import folder
from openspace.service import (
    codes,
    host_keys,
    login_links,
    maintenance,
    second_factor,
    snapshot_loop,
)
from openspace.web import cookies, language
from tests.domain.given import a_gathering
from tests.proceedings.opened import words_of
from tests.support.once import once

RESPONSIBLE = {
    "controller": "Harbour NHS Trust, Quay Street",
    "data_contact": "ig@harbour.example",
    "complaints": "complaints@harbour.example",
    "server": "Wayside Hosting, United Kingdom",
}
FILLED = {
    "responsible": RESPONSIBLE,
    "sponsor": "Harbour NHS Trust",
    "venue": "Library",
    "help": {"outside": "Samaritans, 116 123"},
    "people_kept_days": 21,
    "book_kept_days": 400,
}
KEPT = {"people_gone_on": "21 April 2027", "purged_on": "4 May 2028"}
SETTINGS = Settings(server_key="key", public_url="https://circle.example.org")
DOCS = Path(__file__).parents[2] / "docs"


def filled(settings: Settings = SETTINGS) -> Facts:
    day = a_gathering(**FILLED)
    return facts_of(day.gathering, KEPT, settings, settings.public_url or "", "2026-11-27")


def words_in(written: bytes, ending: str) -> str:
    if ending == "pdf":
        return " ".join(words_of(written).split())
    if ending == "docx":
        return " ".join(p.text for p in docx.Document(io.BytesIO(written)).paragraphs)
    return " ".join(html.fromstring(written).find("body").text_content().split())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return once(tmp_path_factory, "papers", lambda: dict(files_of(filled())))


def assessment(facts: Facts) -> str:
    return str(papers_of(facts)[1])


def test_each_paper_has_each_format_and_nothing_that_is_known_is_left_open(
    files: dict[str, bytes],
) -> None:
    assert len(files) == 1 + len(ENDINGS) * len(papers_of(filled()))
    for name, written in files.items():
        said = words_in(written, name.rsplit(".", 1)[1]) if name[0].isdigit() else written.decode()
        assert not re.search("[{}]|TODO", said), name
        assert "Papers for your organisation" not in said, f"{name} asks for what is known"
        if name.startswith("02") and not name.endswith("docx"):
            assert DECIDE in said


@pytest.mark.parametrize("ending", ENDINGS)
def test_assessment_says_who_holds_what_where_how_long_and_who_decides(
    files: dict[str, bytes], ending: str
) -> None:
    name = next(name for name in files if name.startswith("02") and name.endswith(ending))
    said = words_in(files[name], ending)

    for answer in (
        *(RESPONSIBLE[key] for key in ("controller", "data_contact", "server")),
        "circle.example.org",
        "21 days after the last day",
        "That is on 21 April 2027",
        "400 days after the last day",
        "One file (SQLite)",
        "TLS (https)",
        "Backups (openspace backup)",
        "Who decides on deletion",
        "After that day: texts without authors",
        "Somebody without their phone",
    ):
        assert answer in said


def test_what_is_not_known_is_asked_for_first() -> None:
    facts = facts_of_server(SETTINGS, "http://10.0.0.2:8000", "2026-11-27")

    for paper in papers_of(facts):
        document = document_of(paper, facts)
        assert document.parts[0].heading == DECIDE
        assert set(facts.missing) <= {text for _, text in document.parts[0].blocks[0].pairs}  # type: ignore[union-attr]
    assert LINE in words_in(FORMATS["html"].make(document_of(papers_of(facts)[1], facts)), "html")


def test_plain_http_is_not_called_encrypted() -> None:
    facts = facts_of_server(SETTINGS, "http://10.0.0.2:8000", "2026-11-27")

    said = " ".join(str(paper) for paper in papers_of(facts))

    assert "TLS (https)" not in said
    assert "TLS is on" not in said
    assert "plain http" in said


def test_postgresql_is_said() -> None:
    settings = Settings(server_key="key", db="postgresql://db/openspace", redis="redis://r")

    said = str(papers_of(filled(settings)))

    assert "A PostgreSQL database, with Redis" in said
    assert "SQLite) beside" not in said


@pytest.mark.parametrize(
    ("required", "said"),
    [(True, "Required from facilitators"), (False, "Not required on this server")],
)
def test_second_factor_is_that_of_the_server(required: bool, said: str) -> None:
    settings = Settings(server_key="key", host_second_factor=required)

    assert said in str(papers_of(filled(settings)))


def test_numbers_are_those_of_the_program() -> None:
    assert known.CLEAN_UP_MINUTES * 60 == maintenance._SECONDS
    assert known.SNAPSHOT_SECONDS == snapshot_loop._SECONDS
    assert (known.SNAPSHOTS_NEWEST, known.SNAPSHOT_HOURS) == (snapshots.NEWEST, snapshots.HOURS)
    assert known.LINK_MINUTES == login_links.MINUTES
    assert visits.KEPT.days == known.VISIT_DAYS
    assert setup.MOST_OF["people_kept_days"] == known.MOST_DAYS
    assert known.COOKIE_DAYS * 24 * 3600 == cookies._YEAR
    assert second_factor.LASTS.total_seconds() == known.HOST_HOURS * 3600
    assert known.WARNED_WEEKS * 7 == setup.WARNED_DAYS
    assert len(host_keys.new_host_key()) * 6 == known.KEY_BITS
    assert round(len(codes.new_code()) * log2(len(codes._CODE_LETTERS))) == known.CODE_BITS
    assert facts_of_server(SETTINGS, "", "2026-11-27").people_days == USUAL_PEOPLE_DAYS
    few = (action_groups.ENOUGH, clusters.FEWEST, coming.FEWEST, evidence.ENOUGH, room_sizes.FEWEST)
    assert {*few, shared_interest.FEWEST} == {5}  # "from five on"
    assert repertoire.DAYS == 7  # "a week later"


def test_copy_of_the_wall_lasts_as_long_as_on_phones() -> None:
    script = (folder("static") / "js/core/wall_copy.js").read_text()

    assert f"LASTS = {known.COPY_HOURS} * 60 * 60_000" in script


def test_first_load_is_what_a_test_allows() -> None:
    allowed = (Path(__file__).parents[1] / "web/test_bundle.py").read_text()

    assert f"<= {known.FIRST_LOAD_KB}_000" in allowed


@pytest.mark.skipif(not DOCS.is_dir(), reason="installed without its documents")
def test_figures_of_the_security_summary_are_those_of_the_documents() -> None:
    reported = (DOCS / "reliability.md").read_text() + (DOCS / "proceedings.md").read_text()

    for _, figures in TRIED:
        for figure in re.findall(r"\d[\d,]*", figures):
            assert re.search(rf"(?<![\d,]){figure}(?![\d,])", reported), figure


def test_inventory_has_every_table_and_says_who_is_sent_it() -> None:
    assert sorted(table for kind in KINDS for table in kind.tables) == sorted(TABLES)
    for kind in KINDS:
        tables = [CATALOGUE[name] for name in kind.tables]
        is_list_for_host = "plans" in kind.tables  # `GET /api/<code>/plans`
        readers = {
            "everybody": any(not table.is_private for table in tables),
            "owner": any(table.owners and table.for_owner for table in tables),
            "host": is_list_for_host or any(table.for_host for table in tables),
        }
        assert {who for who, does in readers.items() if does} == set(kind.readers), kind.name
        for who in kind.readers:
            said = kind.read_by.lower()
            assert any(words.lower() in said for words in IN_WORDS[who]), (kind.name, who)


def test_every_other_table_of_the_store_is_in_the_assessment() -> None:
    assert sorted(table for kind in BESIDE for table in kind.tables) == sorted(
        set(stored_tables()) - set(CATALOGUE)
    )
    for kind in (*BESIDE, *community.KINDS):
        assert kind.kept, kind.name


def test_page_of_a_community_has_every_table_and_says_who_is_sent_it() -> None:
    tables = [table for kind in community.KINDS for table in kind.tables]
    assert sorted(tables) == sorted(set(CATALOGUE) - set(TABLES))
    for kind in community.KINDS:
        declared = [CATALOGUE[name] for name in kind.tables]
        readers = {
            "everybody": any(not table.is_private for table in declared),
            "host": any(table.for_host for table in declared),
        }
        assert {who for who, does in readers.items() if does} == set(kind.readers), kind.name
        said = kind.read_by.lower()
        assert (community.EVERYBODY.lower() in said) == readers["everybody"], kind.name
        if readers["host"]:
            assert community.ITS_FACILITATOR.lower() in said, kind.name


def test_assessment_says_what_holds_for_the_store_that_is_used() -> None:
    files, postgres = (
        assessment(filled(Settings(server_key="key", db=db)))
        for db in (Path("sessions.db"), "postgresql://db/openspace")
    )

    assert "Backups (openspace backup)" in files
    assert "program erases again who was erased" in files
    assert "brings back who was erased since" in postgres
    assert "erases again" not in postgres


def test_agreement_with_the_operator_has_the_minimum_of_article_28() -> None:
    said = str(next(paper for paper in papers_of(filled()) if "agreement" in paper.name)).lower()

    for term in (
        *("subject", "until", "nature", "purpose", "kinds of data", "kinds of people"),
        *("written instructions", "promised in writing", "article 32", "before another one"),
        *("helps the controller to answer requests", "articles 32 to 36", "deletes", "audits"),
        *(RESPONSIBLE["controller"].lower(), RESPONSIBLE["server"].lower()),
    ):
        assert term in said, term


def test_notice_names_the_repertoire_only_where_there_is_a_community() -> None:
    said = "repertoire of the community"

    assert said in str(notice(replace(filled(), community="Learning Circle")))
    assert said not in str(notice(replace(filled(), community="")))


def test_facilitator_is_said_to_read_nothing_else() -> None:
    for kind in KINDS:
        if "host" not in kind.readers and "everybody" not in kind.readers:
            said = kind.read_by.replace("not the facilitator", "")
            assert "facilitator" not in said or "which rooms may be too small" in said, kind.name


def test_who_decides_is_said_of_each_open_point() -> None:
    for paper in papers_of(filled()):
        assert {who for who, _ in open_points(paper, filled())} <= {*get_args(Role)}
    text = read_me(papers_of(filled()), filled())
    assert "[ ] Operator: " in text
    assert "[ ] Facilitator: " in text
    assert "[ ] Controller: " in text


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("http://10.0.0.2:8000", "High now."),
        ("https://circle.example.org", "does a high risk stay?"),
    ],
)
def test_outcome_is_that_of_the_address(address: str, outcome: str) -> None:
    facts = facts_of_server(SETTINGS, address, "2026-11-27")
    said = assessment(facts)

    assert outcome in said
    assert ("High now." in said) == address.startswith("http:")


def test_assessment_names_what_a_chosen_language_leaves_behind() -> None:
    said = assessment(filled())

    assert f"{language._YEAR // 86_400} days, or until “Forget me” or “Sign out”. Language" in said
    assert "the log shows the language of each reader" in said


def test_nobody_is_promised_to_take_back_what_has_no_author() -> None:
    kept_longer = "After that nobody can take back"

    assert kept_longer in " ".join(kept_sentences(filled()))
    assert kept_longer not in " ".join(kept_sentences(replace(filled(), book_days=21)))
    assert kept_longer not in " ".join(kept_sentences(replace(filled(), people_days=0)))


def test_withdrawn_topic_stays_with_the_facilitator() -> None:
    """What the papers say of it is true."""
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Reflective groups")
    kim.asks("withdraw_topic", topic=topic)

    assert day.host.sees_row("topics", topic)
    assert not day.anyone.sees_row("topics", topic)
    kept, _ = anonymised(day.gathering, day.log, names_stay=False)
    assert [row["title"] for row in kept.rows("topics")] == ["Untitled"]


def test_after_the_people_are_erased_the_facilitator_can_hide_and_nobody_can_take_back() -> None:
    """What the papers say of it is true."""
    day = a_gathering()
    kim = day.joins("Kim")
    session = kim.claims(kim.proposes("Reflective groups"), "1A")
    note = kim.notes(session, "We meet again")
    day.do(HOST, ForgetPeople())
    day.gathering, day.log = anonymised(day.gathering, day.log, names_stay=False)

    with pytest.raises(Refused):
        kim.asks("retract_note", note=note)
    day.host.asks("hide_note", note=note, hidden=True)
    assert not day.anyone.sees_row("notes", note)


def test_what_only_the_facilitator_reads_is_not_erased_with_the_people() -> None:
    """What the papers say of it is true."""
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Reflective groups")
    kim.notes(kim.claims(topic, "1A"), "We meet again")
    kim.asks("withdraw_topic", topic=topic)
    day.host.asks("edit_gathering", approval=True, reflections=True)
    kim.proposes("Not approved")
    day.host.asks("set_phase", phase="closing")
    reflection = kim.asks("post_reflection", text="What stays with me")["evidence"]
    day.host.asks("hide_evidence", evidence=reflection, hidden=True)
    kept, _ = anonymised(day.gathering, day.log, names_stay=False)

    assert [row["title"] for row in kept.rows("topics")] == ["Untitled", "Not approved"]
    assert [row["text"] for row in kept.rows("notes")] == ["We meet again"]
    assert [row["text"] for row in kept.rows("evidence")] == ["What stays with me"]
    assert not any(kept.rows(table) for table in ("interests", "flags", "plans", "offers"))


def test_hiding_is_not_called_erasing() -> None:
    said = assessment(filled())

    assert "Hiding is not erasing. If a request for erasure is granted after that day" in said
    assert "Deleting does not reach backups and the repertoire" in said


@pytest.mark.parametrize(
    ("server", "asks"),
    [("Wayside Hosting, Wales", False), ("Harbour NHS Trust, IT", True), ("", True)],
)
def test_agreement_is_asked_for_only_if_it_is_not_known(server: str, asks: bool) -> None:
    said = assessment(replace(filled(), server=server))

    assert ("Is the server run by the controller itself?" in said) == asks
    assert ("Another body runs the server: sign" in said) != asks


def test_accessibility_statement_has_the_gaps_of_the_page() -> None:
    page = folder("templates") / "accessibility.html"
    if not page.is_file():
        pytest.skip("the page is not there yet")
    said = page.read_text()

    for gap in (*GAPS, *FAILED_CRITERIA):
        assert gap.removesuffix(".") in said
