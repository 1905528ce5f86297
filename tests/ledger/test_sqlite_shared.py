"""Several processes have one sessions.db open: each sees what the others wrote."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from openspace.domain.rules.erasing import EraseItem
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import PUBLIC
from openspace.ledger.port import UnknownGathering
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, a_morning, asks, cell, joins, proposes

Reopen = Callable[[], SqliteLedger]


def test_file_changes_of_another_process_are_seen_by_load_and_since(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    a_morning(here)
    assert there.load(CODE) == here.load(CODE)
    seq = here.load(CODE).seq

    proposes(there, joins(there, "Amir"), "Peer support", convener_name="Amir")

    assert [change.seq for change in here.since(CODE, seq)] == [seq + 1, seq + 2]
    assert here.load(CODE) == there.load(CODE)


def test_file_erased_topic_takes_its_sessions_along_in_every_process(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    kim = joins(here)
    topic = proposes(here, kim, "Carers")
    session = asks(here, kim, "claim_cell", topic=topic, **cell(here, "1", "A"))["result"]
    asks(here, kim, "release_session", session=session["session"])
    assert len(there.load(CODE).rows("sessions")) == 1

    leaves = CommandRequest(kim, EraseMe(words=True, slowly=True))
    item = CommandRequest(PUBLIC, EraseItem(table="topics", id=topic))
    execute_batch(here, CODE, [leaves, item], SYSTEM)

    for ledger in (here, there, reopen()):
        assert list(ledger.load(CODE).rows("sessions")) == []


def test_file_turn_begins_with_what_another_process_wrote(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    here.load(CODE)
    kim = joins(there)

    topic = proposes(here, kim, "Carers")

    assert there.load(CODE).row("topics", topic) == here.load(CODE).row("topics", topic)


def test_file_opened_by_eight_at_once_is_made_once(tmp_path: Path) -> None:
    path, troubles = tmp_path / "new.db", []

    def opens() -> None:
        try:
            SqliteLedger(path).close()
        except Exception as error:
            troubles.append(error)

    together = [threading.Thread(target=opens) for _ in range(8)]
    for one in together:
        one.start()
    for one in together:
        one.join()

    assert troubles == []


def test_file_reader_who_meets_a_commit_before_its_writer_hears_of_it_reads_no_table(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = reopen()
    kim = joins(ledger)
    at_hand, met = ledger._cache, []
    remember = at_hand.remember

    def meets(*what: object) -> object:
        monkeypatch.setattr(at_hand, "remember", remember)
        met.append((ledger.load(CODE), ledger.since(CODE, 2)))
        return remember(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(at_hand, "remember", meets)
    monkeypatch.setattr("openspace.ledger.sql.cached_log.read_tables", None)

    proposes(ledger, kim, "Carers")

    ((gathering, changes),) = met
    assert gathering == ledger.load(CODE)
    assert [change.name for change in changes] == ["propose_topic"]


def test_file_reader_whom_its_writer_overtakes_reads_no_table(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = reopen()
    kim = joins(ledger)

    class Overtaken:
        def __init__(self, reader: sqlite3.Connection) -> None:
            self._reader = reader

        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
            found = self._reader.execute(statement, *values)
            if "max(seq)" in statement:
                ledger._reader = self._reader
                proposes(ledger, kim, "Two turns")
                proposes(ledger, kim, "later")
            return found

    proposes(ledger, kim, "Carers")
    ledger._reader = Overtaken(ledger._reader)  # type: ignore[assignment]
    monkeypatch.setattr("openspace.ledger.sql.cached_log.read_tables", None)

    with ledger._read() as db:
        met = ledger._load_newest(db, CODE)

    assert met == ledger.load(CODE)
    assert len(met.rows("topics")) == 3


def test_file_a_change_of_another_process_is_applied_without_reading_the_tables(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = reopen(), reopen()
    a_morning(here)
    seq = there.load(CODE).seq
    monkeypatch.setattr("openspace.ledger.sql.cached_log.read_tables", None)

    amir = joins(here, "Amir")
    asks(here, amir, "edit_me", name="Amir Ali")
    proposes(here, amir, "Peer support", convener_name="Amir Ali")

    assert there.load(CODE) == here.load(CODE)
    joined, *_ = there.since(CODE, seq)
    assert [person["name"] for person in joined.puts["people"]] == ["Amir Ali"]


def test_file_what_another_process_purged_leaves_the_cache(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    there.load(CODE)

    here.purge(CODE)

    with pytest.raises(UnknownGathering):
        there.load(CODE)
    assert CODE not in there._cache.newest
