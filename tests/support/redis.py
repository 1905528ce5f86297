"""A Redis of our own: on loopback, in a temporary folder, nothing on disk, ended with this process."""

import atexit
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from tests.support.process import Program, free_port


class Absent(Exception):
    """Why Redis cannot be started here, as a sentence."""


class Redis(Program):
    """A server that listens on `port` after `start()`, also again after `kill()`. Raises Absent."""

    def __init__(self) -> None:
        if not shutil.which("redis-server"):
            raise Absent("redis-server is not installed")
        folder = Path(tempfile.mkdtemp(prefix="openspace-redis-"))
        super().__init__(folder, free_port(), {"PATH": "/usr/bin:/usr/local/bin"}, folder)
        self.address = f"redis://127.0.0.1:{self.port}"
        atexit.register(self.remove)

    def command(self) -> list[str]:
        nothing_on_disk = ("--save", "", "--appendonly", "no", "--dir", str(self.folder))
        where = ("--bind", "127.0.0.1", "--port", str(self.port))
        return ["redis-server", *where, *nothing_on_disk]

    def pause(self) -> None:
        """Freeze it, as when the network is cut: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        if self.lives:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)


def redis_or_skip() -> Redis:
    """Return a started server; skip the test where Redis is not installed."""
    pytest.importorskip("redis", reason="redis (the extra “server”) is not installed")
    try:
        server = Redis()
    except Absent as absent:
        pytest.skip(str(absent))
    server.start()
    return server
