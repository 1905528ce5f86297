"""The socket below each runtime's WebSocket, written to without blocking and without taking a lock.

It relies on private parts of eventlet's WebSocket and simple-websocket (see README.md).
"""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from openspace import runtime

NOW = getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0)

Write = Callable[[bytes, int], int]
"""Like a socket's `send`: (frame, flags) → how many bytes the system accepted. Raises OSError."""


class RawSocket(Protocol):
    """The socket below a driver's WebSocket."""

    lock: Any
    """Held while a frame is being sent."""
    send: Write
    """Never blocks, and takes no lock."""
    send_all: Callable[[bytes], Any]

    def before_sending(self, call: Callable[[], None]) -> None:
        """Call `call` before the driver sends anything, also the answer to a ping."""

    def shut(self) -> None:
        """Shut the socket down. The driver's reader and writer both notice and clean up."""


def raw_socket_below(ws: Any, async_mode: str) -> RawSocket | None:
    if async_mode == "eventlet":
        return None if is_tls(ws.socket) else EventletSocket(ws)
    if is_tls(ws.ws.sock) or (async_mode == "threading" and not NOW):
        return None
    return SimpleWebSocket(ws.ws, runtime.lock(async_mode))


class EventletSocket:
    """eventlet.websocket: one real thread, and a lock that is held while a frame is being sent."""

    def __init__(self, ws: Any) -> None:
        self._own = own = ws.close.__self__
        self._socket, self.lock = own.socket, own._sendlock
        self.send: Write = own.socket.fd.send
        self.send_all = own.socket.sendall
        if self.lock.counter != 1 or own.extensions:
            raise TypeError("eventlet's WebSocket is not as expected")
        if own._apply_mask(b"space", b"open") != unmasked(b"space", b"open"):
            raise TypeError("eventlet unmasks in another way")
        own._apply_mask = unmasked
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
    """Buffers reads: eventlet reads a frame in four small pieces, which become one system call."""

    def __init__(self, sock: Any) -> None:
        self._sock, self.held = sock, b""

    def recv(self, size: int) -> bytes:
        held: bytes = self.held or self._sock.recv(max(size, 4_096))
        self.held = held[size:]
        return held[:size]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def unmasked(data: bytes, mask: Any, length: int | None = None, offset: int = 0) -> bytes:
    """Like eventlet's own function, but not byte by byte, which takes a millisecond for a long note."""
    size = len(data) if length is None else length
    turned = bytes(mask[offset % 4 :]) + bytes(mask[: offset % 4])
    key = (turned * (size // 4 + 1))[:size]
    plain = int.from_bytes(data[:size], "big") ^ int.from_bytes(key, "big")
    return plain.to_bytes(size, "big")


def frame_of(payload: bytes) -> bytes:
    """Return one unmasked WebSocket text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


class SimpleWebSocket:
    """simple-websocket, under gevent and threads. It has no lock, and under gevent it drops what a slow
    client did not accept at once. So it gets a socket that does both."""

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
    """A socket whose `send` sends everything, one frame after the other."""

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


def is_tls(sock: Any) -> bool:
    # Check for the method: gevent's class is no ssl.SSLSocket, and data written below it would be
    # unencrypted.
    return any(hasattr(one, "getpeercert") for one in (sock, getattr(sock, "_sock", None)))
