"""Renders books in other processes, so that rendering does not hold the server's GIL while people claim
cells.

One process stays alive and renders most formats. Each PDF gets a new process, because its compiler grew to
1.3 GB after seven books. The processes receive the source of a book, compile it themselves and keep nothing
of it, so no erased data stays there. Waiting for them blocks the thread: call from a real one
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
"""Seconds of wall-clock time. Beside eight other busy programs on two cores, 0.2 seconds of work took 30."""
_MOST_MEMORY = 512 * 1024  # KiB; a process that uses more ends after its task
_PREFIX = "openspace-"
"""Prefix of the workers' temporary folders. The id of the server's process follows."""
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parents[3]
_START = """
import sys
sys.path.append(sys.argv[1])
from openspace.proceedings.render.worker import main
main()
"""


class WorkerFailed(RuntimeError):
    """The process returned no file: it took too long, or was killed."""


class RenderProcess:
    """A process that stays alive for further tasks, and is restarted when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def make(
        self, function: Callable[..., bytes | str], *args: Any, seconds: float = _LONGEST
    ) -> bytes:
        """Return the result of `function(*args)`; a string is encoded as UTF-8. Raises WorkerFailed, also
        after `seconds`."""
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
        """Return the answer, or None if the process ended by itself or was killed after the time limit."""
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
        # Its temporary files contain people's text, and a killed process does not delete them. So its parent
        # does.
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
                process.kill()  # it has no state to lose
                with suppress(OSError):
                    process.communicate()
        finally:
            if folder:
                folder.cleanup()


RENDER_PROCESS = RenderProcess()
DOWNLOADS = RenderProcess()
"""For slow files, so that a calendar does not wait for a book with all its photos."""
atexit.register(RENDER_PROCESS.close)
atexit.register(DOWNLOADS.close)


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
    """Like `RENDER_PROCESS.make`, in a new process that ends afterwards."""
    process = RenderProcess()
    try:
        return process.make(function, *args, seconds=seconds)
    finally:
        process.close()


# --- in the rendering process


def main() -> None:
    with suppress(OSError, AttributeError):
        os.nice(15)  # the server has priority
    logs.configure_logging(as_json=os.environ.get(logs.AS_JSON) == "yes")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the server, not before
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # keep a library's output out of the answers
        _serve(io.BufferedReader(io.FileIO(0)), out)


def _serve(given: io.BufferedReader, out: IO[bytes]) -> None:
    """Serve tasks until the server ends, or this process has grown too large."""
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
