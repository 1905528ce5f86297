"""10,000 gatherings in one store and 20 in use: how long a start and the front page take, and the memory.

bin/bench many [GATHERINGS]
"""

import random
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from bench.servers import WORK, OpenSpace, openspace
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
GOALS = {"start": 1.0, "front page": 0.050, "memory": 150e6}


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
    for name, value in found.items():
        shown = f"{value / 1e6:.0f} MB" if name == "memory" else f"{value * 1000:.0f} ms"
        print(f"{name:12} {shown:>9}  {'reached' if value <= GOALS[name] else 'NOT reached'}")
    return 0 if all(value <= GOALS[name] for name, value in found.items()) else 1


def _fill(db: Path, many: int) -> list[str]:
    ledger, codes = open_store(db), []
    first = datetime.now(UTC).date() - timedelta(days=20)
    for nth in range(many):
        code = open_new(ledger, _spec(nth, first + timedelta(days=nth % 400)), SYSTEM)[0].code
        asks = [CommandRequest(PUBLIC, Join(name=f"Person {n}")) for n in range(PEOPLE)]
        phase = "closed" if nth % 3 and nth >= IN_USE else "marketplace"
        execute_batch(
            ledger,
            code,
            [*asks, CommandRequest(HOST, parse("set_phase", {"phase": phase}))],
            SYSTEM,
        )
        codes.append(code)
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
