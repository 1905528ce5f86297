"""`openspace serve --workers N`: its worker processes, and which of them a connection is on. Needs /proc."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.support.server import KEY, PYTHON, Server
from tests.support.waiting import waits

_LEAN = (*PYTHON, "tests.support.lean_workers")


class Workers(Server):
    """A server with several workers, lean and without limits unless `program` is another one."""

    def __init__(self, folder: Path, workers: int = 2, *options: object, **how: Any) -> None:
        how = {"program": _LEAN, **how}
        super().__init__(folder, "--workers", workers, "--server-key", KEY, *options, **how)
        self._many = workers

    @property
    def workers(self) -> list[int]:
        """The processes that serve, in the order of their start."""
        assert self.process
        return [pid for pid in children(self.process.pid) if _is_forked(pid, self.process.pid)]

    def kill_worker(self, pid: int) -> None:
        """As when the system runs out of memory and chooses it."""
        os.kill(pid, signal.SIGKILL)

    def worker_of(self, local: socket.socket | int) -> int | None:
        """The worker that has this connection from us, given as its socket or its port here."""
        port = local if isinstance(local, int) else local.getsockname()[1]
        inode = _inode(self.port, port)
        return next((pid for pid in self.workers if inode in _sockets(pid)), None)

    def are_all_there(self) -> None:
        """Wait until every worker serves."""
        waits(lambda: len([pid for pid in self.workers if _listens(pid, self.port)]) == self._many)


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _is_forked(pid: int, parent: int) -> bool:
    """Whether it is a worker, and no program that the supervisor started."""
    try:
        return _command(pid) == _command(parent) and is_alive(pid)
    except FileNotFoundError:
        return False


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _listens(pid: int, port: int) -> bool:
    listening = {row[9] for row in _connections() if row[3] == "0A" and _port(row[1]) == port}
    return bool(listening & _sockets(pid))


def _inode(server: int, client: int) -> str | None:
    """The inode of the server's end of the connection."""
    ends = {(_port(row[1]), _port(row[2])): row[9] for row in _connections()}
    return ends.get((server, client))


def _connections() -> list[list[str]]:
    return [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _sockets(pid: int) -> set[str]:
    found = set()
    try:
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                target = str(file.readlink())
                if target.startswith("socket:["):
                    found.add(target[8:-1])
    except OSError:
        pass
    return found
