"""Closes clients that join no gathering, and ends closed WebSockets soon.

Opening an Engine.IO session costs an attacker nothing, and Engine.IO keeps it as long as it answers pings. If
Engine.IO closes a session, a client that sends nothing more would keep the connection, because nothing is
read from it any longer.
"""

import time
from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO

from openspace.config import Limits
from openspace.live.transport.added import remove_added
from openspace.live.transport.pings import Pings
from openspace.runtime.connections import ENVIRON, JOINING, LEAVING, SOCKET, Connection

_LOOK_AGAIN = 1.0

_KEPT = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT"),
    *("HTTP_HOST", "HTTP_COOKIE", "wsgi.url_scheme"),
)
"""What of the request's environ says who opened a socket (`web/identity.py`)."""


class Unjoined:
    """Tracks Engine.IO clients by sid. `joined` and `left` are called when one joins or leaves a
    gathering."""

    def __init__(
        self, socketio: SocketIO, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._socketio, self._clock = socketio, clock
        self._most, self._seconds = limits.connections, limits.head_seconds
        self._engineio = socketio.server.eio
        self._sockets: dict[str, Any] = self._engineio.sockets
        # sid → time since when it waits, oldest first.
        self._waiting: dict[str, float] = {}
        self._pings = Pings(socketio)

    def watch(self) -> None:
        """Wrap the WebSocket driver. Call it after all other wrappers are installed."""
        self._connect = self._engineio.handlers["connect"]
        self._engineio.on("connect", self._connected)
        driver = self._engineio._async["websocket"]
        if driver:
            self._engineio._async = {
                **self._engineio._async,
                "websocket": lambda handler, server: self._app(handler, driver(handler, server)),
            }

    @property
    def background(self) -> list[Callable[[], None]]:
        """Return the functions that run as long as the server."""
        return [self._sweep, self._pings.run]

    def joined(self, client: str) -> None:
        self._waiting.pop(client, None)
        socket = self._sockets.get(client)
        if socket:
            socket.has_joined = True
            self._enter(socket, SOCKET)

    def left(self, client: str) -> None:
        """The client left the gathering by itself, and may join another."""
        socket = self._sockets.get(client)
        if socket and not (socket.closing or socket.closed):
            socket.has_joined = False
            self._waiting[client] = self._clock()
            self._enter(socket, JOINING)

    def close_overdue(self) -> None:
        """Close the clients that have waited too long. This does not block."""
        now = self._clock()
        for client, since in list(self._waiting.items()):
            if now - since < self._seconds:
                break
            self._close(client)

    def _connected(self, client: str, environ: dict[str, Any]) -> Any:
        """Engine.IO's connect handler. Returning a string refuses the connection."""
        if len(self._sockets) > self._most:
            if not self._waiting:
                return "The server is full."
            self._close(next(iter(self._waiting)))
        self._waiting[client] = self._clock()
        self._pings.take_over(self._sockets[client])
        # Socket.IO keeps it as long as the connection; only these are read when somebody joins.
        kept = {name: environ[name] for name in _KEPT if name in environ}
        return self._connect(client, kept)

    def _close(self, client: str) -> None:
        self._waiting.pop(client, None)
        socket = self._sockets.pop(client, None)
        if socket and not socket.closed:
            socket.close(wait=False, abort=True)

    def _sweep(self) -> None:
        while True:
            self._socketio.sleep(_LOOK_AGAIN)
            self.close_overdue()

    def _app(self, handler: Any, inside: Callable[..., Any]) -> Callable[..., Any]:
        socket = handler.__self__

        def app(environ: dict[str, Any], start_response: Any) -> Any:
            socket.connection = environ.get(ENVIRON)
            self._enter(socket, SOCKET if getattr(socket, "has_joined", False) else JOINING)
            ordinary = socket.close

            def close(*args: Any, **options: Any) -> None:
                ordinary(*args, **options)
                self._enter(socket, LEAVING)

            socket.close = close
            try:
                return inside(environ, start_response)
            finally:
                if not getattr(socket, "is_detached", False):
                    remove_added(socket)

        return app

    @staticmethod
    def _enter(socket: Any, phase: str) -> None:
        connection: Connection | None = getattr(socket, "connection", None)
        if connection and connection.phase != LEAVING:
            connection.enter(phase)
