"""Books are written by other processes than the one that people claim cells in.

What computes for a tenth of a second would hold the interpreter, and a claim would wait. Most formats are
made by one process that stands by; a PDF by a fresh one each, since its compiler grew to 1.3 GB after
seven books. They get what a book is made of and compile it themselves, and remember nothing of it: nobody
who was forgotten lives on there. Waiting for them blocks a thread: call from a real one
(`runtime.thread_runner`), never from the event loop.
"""

import atexit
import io
import os
import pickle
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any

from openspace.runtime import logs

_LONGEST = 300.0
"""Seconds by the clock: beside eight other busy programs on two cores, 0.2 seconds of work took 30."""
_MOST_MEMORY = 512 * 1024  # KiB; what stands by ends when it grew beyond
_PREFIX = "openspace-"
"""Of the folders that workers write in; then comes the id of the process that they work for."""
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parents[3]
_START = """
import sys
sys.path.append(sys.argv[1])
from openspace.proceedings.render.worker import main
main()
"""


class WorkerFailed(RuntimeError):
    """The worker ended without a file: it took too long, or was ended from outside."""


class RenderProcess:
    """One process that stands by for the next piece of work, and is begun anew when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def make(
        self, function: Callable[..., bytes | str], *args: Any, seconds: float = _LONGEST
    ) -> bytes:
        """What `function(*args)` answers; a text in UTF-8. Raises WorkerFailed, also after `seconds`."""
        work = (function, args)
        with self._lock:
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
        """None when the process ended meanwhile, by itself or because its time was over."""
        if self._process and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = self._start_process()
        process = self._process
        assert process.stdin
        assert process.stdout
        over = Timer(seconds, process.kill)
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
        # What it writes down meanwhile holds people's text, and who is killed clears nothing away.
        prefix = f"{_PREFIX}{os.getpid()}-"
        self._folder = tempfile.TemporaryDirectory("-book", prefix, ignore_cleanup_errors=True)
        return subprocess.Popen(
            [sys.executable, "-c", _START, str(_BESIDE_THE_PACKAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": self._folder.name},
        )

    def close(self) -> None:
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        try:
            if process:
                process.kill()  # it keeps nothing that could be lost
                with suppress(OSError):
                    process.communicate()
        finally:
            if folder:
                folder.cleanup()


RENDER_PROCESS = RenderProcess()
DOWNLOADS = RenderProcess()
"""For what takes seconds, so that a calendar does not wait for a book with all its pictures."""
atexit.register(RENDER_PROCESS.close)
atexit.register(DOWNLOADS.close)


def remove_leftovers() -> None:
    """Removes what workers left whose server was killed with them: it holds everybody's text."""
    if os.name != "posix":
        return  # there the question whether a process lives would end it
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
    """The same as `RENDER_PROCESS.make`, in a process of its own that ends with it."""
    process = RenderProcess()
    try:
        return process.make(function, *args, seconds=seconds)
    finally:
        process.close()


# --- on the other side


def main() -> None:
    with suppress(OSError, AttributeError):
        os.nice(15)  # phones come first
    logs.keep_discreet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends when the server has, not before
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        _serve(io.BufferedReader(io.FileIO(0)), out)


def _serve(given: io.BufferedReader, out: IO[bytes]) -> None:
    """Ends when the server has, or when it has grown too large."""
    while given.peek(1):
        try:
            function, args = pickle.load(given)
            made = function(*args)
            data = made.encode("utf-8", "replace") if isinstance(made, str) else made
            _send(out, b"+" + data)
        except Exception as error:
            _send(out, b"-" + logs.kind_and_place(error).encode())
        if _memory() > _MOST_MEMORY:
            return


def _memory() -> int:
    """KiB in use; 0 where the system does not say.

    Not `ru_maxrss`: a process begins with the most that its parent ever had, and would end after each book.
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
    """None at the end."""
    head = given.read(8)
    if len(head) < 8:
        return None
    (size,) = struct.unpack(">Q", head)
    data = given.read(size)
    return data if len(data) == size else None
