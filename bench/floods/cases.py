"""The floods of `bench/soak.py`: what each asks for, and what honest phones had meanwhile."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench.faults.days import opened
from bench.faults.verdict import Verdict
from bench.floods.flooding import apart
from bench.floods.honest import Honest, Phones, verdict
from tests.support.server import SERVE_SOON, Server

Counting = Callable[[], Awaitable[dict[str, int]]]


def uploads(folder: Path, seconds: float = 20, measured: bool = True) -> Verdict:
    """24 people send pictures without a pause; honest phones are in another gathering."""
    with Server(folder, program=SERVE_SOON) as server:
        crowded, tokens, _ = opened(server, 24)
        other, _, _ = opened(server, 0)

        def flood() -> Counting:
            return apart("uploads", url=server.url, code=crowded, tokens=tokens, seconds=seconds)

        found, counts = asyncio.run(_beside(server, other, flood, seconds, measured))
        return verdict("24 uploads at once", found, seconds, measured, **counts)


def commands(
    folder: Path, seconds: float = 20, measured: bool = True, rate: float = 2_800
) -> Verdict:
    """50 identities send `rate` commands a second together, in the gathering of the honest phones."""
    with Server(folder, program=SERVE_SOON) as server:
        code, tokens, _ = opened(server, 50)

        def flood() -> Counting:
            return apart(
                "commands", url=server.url, code=code, tokens=tokens, seconds=seconds, rate=rate
            )

        found, counts = asyncio.run(_beside(server, code, flood, seconds, measured))
        return verdict(f"50 identities, {rate:,} commands/s", found, seconds, measured, **counts)


def joins(folder: Path, seconds: float = 20, measured: bool = True) -> Verdict:
    """An attacker joins as often as the server allows, each time as somebody new."""
    with Server(folder, program=SERVE_SOON) as server:
        code, _, _ = opened(server, 0)

        def flood() -> Counting:
            return apart("joins", url=server.url, code=code, seconds=seconds, at_once=32)

        found, counts = asyncio.run(_beside(server, code, flood, seconds, measured))
        return verdict("joins as fast as possible", found, seconds, measured, **counts)


def long_note(folder: Path, seconds: float = 20, measured: bool = True) -> Verdict:
    """One phone edits a note of 20,000 characters 20 times a second."""
    with Server(folder, program=SERVE_SOON) as server:
        code, tokens, _ = opened(server, 1)
        note = _note_of(server, code, tokens[0])

        def flood() -> Counting:
            what: dict[str, Any] = {"url": server.url, "code": code, "tokens": tokens, "note": note}
            return apart("long_note", seconds=seconds, rate=20, **what)

        found, counts = asyncio.run(_beside(server, code, flood, seconds, measured))
        sent = round(found.received / 20 / 1000)
        more = {"kB to each phone": sent, **counts}
        return verdict("20,000 characters, 20 edits/s", found, seconds, measured, **more)


async def _beside(
    server: Server, code: str, flood: Callable[[], Counting], seconds: float, measured: bool
) -> tuple[Honest, dict[str, int]]:
    phones = Phones(server, code)
    await phones.arrive()
    if measured:
        await phones.ask_before(seconds / 2)
    counts = flood()
    await phones.ask_until(time.monotonic() + seconds)
    counted = await counts()
    await phones.leave()
    return phones.found, counted


def _note_of(server: Server, code: str, token: str) -> str:
    def ask(name: str, **args: Any) -> dict[str, Any]:
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        answer = server.post(f"/api/{code}/commands", command, token)
        return dict(answer["result"])

    topic = ask("propose_topic", title="Carers")["topic"]
    tables = server.get(f"/api/{code}/state")["tables"]
    cell = {"room": tables["rooms"][0]["id"], "slot": tables["slots"][0]["id"]}
    session = ask("claim_cell", topic=topic, **cell)["session"]
    return str(ask("post_note", session=session, kind="summary", text="A")["note"])
