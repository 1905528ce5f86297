"""10,000 gatherings in one store.

How long a start and the front page take, and the memory with 20 in use; then claims and the memory with 200
in use, each by 20 people with a phone.

bin/bench many [GATHERINGS]
"""

import random
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from crowd import Crowd
from day import Venue
from scenarios import measured
from servers import WORK, OpenSpace, openspace

from openspace.domain.commands import parse
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch

IN_USE = 20
LOOKED_AT_ONCE = 300
LISTED = 50
PEOPLE = 20
HALLS = 200
CLAIMS_A_SECOND, SECONDS = 20, 20.0
GOALS = {
    "start": 1.0,
    "front page": 0.050,
    "memory": 150e6,
    "start of 200": 1.0,
    "claim, p99": 0.020,
    "memory of 200": 400e6,
}


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    db = Path(mkdtemp(dir=WORK)) / "sessions.db"
    began = time.perf_counter()
    codes = _fill(db, many)
    size, took = db.stat().st_size / 1e6, time.perf_counter() - began
    print(f"{many:,} gatherings, {LISTED} of them listed: {size:.0f} MB, made in {took:.0f} s")
    with openspace() as empty:
        took, processor = time.perf_counter() - empty.began, empty.cpu
    print(f"start of an empty store: {took * 1000:.0f} ms, {processor * 1000:.0f} of the processor")
    with openspace(db=db) as server:
        found = {"start": time.perf_counter() - server.began}
        print(f"start: {server.cpu * 1000:.0f} ms of the processor")
        found["front page"] = _front_page(server)
        for code in random.Random(7).sample(codes, LOOKED_AT_ONCE):
            server.get(f"/api/{code}/state")
        _use(server, codes[:IN_USE])
        found["front page"] = max(found["front page"], _front_page(server))
        found["memory"] = float(server.memory)
    found |= _halls(db, codes[:HALLS])
    for name, value in found.items():
        shown = f"{value / 1e6:.0f} MB" if "memory" in name else f"{value * 1000:.0f} ms"
        print(f"{name:14} {shown:>9}  {'reached' if value <= GOALS[name] else 'NOT reached'}")
    return 0 if all(value <= GOALS[name] for name, value in found.items()) else 1


def _halls(db: Path, codes: list[str]) -> dict[str, float]:
    """200 gatherings, each with 20 people on their phones, of whom one moves their session."""
    with openspace(db=db) as server:
        found = {"start of 200": time.perf_counter() - server.began}
        crowd, moves = Crowd(server.port), []
        try:
            for code in codes:
                crowd.enters()
                venue = Venue(server, code=code)
                moves.append(venue.conveners(crowd, 1).move)
                tokens = [venue.joins() for _ in range(PEOPLE - 1)]
                crowd.comes([{"gathering": code, "token": token} for token in tokens])
            crowd.runs(3)
            idle = server.cpu
            crowd.runs(10)
            print(f"nobody asks for anything: {10 * (server.cpu - idle):.1f} % of a core")
            random.Random(7).shuffle(moves)
            turns, before = cycle(moves), server.cpu
            claims = measured(
                server, crowd, lambda: next(turns)(), CLAIMS_A_SECOND, SECONDS, PEOPLE
            )
            each = 1000 * (server.cpu - before) / claims["claims"]
            print(
                f"claim: {claims['median']:.1f} / {claims['p99']:.1f} ms, {each:.1f} ms of the processor; "
                f"missed {claims['missed']:.0f}, refused {claims['refused']:.0f}"
            )
            return {
                **found,
                "claim, p99": claims["p99"] / 1000,
                "memory of 200": float(server.memory),
            }
        finally:
            crowd.goes()


def _fill(db: Path, many: int) -> list[str]:
    ledger, codes = open_store(db), []
    first = datetime.now(UTC).date() - timedelta(days=20)
    for nth in range(many):
        code = open_new(ledger, _spec(nth, first + timedelta(days=nth % 400)), SYSTEM)[0].code
        asks = [CommandRequest(PUBLIC, Join(name=f"Person {n}")) for n in range(PEOPLE)]
        phase = "closed" if nth % 3 and nth >= HALLS else "marketplace"
        execute_batch(
            ledger,
            code,
            [*asks, CommandRequest(HOST, parse("set_phase", {"phase": phase}))],
            SYSTEM,
        )
        codes.append(code)
    # As after the first hour of a server, which looks once at each of them for what was taken back.
    for code in ledger.codes_to_clean():
        ledger.remove_taken_back(code)
    ledger.close()
    return codes


def _spec(nth: int, day: date) -> dict[str, Any]:
    slots = [
        {"starts_at": f"{day}T{hour:02}:00", "ends_at": f"{day}T{hour + 1:02}:00"}
        for hour in range(9, 15)
    ]
    return {
        "title": f"Gathering {nth}",
        "community": f"Circle {nth % 40}",
        "statement": "What do we want to learn together? " * 10,
        "listed": nth < LISTED,
        "timezone": "Europe/Vienna",
        "rooms": [{"name": f"Room {n}"} for n in range(6)],
        "slots": slots,
    }


def _front_page(server: OpenSpace) -> float:
    """The median of 20 looks, in seconds."""
    return statistics.median(server.timed("/")[1] for _ in range(20))


def _use(server: OpenSpace, codes: list[str]) -> None:
    for code in codes:
        joined = server.post(f"/api/{code}/join", {"name": "Kim"})
        for nth in range(5):
            ask = {"id": f"{nth}", "name": "propose_topic", "args": {"title": f"Topic {nth}"}}
            server.post(f"/api/{code}/commands", ask, joined["token"])
        server.timed(f"/{code}")
        server.timed(f"/{code}/wall")


if __name__ == "__main__":
    sys.exit(main())
