"""One person with a phone: joins over HTTP, follows over a socket, sends commands."""

import asyncio
import secrets
from time import perf_counter
from typing import Any

import socketio

from openspace.client.api import Api, Json, ServerTrouble
from openspace.client.replica import Replica
from openspace.client.tally import Tally

PATIENCE = 20.0
"""Seconds without an answer after which the server counts as gone."""


class Refusal(Exception):
    """The server refused the command. `error` is `{code, message, …}`."""

    def __init__(self, error: Json) -> None:
        super().__init__(error.get("message", ""))
        self.error = error
        self.code = str(error.get("code", ""))


class Attendee:
    """A client with its own copy of the gathering. Without a token it only reads, like the wall."""

    def __init__(self, server: Api, code: str, tally: Tally, name: str = "") -> None:
        self.name = name
        self.token: str | None = None
        self._server, self._code, self._tally = server, code, tally
        self._catching_up: asyncio.Task[None] | None = None
        self._socket = socketio.AsyncClient(
            reconnection=True,
            reconnection_delay=0.2,
            reconnection_delay_max=2,
            logger=False,
            engineio_logger=False,
            handle_sigint=False,
        )
        self._socket.on("changes", self._on_changes)
        self._socket.on("resync", self._on_resync)
        self._socket.on("connect", self._on_connect)
        self._socket.on("connect_error", self._on_connect_error)
        self._met = False
        self._refused_with = ""

    async def arrive(self, name: str | None = None, as_wall: bool = False) -> None:
        """Join (unless it is a wall), fetch the gathering and connect. Raises ServerTrouble."""
        if not as_wall:
            self.name = self.name if name is None else name
            self.token = (await self._server.join(self._code, self.name))["token"]
        await self.follow("wall" if as_wall else None)

    async def follow(self, role: str | None = None) -> None:
        """Fetch the gathering and connect. Raises ServerTrouble."""
        self._role = role
        state = await self._server.state(self._code, self.token)
        self.replica = Replica(state, self._tally.saw)
        try:
            await self._socket.connect(
                self._server.url, auth=self._auth, transports=["websocket"], wait_timeout=15
            )
        except socketio.exceptions.ConnectionError as error:
            reason = self._refused_with or str(error)
            raise ServerTrouble(
                f"The server at {self._server.url} let nobody in by socket: {reason}"
            ) from None

    async def ask(self, name: str, **args: Any) -> Json:
        """Send a command until it is answered, as phones do. Return the answer's result, `{}` if it has none.

        Raises Refusal, or ServerTrouble if the server does not answer for too long.
        """
        command = {"id": secrets.token_hex(12), "name": name, "args": args}
        sent_at = perf_counter()
        self._tally.sent[name] += 1
        while True:
            answer = await self._send(command)
            if answer and answer.get("ok"):
                self._tally.acknowledge(name, int(answer["seq"]), sent_at)
                return dict(answer.get("result") or {})
            error = answer.get("error", {}) if answer else {}
            if wait := error.get("again_in"):
                # Not a refusal: the server's rate limits (docs/deploy.md) ask to wait.
                self._tally.waited += 1
                await asyncio.sleep(wait)
                sent_at = perf_counter()
                continue
            if answer and error.get("code") != "busy":
                self._tally.refuse(name, error["code"], error.get("message", ""), sent_at)
                raise Refusal(error)
            if perf_counter() - sent_at > PATIENCE:
                raise ServerTrouble(
                    f"The server at {self._server.url} went away: "
                    f"{name} had no answer for {PATIENCE:.0f} seconds."
                )
            self._tally.sent_again += 1
            await asyncio.sleep(0.25)

    async def notice_between(self, topics: set[str]) -> str:
        """Return the id of a notice about two topics that is here, or comes soon. Raises ServerTrouble."""
        until = perf_counter() + PATIENCE
        while perf_counter() < until:
            for row in self.replica.rows("notices"):
                if {row["topic"], row["other"]} == topics:
                    return str(row["id"])
            await asyncio.sleep(0.02)
        raise ServerTrouble(f"The server at {self._server.url} sent no notice.")

    async def leave(self) -> None:
        if self._catching_up:
            self._catching_up.cancel()
        await self._socket.disconnect()

    async def _send(self, command: Json) -> Json | None:
        """Return the answer, or None if it was lost."""
        try:
            answer = await self._socket.call("command", command, timeout=10)
        except (socketio.exceptions.SocketIOError, OSError):
            return None
        return answer if isinstance(answer, dict) else None

    def _auth(self) -> Json:
        # A function, so that a reconnection sends the seq that this copy has reached.
        auth: Json = {"gathering": self._code, "since": self.replica.seq}
        if self.token:
            auth["token"] = self.token
        if self._role:
            auth["as"] = self._role
        return auth

    async def _on_connect(self) -> None:
        self._tally.reconnects += self._met
        self._met = True

    async def _on_connect_error(self, data: Any = None) -> None:
        self._refused_with = str(data.get("message", "") if isinstance(data, dict) else data or "")

    async def _on_changes(self, message: Json) -> None:
        if self.replica.apply(message) == "gap" and not self._catching_up:
            self._catching_up = asyncio.create_task(self._catch_up())

    async def _on_resync(self, _message: Json) -> None:
        self._tally.resyncs += 1
        self.replica.replace(await self._server.state(self._code, self.token))

    async def _catch_up(self) -> None:
        try:
            missed = await self._server.changes(self._code, self.replica.seq, self.token)
            if missed is None or self.replica.apply(missed) == "gap":
                await self._on_resync({})
        except ServerTrouble:
            pass  # the next message or connection detects the gap again
        finally:
            self._catching_up = None
