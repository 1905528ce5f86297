"""People who write unique titles, and record what the server answered."""

import asyncio
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import socketio

Json = dict[str, Any]

_AGAIN_SECONDS = 1.5
"""Without an answer for so long, a command is sent again."""


@dataclass
class Books:
    """What all people together were told: unique titles that were acknowledged, and cells they were given."""

    acknowledged: list[str] = field(default_factory=list)
    topics: Counter[str] = field(default_factory=Counter)
    """Acknowledged topics of each gathering."""
    refused: Counter[str] = field(default_factory=Counter)
    """Refused topics, by the code of the refusal."""
    sent_again: int = 0


class Person:
    """Sends as a phone does: with an id, again until answered. Connects again by itself. Made in a running
    event loop."""

    def __init__(self, url: str, code: str, token: str, books: Books) -> None:
        self.url, self.code, self.token, self.books = url, code, token, books
        self.up_since = 0.0
        self.down_since: float | None = None
        self.rests = False
        # The socket closes a session of its own too late, if it connects again meanwhile.
        self._http = aiohttp.ClientSession()
        self._socket = socketio.AsyncClient(
            http_session=self._http,
            reconnection=True,
            reconnection_delay=0.1,
            reconnection_delay_max=0.5,
            handle_sigint=False,
            ssl_verify=False,
        )
        self._socket.on("connect", self._on_connect)
        self._socket.on("disconnect", self._on_disconnect)

    async def arrive(self) -> None:
        auth = {"gathering": self.code, "token": self.token}
        at = f"{self.url}?at={self.code}"  # for the proxy of several nodes
        await self._socket.connect(at, auth=auth, transports=["websocket"], wait_timeout=10)

    async def ask(self, name: str, **args: Any) -> Json:
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        while True:
            try:
                answer = await self._socket.call("command", command, timeout=_AGAIN_SECONDS)
            except (socketio.exceptions.SocketIOError, OSError):
                answer = None
            if isinstance(answer, dict) and (answer.get("error") or {}).get("code") != "busy":
                return answer
            self.books.sent_again += 1
            await asyncio.sleep(0.1)

    async def proposes(self) -> str | None:
        """The topic's id; its title, once acknowledged, must be there for ever, and once."""
        title = secrets.token_hex(8)
        answer = await self.ask("propose_topic", title=title)
        if answer["ok"]:
            self.books.acknowledged.append(title)
            self.books.topics[self.code] += 1
            return str(answer["result"]["topic"])
        self.books.refused[answer["error"]["code"]] += 1
        return None

    async def leave(self) -> None:
        await self._socket.shutdown()  # also while it is connecting again
        await self._http.close()

    async def _on_connect(self) -> None:
        self.up_since = time.monotonic()

    async def _on_disconnect(self, *_: Any) -> None:
        self.down_since = time.monotonic()
