"""The one file that reaches below Flask-SocketIO: how a frame gets onto a socket without waiting.

It relies on inner parts of python-engineio, eventlet's WebSocket and simple-websocket, in the versions that
constraints.txt pins; tests/live/test_broadcast.py fails when a new one is different underneath. A connection
whose inner parts are not as expected (or that speaks TLS) gets no line, and the public calls do it all.

Order holds because a line is open only while engine.io's writer waits with nothing in its queue: that is
found when the writer comes back for more, and ends with the first packet that is queued.
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


class Lines:
    """Whom a frame can be written to at once. A client is named by its engine.io sid."""

    def __init__(self, sockets: dict[str, Any]) -> None:
        self.open: dict[str, Write] = {}
        self._sockets = sockets

    def write(self, clients: Iterable[str], frame: bytes) -> list[str]:
        """Writes `frame` to each; answers for whom it has to be queued instead. Thousands pass here for
        each change, so nothing but their sockets is looked at."""
        late, size, lines = [], len(frame), self.open
        for client in clients:
            try:
                sent = lines[client](frame, _NOW)
            except (KeyError, BlockingIOError, InterruptedError):
                late.append(client)
                continue
            except OSError:
                continue  # gone: its reader finds out
            if sent < size:
                self._sockets[client].line.keep(frame[sent:])
        return late


class Wire(Protocol):
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


class Line:
    """One client's WebSocket, from the moment it is open."""

    __slots__ = ("_client", "_lines", "_lock", "_poll", "_socket", "_wire", "_write")

    def __init__(self, lines: Lines, engineio_socket: Any, wire: Wire, threads: bool) -> None:
        self._lines, self._client = lines, engineio_socket.sid
        self._socket, self._wire = engineio_socket, wire
        self._lock = threading.Lock()
        self._write: Write = self._write_among_threads if threads else wire.send
        self._poll = engineio_socket.poll
        engineio_socket.poll = self._next_packets
        engineio_socket.send = self.send
        wire.before_sending(self._close)

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
        """What the system did not take of a frame goes before everything else."""
        self._wire.lock.acquire(blocking=False)
        self._close()
        self._socket.queue.put(Rest(rest))

    def send_rest(self, rest: "Rest") -> None:
        try:
            self._wire.send_all(rest)
        finally:
            self._wire.lock.release()

    def cut(self) -> None:
        self._wire.shut()

    def _next_packets(self) -> Any:
        """Called by engine.io's writer when all it was given before has been sent."""
        with self._lock:
            if self._socket.upgraded and self._socket.queue.empty():
                self._lines.open[self._client] = self._write
        try:
            return self._poll()
        finally:
            self._close()

    def _close(self) -> None:
        self._lines.open.pop(self._client, None)

    def _write_among_threads(self, frame: bytes, flags: int) -> int:
        with self._lock:
            if self._client not in self._lines.open or not self._wire.lock.acquire(blocking=False):
                raise BlockingIOError
            try:
                sent = self._wire.send(frame, flags)
            except OSError:
                self._wire.lock.release()
                raise
            if sent < len(frame):
                self.keep(frame[sent:])
            else:
                self._wire.lock.release()
        return len(frame)


class Rest(bytes):
    """What the system did not take of a frame: queued as a packet, sent as it is."""

    packet_type = 4
    data = ""

    def encode(self) -> "Rest":
        return self


def give_lines(engineio_server: Any, async_mode: str) -> Lines:
    """From now on every WebSocket that can has a `line`, and none compresses each message again."""
    lines = Lines(getattr(engineio_server, "sockets", {}))
    try:
        driver = engineio_server._async["websocket"]

        def websocket(handler: Any, server: Any) -> Callable[[Any, Any], Any]:
            def handle(ws: Any) -> Any:
                _give_line(lines, handler.__self__, ws, async_mode)
                try:
                    return handler(ws)
                finally:
                    untangle(ws, getattr(ws, "_inner", None))

            inside = driver(handle, server)

            def app(environ: dict[str, Any], start_response: Any) -> Any:
                # permessage-deflate: each client would have its own history, so nothing could be shared.
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                return inside(environ, start_response)

            return app

        engineio_server._async = {**engineio_server._async, "websocket": websocket}
    except (AttributeError, KeyError, TypeError) as error:
        _say_once(error)
    return lines


def _give_line(lines: Lines, engineio_socket: Any, ws: Any, async_mode: str) -> None:
    try:
        wire = _wire_below(ws, async_mode)
        if wire is None:
            return
        line = Line(lines, engineio_socket, wire, threads=async_mode == "threading")
        ordinary = ws.send

        def send(message: Any, **options: Any) -> Any:
            return (
                line.send_rest(message) if type(message) is Rest else ordinary(message, **options)
            )

        ws.send = send
        engineio_socket.line = line
    except Exception as error:
        _say_once(error)


_ADDED = ("close", "connection", "iterator", "line", "poll", "send", "_recv_frame")


def untangle(*objects: Any) -> None:
    """Takes off what was put onto the objects of a connection that has ended. Each refers back to its object:
    the collector would find them only after many thousand connections."""
    for one in objects:
        for name in _ADDED:
            getattr(one, "__dict__", {}).pop(name, None)


def _wire_below(ws: Any, async_mode: str) -> Wire | None:
    if async_mode == "eventlet":
        return None if _is_tls(ws.socket) else EventletWire(ws)
    if _is_tls(ws.ws.sock) or (async_mode == "threading" and not _NOW):
        return None
    return SimpleWire(ws.ws, runtime.lock(async_mode))


class EventletWire:
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
        own.socket = _Gulps(own.socket)

    def before_sending(self, call: Callable[[], None]) -> None:
        ordinary = self._own.send

        def send(message: Any, **options: Any) -> None:
            call()
            ordinary(message, **options)

        self._own.send = send

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.fd.shutdown(socket.SHUT_RDWR)


class _Gulps:
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


class SimpleWire:
    """simple-websocket, under gevent and threads. It has no lock of its own, and under gevent forgets what
    a slow client did not take at once, so it is given a socket that knows both."""

    def __init__(self, ws: Any, lock: Any) -> None:
        self._socket, self.lock = ws.sock, lock
        self.send: Write = getattr(ws.sock, "_sock", ws.sock).send
        self.send_all = ws.sock.sendall
        self._whole = ws.sock = _Whole(ws.sock, lock)

    def before_sending(self, call: Callable[[], None]) -> None:
        self._whole.before_sending = call

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


class _Whole:
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


_said: list[str] = []


def _say_once(error: Exception) -> None:
    if not _said:
        _said.append(repr(error))
        log.warning("Sockets are not as expected (%s): everything works, but slower.", _said[0])
