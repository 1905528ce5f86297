"""Renders books in other processes, so that rendering does not hold the server's GIL while people claim
cells.

There are three at most for each server process, and each renders one file at a time (`LANES`), also where
several workers share a machine (`runtime/heavy_work.py`). The one for PDFs forks for each, because their
compiler does not free its memory: it grew to 1.3 GB after seven books. A process receives the source of a
book, compiles it itself and keeps nothing of it, so no erased data stays there. It ends after five minutes
without a task. Waiting for it blocks the thread: call from a real one (`runtime.thread_runner`), never from
the event loop.
"""

import atexit
import io
import os
import pickle
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any

from openspace.runtime import logs
from openspace.runtime.heavy_work import heavy_work

_LONGEST = 300.0
"""Seconds of wall-clock time. Beside eight other busy programs on two cores, 0.2 seconds of work took 30."""
_MOST_MEMORY = 512 * 1024  # KiB; a process that uses more ends after its task
_IDLE_SECONDS = 300.0
_STDIN = 0
_HAS_FORK = hasattr(os, "fork")
_FORKING = "openspace.proceedings.pdf"
"""The module whose `before_forking` does what each fork would do again."""
_PREFIX = "openspace-"
"""Prefix of the workers' temporary folders. The id of the server's process follows."""
_READ_HERE = (logs.AS_JSON, "OPENSPACE_FONTS")
"""The settings of the server that these processes read."""
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parents[3]
_START = """
import sys
sys.path.append(sys.argv[1])
from openspace.proceedings.render.worker import main
main(forks=sys.argv[2] == "forks")
"""


class WorkerFailed(RuntimeError):
    """The process returned no file: it took too long, or was killed."""


