"""A plain Socket.IO client, as anybody may write one, that remembers what it heard."""

import socket
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from typing import Any

import engineio
import socketio
import websocket

from openspace.client.replica import Replica
from tests.support.server import Venue
from tests.support.waiting import waits


class _Hasty(websocket.WebSocket):
    """Does not wait for the other side's farewell."""

    def close(self, status: int = 1000, reason: bytes = b"", timeout: int = 0) -> None:
        if self.connected:
            with suppress(OSError, websocket.WebSocketException):
                self.send_close(status, reason)
                self.sock.shutdown(socket.SHUT_RDWR)
        self.shutdown()


class _OneAfterTheOther(engineio.Client):
    """Handles one message after the other. The original starts a thread for each, and loses their order."""

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **{**options, "run_async": False})


class _Client(socketio.Client):
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _OneAfterTheOther


def new_client() -> socketio.Client:
    return _Client(reconnection=False, websocket_extra_options={"class_": _Hasty})


class Phone:
    def __init__(self, venue: Venue, token: str | None = None, **auth: Any) -> None:
        """Connects; `auth` is what the wire's connect takes beyond the gathering and the token."""
        self.venue = venue
        self.copy = Replica(venue.state(token))
        self.heard: list[tuple[str, Any]] = []
        self._client = new_client()
        for event in ("changes", "resync", "presence", "bell", "deleted"):
            self._client.on(event, self._listener(event))
        self._client.connect(
            venue.server.url,
            transports=["websocket"],
            auth={"gathering": venue.code, **({"token": token} if token else {}), **auth},
            wait_timeout=30,
        )

    def asks(self, name: str, /, id: str = "", **args: Any) -> dict[str, Any]:
        return self.sends({"id": id or token_hex(8), "name": name, "args": args})

    def sends(self, *data: Any, event: str = "command") -> dict[str, Any]:
        """What the server acknowledges; several `data` are several arguments, none is none."""
        payload = data[0] if len(data) == 1 and not isinstance(data[0], tuple) else tuple(data)
        return dict(self._client.call(event, payload if data else None, timeout=30))

    def proposes(self, title: str, **args: Any) -> str:
        return str(self.asks("propose_topic", title=title, **args)["result"]["topic"])

    def all(self, event: str) -> list[Any]:
        return [data for name, data in self.heard if name == event]

    def hears(self, event: str, matches: Callable[[Any], bool] = lambda data: True) -> Any:
        """The first such message, waited for."""
        return self.waits(lambda: next((d for d in self.all(event) if matches(d)), None))

    def sees(self, table: str, id: str) -> dict[str, Any]:
        """The row in this phone's copy, waited for."""
        return dict(self.waits(lambda: self.copy.tables.get(table, {}).get(id)))

    def waits(self, until: Callable[[], Any], seconds: float = 30) -> Any:
        return waits(until, seconds, lambda: f"in vain; heard {self.heard[-5:]}")

    @property
    def connected(self) -> bool:
        return bool(self._client.connected)

    def goes(self) -> None:
        """Out of the Wi-Fi: without a farewell."""
        line = self._client.eio.ws.sock if self.connected else None
        if line:
            with suppress(OSError):  # the server may have gone first
                line.shutdown(socket.SHUT_RDWR)
            self.waits(lambda: not self.connected)
            line.close()

    def _listener(self, event: str) -> Callable[[Any], None]:
        def listen(data: Any) -> None:
            if event == "changes":
                assert self.copy.apply(data) != "gap"
            self.heard.append((event, data))

        return listen
