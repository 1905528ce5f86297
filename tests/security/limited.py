"""A real server with small limits, and lines to it that carry whatever bytes a test wants."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.live.server import KEY, Server

MODES = ["eventlet", "gevent", "threading"]

_START = """
import json, resource, sys
from pathlib import Path
from openspace import create_app, runtime
from openspace.config import Limits, Settings
mode, port, db, key, files, limits = sys.argv[1:]
if int(files):
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
settings = Settings(
    host="127.0.0.1", port=int(port), db=Path(db), server_key=key, async_mode=mode,
    limits=Limits(**json.loads(limits)),
)
runtime.serve(create_app(settings), settings)
"""


class Limited(Server):
    def __init__(self, mode: str, folder: Path, files: int, limits: dict[str, float]) -> None:
        super().__init__(mode, folder)
        self._files, self._limits = files, limits

    def command(self) -> list[str]:
        arguments = [self.mode, str(self.port), str(self.folder / "sessions.db"), KEY]
        more = [str(self._files), json.dumps(self._limits)]
        return [sys.executable, "-W", "ignore", "-c", _START, *arguments, *more]

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def line(self, said: bytes = b"") -> socket.socket:
        """A connection on which `said` has been sent. Each read waits at most 10 seconds."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        if said:
            line.sendall(said)
        return line


@contextmanager
def limited(mode: str, folder: Path, files: int = 0, **limits: float) -> Iterator[Limited]:
    """A server whose process may open so many `files` (0: as many as usual)."""
    server = Limited(mode, folder, files, limits)
    server.start()
    try:
        yield server
    finally:
        server.kill()
    assert "Traceback" not in server.log, server.log


def heard(line: socket.socket) -> bytes:
    """All that comes until the other side hangs up. Raises TimeoutError after 10 seconds of silence."""
    said = b""
    with suppress(ConnectionResetError):
        while part := line.recv(65_536):
            said += part
    return said


def status(said: bytes) -> int:
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.") else 0
