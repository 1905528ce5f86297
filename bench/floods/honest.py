"""Phones of people who do what people do, and how long each of their commands takes."""

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import socketio

from bench.faults.verdict import Verdict, percentile
from tests.support.server import Server

PHONES = 20
_BETWEEN = (0.5, 1.5)
"""Seconds between two commands of one phone: faster than people, and within the limits of a new one."""

TARGET_MS = 250.0


@dataclass
class Honest:
    """`taken`: milliseconds of each command. `received`: bytes that the phones were sent as changes.
    `before`: milliseconds of the slowest hundredth before the flood, where that was measured."""

    taken: list[float] = field(default_factory=list)
    refused: int = 0
    unanswered: int = 0
    received: int = 0
    before: float = 0.0


class Phones:
    """`PHONES` people with a topic each, in the gathering `code`."""

    def __init__(self, server: Server, code: str) -> None:
        self._server, self._code, self.found = server, code, Honest()
        self._sockets: list[tuple[socketio.AsyncClient, str]] = []

    async def arrive(self) -> None:
        for _ in range(PHONES):
            socket = socketio.AsyncClient(handle_sigint=False)
            socket.on("changes", self._on_changes)
            token = (await asyncio.to_thread(self._join))["token"]
            auth = {"gathering": self._code, "token": token}
            await socket.connect(self._server.url, auth=auth, transports=["websocket"])
            answer = await socket.call("command", _command("propose_topic", title="Mine"))
            self._sockets.append((socket, answer["result"]["topic"]))

    async def ask_before(self, seconds: float) -> None:
        """What the machine gives without a flood, to compare with."""
        await self.ask_until(time.monotonic() + seconds)
        self.found = Honest(before=percentile(self.found.taken, 99))

    async def ask_until(self, end: float) -> None:
        await asyncio.gather(*(self._ask(socket, topic, end) for socket, topic in self._sockets))

    async def leave(self) -> None:
        for socket, _ in self._sockets:
            await socket.disconnect()

    async def _ask(self, socket: socketio.AsyncClient, topic: str, end: float) -> None:
        while time.monotonic() < end:
            await asyncio.sleep(random.uniform(*_BETWEEN))
            words = secrets.token_hex(20)
            began = time.monotonic()
            try:
                command = _command("edit_topic", topic=topic, description=words)
                answer = await socket.call("command", command, timeout=20)
            except (socketio.exceptions.SocketIOError, OSError):
                self.found.unanswered += 1
                continue
            self.found.taken.append((time.monotonic() - began) * 1000)
            self.found.refused += not answer["ok"]

    def _join(self) -> dict[str, Any]:
        return self._server.post(f"/api/{self._code}/join", {})

    def _on_changes(self, message: Any) -> None:
        self.found.received += len(str(message))


def verdict(name: str, found: Honest, seconds: float, measured: bool, **more: Any) -> Verdict:
    """None refused and all answered; and within `TARGET_MS` where `measured`, since a machine that runs
    tests is busy with others."""
    return Verdict(
        name,
        {
            "honest commands": len(found.taken),
            "refused": found.refused,
            "unanswered": found.unanswered,
            "median ms": round(percentile(found.taken, 50), 1),
            "p99 ms": round(percentile(found.taken, 99), 1),
            "worst ms": round(max(found.taken, default=0.0), 1),
            **({"p99 before the flood ms": round(found.before, 1)} if found.before else {}),
            **more,
        },
        zero=("refused", "unanswered"),
        most={"p99 ms": TARGET_MS} if measured else {},
        least={"honest commands": seconds * PHONES / 4},
    )


def _command(name: str, **args: Any) -> dict[str, Any]:
    return {"id": secrets.token_hex(8), "name": name, "args": args}
