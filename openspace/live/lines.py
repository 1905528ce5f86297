"""The one file that reaches below Flask-SocketIO: how a frame gets onto a socket without waiting.

It relies on inner parts of python-engineio, eventlet's WebSocket and simple-websocket, in the versions that
constraints.txt pins; tests/live/test_fanout.py fails when a new one is different underneath. A connection
whose inner parts are not as expected (or that speaks TLS) gets no line, and the public calls do it all.

Order holds because a line is "idle" only while engine.io's writer waits with nothing in its queue: that is
found when the writer comes back for more, and ends with the first packet that is queued.
"""

import logging
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from openspace import runtime

log = logging.getLogger(__name__)

MOST_WAITING = 256
"""Packets kept for one client that takes none: then it is cut, and comes back with `since`."""

_NOW = getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0)


class Wire(Protocol):
    """A socket below a driver's WebSocket."""

    def send_now(self, frame: bytes) -> int:
        """How many bytes the system took at once: 0 when others are writing. After a part of the frame,
        nobody else writes until `send_rest`. Raises OSError when the connection is gone."""

    def send_rest(self, rest: bytes) -> None: ...

    def shut(self) -> None:
        """The driver's reader and writer both find the connection gone, and clean up."""


class Line:
    """One client's WebSocket, from the moment it is open."""

    __slots__ = ("_idle", "_lock", "_poll", "_socket", "_wire")

    def __init__(self, engineio_socket: Any, wire: Wire) -> None:
        self._socket, self._wire = engineio_socket, wire
        self._lock = threading.Lock()
        self._idle = False
        self._poll = engineio_socket.poll
        engineio_socket.poll = self._next_packets
        engineio_socket.send = self.send

    def send_now(self, frame: bytes) -> bool:
        """Writes `frame` if nothing waits before it; else False, and it has to be queued."""
        with self._lock:
            if not self._idle:
                return False
            try:
                sent = self._wire.send_now(frame)
            except (BlockingIOError, InterruptedError):
                return False
            except OSError:
                return True  # gone: its reader finds out
            if 0 < sent < len(frame):
                self._idle = False
                self._socket.queue.put(Rest(frame[sent:]))
            return sent > 0

    def send(self, packet: Any) -> None:
        """What engine.io's own `Socket.send` does, and nothing may overtake the packet from here on."""
        if not self._socket.check_ping_timeout():
            return
        with self._lock:
            self._idle = False
            self._socket.queue.put(packet)
        if self._socket.queue.qsize() > MOST_WAITING:
            self.cut()

    def cut(self) -> None:
        self._wire.shut()

    def _next_packets(self) -> Any:
        """Called by engine.io's writer when all it was given before has been sent."""
        with self._lock:
            self._idle = self._socket.upgraded and self._socket.queue.empty()
        return self._poll()


class Rest(bytes):
    """What the system did not take of a frame: queued as a packet, sent as it is."""

    packet_type = 4
    data = ""

    def encode(self) -> "Rest":
        return self


def give_lines(engineio_server: Any, async_mode: str) -> None:
    """From now on every WebSocket that can has a `line`, and none compresses each message again."""
    try:
        driver = engineio_server._async["websocket"]

        def websocket(handler: Any, server: Any) -> Callable[[Any, Any], Any]:
            def handle(ws: Any) -> Any:
                _give_line(handler.__self__, ws, async_mode)
                return handler(ws)

            inside = driver(handle, server)

            def app(environ: dict[str, Any], start_response: Any) -> Any:
                # permessage-deflate: each client would have its own history, so nothing could be shared.
                environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
                return inside(environ, start_response)

            return app

        engineio_server._async = {**engineio_server._async, "websocket": websocket}
    except (AttributeError, KeyError, TypeError) as error:
        _say_once(error)


def _give_line(engineio_socket: Any, ws: Any, async_mode: str) -> None:
    try:
        wire = _wire_below(ws, async_mode)
        if wire is None:
            return
        ordinary = ws.send

        def send(message: Any, **options: Any) -> Any:
            if isinstance(message, Rest):
                return wire.send_rest(message)
            return ordinary(message, **options)

        ws.send = send
        engineio_socket.line = Line(engineio_socket, wire)
    except Exception as error:
        _say_once(error)


def _wire_below(ws: Any, async_mode: str) -> Wire | None:
    if async_mode == "eventlet":
        return None if _is_tls(ws.socket) else EventletWire(ws)
    if _is_tls(ws.ws.sock) or (async_mode == "threading" and not _NOW):
        return None
    return SimpleWire(ws.ws, runtime.lock(async_mode))


class EventletWire:
    """eventlet.websocket: one real thread, and a lock that is held while a frame is on its way."""

    def __init__(self, ws: Any) -> None:
        self._lock, self._socket = ws._sendlock, ws.socket
        self._send = ws.socket.fd.send
        if self._lock.counter != 1 or ws.extensions:
            raise TypeError("eventlet's WebSocket is not as expected")
        own = ws.close.__self__
        if own._apply_mask(b"space", b"open") != _unmasked(b"space", b"open"):
            raise TypeError("eventlet unmasks in another way")
        own._apply_mask = _unmasked

    def send_now(self, frame: bytes) -> int:
        if self._lock.counter < 1 or self._lock._waiters:
            return 0
        sent: int = self._send(frame, _NOW)
        if sent < len(frame):
            self._lock.acquire(blocking=False)
        return sent

    def send_rest(self, rest: bytes) -> None:
        try:
            self._socket.sendall(rest)
        finally:
            self._lock.release()

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.fd.shutdown(socket.SHUT_RDWR)


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
        self._lock, self._socket = lock, ws.sock
        self._send = getattr(ws.sock, "_sock", ws.sock).send
        ws.sock = _Whole(ws.sock, lock)

    def send_now(self, frame: bytes) -> int:
        if not self._lock.acquire(blocking=False):
            return 0
        sent: int = len(frame)
        try:
            sent = self._send(frame, _NOW)
        except (BlockingIOError, InterruptedError):
            return 0
        finally:
            if sent == len(frame):
                self._lock.release()
        return sent

    def send_rest(self, rest: bytes) -> None:
        try:
            self._socket.sendall(rest)
        finally:
            self._lock.release()

    def shut(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


class _Whole:
    """A socket whose `send` sends all, one frame after the other."""

    def __init__(self, sock: Any, lock: Any) -> None:
        self._sock, self._lock = sock, lock

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def _is_tls(sock: Any) -> bool:
    return isinstance(sock, ssl.SSLSocket) or isinstance(
        getattr(sock, "_sock", None), ssl.SSLSocket
    )


_said: list[str] = []


def _say_once(error: Exception) -> None:
    if not _said:
        _said.append(repr(error))
        log.warning("Sockets are not as expected (%s): everything works, but slower.", _said[0])
