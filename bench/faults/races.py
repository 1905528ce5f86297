"""Several processes with one store want the same cells at once: one winner each time, every loser told."""

import multiprocessing
import random
import secrets
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.faults.days import DAY, log_of
from bench.faults.verdict import Verdict
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch, read_request


def races(folder: Path, claims: int, processes: int = 4) -> Verdict:
    """About `claims` claims; in each round every process wants every cell of the grid, in its own order."""
    db = folder / "sessions.db"
    ledger = SqliteLedger(db)
    code = open_new(ledger, DAY, SYSTEM)[0].code
    _ask(ledger, code, HOST, "set_phase", phase="marketplace")
    gathering = ledger.load(code)
    cells = [(room["id"], slot["id"]) for room in gathering.rooms for slot in gathering.slots]
    runners = []
    for _ in range(processes):
        [joined] = execute_batch(ledger, code, [CommandRequest(PUBLIC, Join(name=""))], SYSTEM)
        person = Viewer("person", joined["result"]["person"])
        topics = [
            _ask(ledger, code, person, "propose_topic", title=f"T{n}")["result"]["topic"]
            for n in range(len(cells))
        ]
        runners.append((person, topics))
    rounds = max(1, claims // (processes * len(cells)))
    spawn = multiprocessing.get_context("spawn")
    gate, answers = spawn.Barrier(processes), spawn.Queue()
    racers = [
        spawn.Process(target=_race, args=(db, code, person, topics, cells, rounds, gate, answers))
        for person, topics in runners
    ]
    began = time.monotonic()
    for racer in racers:
        racer.start()
    told = [answers.get(timeout=1800) for _ in racers]
    for racer in racers:
        racer.join()
    seqs, double_booked = log_of(db, code)
    ledger.close()
    won: Counter[tuple[int, str, str]] = Counter()
    for one in told:
        won.update(one["won"])
    untold = sum(one["untold"] for one in told)
    made = sum(one["claims"] for one in told)
    return Verdict(
        f"racing claims, {processes} processes",
        {
            "claims": made,
            "seconds": round(time.monotonic() - began),
            "cells with two winners": sum(count > 1 for count in won.values()),
            "cells with no winner": rounds * len(cells) - len(won),
            "losers not told": untold,
            "double-booked": double_booked,
            "holes in the log": len(seqs) - max(seqs),
        },
        zero=(
            *("cells with two winners", "cells with no winner", "losers not told"),
            *("double-booked", "holes in the log"),
        ),
    )


def _race(
    db: Path,
    code: str,
    person: Viewer,
    topics: list[str],
    cells: list[tuple[str, str]],
    rounds: int,
    gate: Any,
    answers: Any,
) -> None:
    ledger = SqliteLedger(db)
    won, untold, claims = [], 0, 0
    for nth in range(rounds):
        order = random.sample(cells, len(cells))
        gate.wait()
        held = []
        while order:
            # As the writer does in a rush: some wait together, and are one turn.
            batch = [order.pop() for _ in range(min(len(order), random.choice((1, 3, 8))))]
            asks = [
                _read(person, "claim_cell", topic=topics[len(order) + n], room=room, slot=slot)
                for n, (room, slot) in enumerate(batch)
            ]
            for (room, slot), answer in zip(
                batch, execute_batch(ledger, code, asks, SYSTEM), strict=True
            ):
                claims += 1
                if answer["ok"]:
                    won.append((nth, room, slot))
                    held.append(answer["result"]["session"])
                else:
                    error = answer["error"]
                    untold += error["code"] != "cell_taken" or not error["held_by"]["topic"]
        gate.wait()
        execute_batch(
            ledger, code, [_read(person, "release_session", session=id) for id in held], SYSTEM
        )
    ledger.close()
    answers.put({"won": won, "untold": untold, "claims": claims})


def _ask(ledger: SqliteLedger, code: str, by: Viewer, name: str, **args: Any) -> dict[str, Any]:
    return execute_batch(ledger, code, [_read(by, name, **args)], SYSTEM)[0]


def _read(by: Viewer, name: str, **args: Any) -> CommandRequest:
    return read_request(by, {"id": secrets.token_hex(8), "name": name, "args": args})
