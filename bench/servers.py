"""The servers that are measured, each a process of its own on 127.0.0.1: ours, the limit, and a peer."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openspace.config import Limits
from tests.support.postgres import Postgres
from tests.support.process import Program
from tests.support.server import KEY, Server

HERE = Path(__file__).parent
PORT = int(os.environ.get("BENCH_PORT", "8270"))
SOCKET_IO = "4.8.4"
"""The version of Node's socket.io that is compared with."""

WORK = Path(mkdtemp(prefix="openspace-bench-"))


class Other(Program):
    """What ours is measured beside."""

    def __init__(self, name: str, command: list[str]) -> None:
        super().__init__(WORK, PORT, dict(os.environ), cwd=WORK)
        self.name, self._command = name, command

    def command(self) -> list[str]:
        return self._command


STORE = os.environ.get("BENCH_STORE", "sqlite")
"""`sqlite`, or `postgresql`: a server of our own, on the same disk and processors."""


@cache
def _postgres() -> Postgres:
    server = Postgres(durable=True)
    server.start()
    return server


def in_postgresql(folder: Path) -> dict[str, str]:
    """The settings of servers that share a new database; `folder` keeps their secret. Raises Absent."""
    return {
        "OPENSPACE_DB": _postgres().new_database(),
        "OPENSPACE_SECRET_FILE": str(folder / "sessions.secret"),
    }


class OpenSpace(Server):
    """`bin/run`'s server, with a new store or the one at `db`, and limits that a bench may pass."""

    def __init__(
        self, mode: str = "eventlet", db: Path | None = None, port: int = PORT, **environ: str
    ) -> None:
        self.name = f"openspace, {mode}"
        # BENCH_PROGRAM is a program that runs the server's, e.g. under a profiler.
        program = os.environ.get("BENCH_PROGRAM", "-m openspace").split()
        folder, usual = Path(mkdtemp(dir=WORK)), db or "sessions.db"
        if STORE == "postgresql" and not db:
            environ = in_postgresql(folder) | environ
        if "OPENSPACE_DB" in environ:
            usual = None
        super().__init__(
            folder,
            *("--async-mode", mode, "--server-key", KEY),
            program=(sys.executable, *program, "serve"),
            db=usual,
            port=port,
            cwd=WORK,  # not the checkout: PYTHONPATH tells whose code runs
            **Limits.none().as_environ(),
            PYTHONWARNINGS="ignore",
            **environ,
        )
        self.began = time.perf_counter()
        self.start()

    @property
    def processes(self) -> list[int]:
        """The server's process and its workers."""
        assert self.process
        found = [self.process.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found

    @property
    def cpu(self) -> float:
        return sum(map(cpu_of, self.processes))

    @property
    def memory(self) -> int:
        """Bytes of all its processes; what they share counts once."""
        return sum(map(proportional, self.processes))

    def timed(self, path: str, **headers: str) -> tuple[bytes, float]:
        """The body as it was sent, and the seconds it took."""
        begin = time.perf_counter()
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read(), time.perf_counter() - begin


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def proportional(pid: int) -> int:
    """The process's resident bytes, with its share of those that it shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


Measured = OpenSpace | Other


@contextlib.contextmanager
def openspace(
    mode: str = "eventlet", db: Path | None = None, **environ: str
) -> Iterator[OpenSpace]:
    server = OpenSpace(mode, db, **environ)
    try:
        yield server
    finally:
        server.ends()


def with_workers(count: int) -> dict[str, str]:
    """The setting of a server with so many workers."""
    return {"OPENSPACE_WORKERS": str(count)} if count > 1 else {}


@contextlib.contextmanager
def limit(*sizes: int) -> Iterator[Other]:
    """`sizes`: the bytes of a page and of a join's answer. Raises Absent without a C compiler."""
    program = _compiled("limit.c", "limit")
    yield from _running(Other("C, the limit", [str(program), str(PORT), *map(str, sizes)]))


def shared_library(name: str) -> Path:
    """Of `name`.c. Raises Absent without a C compiler."""
    return _compiled(f"{name}.c", f"{name}.so", "-shared", "-fPIC", "-ldl")


def _compiled(source: str, target: str, *options: str) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        raise Absent("no C compiler is installed")
    made = WORK / target
    if not made.exists():
        subprocess.run([compiler, "-O2", "-o", made, HERE / source, *options], check=True)
    return made


@contextlib.contextmanager
def peer() -> Iterator[Other]:
    """Raises Absent without npm, or where it cannot fetch socket.io."""
    if not (shutil.which("npm") and shutil.which("node")):
        raise Absent("node and npm are not installed")
    if not (WORK / "node_modules/socket.io").exists():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        (WORK / "package.json").write_text('{"private": true}')
        done = subprocess.run([*command, f"socket.io@{SOCKET_IO}"], cwd=WORK, capture_output=True)
        if done.returncode:
            raise Absent("npm could not fetch socket.io")
    shutil.copy(HERE / "peer.mjs", WORK)
    yield from _running(Other("Node socket.io", ["node", "peer.mjs", str(PORT)]))


class Absent(Exception):
    """What a server needs is not on this machine."""


def _running(server: Other) -> Iterator[Other]:
    try:
        server.start()
        yield server
    finally:
        server.ends()
