"""Limits the size of a request's body and the time it takes, before anything reads it.

Parsing a body of 12 MB before the sender is authenticated would block everybody else. Only a photo may be
that large. Every other body is small, is read whole, and only then is the request admitted.
"""

import io
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from openspace.domain.refusals import Refused
from openspace.runtime.connections import ANSWER, BODY, ENVIRON, JOINING, UPLOAD

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 320 * 1024
"""Limit of a body, and of a WebSocket message. A topic of 20,000 emojis has 265 kB where a client
writes each as twelve bytes."""

MOST_PICTURE_BYTES = 12 * 1024 * 1024
"""Limit of a form with a photo: a flip chart as a phone takes it."""

_SOCKETS = "/socket.io/"
_PICTURES = re.compile(r"/api/[^/]+/photos")


class BodyMiddleware:
    """Refuses a body that is too large (413), incomplete, or before a WebSocket (400)."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        enter = environ[ENVIRON].enter if ENVIRON in environ else lambda phase: None
        length = _length(environ)
        if _opens_socket(environ):
            if length:
                enter(BODY)
                return _refuse(start_response, "400 Bad Request", Refused("malformed", why="body"))
            enter(JOINING)
            return self._app(environ, start_response)
        most = most_bytes(environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""))
        if length > most:
            enter(BODY)
            return _refuse(
                start_response,
                "413 Request Entity Too Large",
                Refused("request_entity_too_large", why="body", kilobytes=most // 1024),
            )
        if length > MOST_BYTES:
            enter(UPLOAD)
            environ["wsgi.input"] = _Upload(environ["wsgi.input"], length, lambda: enter(ANSWER))
            return self._app(environ, start_response)
        if length:
            enter(BODY)
            body = _whole(environ["wsgi.input"], length)
            if body is None:
                return _refuse(start_response, "400 Bad Request", Refused("malformed", why="body"))
            environ["wsgi.input"] = io.BytesIO(body)
        enter(ANSWER)
        return self._app(environ, start_response)


def most_bytes(method: str, path: str) -> int:
    return MOST_PICTURE_BYTES if method == "POST" and _PICTURES.fullmatch(path) else MOST_BYTES


def _opens_socket(environ: "WSGIEnvironment") -> bool:
    """Return whether a WebSocket begins, which has its own limits. Anywhere else the header `Upgrade` is
    ignored."""
    path: str = environ.get("PATH_INFO", "")
    upgrade = environ.get("HTTP_UPGRADE", "").casefold()
    return (
        upgrade == "websocket" and environ["REQUEST_METHOD"] == "GET" and path.startswith(_SOCKETS)
    )


def _length(environ: "WSGIEnvironment") -> int:
    given = environ.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() else 0


def _whole(stream: Any, length: int) -> bytes | None:
    parts, left = [], length
    while left > 0:
        try:
            part = stream.read(left)
        except OSError:
            return None
        if not part:
            return None
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Upload:
    """The body of a photo upload. It calls `read_whole` when it was read to its end."""

    def __init__(self, stream: Any, length: int, read_whole: Any) -> None:
        self._stream, self._left, self._read_whole = stream, length, read_whole

    def read(self, size: int = -1) -> bytes:
        return self._counted(self._stream.read(self._left if size < 0 else min(size, self._left)))

    def readline(self, size: int = -1) -> bytes:
        return self._counted(
            self._stream.readline(self._left if size < 0 else min(size, self._left))
        )

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if not self._left:
            self._read_whole()
        return data


def _refuse(start_response: "StartResponse", status: str, refused: Refused) -> Iterable[bytes]:
    body = json.dumps({"error": refused.as_error()}).encode()
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, headers)
    return [body]
