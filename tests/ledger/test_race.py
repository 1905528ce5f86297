"""Many want one cell in the same moment: one holds it, and everybody is told who."""

import multiprocessing
import queue
import threading
from pathlib import Path
from typing import Any

import pytest

from openspace.domain.viewer import Viewer
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Answer, Ledger
from openspace.ledger.sqlite.store import SqliteLedger
from tests.ledger.acts import CODE, asks, begin, cell, joins, proposes

EIGHT = 8


@pytest.mark.slow
def test_race_of_eight_processes_for_one_cell_has_one_winner(db: Path) -> None:
    ledger = SqliteLedger(db)
    claims = eight_claims(ledger)
    ledger.close()
    spawn = multiprocessing.get_context("spawn")
    answers: Any = spawn.Queue()
    gate = spawn.Barrier(EIGHT)

    racers = [spawn.Process(target=claim_alone, args=(db, c, gate, answers)) for c in claims]
    for racer in racers:
        racer.start()
    heard = [answers.get(timeout=60) for _ in racers]
    for racer in racers:
        racer.join()

    ledger = SqliteLedger(db)
    assert_one_winner(ledger, heard)
    ledger.close()


def test_race_of_eight_threads_for_one_cell_has_one_winner() -> None:
    ledger = MemoryLedger()
    begin(ledger)
    answers: queue.Queue[Answer] = queue.Queue()
    gate = threading.Barrier(EIGHT)

    racers = [
        threading.Thread(target=claim, args=(ledger, c, gate, answers))
        for c in eight_claims(ledger)
    ]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert_one_winner(ledger, [answers.get_nowait() for _ in racers])


def test_race_of_eight_threads_on_one_file_leaves_no_hole_and_no_double(db: Path) -> None:
    ledger = SqliteLedger(db)
    people = [joins(ledger) for _ in range(EIGHT)]

    def proposes_ten(person: Viewer) -> None:
        for nth in range(10):
            proposes(ledger, person, f"Topic {nth}")
            ledger.load(CODE)

    racers = [threading.Thread(target=proposes_ten, args=(person,)) for person in people]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    seqs = [change.seq for change in ledger.since(CODE, 0)]
    assert seqs == list(range(1, 1 + 1 + EIGHT + 80))
    ledger.close()


def eight_claims(ledger: Ledger) -> list[dict[str, str]]:
    claims = []
    for nth in range(EIGHT):
        person = joins(ledger)
        topic = proposes(ledger, person, f"Topic {nth}")
        claims.append({"person": str(person.person), "topic": topic, **cell(ledger, "1", "A")})
    return claims


def claim_alone(db: Path, wanted: dict[str, str], gate: Any, answers: Any) -> None:
    ledger = SqliteLedger(db)
    claim(ledger, wanted, gate, answers)
    ledger.close()


def claim(ledger: Ledger, wanted: dict[str, str], gate: Any, answers: Any) -> None:
    person, args = Viewer("person", wanted["person"]), {**wanted}
    del args["person"]
    gate.wait()
    answers.put(asks(ledger, person, "claim_cell", **args))


def assert_one_winner(ledger: Ledger, answers: list[Answer]) -> None:
    won = [answer for answer in answers if answer["ok"]]
    lost = [answer["error"] for answer in answers if not answer["ok"]]
    [session] = ledger.load(CODE).rows("sessions")
    assert [answer["result"]["session"] for answer in won] == [session["id"]]
    assert [error["code"] for error in lost] == ["cell_taken"] * (EIGHT - 1)
    assert {error["held_by"]["topic"] for error in lost} == {session["topic"]}
    seqs = [change.seq for change in ledger.since(CODE, 0)]
    assert seqs == list(range(1, len(seqs) + 1))
