"""A program that listens on a port of this machine, in a process of its own."""

import os
import random
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.support.forked import Forked
from tests.support.waiting import waits

LONGEST = 60
"""Seconds that a program may take to start or to end, on a machine that is busy."""


class Program:
    """What listens on `port` after `start()`, and writes its log into `folder`."""

    def __init__(
        self, folder: Path, port: int, environ: dict[str, str], cwd: Path | None = None
    ) -> None:
        self.folder, self.port = folder, port
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self._environ, self._cwd = environ, cwd

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it can be asked already."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
        except OSError:
            return False
        return True

    def start(self) -> None:
        """Returns as soon as it answers. Raises AssertionError with its log when it does not."""
        self.process = self.begun()
        try:
            waits(lambda: not self.lives or self.answers(), LONGEST)
            assert self.lives
        except AssertionError:
            self.kill()
            raise AssertionError(f"the server did not start:\n{self.log}") from None

    def ends(self) -> int:
        """Asks it to end. Its exit code, which is negative if it had to be killed."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.process.wait()

    def kill(self) -> None:
        """As when somebody pulls the plug of the program, not of the computer."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def begun(self) -> subprocess.Popen[bytes] | Forked:
        with self.log_file.open("ab") as log:
            return subprocess.Popen(
                self.command(),
                cwd=self._cwd,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log_file(self) -> Path:
        return self.folder / "server.log"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far. Needs /proc."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """Resident bytes of the process itself, without its workers. 0 where there is no /proc."""
        statm = Path(f"/proc/{self.process.pid if self.process else 0}/statm")
        if not statm.exists():
            return 0
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def free_port() -> int:
    """A port below those that the system gives to connections: none of them takes it before its server."""
    while True:
        port = random.SystemRandom().randrange(11_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
