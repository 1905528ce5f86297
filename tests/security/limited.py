"""A real server with small limits, and lines to it that carry whatever bytes a test wants."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from openspace.config import Limits
from tests.support.server import KEY, LEAN, Server

MODES = ["eventlet", "gevent", "threading"]


class Limited(Server):
    def line(self, said: bytes = b"") -> socket.socket:
        """A connection on which `said` has been sent. Each read waits at most 30 seconds."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        if said:
            line.sendall(said)
        return line


@contextmanager
def limited(mode: str, folder: Path, files: int = 0, **limits: float) -> Iterator[Limited]:
    """A server whose process may open so many `files` (0: as many as usual)."""
    options = ["--async-mode", mode, "--server-key", KEY]
    if files:
        options += ["--inside", "tests.security.few_files"]
    environ = Limits(**limits).as_environ()
    with Limited(folder, *options, program=LEAN, FILES=str(files), **environ) as server:
        yield server
    assert "Traceback" not in server.log, server.log


def heard(line: socket.socket) -> bytes:
    """All that comes until the other side hangs up. Raises TimeoutError after 30 seconds of silence."""
    said = b""
    with suppress(ConnectionResetError):
        while part := line.recv(65_536):
            said += part
    return said


def status(said: bytes) -> int:
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.") else 0
