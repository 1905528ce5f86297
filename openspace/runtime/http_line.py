"""The bytes of one connection under eventlet: the head of a request, its body, and what is sent."""

import re
from collections.abc import Callable
from typing import Any

from openspace.runtime.strict import MOST_HEAD_BYTES, Ambiguous, check_request_line

_READ_AT_ONCE = 64 * 1024
_LONGEST_LINE = 8 * 1024
_END_OF_HEAD = re.compile(rb"\n\r?\n")

_DISCARDED_AT_ONCE = 64 * 1024
_DISCARD_SECONDS = 0.005
"""Pause between two reads of a body that is discarded: 13 MB per second, for few bodies at a time."""
_MOST_DISCARDED = 16 * 1024 * 1024
"""Bytes of a refused body that are read and discarded, so that the client can read the refusal."""

Sleep = Callable[[float], Any]


class Gone(Exception):
    """The client has disconnected, or reads nothing any more."""


class Body:
    """`wsgi.input`: as much of the connection as the request's body takes."""

    __slots__ = ("_continues", "_line", "left")

    def __init__(self, line: "Line", length: int, continues: bool) -> None:
        self._line, self.left, self._continues = line, length, continues

    @property
    def awaits_continue(self) -> bool:
        """Return whether the client waits for our word before it sends the body."""
        return self._continues

    def read(self, size: int | None = -1) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        parts = []
        while wanted > 0 and (part := self._part(wanted)):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int | None = -1) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        line = b""
        while len(line) < wanted and not line.endswith(b"\n") and (part := self._part(1)):
            line += part
        return line

    def readlines(self, _: int | None = None) -> list[bytes]:
        return list(self)

    def __iter__(self) -> Any:
        return iter(self.readline, b"")

    def _part(self, most: int) -> bytes:
        if self._continues:
            self._continues = False
            self._line.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        part = self._line.read(most)
        self.left -= len(part)
        return part

    def get_socket(self) -> Any:
        """Return eventlet's socket, which its WebSocket takes over."""
        return self._line.sock

    def discard(self, sleep: Sleep, discarding: Any) -> None:
        """Read what is left of a body that nobody wanted, not faster than a phone sends. Raises Gone if that
        is too much."""
        if self.left > _MOST_DISCARDED:
            raise Gone
        with discarding:
            while self.left and self.read(_DISCARDED_AT_ONCE):
                sleep(_DISCARD_SECONDS)


class Line:
    """The connection's bytes: what was read and not used yet, and what is sent."""

    __slots__ = ("_rest", "sock")

    def __init__(self, sock: Any) -> None:
        self.sock, self._rest = sock, b""

    def head(self, on_begin: Callable[[], None]) -> bytes:
        """Return the next request's head with the empty line; b"" at the end of the connection.

        Calls `on_begin` when the first bytes are there. Raises Ambiguous.
        """
        data, self._rest = bytearray(self._rest), b""
        searched, has_line = 0, False
        while True:
            if data:
                on_begin()
                has_line = has_line or _has_line(data, searched)
                # The end of a head has at most three bytes.
                found = _END_OF_HEAD.search(data, max(0, searched - 2))
                if (found.end() if found else len(data)) > MOST_HEAD_BYTES:
                    raise Ambiguous(431, "The head of this request is too long.")
                if found:
                    self._rest = bytes(data[found.end() :])
                    return bytes(data[: found.end()])
                searched = len(data)
            try:
                more = self.sock.recv(_READ_AT_ONCE)
            except (OSError, EOFError):
                return b""
            if not more:
                return b""
            data += more

    def read(self, most: int) -> bytes:
        if self._rest:
            part, self._rest = self._rest[:most], self._rest[most:]
            return part
        return bytes(self.sock.recv(min(most, _READ_AT_ONCE)))

    def send(self, data: bytes | memoryview) -> None:
        try:
            # Of bytes, eventlet would copy what is left after each partial write.
            self.sock.sendall(memoryview(data))
        except OSError:
            raise Gone from None


def _has_line(data: bytearray, searched: int) -> bool:
    """Return whether the first line is complete. Refuse a wrong one before the rest of the head has come.

    There is no line break before `searched`. Raises Ambiguous.
    """
    end = data.find(b"\n", searched, _LONGEST_LINE) + 1
    if end:
        check_request_line(data[:end])
    elif len(data) >= _LONGEST_LINE:
        raise Ambiguous(414, "This address is too long.")
    return bool(end)
