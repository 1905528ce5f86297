"""Writes a frame to a WebSocket directly and without blocking, past python-engineio's queue.

It relies on private parts of python-engineio, eventlet's WebSocket and simple-websocket (see README.md). A
connection whose private parts are not as expected, or that uses TLS, is served by the public calls.

Ordering: a socket is written to directly only while engine.io's send queue is empty and its writer is blocked
on it. The first packet that is queued switches the socket back to the queue.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from openspace.live.transport.added import remove_added
from openspace.live.transport.event_sockets import event_socket
from openspace.live.transport.raw_sockets import NOW, RawSocket, Write, frame_of, raw_socket_below
from openspace.runtime.hub import Hub

log = logging.getLogger(__name__)

MOST_WAITING = 256
"""Packets queued for a client that reads none. Beyond this it is disconnected, and reconnects with
`since`."""


class DirectSockets:
    """The sockets that can be written to directly, by the engine.io sid of their client."""

    def __init__(self, sockets: dict[str, Any]) -> None:
        self.open: dict[str, Write] = {}
        self._sockets = sockets

    def write(self, clients: Iterable[str], frame: bytes) -> list[str]:
        """Write `frame` to each client, and return the clients for whom it must be queued instead.

        Thousands of sockets are written to for each change, so this does nothing else.
        """
        late, size, opened = [], len(frame), self.open
        for client in clients:
            try:
                sent = opened[client](frame, NOW)
            except (KeyError, BlockingIOError, InterruptedError):
                late.append(client)
                continue
            except OSError:
                continue  # disconnected; its reader notices
            if sent < size:
                self._sockets[client].direct.keep(frame[sent:])
        return late


class DirectSocket:
    """One client's WebSocket, from its opening on."""

    __slots__ = ("_all", "_client", "_lock", "_poll", "_raw", "_socket", "_write")

    def __init__(
        self, sockets: DirectSockets, engineio_socket: Any, raw: RawSocket, threads: bool
    ) -> None:
        self._all, self._client = sockets, engineio_socket.sid
        self._socket, self._raw = engineio_socket, raw
        self._lock = threading.Lock()
        self._write: Write = self._write_among_threads if threads else raw.send
        self._poll = engineio_socket.poll
        engineio_socket.poll = self._next_packets
        engineio_socket.send = self.send
        raw.before_sending(self.close)

    def send(self, packet: Any) -> None:
        """Replace engine.io's `Socket.send`. From here on nothing may overtake the packet."""
        if self._socket.check_ping_timeout():
            self._queue(packet)

    def send_at_once(self, packet: Any) -> None:
        """Like `send`, but write the packet directly if nothing waits. Not where engine.io's own writer runs,
        which ends a connection for which no ping is queued."""
        if self._socket.check_ping_timeout() and not self._is_written(packet):
            self._queue(packet)

    def _is_written(self, packet: Any) -> bool:
        text = packet.encode()
        if not isinstance(text, str):
            return False
        return not self._all.write([self._client], frame_of(text.encode()))

    def _queue(self, packet: Any) -> None:
        with self._lock:
            self.close()
            self._socket.queue.put(packet)
        if self._socket.queue.qsize() > MOST_WAITING:
            self.cut()

    def keep(self, rest: bytes) -> None:
        """Queue the rest of a frame that the system accepted only in part. It is sent before everything
        else."""
        self._raw.lock.acquire(blocking=False)
        self.close()
        self._socket.queue.put(PartialFrame(rest))

    def send_partial(self, rest: "PartialFrame") -> None:
        try:
            self._raw.send_all(rest)
        finally:
            self._raw.lock.release()

    def cut(self) -> None:
        self._raw.shut()

    def _next_packets(self) -> Any:
        """Called by engine.io's writer when it has sent everything that was queued."""
        self.reopen()
        try:
            return self._poll()
        finally:
            self.close()

    def reopen(self) -> None:
        """Write directly again, unless packets wait."""
        with self._lock:
            if self._socket.upgraded and self._socket.queue.empty():
                self._all.open[self._client] = self._write

    def close(self) -> None:
        """Write through the queue until it is reopened."""
        self._all.open.pop(self._client, None)

    def _write_among_threads(self, frame: bytes, flags: int) -> int:
        with self._lock:
            if self._client not in self._all.open or not self._raw.lock.acquire(blocking=False):
                raise BlockingIOError
            try:
                sent = self._raw.send(frame, flags)
            except OSError:
                self._raw.lock.release()
                raise
            if sent < len(frame):
                self.keep(frame[sent:])
            else:
                self._raw.lock.release()
        return len(frame)


class PartialFrame(bytes):
    """The rest of a frame that the system accepted only in part. Queued as a packet, and sent unchanged."""

    packet_type = 4
    data = ""

    def encode(self) -> "PartialFrame":
        return self


def install_direct_sockets(engineio_server: Any, async_mode: str) -> DirectSockets:
    """Give every WebSocket that supports it a `DirectSocket`, and refuse permessage-deflate."""
    sockets = DirectSockets(getattr(engineio_server, "sockets", {}))
    try:
        driver = engineio_server._async["websocket"]
        loop = Hub() if async_mode == "eventlet" else None

        def websocket(handler: Any, server: Any) -> Callable[[Any, Any], Any]:
            def handle(ws: Any) -> Any:
                events = event_socket(handler.__self__, ws, loop)
                ws = events.ws if events else ws
                _make_direct(sockets, handler.__self__, ws, async_mode)
                if events and hasattr(handler.__self__, "direct"):
                    events.start()
                    return []
                try:
                    return handler(ws)
                finally:
                    remove_added(ws, getattr(ws, "_inner", None))
                    if events:
                        events.close()

            inside = driver(handle, server)

            def app(environ: dict[str, Any], start_response: Any) -> Any:
                # With permessage-deflate each client has its own compression history, so frames could not be
                # shared.
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                return inside(environ, start_response)

            return app

        engineio_server._async = {**engineio_server._async, "websocket": websocket}
    except (AttributeError, KeyError, TypeError) as error:
        _log_once(error)
    return sockets


def _make_direct(sockets: DirectSockets, engineio_socket: Any, ws: Any, async_mode: str) -> None:
    try:
        raw = raw_socket_below(ws, async_mode)
        if raw is None:
            return
        direct = DirectSocket(sockets, engineio_socket, raw, threads=async_mode == "threading")
        ordinary = ws.send

        def send(message: Any, **options: Any) -> Any:
            return (
                direct.send_partial(message)
                if type(message) is PartialFrame
                else ordinary(message, **options)
            )

        ws.send = send
        engineio_socket.direct = direct
    except Exception as error:
        _log_once(error)


_logged: list[str] = []


def _log_once(error: Exception) -> None:
    if not _logged:
        _logged.append(repr(error))
        log.warning(
            "sockets cannot be written to directly (%s): everything works, but slower", _logged[0]
        )
