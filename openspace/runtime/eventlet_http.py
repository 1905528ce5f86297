"""HTTP/1.1 under eventlet: one connection, with one request after the other, strictly parsed.

It takes the place of eventlet's own request handler, which takes three times as long and twice the memory: it
reads in lines through a file object, and sets a timer for each wait. Here `Connections` ends those who wait.
"""

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote
from wsgiref.handlers import format_date_time

from openspace.runtime import logs
from openspace.runtime.connections import ENVIRON, HEAD, IDLE, Connection
from openspace.runtime.http_line import Body, Gone, Line, Sleep
from openspace.runtime.strict import Ambiguous, closes_after, own_target, read_head
from openspace.runtime.turns import Wait

_SENT_AT_ONCE = 32 * 1024
"""Bytes of an answer that are joined before they are written. A slow reader holds less than twice as much for
itself."""

# As eventlet's server knows them.
_IDLE, _REQUEST, _CLOSE = "idle", "request", "close"

Fields = list[tuple[str, str]]


class Answer:
    """One answer: `start` is WSGI's `start_response`."""

    __slots__ = ("_is_new", "_line", "_method", "_sent", "closes", "fields", "status")

    def __init__(self, line: Line, method: str, is_new: bool, closes: bool) -> None:
        self._line, self._method, self._is_new, self.closes = line, method, is_new, closes
        self.status, self._sent = "", False
        self.fields: Fields = []

    def start(self, status: str, fields: Fields, error: Any = None) -> Callable[[bytes], None]:
        if error and self._sent:
            raise error[1].with_traceback(error[2])
        self.status, self.fields = status, fields
        return self._write

    def send(self, pieces: Iterable[bytes]) -> None:
        """Send the head and the body. Raises Gone."""
        names = {name.lower() for name, _ in self.fields}
        is_empty = self._method == "HEAD" or self.status[:3] in ("204", "304")
        is_chunked = False
        more = []
        if "content-length" not in names and not is_empty:
            if isinstance(pieces, list | tuple):
                more.append(("Content-Length", str(sum(map(len, pieces)))))
            elif self._is_new:
                is_chunked = True
                more.append(("Transfer-Encoding", "chunked"))
            else:
                self.closes = True
        if "date" not in names:
            more.append(("Date", _date(int(time.time()))))
        if self.closes:
            more.append(("Connection", "close"))
        elif not self._is_new:
            more.append(("Connection", "keep-alive"))
        head = _head(self.status, [*self.fields, *more])
        self._sent = True
        self._send_body(head, () if is_empty else pieces, is_chunked)

    def _send_body(self, head: bytes, pieces: Iterable[bytes], is_chunked: bool) -> None:
        waiting: list[bytes | memoryview] = [head]
        size = len(head)
        for part in _parts(pieces, is_chunked):
            waiting.append(part)
            size += len(part)
            if size >= _SENT_AT_ONCE:
                self._line.send(waiting[0] if len(waiting) == 1 else b"".join(waiting))
                waiting, size = [], 0
        if waiting:
            self._line.send(b"".join(waiting))

    def fail(self) -> None:
        """Answer that the application failed, if it has not begun to answer."""
        self.closes = True
        if not self._sent:
            self.status, self.fields = "500 Internal Server Error", [("Content-Type", "text/plain")]
            self.send([b""])

    def _write(self, _: bytes) -> None:
        raise NotImplementedError("an application returns its answer")


def _parts(pieces: Iterable[bytes], is_chunked: bool) -> Iterator[bytes | memoryview]:
    """Yield the bytes of a body, none longer than _SENT_AT_ONCE. A long piece is not copied."""
    for piece in filter(None, pieces):
        if is_chunked:
            yield b"%x\r\n" % len(piece)
        if len(piece) <= _SENT_AT_ONCE:
            yield piece
        else:
            view = memoryview(piece)
            yield from (view[at : at + _SENT_AT_ONCE] for at in range(0, len(view), _SENT_AT_ONCE))
        if is_chunked:
            yield b"\r\n"
    if is_chunked:
        yield b"0\r\n\r\n"


def _head(status: str, fields: Fields) -> bytes:
    lines = "".join([f"{name}: {value}\r\n" for name, value in fields])
    if lines.count("\n") != len(fields) or lines.count("\r") != len(fields):
        raise ValueError("a header contains a line break")
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1")


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return format_date_time(second)


@lru_cache(maxsize=512)
def _key_of(name: str) -> str:
    """Return a header's key in the environ. Empty for names with an underscore, which would collide."""
    if "_" in name:
        return ""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