class RenderProcess:
    """A process that stays alive for further tasks, and is restarted when it has ended. If it `forks`, each
    task has a process of its own that ends; where that is impossible, this one ends.

    Processes of different workers with the same `name` do one task at a time."""

    def __init__(self, name: str = "own", forks: bool = False) -> None:
        self._name, self._forks = name, forks
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def make(
        self, function: Callable[..., bytes | str], *args: Any, seconds: float = _LONGEST
    ) -> bytes:
        """Return the result of `function(*args)`; a string is encoded as UTF-8. Raises WorkerFailed, also
        after `seconds`."""
        work = (function, args)
        with self._lock, heavy_work(f"render-{self._name}"):
            begin = time.monotonic()
            answer = self._run(work, seconds)
            if answer is None and time.monotonic() - begin < seconds:
                answer = self._run(work, seconds)
        if answer is None:
            raise WorkerFailed(f"not made in {seconds:g} seconds")
        if answer[:1] != b"+":
            raise WorkerFailed(f"not made: {answer[1:].decode()}")
        return answer[1:]

    def _run(self, work: object, seconds: float) -> bytes | None:
        """Return the answer, or None if the process ended by itself or was killed after the time limit."""
        if self._process and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = self._start_process()
        process = self._process
        assert process.stdin
        assert process.stdout
        over = Timer(seconds, _kill, (process,))
        over.daemon = True
        over.start()
        try:
            pickle.dump(work, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            answer = _receive(process.stdout)
        except OSError:
            answer = None
        except BaseException:
            self.close()
            raise
        finally:
            over.cancel()
        if answer is None:
            self.close()
        return answer

    def _start_process(self) -> "subprocess.Popen[bytes]":
        # Its temporary files contain people's text, and a killed process does not delete them. So its parent
        # does.
        prefix = f"{_PREFIX}{os.getpid()}-"
        self._folder = tempfile.TemporaryDirectory("-book", prefix, ignore_cleanup_errors=True)
        return subprocess.Popen(
            [
                *(sys.executable, "-c", _START, str(_BESIDE_THE_PACKAGE)),
                "forks" if self._forks else "",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_without_secrets(os.environ), "TMPDIR": self._folder.name},
            process_group=0 if _HAS_FORK else None,
        )

    def close(self) -> None:
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        try:
            if process:
                _kill(process)  # it has no state to lose
                with suppress(OSError):
                    process.communicate()
        finally:
            if folder:
                folder.cleanup()


def _without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """Leave out the server's settings: addresses with passwords, and the server key, are among them."""
    return {
        name: value
        for name, value in environ.items()
        if name in _READ_HERE or not name.startswith(("OPENSPACE_", "PGPASS"))
    }


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and what it forked."""
    if _HAS_FORK:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


QUICK, SLOW, PRINT = "quick", "slow", "print"
LANES = {lane: RenderProcess(lane, forks=lane == PRINT) for lane in (QUICK, SLOW, PRINT)}
"""All processes of a server that render: for pages, calendars and schedules; for downloads; and for PDFs. So
a calendar waits for no book, and a book's other formats are rendered beside its PDF."""


def close_processes() -> None:
    """End the processes that stay alive. Whoever ends without `atexit` calls it."""
    for process in LANES.values():
        process.close()


atexit.register(close_processes)


def remove_leftovers() -> None:
    """Delete the temporary folders of workers whose server was killed too. They contain people's text."""
    if os.name != "posix":
        return  # on Windows, os.kill(pid, 0) would end the process
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-book"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with suppress(OSError):
            if pid.isdecimal() and folder.lstat().st_uid == os.getuid() and not _is_alive(int(pid)):
                shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def render_in_own_process(
    function: Callable[..., bytes | str], *args: Any, seconds: float = _LONGEST
) -> bytes:
    """Like `make` of a process that stays alive, in a new one that ends afterwards."""
    process = RenderProcess()
    try:
        return process.make(function, *args, seconds=seconds)
    finally:
        process.close()


# --- in the rendering process


def main(forks: bool) -> None:
    with suppress(OSError, AttributeError):
        os.nice(15)  # the server has priority
    logs.configure_logging(as_json=os.environ.get(logs.AS_JSON) == "yes")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the server, not before
    if forks:
        with suppress(ImportError):
            import_module(_FORKING).before_forking()
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # keep a library's output out of the answers
        _serve(out, _fork_and_answer if forks else _answer)


def _serve(out: IO[bytes], answer: Callable[[IO[bytes]], bool]) -> None:
    """Serve tasks until the server ends, nobody asks for a long time, or this process has grown too large."""
    while is_asked() and answer(out) and _memory() <= _MOST_MEMORY:
        pass


def is_asked(given: int = _STDIN, seconds: float = _IDLE_SECONDS) -> bool:
    """Wait for a task, or the end of tasks. Return False if neither comes in time."""
    return os.name != "posix" or bool(select.select([given], [], [], seconds)[0])


def _answer(out: IO[bytes]) -> bool:
    """Read a task, execute it and send its result. Return False at the end of tasks."""
    with io.BufferedReader(io.FileIO(_STDIN, closefd=False)) as given:
        if not given.peek(1):
            return False
        try:
            function, args = pickle.load(given)
            made = function(*args)
            data = made.encode("utf-8", "replace") if isinstance(made, str) else made
            _send(out, b"+" + data)
        except Exception as error:
            _send(out, b"-" + logs.kind_and_place(error).encode())
    return True


def _fork_and_answer(out: IO[bytes]) -> bool:
    """Like `_answer`, in a process that ends afterwards. This one reads nothing; without fork, it ends."""
    if not _HAS_FORK:
        _answer(out)
        return False
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    status = 1
    try:
        status = 0 if _answer(out) else 1
    finally:
        os._exit(status)


def _memory() -> int:
    """Return the memory in use in KiB; 0 if the system does not report it.

    `ru_maxrss` does not work here: a child starts with its parent's maximum, and would end after each book.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _send(out: IO[bytes], data: bytes) -> None:
    out.write(struct.pack(">Q", len(data)))
    out.write(data)
    out.flush()


def _receive(given: IO[bytes]) -> bytes | None:
    """Return the next answer, or None at the end of the stream."""
    head = given.read(8)
    if len(head) < 8:
        return None
    (size,) = struct.unpack(">Q", head)
    data = given.read(size)
    return data if len(data) == size else None
