"""The servers that are measured, each a process of its own on 127.0.0.1: ours, the limit, and a peer."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from openspace.config import Limits

HERE = Path(__file__).parent
PORT = int(os.environ.get("BENCH_PORT", "8270"))
SOCKET_IO = "4.8.4"
"""The version of Node's socket.io that is compared with."""

KEY = "the bench's server key"
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
WORK = Path(mkdtemp(prefix="openspace-bench-"))


class Server:
    def __init__(self, name: str, command: list[str], port: int, **environ: str) -> None:
        self.name, self.port = name, port
        self.url = f"http://127.0.0.1:{port}"
        self._log = WORK / f"{port}.log"
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **environ}, cwd=WORK
            )

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def memory(self) -> int:
        """Bytes that are resident."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE

    def said(self) -> str:
        return self._log.read_text()[-2000:]

    def ends(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class OpenSpace(Server):
    """`bin/run`'s server, with a new store or the one at `db`, and limits that a bench may pass."""

    def __init__(self, mode: str = "eventlet", db: Path | None = None, **environ: str) -> None:
        self.db = db or Path(mkdtemp(dir=WORK)) / "sessions.db"
        # BENCH_PROGRAM is a program that runs the server's, e.g. under a profiler.
        program = os.environ.get("BENCH_PROGRAM", "-m openspace").split()
        command = [sys.executable, *program, "serve", "--host", "127.0.0.1"]
        options = [
            "--port",
            str(PORT),
            "--db",
            str(self.db),
            "--async-mode",
            mode,
            "--server-key",
            KEY,
        ]
        limits = Limits.none().as_environ()
        self.began = time.perf_counter()
        environ |= {**limits, "PYTHONWARNINGS": "ignore"}
        super().__init__(f"openspace, {mode}", command + options, PORT, **environ)
        _until_it_answers(self, "/healthz")

    def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def get(self, path: str, **headers: str) -> tuple[bytes, float]:
        """The body, and the seconds it took."""
        begin = time.perf_counter()
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read(), time.perf_counter() - begin


@contextlib.contextmanager
def openspace(
    mode: str = "eventlet", db: Path | None = None, **environ: str
) -> Iterator[OpenSpace]:
    server = OpenSpace(mode, db, **environ)
    try:
        yield server
    finally:
        server.ends()


@contextlib.contextmanager
def limit() -> Iterator[Server]:
    """Raises Absent without a C compiler."""
    program = _compiled("limit.c", "limit")
    yield from _running(Server("C, the limit", [str(program), str(PORT)], PORT))


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
def peer() -> Iterator[Server]:
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
    yield from _running(Server("Node socket.io", ["node", "peer.mjs", str(PORT)], PORT))


class Absent(Exception):
    """What a server needs is not on this machine."""


def _running(server: Server) -> Iterator[Server]:
    try:
        _until_it_answers(server)
        yield server
    finally:
        server.ends()


def _until_it_answers(server: Server, path: str = "") -> None:
    end = time.perf_counter() + 30
    while time.perf_counter() < end and server.process.poll() is None:
        with contextlib.suppress(OSError):
            if path:
                urllib.request.urlopen(server.url + path, timeout=5).read()
            else:
                socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            return
        time.sleep(0.005)
    raise RuntimeError(server.said())