class Conversation:
    """The requests of one connection. `state` is eventlet's list [address, socket, idle/request/close]."""

    def __init__(
        self, state: list[Any], server: Any, kept: Connection, sleep: Sleep, discarding: Any
    ) -> None:
        self._state, self._server, self._kept = state, server, kept
        self._line = Line(state[1])
        self._sleep, self._discarding = sleep, discarding

    def run(self) -> None:
        sock, stalled = self._state[1], self._server.socket_timeout
        while True:
            # `Connections` ends a connection that waits too long, without a timer for each wait.
            sock.settimeout(None)
            try:
                head = self._line.head(self._begins)
                if not head:
                    return
                sock.settimeout(stalled)
                self._state[2] = _REQUEST
                closes = self._answered(*read_head(head))
            except Ambiguous as refused:
                sock.settimeout(stalled)
                self._refuse(*refused.args)
                return
            except Gone:
                return
            if closes or self._state[2] == _CLOSE:
                return
            self._state[2] = _IDLE
            self._kept.enter(IDLE)

    def _begins(self) -> None:
        self._kept.enter(HEAD)

    def _refuse(self, status: int, sentence: str) -> None:
        answer = Answer(self._line, "GET", True, closes=True)
        answer.start(
            f"{status} {HTTPStatus(status).phrase}", [("Content-Type", "text/plain; charset=utf-8")]
        )
        with suppress(Gone):
            answer.send([sentence.encode()])

    def _answered(self, method: str, target: str, is_new: bool, fields: Fields) -> bool:
        """Let the application answer. Return whether the connection ends. Raises Gone."""
        environ = self._environ(method, target, is_new, fields)
        body: Body = environ["wsgi.input"]
        closes = closes_after(environ.get("HTTP_CONNECTION", ""), is_new)
        answer = Answer(self._line, method, is_new, closes)
        result: Any = ()
        try:
            result = self._server.app(environ, answer.start)
            if not answer.status:
                return True  # a WebSocket, which has answered by itself
            answer.closes |= body.awaits_continue
            answer.send(result)
        except Gone:
            raise
        except Exception:
            logs.log_error()
            answer.fail()
        finally:
            if hasattr(result, "close"):
                result.close()
        if body.left and not answer.closes:
            try:
                body.discard(self._sleep, self._discarding)
            except OSError:
                return True
        return answer.closes

    def _environ(self, method: str, target: str, is_new: bool, fields: Fields) -> dict[str, Any]:
        path, question, query = own_target(target).partition("?")
        environ: dict[str, Any] = self._server.get_environ()
        host, port = _host_and_port(self._server.address)
        client, client_port = _host_and_port(self._state[0])
        environ |= {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1") if "%" in path else path,
            "SERVER_PROTOCOL": "HTTP/1.1" if is_new else "HTTP/1.0",
            "SERVER_NAME": host,
            "SERVER_PORT": port,
            "REMOTE_ADDR": client,
            "REMOTE_PORT": client_port,
            "eventlet.set_idle": self._set_idle,
            ENVIRON: self._kept,
        }
        if question:
            environ["QUERY_STRING"] = query
        for name, value in fields:
            key = _key_of(name)
            if key in environ:
                if key.startswith("HTTP_"):
                    environ[key] += "," + value
            elif key:
                environ[key] = value
        continues = is_new and environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        body = Body(self._line, int(environ.get("CONTENT_LENGTH", 0)), continues)
        environ["wsgi.input"] = environ["eventlet.input"] = body
        return environ

    def _set_idle(self) -> None:
        """A WebSocket does not keep the server from ending."""
        self._state[2] = _IDLE


def _host_and_port(address: Any) -> tuple[str, str]:
    if isinstance(address, tuple):
        return str(address[0]), str(address[1])
    return str(address or ""), ""


def conversations(
    known: dict[int, Connection], sleep: Sleep, discarding: Any, wait_to_end: Wait
) -> Callable[[list[Any], Any], None]:
    """Return what eventlet's server calls for each connection, in a green thread of its own."""

    def converse(state: list[Any], server: Any) -> None:
        sock, kept = state[1], known.pop(id(state[1]))
        try:
            Conversation(state, server, kept, sleep, discarding).run()
            if kept.is_counted and not kept.is_handed_over:
                # Closing a connection takes longer than noticing it. If 20,000 hang up together, only as many
                # are closed in each round of the event loop as may be accepted.
                wait_to_end(1)
        finally:
            if not kept.is_handed_over:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
                sock.close()
            kept.closed()

    return converse
