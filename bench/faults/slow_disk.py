"""A disk that takes a second for each sync: what is asked waits, and everything else goes on."""

import asyncio
import time
from pathlib import Path
from typing import Any

import socketio

from bench.faults import power
from bench.faults.days import opened, unlimited
from bench.faults.people import Books, Person
from bench.faults.verdict import Verdict, percentile
from openspace import create_app, runtime
from openspace.ledger.sqlite import store
from tests.support import lean
from tests.support.server import PYTHON, Server


def slow_disk(folder: Path, seconds: float = 15, sync_takes: float = 1.0) -> Verdict:
    """Writes all the time for `seconds`, and measures reading, the line and presence meanwhile."""
    program = (*PYTHON, "bench.faults.slow_disk")
    with Server(folder, program=program, **unlimited()) as server:
        code, tokens, _ = opened(server, 6)
        (folder / "slow").write_text(str(sync_takes))
        return asyncio.run(_play(server, code, tokens, seconds, sync_takes))


async def _play(
    server: Server, code: str, tokens: list[str], seconds: float, takes: float
) -> Verdict:
    books, saving, reading, line = Books(), [], [], []
    heard: list[float] = []
    writers = [Person(server.url, code, token, books) for token in tokens[:4]]
    await asyncio.gather(*(one.arrive() for one in writers))
    wall = socketio.AsyncClient(handle_sigint=False)
    wall.on("presence", lambda _: heard.append(time.monotonic()))
    await wall.connect(server.url, auth={"gathering": code, "as": "wall"}, transports=["websocket"])
    until = time.monotonic() + seconds

    async def writes(one: Person) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            await one.proposes()
            saving.append(time.monotonic() - began)

    async def reads() -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            await asyncio.to_thread(server.get, f"/api/{code}/state")
            reading.append(time.monotonic() - began)
            await asyncio.sleep(0.05)

    async def feels() -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            await wall.call("seq", timeout=10)
            line.append(time.monotonic() - began)
            await asyncio.sleep(0.05)

    async def comes_and_goes() -> None:
        while time.monotonic() < until:
            one = Person(server.url, code, tokens[5], books)
            await one.arrive()
            await asyncio.sleep(1.2)
            await one.leave()
            await asyncio.sleep(1.2)

    await asyncio.gather(*(writes(one) for one in writers), reads(), feels(), comes_and_goes())
    for one in (*writers, wall):
        await (one.leave() if isinstance(one, Person) else one.disconnect())
    return Verdict(
        f"slow disk, {takes} s a sync",
        {
            "saved": len(saving),
            "saving median s": round(percentile(saving, 50), 2),
            "reading p99 s": round(percentile(reading, 99), 3),
            "line p99 s": round(percentile(line, 99), 3),
            "presence told": len(heard),
        },
        most={"reading p99 s": takes / 2, "line p99 s": takes / 2},
        least={"saving median s": takes * 0.9, "presence told": seconds // 4},
    )


def main() -> None:
    """`openspace serve` on a disk that becomes slow when the file `slow` is beside the store."""
    settings, *_ = lean.asked()
    slow = settings.db.with_name("slow")

    class Slow(power._File):
        def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
            self.unsynced.clear()
            power.apsw.VFSFile.xWrite(self, data, offset)

        def xSync(self, flags: int) -> None:  # noqa: N802
            if slow.exists():
                time.sleep(float(slow.read_text()))
            power.apsw.VFSFile.xSync(self, flags)

    class Disk(power.Disk):
        def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
            return Slow("", name, flags, self.power)

    disk = Disk("slow", power.Power())
    with power.connecting(disk, settings.db, "FULL"):
        ledger = store.SqliteLedger(settings.db)
    runtime.serve(create_app(settings, ledger), settings)


if __name__ == "__main__":
    main()
