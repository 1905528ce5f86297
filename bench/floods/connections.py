"""The floods with connections of `bench/soak.py`, each beside honest phones and people who come in."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

import aiohttp

from bench.faults.days import DAY, opened
from bench.faults.verdict import Verdict, percentile
from bench.floods.flooding import apart
from bench.floods.honest import Phones, verdict
from openspace.domain.audience import PUBLIC, Viewer
from openspace.domain.commands import parse
from openspace.domain.rules.people import Join
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service import turn
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest
from tests.support.server import SERVE_SOON, Server

MOST_MB = 600
"""What the process may grow by, whatever is sent to it. 20,000 connections take most of it, 21 kB each."""


def silent(
    folder: Path, seconds: float = 20, many: int = 20_000, room: int = 20_000, measured: bool = True
) -> Verdict:
    """`many` connections that say nothing, where the server has room for `room`."""
    return _flood(folder, seconds, "silent", measured, many=many, room=room)


def half(folder: Path, seconds: float = 20, many: int = 3_000, measured: bool = True) -> Verdict:
    """Connections that send half a head, half a body or half a picture, and then nothing."""
    return _flood(folder, seconds, "half", measured, many=many, for_gathering=True)


def readers(
    folder: Path, seconds: float = 20, many: int = 120, notes: int = 2_000, measured: bool = True
) -> Verdict:
    """`many` that take nothing of a state of `notes` × 5 kB, or of what the gathering does."""
    code = _with_notes(folder, notes)
    return _flood(folder, seconds, "readers", measured, code, many=many, for_gathering=True)


def fragments(folder: Path, seconds: float = 20, many: int = 20, measured: bool = True) -> Verdict:
    return _flood(folder, seconds, "fragments", measured, many=many, for_gathering=True)


def bodies(folder: Path, seconds: float = 20, many: int = 8, measured: bool = True) -> Verdict:
    return _flood(folder, seconds, "bodies", measured, many=many, for_gathering=True)


def hosts(folder: Path, seconds: float = 20, many: int = 20, measured: bool = True) -> Verdict:
    """Made-up addresses; who comes in asks for the calendar under the right one."""
    path = "/{code}/schedule.ics"
    return _flood(folder, seconds, "hosts", measured, path=path, many=many, for_gathering=True)


@dataclass
class Seen:
    """What those who came in had, and the server's memory. Milliseconds and MB."""

    came_in: list[float] = field(default_factory=list)
    shut_out: int = 0
    memory: list[float] = field(default_factory=list)


def _flood(
    folder: Path,
    seconds: float,
    name: str,
    measured: bool,
    code: str = "",
    path: str = "/{code}",
    room: int = 20_000,
    for_gathering: bool = False,
    **what: Any,
) -> Verdict:
    with Server(folder, program=SERVE_SOON, OPENSPACE_LIMIT_CONNECTIONS=str(room)) as server:
        code = code or opened(server, 0)[0]
        if for_gathering:
            what["code"] = code

        def begin() -> Any:
            module = "bench.floods.connecting"
            return apart(name, module, url=server.url, seconds=seconds, **what)

        phones, seen, counts = asyncio.run(
            _beside(server, code, begin, path.format(code=code), seconds)
        )
        more = {
            "came in": len(seen.came_in),
            "shut out": seen.shut_out,
            "coming in p99 ms": round(percentile(seen.came_in, 99), 1),
            "MB before": round(seen.memory[0], 1),
            "MB grown": round(max(seen.memory) - seen.memory[0], 1),
            "ended": int(not server.lives),
            **counts,
        }
        found = verdict(f"{name} × {what['many']:,}", phones.found, seconds, measured, **more)
        return replace(
            found,
            zero=(*found.zero, "shut out", "ended"),
            most={**found.most, "MB grown": MOST_MB},
        )


async def _beside(
    server: Server, code: str, begin: Callable[[], Any], path: str, seconds: float
) -> tuple[Phones, Seen, dict[str, int]]:
    phones, seen = Phones(server, code), Seen()
    await phones.arrive()
    seen.memory.append(server.memory / 2**20)
    counts = begin()
    end = time.monotonic() + seconds
    await asyncio.gather(
        phones.ask_until(end), _come_in(server, path, end, seen), _weigh(server, end, seen)
    )
    counted = await counts()
    await phones.leave()
    return phones, seen, counted


async def _come_in(server: Server, path: str, end: float, seen: Seen) -> None:
    """One after the other, each by a connection of their own."""
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            connector = aiohttp.TCPConnector(force_close=True)
            limit = aiohttp.ClientTimeout(total=20)
            async with (
                aiohttp.ClientSession(connector=connector, timeout=limit) as http,
                http.get(f"{server.url}{path}") as response,
            ):
                await response.read()
                seen.shut_out += response.status != 200
        except (aiohttp.ClientError, OSError, TimeoutError):
            seen.shut_out += 1
        else:
            seen.came_in.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(0.5)


async def _weigh(server: Server, end: float, seen: Seen) -> None:
    while time.monotonic() < end and server.lives:
        seen.memory.append(server.memory / 2**20)
        await asyncio.sleep(0.2)


def _with_notes(folder: Path, notes: int) -> str:
    """The code of a gathering whose state is `notes` × 5 kB."""
    ledger = SqliteLedger(folder / "sessions.db")
    gathering, _ = open_new(ledger, DAY, SYSTEM)
    code = gathering.code
    person = turn.execute_batch(ledger, code, [CommandRequest(PUBLIC, Join(name=""))], SYSTEM)[0][
        "result"
    ]["person"]

    def take(*commands: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
        viewer = Viewer("person", person)
        asks = [CommandRequest(viewer, parse(name, args), token_hex(8)) for name, args in commands]
        answers = turn.execute_batch(ledger, code, asks, SYSTEM)
        assert all(answer["ok"] for answer in answers), answers[0]
        return [answer["result"] for answer in answers]

    (topic,) = take(("propose_topic", {"title": "Many words"}))
    cell = {"room": gathering.rooms[0]["id"], "slot": gathering.slots[0]["id"]}
    (session,) = take(("claim_cell", {"topic": topic["topic"], **cell}))
    note = {"session": session["session"], "kind": "key_point"}
    for begin in range(0, notes, 100):
        take(
            *(("post_note", {**note, "text": token_hex(2_000)}) for _ in range(begin, begin + 100))
        )
    ledger.close()
    return code
