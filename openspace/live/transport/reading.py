"""Limits what is read from a WebSocket: invalid Engine.IO frames are dropped, and floods are throttled.

The drivers limit a frame, but not the message that it is a part of. And an event loop reads on as long as
data is there, so a flood from one phone would block even the answers to it.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from wsproto.events import CloseConnection, TextMessage

from openspace.domain.refusals import Refused

AT_ONCE = 16
"""Frames read from one socket before other tasks run."""

_MOST_UNREAD = 64
"""Messages that simple-websocket's thread may read ahead."""

_LOOK_AGAIN = 0.02

_ENGINE_IO = re.compile(r"[1235](probe)?\Z|4[0-6]")
"""Start of the Engine.IO frames that a client may send, and of the Socket.IO messages in them."""

_TOO_LONG = 1009
_REFUSAL = Refused("too_long", field="message")
_REFUSED = "42" + json.dumps(["refused", _REFUSAL.as_error()])
"""Sent before the socket is closed: its sender may not see the code of the close frame."""

Sleep = Callable[[float], Any]


def checked_websocket(driver: type, most_bytes: int, sleep: Sleep) -> type:
    """Return the runtime's WebSocket class with limits: no message above `most_bytes`, and no invalid
    Engine.IO frame, which would cause a traceback."""

    class Careful(driver):  # type: ignore[misc]
        def __init__(self, handler: Any, server: Any, **more: Any) -> None:
            def handle(socket: Any) -> Any:
                return handler(checked(socket, most_bytes, sleep))

            super().__init__(handle, server, **more)

    return Careful


def checked(socket: Any, most_bytes: int, sleep: Sleep) -> "_FilteringWebSocket":
    """Return the driver's WebSocket with these limits."""
    _bound(socket, most_bytes, sleep)
    return _FilteringWebSocket(socket, sleep)


def is_engine_io(frame: str) -> bool:
    """Return whether it is a valid text frame of a client."""
    return _ENGINE_IO.match(frame) is not None


def _bound(socket: Any, most_bytes: int, sleep: Sleep) -> None:
    if hasattr(socket, "_recv_frame"):
        socket._recv_frame = LimitedFragments(socket, most_bytes, sleep)
    elif hasattr(socket, "ws"):
        socket.ws.max_message_size = most_bytes
        socket.ws.sock = _ThrottledSocket(socket.ws, sleep)
        socket.ws.ws = _AnsweringProtocol(socket.ws.ws)


class LimitedFragments:
    """Wraps eventlet's reading of a frame, and adds up the frames of a message."""

    def __init__(self, socket: Any, most_bytes: int, sleep: Sleep) -> None:
        self._read, self._send, self._close = socket._recv_frame, socket.send, socket.close
        self._most, self._sleep = most_bytes, sleep
        self._size = self._frames = 0

    def __call__(self, message: Any = None) -> Any:
        self._frames += 1
        if self._frames % AT_ONCE == 0:
            self._sleep(0)
        before = len(message.data) if message else 0
        try:
            found = self._read(message=message)
        except Exception as error:
            if getattr(error, "status", None) == _TOO_LONG:
                self._send(_REFUSED)
            raise
        if found.opcode & 8:
            return found  # a control frame, such as a ping, between two fragments
        if found is not message:
            self._size, before = 0, 0
        # Empty fragments are kept too, and take a place in the list.
        self._size += sum(len(part) + 1 for part in found.data[before:])
        if self._size > self._most + AT_ONCE:
            self._send(_REFUSED)
            self._close(close_data=(_TOO_LONG, _REFUSAL.message))
            raise ConnectionAbortedError(_REFUSAL.message)
        return found


class _AnsweringProtocol:
    """The protocol below simple-websocket, which would close the socket of a long message without a word."""

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol

    def send(self, event: Any) -> bytes:
        if isinstance(event, CloseConnection) and event.code == _TOO_LONG:
            return bytes(self._protocol.send(TextMessage(_REFUSED)) + self._protocol.send(event))
        return bytes(self._protocol.send(event))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._protocol, name)


class _ThrottledSocket:
    """The socket below simple-websocket, whose thread would otherwise read ahead without limit."""

    def __init__(self, ws: Any, sleep: Sleep) -> None:
        self._ws, self._sock, self._sleep = ws, ws.sock, sleep
        self._reads = 0

    def recv(self, size: int) -> bytes:
        self._reads += 1
        if self._reads % AT_ONCE == 0:
            self._sleep(0)
        while self._ws.connected and len(self._ws.input_buffer) > _MOST_UNREAD:
            self._sleep(_LOOK_AGAIN)
        return bytes(self._sock.recv(size))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _FilteringWebSocket:
    """A WebSocket that returns only valid frames."""

    def __init__(self, socket: Any, sleep: Sleep) -> None:
        self._inner, self._sleep = socket, sleep
        self._read = 0

    def wait(self) -> Any:
        while True:
            self._read += 1
            if self._read % AT_ONCE == 0:
                self._sleep(0)
            frame = self._inner.wait()
            if not isinstance(frame, str) or is_engine_io(frame):
                return frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
