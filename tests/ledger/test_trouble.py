"""When the disk fails: nothing is made worse, one sentence is said, and reading goes on where it can."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openspace.ledger.port import Unreadable
from openspace.ledger.postgres.outage import Outage
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import Clock
from openspace.service.turn import execute_batch, read_request
from tests.ledger.acts import CODE, asks, joins, proposes

Reopen = Callable[[], SqliteLedger]


class Broken:
    """A connection whose disk is gone."""

    in_transaction = False

    def execute(self, *_: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_READ"
        raise error

    def close(self) -> None:
        pass


@contextmanager
def full_disk(ledger: SqliteLedger) -> Iterator[None]:
    [pages] = ledger._writer.execute("PRAGMA page_count").fetchone()
    ledger._writer.execute(f"PRAGMA max_page_count = {pages}")
    yield
    ledger._writer.execute("PRAGMA max_page_count = 1000000")


def test_full_disk_refuses_goes_on_reading_and_saves_again_when_there_is_room(
    reopen: Reopen, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = reopen()
    kim = joins(ledger)
    topic = proposes(ledger, kim, "Carers")
    before = ledger.load(CODE)

    with full_disk(ledger), caplog.at_level(logging.WARNING):
        answers = [
            asks(ledger, kim, "propose_topic", id=f"full-{n}-xx", title="x", description="y" * 4000)
            for n in range(5)
        ]
        trouble = ledger.trouble
        read = ledger.load(CODE)

    assert {answer["error"]["code"] for answer in answers} == {"busy"}
    assert trouble == "The disk is full."
    assert read == before
    assert before.row("topics", topic)
    assert [record.message for record in caplog.records] == [
        "the store cannot be written: The disk is full."
    ]
    saved = asks(ledger, kim, "propose_topic", id="full-0-xx", title="x", description="y" * 4000)
    assert saved["ok"]
    assert ledger.trouble is None
    assert reopen().load(CODE) == ledger.load(CODE)


def test_lost_disk_is_read_from_memory(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    proposes(ledger, kim, "Carers")
    known, log, key = ledger.load(CODE), ledger.since(CODE, 2), ledger.host_key_hash(CODE)
    codes = ledger.codes()

    for look in (
        lambda: ledger.load(CODE) == known,
        lambda: ledger.since(CODE, 2) == log,
        lambda: ledger.since(CODE, known.seq) == [],
        lambda: ledger.host_key_hash(CODE) == key,
        lambda: ledger.codes() == codes,
    ):
        ledger._reader = Broken()  # type: ignore[assignment]
        assert look()
    ledger._reader = Broken()  # type: ignore[assignment]
    with pytest.raises(Unreadable):
        ledger.load("NOBODY")


def test_state_that_another_process_changed_is_not_answered_from_the_cache(reopen: Reopen) -> None:
    """Something may have been taken back since."""
    ledger, other = reopen(), reopen()
    known = ledger.load(CODE)
    joins(other)
    ledger.heard(CODE, known.seq)
    ledger._reader = Broken()  # type: ignore[assignment]
    assert ledger.load(CODE) == known

    ledger.heard(CODE, known.seq + 1)
    ledger._reader = Broken()  # type: ignore[assignment]
    with pytest.raises(Unreadable):
        ledger.load(CODE)

    assert ledger.load(CODE) == other.load(CODE)


def test_store_that_was_away_for_long_is_not_answered_from_memory(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine may go on with it, and this one hears nothing."""
    ledger = reopen()
    ledger.load(CODE)
    ledger.host_key_hash(CODE)
    ledger.generation(CODE, "kim")
    monkeypatch.setattr(ledger, "_is_cut_off", lambda: True)

    for look in (
        lambda: ledger.load(CODE),
        lambda: ledger.host_key_hash(CODE),
        lambda: ledger.generation(CODE, "kim"),
    ):
        ledger._reader = Broken()  # type: ignore[assignment]
        with pytest.raises(Unreadable):
            look()
        with suppress(Unreadable):  # a new connection is made
            ledger.load(CODE)


def test_outage_says_how_long_it_lasts() -> None:
    now = [100.0]

    def fails() -> None:
        raise OSError

    outage = Outage(fails, lambda: None, lambda: now[0])
    assert outage.seconds == 0
    outage.begin()
    now[0] += 601

    assert outage.seconds == 601
    outage.close()


def test_connection_that_failed_to_write_is_replaced(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    ledger._writer = Broken()  # type: ignore[assignment]

    refused = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")
    then = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")

    assert refused["error"]["code"] == "busy"
    assert then["ok"]


def test_clock_put_back_leaves_order_in_time_true(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    hours = iter(range(23, 0, -1))
    back = Clock(lambda: datetime(2026, 1, 1, next(hours), tzinfo=UTC))

    topics = []
    for nth in range(8):
        message = {"id": f"{nth}", "name": "propose_topic", "args": {"title": f"Topic {nth}"}}
        [answer] = execute_batch(ledger, CODE, [read_request(kim, message)], back)
        topics.append(answer["result"]["topic"])

    times = [change.at for change in ledger.since(CODE, 0)]
    assert times == sorted(set(times))
    at = {row["id"]: row["at"] for row in reopen().load(CODE).rows("topics")}
    assert sorted(at, key=lambda id: at[id]) == topics


def test_damaged_file_says_so_and_is_left_as_it_is(reopen: Reopen, db: Path) -> None:
    ledger = reopen()
    kim = joins(ledger)
    ledger._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = db.stat().st_size
    with db.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * (size - 4096))
    ledger._cache.newest.pop(CODE)

    refused = asks(ledger, kim, "propose_topic", title="Carers")

    assert refused["error"]["code"] == "busy"
    assert ledger.trouble == "The store is damaged."
    assert db.stat().st_size == size


def test_access_that_another_process_revoked_is_not_remembered(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, other = reopen(), reopen()

    def fails(*_: object) -> None:
        raise Unreadable

    def broken(look: Callable[[], object]) -> object:
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "_read_generation", fails)
            patch.setattr(ledger, "_read_host_key_hash", fails)
            try:
                return look()
            except Unreadable:
                return Unreadable

    def key() -> object:
        return broken(lambda: ledger.host_key_hash(CODE))

    def kims() -> object:
        return broken(lambda: ledger.generation(CODE, "kim").devices)

    def iness() -> object:
        return broken(lambda: ledger.generation(CODE, "ines").devices)

    def reads() -> None:
        ledger.host_key_hash(CODE)
        for person in ("kim", "ines"):
            ledger.generation(CODE, person)

    reads()
    ledger.grants([CODE])
    assert (key(), kims(), iness()) == (f"hash of {CODE}", 0, 0)

    other.end_devices(CODE, "kim")
    ledger.grants([CODE])
    assert (key(), kims(), iness()) == (f"hash of {CODE}", Unreadable, 0)

    other.set_host_key_hash(CODE, "another")
    ledger.grants([CODE])
    assert (key(), iness()) == (Unreadable, 0)

    reads()
    assert (key(), kims(), iness()) == ("another", 1, 0)
    ledger.forget_grants(CODE)
    assert (key(), kims(), iness()) == (Unreadable,) * 3
