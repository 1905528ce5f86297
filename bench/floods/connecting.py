"""What floods with connections, in a process of its own: python -m bench.floods.connecting NAME '{…}'."""

import asyncio
import json
import resource
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from urllib.parse import urlsplit

import aiohttp

Counts = Counter[str]

_HOST = "Host: 127.0.0.1\r\n"
_WEBSOCKET = (
    f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n{_HOST}Upgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
).encode()
_AT_ONCE = 100
"""Connections that are opened before those that were closed are looked for again."""


async def silent(url: str, many: int, seconds: float) -> Counts:
    """Connections that say nothing, and are opened again when they are closed."""
    return await _hold(url, many, seconds, lambda nth: b"")


async def half(url: str, code: str, many: int, seconds: float) -> Counts:
    """Half a head, half a body, half a picture."""
    post = f"HTTP/1.1\r\n{_HOST}Content-Length:"
    said = [
        f"GET /{code} HTTP/1.1\r\n{_HOST}X: ".encode(),
        f'POST /api/{code}/join {post} 60000\r\n\r\n{{"name": '.encode(),
        f"POST /api/{code}/photos {post} 9000000\r\n\r\nhalf a picture".encode(),
    ]
    return await _hold(url, many, seconds, lambda nth: said[nth % len(said)])


async def readers(url: str, code: str, many: int, seconds: float) -> Counts:
    """Half of them ask for the state and the others join by a socket; none takes what it is sent."""
    state = f"GET /api/{code}/state HTTP/1.1\r\n{_HOST}\r\n".encode() * 3
    joins = _WEBSOCKET + _frame(0x81, f'40{{"gathering":"{code}"}}'.encode())
    return await _hold(url, many, seconds, lambda nth: (state, joins)[nth % 2], receives=4_096)


async def fragments(url: str, code: str, many: int, seconds: float) -> Counts:
    """Messages in fragments that have no end."""
    counts, end = Counts({"MB sent": 0, "sockets closed": 0}), time.monotonic() + seconds
    more = _frame(0x00, b"x" * 60_000)

    async def sends() -> None:
        while time.monotonic() < end:
            with suppress(OSError, TimeoutError):
                reader, writer = await asyncio.open_connection(*_address(url))
                writer.write(_WEBSOCKET + _frame(0x81, f'40{{"gathering":"{code}"}}'.encode()))
                await reader.read(1_000)
                writer.write(_frame(0x01, b"42"))
                try:
                    while time.monotonic() < end:
                        writer.write(more)
                        await asyncio.wait_for(writer.drain(), end - time.monotonic() + 0.1)
                        counts["bytes"] += len(more)
                finally:
                    counts["sockets closed"] += time.monotonic() < end
                    writer.close()

    await asyncio.gather(*(sends() for _ in range(many)))
    counts["MB sent"] = counts.pop("bytes", 0) // 1_000_000
    return counts


async def bodies(url: str, code: str, many: int, seconds: float) -> Counts:
    """12 MB of JSON to whom nobody needs to be known."""
    counts, end = Counts({"bodies 413": 0}), time.monotonic() + seconds
    body = b'{"name": "' + b"x" * 12_000_000 + b'"}'

    async def sends(http: aiohttp.ClientSession, path: str) -> None:
        while time.monotonic() < end:
            try:
                async with http.post(f"{url}{path}", data=body) as response:
                    counts[f"bodies {response.status}"] += 1
            except (aiohttp.ClientError, OSError):
                counts["hung up"] += 1

    paths = (f"/api/{code}/join", f"/api/{code}/commands", "/api/plan", f"/api/{code}/host")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(sends(http, paths[nth % len(paths)]) for nth in range(many)))
    return counts


async def hosts(url: str, code: str, many: int, seconds: float) -> Counts:
    """Books and calendars, each time under another address."""
    counts, end, nth = Counts({"files": 0}), time.monotonic() + seconds, count()
    files = ("agenda", "schedule.ics", "proceedings", "proceedings.pdf", "paper/cards")

    async def asks(http: aiohttp.ClientSession) -> None:
        while time.monotonic() < end:
            now = next(nth)
            headers = {"Host": f"10.{now >> 16 & 255}.{now >> 8 & 255}.{now & 255}"}
            at = f"{url}/{code}/{files[now % len(files)]}"
            with suppress(aiohttp.ClientError, OSError, TimeoutError):
                limit = aiohttp.ClientTimeout(total=max(1.0, end - time.monotonic()))
                async with http.get(at, headers=headers, timeout=limit) as response:
                    await response.read()
                    counts["files"] += 1

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(asks(http) for _ in range(many)))
    return counts


async def _hold(
    url: str, many: int, seconds: float, said: Callable[[int], bytes], receives: int = 0
) -> Counts:
    """Holds `many` connections, on each of which something is said once."""
    counts = Counts({"connections": 0, "most at once": 0, "closed by the server": 0})
    most = min(many, _files() - 50)
    lines: list[socket.socket] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            for _ in range(min(_AT_ONCE, most - len(lines))):
                lines.append(_opened(url, said(counts["connections"]), receives))
                counts["connections"] += 1
        counts["most at once"] = max(counts["most at once"], len(lines))
        if counts["connections"] % 2_000 < _AT_ONCE or len(lines) == most:
            open_, closed = [], 0
            for line in lines:
                if _is_closed(line):
                    line.close()
                    closed += 1
                else:
                    open_.append(line)
            counts["closed by the server"] += closed
            lines = open_
        await asyncio.sleep(0.005 if len(lines) < most else 0.2)
    for line in lines:
        line.close()
    return counts


def _opened(url: str, said: bytes, receives: int) -> socket.socket:
    line = socket.socket()
    if receives:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    line.settimeout(2)
    try:
        line.connect(_address(url))
        line.setblocking(False)
        if said:
            line.send(said)
    except OSError:
        line.close()
        raise
    return line


def _is_closed(line: socket.socket) -> bool:
    try:
        # What came is left there, so that nothing is taken from a server that waits for it to be.
        return line.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def _files() -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return soft


def _frame(first: int, payload: bytes) -> bytes:
    """A WebSocket frame as clients send it, masked with zeros."""
    size = len(payload)
    head = struct.pack("!BB", first, 0x80 | min(size, 126))
    return head + (struct.pack("!H", size) if size > 125 else b"") + b"\0" * 4 + payload


if __name__ == "__main__":
    floods = (silent, half, readers, fragments, bodies, hosts)
    flood = {f.__name__: f for f in floods}[sys.argv[1]]
    print(json.dumps(asyncio.run(flood(**json.loads(sys.argv[2])))))  # type: ignore[operator]
