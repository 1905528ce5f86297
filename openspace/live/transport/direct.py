"""Writes a frame to a WebSocket at once, without waiting, past python-engineio's queue.

It relies on private parts of python-engineio, eventlet's WebSocket and simple-websocket (see README.md). A
connection whose private parts are not as expected, or that speaks TLS, is served by the public calls.

Ordering: a socket is written to directly only while engine.io's send queue is empty and its writer is blocked
on it. The first packet that is queued switches the socket back to the queue.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

from openspace import runtime

log = logging.getLogger(__name__)

MOST_WAITING = 256
"""Packets kept for one client that takes none: then it is cut, and comes back with `since`."""

_NOW = getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0)

Write = Callable[[bytes, int], int]
"""As a socket's own `send`: (frame, flags) → how many bytes the system took. Raises OSError."""


class DirectSockets:
    """The sockets that can be written to at once, by the engine.io sid of their client."""

    def __init__(self, sockets: dict[str, Any]) -> None:
        self.open: dict[str, Write] = {}
        self._sockets = sockets

    def write(self, clients: Iterable[str], frame: bytes) -> list[str]:
        """Writes `frame` to each; answers for whom it has to be queued instead. Thousands pass here for
        each change, so nothing but their sockets is looked at."""
        late, size, opened = [], len(frame), self.open
        for client in clients:
            try:
                sent = opened[client](frame, _NOW)
            except (KeyError, BlockingIOError, InterruptedError):
                late.append(client)
                continue
            except OSError:
                continue  # gone: its reader finds out
            if sent < size:
                self._sockets[client].direct.keep(frame[sent:])
        return late


class RawSocket(Protocol):
    """A socket below a driver's WebSocket."""

    lock: Any
    """Held while a frame is on its way."""
    send: Write
    """Never waits, and knows of no lock."""
    send_all: Callable[[bytes], Any]

    def before_sending(self, call: Callable[[], None]) -> None:
        """`call` is called before the driver sends anything, be it the answer to a ping."""

    def shut(self) -> None:
        """The driver's reader and writer both find the connection gone, and clean up."""


class DirectSocket:
    """One client's WebSocket, from the moment it is open."""

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
        raw.before_sending(self._close)

    def send(self, packet: Any) -> None:
        """What engine.io's own `Socket.send` does, and nothing may overtake the packet from here on."""
        if not self._socket.check_ping_timeout():
            return
        with self._lock:
            self._close()
            self._socket.queue.put(packet)
        if self._socket.queue.qsize() > MOST_WAITING:
            self.cut()

    def keep(self, rest: bytes) -> None:
        """Queues what the system did not take of a frame; it goes before everything else."""
        self._raw.lock.acquire(blocking=False)
        self._close()
        self._socket.queue.put(PartialFrame(rest))

    def send_partial(self, rest: "PartialFrame") -> None:
        try:
            self._raw.send_all(rest)
        finally:
            self._raw.lock.release()

    def cut(self) -> None:
        self._raw.shut()

    def _next_packets(self) -> Any:
        """Called by engine.io's writer when all it was given before has been sent."""
        with self._lock:
            if self._socket.upgraded and self._socket.queue.empty():
                self._all.open[self._client] = self._write
        try:
            return self._poll()
        finally:
            self._close()

    def _close(self) -> None:
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
    """What the system did not take of a frame; queued as a packet, sent as it is."""

    packet_type = 4
    data = ""

    def encode(self) -> "PartialFrame":
        return self


def install_direct_sockets(engineio_server: Any, async_mode: str) -> DirectSockets:
    """Gives every WebSocket that allows it a `DirectSocket`, and refuses permessage-deflate."""
    sockets = DirectSockets(getattr(engineio_server, "sockets", {}))
    try:
        driver = engineio_server._async["websocket"]

        def websocket(handler: Any, server: Any) -> Callable[[Any, Any], Any]:
            def handle(ws: Any) -> Any:
                _make_direct(sockets, handler.__self__, ws, async_mode)
                try:
                    return handler(ws)
                finally:
                    remove_added(ws, getattr(ws, "_inner", None))

            inside = driver(handle, server)

            def app(environ: dict[str, Any], start_response: Any) -> Any:
                # permessage-deflate: each client would have its own history, so nothing could be shared.
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                return inside(environ, start_response)

            return app

        engineio_server._async = {**engineio_server._async, "websocket": websocket}
    except (AttributeError, KeyError, TypeError) as error:
        _log_once(error)
    return sockets


