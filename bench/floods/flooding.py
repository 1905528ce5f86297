"""What floods: each function runs in a process of its own, so that it takes no time from what is measured.

python -m bench.floods.flooding NAME '{"url": …}' answers counts as JSON.
"""

import asyncio
import io
import json
import secrets
import struct
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
Counts = Counter[str]


def apart(
    name: str, module: str = "bench.floods.flooding", **what: Any
) -> Callable[[], Awaitable[dict[str, int]]]:
    """Starts the flood `name` of a module like this one. The function it answers waits for its counts."""
    command = [sys.executable, "-m", module, name, json.dumps(what)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)

    async def counts() -> dict[str, int]:
        out, _ = await asyncio.to_thread(process.communicate)
        return dict(json.loads(out))

    return counts


# --- pictures


async def uploads(url: str, code: str, tokens: list[str], seconds: float) -> Counts:
    """Everybody sends one picture after the other: sound ones, and such that claim to be huge."""
    pictures, end = [_sound(), _claims_much()], time.monotonic() + seconds
    counts = Counts({"uploads 201": 0, "uploads 400": 0, "uploads 429": 0})

    async def sends(http: aiohttp.ClientSession, nth: int, token: str) -> None:
        while time.monotonic() < end:
            form = aiohttp.FormData()
            form.add_field("photo", pictures[nth % 2], filename="a.jpg")
            headers = {"Authorization": f"Bearer {token}"}
            async with http.post(
                f"{url}/api/{code}/photos", data=form, headers=headers
            ) as response:
                counts[f"uploads {response.status}"] += 1

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(sends(http, nth, token) for nth, token in enumerate(tokens)))
    return counts


def _sound() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1_600, 1_200), 20).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


def _claims_much() -> bytes:
    """A PNG of 74 bytes that says it has 1 × 50,000,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 50_000_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


# --- commands


async def commands(url: str, code: str, tokens: list[str], seconds: float, rate: float) -> Counts:
    """`rate` commands a second together, over sockets, without waiting for answers."""
    kinds = [
        ("propose_topic", {"title": "Flood", "description": "x" * 200}),
        ("edit_me", {"name": "Flood"}),
        ("mark_interest", {"topic": "t2", "interested": True}),
    ]

    def command(nth: int) -> dict[str, Any]:
        name, args = kinds[nth % len(kinds)]
        return {"name": name, "args": args}

    return await _by_sockets(url, code, tokens, seconds, rate, command)


async def long_note(
    url: str, code: str, tokens: list[str], seconds: float, rate: float, note: str
) -> Counts:
    """One note of 20,000 characters, edited `rate` times a second."""

    def command(nth: int) -> dict[str, Any]:
        return {"name": "edit_note", "args": {"note": note, "text": f"{nth} {'x' * 19_990}"}}

    return await _by_sockets(url, code, tokens, seconds, rate, command)


async def _by_sockets(
    url: str,
    code: str,
    tokens: list[str],
    seconds: float,
    rate: float,
    command: Callable[[int], dict[str, Any]],
) -> Counts:
    counts, pause = Counts({"flood taken": 0, "flood refused": 0}), len(tokens) / rate
    end = time.monotonic() + seconds

    async def reads(socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.data == "2":
                await socket.send_str("3")
            elif str(message.data).startswith("43"):
                counts["flood taken" if '"ok":true' in message.data else "flood refused"] += 1

    async def floods(http: aiohttp.ClientSession, token: str) -> None:
        while time.monotonic() < end:
            with suppress(aiohttp.ClientError):
                await connects_and_floods(http, token)
            counts["flood connected again"] += 1  # the server closes what it cannot hear for long
            await asyncio.sleep(0.2)

    async def connects_and_floods(http: aiohttp.ClientSession, token: str) -> None:
        at = f"{url}/socket.io/?EIO=4&transport=websocket"
        async with http.ws_connect(at, max_msg_size=0) as socket:
            await socket.receive()
            await socket.send_str("40" + json.dumps({"gathering": code, "token": token}))
            reading = asyncio.ensure_future(reads(socket))
            nth, due = 0, time.monotonic()
            try:
                while (now := time.monotonic()) < end and not socket.closed:
                    if now < due:
                        await asyncio.sleep(due - now)
                    asked = {"id": secrets.token_hex(8), **command(nth)}
                    await socket.send_str(f"42{nth}" + json.dumps(["command", asked]))
                    counts["flood sent"] += 1
                    nth, due = nth + 1, due + pause
            finally:
                reading.cancel()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(floods(http, token) for token in tokens))
    counts["flood connected again"] -= len(tokens)
    return counts


# --- joins


async def joins(url: str, code: str, seconds: float, at_once: int) -> Counts:
    counts, end = Counts({"joins 201": 0, "joins 429": 0}), time.monotonic() + seconds

    async def joins(http: aiohttp.ClientSession) -> None:
        while time.monotonic() < end:
            async with http.post(f"{url}/api/{code}/join", json={}) as response:
                counts[f"joins {response.status}"] += 1

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(joins(http) for _ in range(at_once)))
    return counts


if __name__ == "__main__":
    flood = {f.__name__: f for f in (uploads, commands, long_note, joins)}[sys.argv[1]]
    print(json.dumps(asyncio.run(flood(**json.loads(sys.argv[2])))))  # type: ignore[operator]
