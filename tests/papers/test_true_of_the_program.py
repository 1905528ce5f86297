"""What the papers say of the program is true: its numbers, its tables, and what a facilitator can do."""

import re
from math import log2
from pathlib import Path

import pytest

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
from openspace.papers.facts import facts_of_server
from openspace.papers.inventory import ALL, BESIDE, KINDS
from openspace.papers.security import TRIED
from openspace.proceedings.pages import folder
from openspace.service import (
    codes,
    host_keys,
    login_links,
    maintenance,
    second_factor,
    snapshot_loop,
)
from openspace.web import cookies
from tests.domain.given import a_gathering
from tests.papers.filled import SETTINGS
from tests.support.same import assert_same

DOCS = Path(__file__).parents[2] / "docs"


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


IN_WORDS = {
    "everybody": [ALL],
    "owner": ["the person", "its author"],
    "host": ["the facilitator"],
}
"""Words of which `read_by` has one for each reader."""


def test_inventory_has_every_table_and_says_who_is_sent_it() -> None:
    told = [table for kind in KINDS for table in kind.tables]
    assert_same(told, TABLES, "the tables of a kind in KINDS (papers/inventory.py)")
    assert len(told) == len(TABLES)
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


def test_facilitator_is_said_to_read_nothing_else() -> None:
    for kind in KINDS:
        if "host" not in kind.readers and "everybody" not in kind.readers:
            said = kind.read_by.replace("not the facilitator", "")
            assert "facilitator" not in said or "which rooms may be too small" in said, kind.name


def test_withdrawn_topic_is_not_read_by_the_facilitator() -> None:
    """What the papers say of it is true."""
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Reflective groups")
    kim.asks("withdraw_topic", topic=topic)

    assert "Reflective" in str(kim.sees_row("topics", topic))
    assert "Reflective" not in str(day.host.sees_row("topics", topic))
    assert not day.anyone.sees_row("topics", topic)
    kept, _ = anonymised(day.gathering, day.log, names_stay=False)
    assert [row["title"] for row in kept.rows("topics")] == ["Untitled"]


def test_after_the_people_are_erased_the_facilitator_can_erase_and_nobody_can_take_back() -> None:
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
    day.host.asks("erase_hidden", table="notes", id=note)
    assert not day.host.sees_row("notes", note)


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


def test_accessibility_statement_has_the_gaps_of_the_page() -> None:
    page = folder("templates") / "accessibility.html"
    if not page.is_file():
        pytest.skip("the page is not there yet")
    said = page.read_text()

    for gap in (*GAPS, *FAILED_CRITERIA):
        assert gap.removesuffix(".") in said