def _make_direct(sockets: DirectSockets, engineio_socket: Any, ws: Any, async_mode: str) -> None:
    try:
        raw = _raw_socket_below(ws, async_mode)
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


_ADDED = ("close", "connection", "iterator", "direct", "poll", "send", "_recv_frame")


def remove_added(*objects: Any) -> None:
    """Removes what was put onto the objects of a connection that has ended. It refers back to its object, so
    the garbage collector would free both only after many thousand connections."""
    for one in objects:
        for name in _ADDED:
            getattr(one, "__dict__", {}).pop(name, None)


def _raw_socket_below(ws: Any, async_mode: str) -> RawSocket | None:
    if async_mode == "eventlet":
        return None if _is_tls(ws.socket) else EventletSocket(ws)
    if _is_tls(ws.ws.sock) or (async_mode == "threading" and not _NOW):
        return None
    return SimpleWebSocket(ws.ws, runtime.lock(async_mode))


class EventletSocket:
    """eventlet.websocket: one real thread, and a lock that is held while a frame is on its way."""

    def __init__(self, ws: Any) -> None:
        self._own = own = ws.close.__self__
        self._socket, self.lock = own.socket, own._sendlock
        self.send: Write = own.socket.fd.send
        self.send_all = own.socket.sendall
        if self.lock.counter != 1 or own.extensions:
            raise TypeError("eventlet's WebSocket is not as expected")
        if own._apply_mask(b"space", b"open") != _unmasked(b"space", b"open"):
            raise TypeError("eventlet unmasks in another way")
        own._apply_mask = _unmasked
        own.socket = _BufferedSocket(own.socket)

    def before_sending(self, call: Callable[[], None]) -> None:
        ordinary = self._own.send

        def send(message: Any, **options: Any) -> None:
            call()
            ordinary(message, **options)

        self._own.send = send

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.fd.shutdown(socket.SHUT_RDWR)


class _BufferedSocket:
    """A socket from which eventlet reads a frame in four small pieces, asked of the system in one."""

    def __init__(self, sock: Any) -> None:
        self._sock, self._held = sock, b""

    def recv(self, size: int) -> bytes:
        held: bytes = self._held or self._sock.recv(max(size, 4_096))
        self._held = held[size:]
        return held[:size]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def _unmasked(data: bytes, mask: Any, length: int | None = None, offset: int = 0) -> bytes:
    """As eventlet's own, which looks at each byte by itself: a long note would cost a millisecond."""
    size = len(data) if length is None else length
    turned = bytes(mask[offset % 4 :]) + bytes(mask[: offset % 4])
    key = (turned * (size // 4 + 1))[:size]
    plain = int.from_bytes(data[:size], "big") ^ int.from_bytes(key, "big")
    return plain.to_bytes(size, "big")


class SimpleWebSocket:
    """simple-websocket, under gevent and threads. It has no lock of its own, and under gevent forgets what
    a slow client did not take at once, so it is given a socket that knows both."""

    def __init__(self, ws: Any, lock: Any) -> None:
        self._socket, self.lock = ws.sock, lock
        self.send: Write = getattr(ws.sock, "_sock", ws.sock).send
        self.send_all = ws.sock.sendall
        self._whole = ws.sock = _LockedSocket(ws.sock, lock)

    def before_sending(self, call: Callable[[], None]) -> None:
        self._whole.before_sending = call

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


class _LockedSocket:
    """A socket whose `send` sends all, one frame after the other."""

    def __init__(self, sock: Any, lock: Any) -> None:
        self._sock, self._lock = sock, lock
        self.before_sending: Callable[[], None] = lambda: None

    def send(self, data: bytes) -> int:
        self.before_sending()
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def _is_tls(sock: Any) -> bool:
    # Asked by what it can: gevent's own class is no ssl.SSLSocket, and what is written below it is in clear.
    return any(hasattr(one, "getpeercert") for one in (sock, getattr(sock, "_sock", None)))


_logged: list[str] = []


def _log_once(error: Exception) -> None:
    if not _logged:
        _logged.append(repr(error))
        log.warning("Sockets are not as expected (%s): everything works, but slower.", _logged[0])
