"""What is erased in one process is gone from the files, also while others read and write the same store."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from openspace.domain.change import Change
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import HOST
from openspace.ledger.port import ScrubResult
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import tidy_up
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, asks, begin, joins, proposes
from tests.support.waiting import waits

SECRET = "Nobody may ever know this"
OTHER = "AAAAAA"


def reads_and_writes(db: Path, told: Any) -> None:
    """Another worker, until it is told to end."""
    ledger = SqliteLedger(db)
    begun = False
    while not told.poll():
        for code in (CODE, OTHER):
            ledger.load(code)
            ledger.since(code, 0)
        execute_batch(ledger, OTHER, [], SYSTEM)
        asks(ledger, HOST, "post_news", text=token_hex(8))
        if not begun:
            begun = True
            told.send("busy")
    ledger.close()


@pytest.fixture
def beside_another(tmp_path: Path) -> Iterator[SqliteLedger]:
    ledger = SqliteLedger(tmp_path / "sessions.db")
    begin(ledger)
    begin(ledger, OTHER)
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=reads_and_writes, args=(ledger.path, there))
    process.start()
    assert here.recv() == "busy"
    yield ledger
    here.send("end")
    process.join()
    assert process.exitcode == 0
    ledger.close()


def files_with(folder: Path, words: str) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and words.encode() in p.read_bytes()]


def is_scrubbed(ledger: SqliteLedger) -> bool:
    return tidy_up(ledger, ledger.snapshots) is ScrubResult.NOTHING_DUE


def test_an_erased_person_leaves_the_files_while_another_process_is_busy(
    beside_another: SqliteLedger, tmp_path: Path
) -> None:
    kim = joins(beside_another, "Kim")
    proposes(beside_another, kim, SECRET)
    assert beside_another.snapshots.take()
    assert files_with(tmp_path, SECRET)

    erase = CommandRequest(kim, EraseMe(words=True))
    [answer] = execute_batch(beside_another, CODE, [erase], SYSTEM)

    assert answer["ok"]
    waits(lambda: is_scrubbed(beside_another))
    assert files_with(tmp_path, SECRET) == []
    assert beside_another.snapshots.folder.is_dir()


def test_a_purged_gathering_leaves_the_files_while_another_process_is_busy(
    beside_another: SqliteLedger, tmp_path: Path
) -> None:
    begin(beside_another, "BBBBBB")
    with beside_another.turn("BBBBBB") as turn:
        row = {"id": "n2", "kind": "news", "text": SECRET, "at": "now"}
        turn.append(Change(2, "post_news", "now", "host", {"news": [row]}))
    assert files_with(tmp_path, SECRET)

    beside_another.purge("BBBBBB")

    waits(lambda: is_scrubbed(beside_another))
    assert files_with(tmp_path, SECRET) == []
