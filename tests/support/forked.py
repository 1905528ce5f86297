"""Servers that start in a moment: forked from a process that has loaded openspace already.

Most of a start is Python and its imports, and the tests start hundreds of servers. `openspace serve
--workers N` forks in the same way, so the program bears it. Tests of the start run a program of their own.
"""

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_LOADED = ("tests.support.lean", "tests.support.lean_workers", "openspace.cli.main")
_MOST_BYTES = 1 << 20


class Forked:
    """What was started, to be used like a `subprocess.Popen`."""

    def __init__(
        self, args: list[str], cwd: Path | None, environ: dict[str, str], log: Path
    ) -> None:
        """`args` is the name of a module with a `main()`, and what it is told."""
        self.args = args
        self.returncode: int | None = None
        told = {"cwd": str(cwd or Path.cwd()), "environ": environ, "log": str(log)}
        self.pid: int = _loaded().asks(args=args, **told)

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _loaded().asks(ended=self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (timeout or 0)
        while (code := self.poll()) is None:
            if timeout is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.args, timeout)
            time.sleep(0.005)
        return code

    def send_signal(self, number: int) -> None:
        # Until it was asked for, a process that ended keeps its id.
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class _Loaded:
    """The process that has loaded openspace. It ends with this one, and with it all that it forked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (self._channel, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST_BYTES)
        command = [sys.executable, "-W", "ignore", "-m", __name__, str(theirs.fileno())]
        with theirs:
            how: dict[str, Any] = {"pass_fds": [theirs.fileno()], "stdin": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, **how)
        atexit.register(self._end)

    def _end(self) -> None:
        self._channel.close()
        self._process.wait()

    def asks(self, **what: Any) -> Any:
        with self._lock:
            self._channel.send(json.dumps(what).encode())
            return json.loads(self._channel.recv(_MOST_BYTES))


@cache
def _loaded() -> _Loaded:
    return _Loaded()


def can_fork(module: str) -> bool:
    return module in _LOADED and sys.platform == "linux"


# --- in the process that has loaded openspace


def main() -> None:
    channel = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in _LOADED:
        import_module(module)
    gc.freeze()
    running: set[int] = set()
    while asked := channel.recv(_MOST_BYTES):
        what = json.loads(asked)
        if "ended" in what:
            pid, status = os.waitpid(what["ended"], os.WNOHANG)
            running.discard(pid)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        elif answer := os.fork():
            running.add(answer)
        else:
            channel.close()
            _become(**what)()
            return
        channel.send(json.dumps(answer).encode())
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def _become(args: list[str], cwd: str, environ: dict[str, str], log: str) -> Callable[[], None]:
    """Make this process one that was just started; return what it runs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in (1, 2):
        os.dup2(written, number)
    os.close(written)
    sys.argv = args
    program: Callable[[], None] = import_module(args[0]).main
    return program


if __name__ == "__main__":
    main()
