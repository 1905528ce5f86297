"""Processes that write one store take turns, and nobody waits for ever for one that is stopped."""

import fcntl
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openspace.ledger.files import lock_file
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.ledger.write_turns import WriteTurns
from tests.ledger.acts import CODE, joins, proposes
from tests.support.waiting import waits


@pytest.fixture
def turns(tmp_path: Path) -> Iterator[Callable[..., WriteTurns]]:
    opened: list[WriteTurns] = []

    def opens(**how: Any) -> WriteTurns:
        opened.append(WriteTurns(tmp_path / "sessions.lock", **how))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


def test_one_process_writes_after_the_other(turns: Callable[..., WriteTurns]) -> None:
    one, two = turns(), turns()
    order: list[str] = []

    def writes() -> None:
        with two.turn():
            order.append("two")

    with one.turn():
        thread = threading.Thread(target=writes)
        thread.start()
        waits(lambda: two._waiter._threads)
        order.append("one")
    thread.join()

    assert order == ["one", "two"]


def test_who_waits_too_long_leaves_it_to_sqlite(turns: Callable[..., WriteTurns]) -> None:
    one, two = turns(), turns(seconds=0.01)

    with one.turn():
        for _ in range(2):
            with two.turn():
                pass

    waits(lambda: has_its_turn(two))  # when it is free again
    waits(lambda: is_free(one))


def has_its_turn(turns: WriteTurns) -> bool:
    with turns.turn():
        return not is_free(turns)


def is_free(turns: WriteTurns) -> bool:
    file = os.open(turns._path, os.O_RDWR)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(file)


def test_a_folder_without_locks_stops_no_writer(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "no such folder" / "sessions.lock")

    with turns.turn():
        pass
    turns.close()


def test_a_write_that_failed_gives_the_turn_away(db: Path) -> None:
    one, two = SqliteLedger(db), SqliteLedger(db)

    def fails() -> None:
        with one.turn(CODE):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert joins(two)
    one.close()
    two.close()


def holds(lock: Path, told: Any) -> None:
    turns = WriteTurns(lock)
    with turns.turn():
        told.send("held")
        time.sleep(99)


def test_a_process_that_was_killed_in_its_turn_keeps_nobody_waiting(db: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=holds, args=(lock_file(db), there))
    ledger = SqliteLedger(db)
    process.start()
    assert here.recv() == "held"

    process.kill()

    assert proposes(ledger, joins(ledger), "Carers")
    process.join()
    ledger.close()
