"""A WebSocket that joins no gathering is not kept, and one that was closed ends soon.

Opening one costs nothing, and Engine.IO keeps it as long as it answers pings. Where it closes one itself, a
client that says nothing more would keep the connection, since nothing is read from it any longer.
"""

from collections.abc import Callable
from typing import Any

from openspace.runtime.connections import ENVIRON, JOINING, LEAVING, SOCKET, Connection


class Unjoined:
    """One for an Engine.IO server. `joined` and `left` are told of its clients by their sid."""

    def __init__(self, engineio_server: Any) -> None:
        self._engineio = engineio_server
        self._sockets: dict[str, Any] = engineio_server.sockets

    def watch(self) -> None:
        """To be called when nothing else will be put around the driver of WebSockets."""
        driver = self._engineio._async["websocket"]
        if driver:
            self._engineio._async = {
                **self._engineio._async,
                "websocket": lambda handler, server: self._app(handler, driver(handler, server)),
            }

    def joined(self, client: str) -> None:
        socket = self._sockets.get(client)
        if socket:
            socket.has_joined = True
            self._enter(socket, SOCKET)

    def left(self, client: str) -> None:
        """The gathering, of its own accord; it may join another."""
        socket = self._sockets.get(client)
        if socket:
            socket.has_joined = False
            self._enter(socket, JOINING)

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
            return inside(environ, start_response)

        return app

    @staticmethod
    def _enter(socket: Any, phase: str) -> None:
        connection: Connection | None = getattr(socket, "connection", None)
        if connection and connection.phase != LEAVING:
            connection.enter(phase)
