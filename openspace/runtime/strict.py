"""Which HTTP requests are refused before anything else looks at them.

The servers' own parsers are lenient, and each in another way. What two programs read in two ways is how a
request is smuggled past a proxy, so whatever is ambiguous ends the connection.
"""

import re
from http.client import HTTPException
from typing import Any

MOST_HEAD_BYTES = 64 * 1024

_REQUEST = re.compile(rb"[A-Z]{1,20} [\x21-\x7e\x80-\xff]+ HTTP/1\.[01]\r\n")
_FIELD = re.compile(
    rb"(?P<name>[!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)\r\n"
)
"""No space before the colon, no line that continues another, no bare CR or LF, no NUL."""
_LENGTH = re.compile(rb"[0-9]{1,15}")
_HOST = re.compile(rb"[A-Za-z0-9._-]*(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")

_UNREADABLE = 400, "This request cannot be read."


class Head:
    """A reader of lines that remembers them. Raises HTTPException above 64 kB."""

    def __init__(self, rfile: Any) -> None:
        self._rfile = rfile
        self._size = 0
        self.lines: list[bytes] = []

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._rfile.readline(size)
        self._size += len(line)
        if self._size > MOST_HEAD_BYTES:
            raise HTTPException("the head of this request is too long")
        self.lines.append(line)
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rfile, name)


def refusal(request_line: bytes, lines: list[bytes]) -> tuple[int, str] | None:
    """(status, sentence) for a request that is refused; None for one that reads in one way only.

    `lines` are the fields as they came, with the empty line that ends them.
    """
    if not _REQUEST.fullmatch(request_line) or not lines or lines[-1] != b"\r\n":
        return _UNREADABLE
    fields: dict[bytes, list[bytes]] = {}
    for line in lines[:-1]:
        field = _FIELD.fullmatch(line)
        if field is None:
            return 400, "A header cannot be read."
        fields.setdefault(field["name"].lower(), []).append(field["value"].rstrip(b" \t"))
    hosts, lengths = fields.get(b"host", []), fields.get(b"content-length", [])
    if len(hosts) > 1 or not all(map(_HOST.fullmatch, hosts)):
        return 400, "The Host header names no server, or more than one."
    if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
        return 400, "The Content-Length is no number, or more than one."
    if b"transfer-encoding" in fields:
        if lengths:
            return 400, "Content-Length and Transfer-Encoding exclude each other."
        # Chunks are read in three ways by the three servers, and no browser sends them.
        return 411, "Send the Content-Length of the body."
    return None


class StrictRequests:
    """For request handlers made of the standard library's, under eventlet and plain threads."""

    rfile: Any
    raw_requestline: bytes

    def parse_request(self) -> bool:
        if not _REQUEST.fullmatch(self.raw_requestline):
            # As HTTP/1.1, which the ordinary parser would not have found out.
            self.requestline, self.command, self.request_version = "", "", "HTTP/1.1"
            self.send_error(*_UNREADABLE)  # type: ignore[attr-defined]
            return False
        ordinary, self.rfile = self.rfile, Head(self.rfile)
        try:
            if not super().parse_request():  # type: ignore[misc]
                return False
            refused = refusal(self.raw_requestline, self.rfile.lines)
        finally:
            self.rfile = ordinary
        if refused:
            self.send_error(*refused)  # type: ignore[attr-defined]
        return refused is None
