"""Turns of the processes that write one file of a store."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from openspace.ledger import files

try:
    import fcntl
except ImportError:  # Windows, where one server serves a store
    fcntl = None  # type: ignore[assignment]

_SECONDS = 5.0


class WriteTurns:
    """Lets the processes that write one store do so in turns.

    SQLite's own lock protects the store, but it is not fair: a process that waits for it sleeps for up to
    100 ms between attempts, and one that writes all the time kept others waiting for seconds. This lock is
    taken first. It is a file lock, so the system wakes the process that waits. A program that does not take
    it does no harm; it only makes others wait longer.
    """

    def __init__(self, path: Path, seconds: float = _SECONDS) -> None:
        """`seconds` is the longest wait. After that SQLite's own lock decides."""
        self._path, self._seconds = path, seconds
        self._file = -1
        self._waiter = ThreadPoolExecutor(1, "write-turn")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn. Threads of this process take one after the other."""
        has_it = self._take()
        try:
            yield
        finally:
            if has_it:
                self._give()

    def close(self) -> None:
        self._waiter.shutdown(wait=False)
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _take(self) -> bool:
        try:
            if self._file < 0:
                files.create(self._path)
                self._file = os.open(self._path, os.O_RDWR)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return self._wait()
        except (OSError, AttributeError):  # a file system without such locks, or Windows
            return False

    def _wait(self) -> bool:
        # In a thread, because this wait has no time limit of its own.
        taken = self._waiter.submit(fcntl.flock, self._file, fcntl.LOCK_EX)
        try:
            taken.result(self._seconds)
            return True
        except TimeoutError:
            taken.add_done_callback(lambda _: self._give())
        except OSError:
            pass
        return False

    def _give(self) -> None:
        with suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_UN)
