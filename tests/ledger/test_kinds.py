"""A community beside a gathering in one store. Each test of a port runs on every ledger."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST, PUBLIC
from openspace.ledger.port import Ledger, UnknownGathering
from openspace.ledger.sqlite.store import SqliteLedger
from tests.ledger.acts import CODE, COMMUNITY, asks, asks_of, begin_community, joins


def test_a_community_has_its_own_rows_and_its_own_log(ledger: Ledger) -> None:
    begin_community(ledger)
    before = ledger.load(CODE).seq

    asks_of(ledger, COMMUNITY, HOST, "accept_gathering", code=CODE)

    assert [row["id"] for row in ledger.community(COMMUNITY).series] == [CODE]
    assert [change.name for change in ledger.since(COMMUNITY, 0)] == [
        "open_community",
        "accept_gathering",
    ]
    assert ledger.load(CODE).seq == before


def test_neither_kind_is_loaded_as_the_other(ledger: Ledger) -> None:
    begin_community(ledger)

    with pytest.raises(UnknownGathering):
        ledger.load(COMMUNITY)
    with pytest.raises(UnknownGathering):
        ledger.community(CODE)
    assert ledger.stream(COMMUNITY) == ledger.community(COMMUNITY)
    assert ledger.stream(CODE) == ledger.load(CODE)


@pytest.mark.parametrize(("code", "name"), [(CODE, "edit_community"), (COMMUNITY, "set_phase")])
def test_commands_of_the_other_kind_are_unknown(ledger: Ledger, code: str, name: str) -> None:
    begin_community(ledger)

    with pytest.raises(Refused) as refused:
        asks_of(ledger, code, HOST, name)

    assert refused.value.code == "unknown_command"


def test_an_address_is_given_once(ledger: Ledger) -> None:
    begin_community(ledger)

    with pytest.raises(KeyError):
        begin_community(ledger)


def test_lists_of_gatherings_have_no_community(ledger: Ledger) -> None:
    begin_community(ledger)

    assert ledger.codes() == [CODE]
    assert [one.code for one in ledger.listings()] == [CODE]
    assert [(one.code, one.title) for one in ledger.communities()] == [(COMMUNITY, "The circle")]
    assert set(ledger.codes_to_clean()) == {CODE, COMMUNITY}


def test_listings_of_some_codes_leave_out_unknown_ones(ledger: Ledger) -> None:
    assert [one.code for one in ledger.listings_of([CODE, "AAAAAA", "'; --"])] == [CODE]
    assert ledger.listings_of([]) == []


def test_the_list_follows_its_name(ledger: Ledger) -> None:
    begin_community(ledger)

    asks_of(ledger, COMMUNITY, HOST, "edit_community", name="Another", listed=False)

    assert [(one.title, one.listed) for one in ledger.communities()] == [("Another", False)]


def test_a_purge_of_one_leaves_the_other(ledger: Ledger) -> None:
    begin_community(ledger)
    joins(ledger)

    ledger.purge(COMMUNITY)

    assert ledger.communities() == []
    assert ledger.is_purged(COMMUNITY)
    assert len(ledger.load(CODE).rows("people")) == 1
    begin_community(ledger)
    ledger.purge(CODE)
    assert ledger.community(COMMUNITY).info["name"] == "The circle"


def test_a_repeated_command_has_one_effect(ledger: Ledger) -> None:
    begin_community(ledger)

    one, again = (
        asks_of(ledger, COMMUNITY, HOST, "accept_gathering", id="one", code=CODE) for _ in range(2)
    )

    assert one == again == {"ok": True, "seq": 2}
    assert asks_of(ledger, COMMUNITY, PUBLIC, "edit_community")["error"]["code"] == "not_allowed"


def test_another_process_reads_and_writes_it(reopen: Callable[[], SqliteLedger]) -> None:
    here, there = reopen(), reopen()
    begin_community(here)

    asks_of(there, COMMUNITY, HOST, "accept_gathering", code=CODE)
    asks_of(here, COMMUNITY, HOST, "edit_community", about="We meet.")

    rows = [
        {table: list(ledger.community(COMMUNITY).rows(table)) for table in Community.TABLES}
        for ledger in (here, there)
    ]
    assert rows[0] == rows[1]
    assert there.community(COMMUNITY).info["about"] == "We meet."


def test_a_damaged_community_stops_no_gathering(
    db: Path, reopen: Callable[[], SqliteLedger]
) -> None:
    begin_community(reopen())
    with closing(sqlite3.connect(db)) as store, store:
        store.execute("DELETE FROM communities")
    ledger = reopen()

    with pytest.raises(StopIteration):
        _ = ledger.community(COMMUNITY).info

    joins(ledger)
    assert asks(ledger, HOST, "set_phase", phase="opening")["ok"]
