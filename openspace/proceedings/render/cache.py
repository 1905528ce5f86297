"""Files that were made are kept until something changes: the second person waits for nothing.

When a hall scans the code of the book, everybody asks for the same file at once: it is made once, and
the others wait without holding a thread, since the threads belong to those who claim and write.

Who waits is served in order, one gathering after the other, and what is made in a moment does not wait for
what takes seconds: a calendar never waits for a PDF.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from openspace.domain.refusals import Refused

_MOST_FILES = 256
_MOST_BYTES = 96 * 1024 * 1024
_MOST_WAITING = 100
"""Files that a gathering may wait for; more than it has formats and printables."""
_LOOK_AGAIN = 0.05
_ABANDONED_SECONDS = 10.0
"""Who has not asked for so long waits no more, and must not keep the others waiting."""

QUICK, SLOW = "quick", "slow"
"""Pages, calendars and schedules; and whatever is downloaded or printed."""

Make = Callable[[], bytes]


class RenderCache:
    """Keeps what `make` made, by gathering and key. The key must name all that the file depends on."""

    def __init__(self) -> None:
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._queues = {QUICK: _Queue(), SLOW: _Queue()}
        self._lock = Lock()  # never held while something waits

    def get(
        self,
        code: str,
        key: Hashable,
        make: Make,
        sleep: Callable[[float], object],
        lane: str = QUICK,
    ) -> bytes:
        """The file, kept or made now. Raises what `make` raises, and Refused (`busy`)."""
        queue = self._queues[lane]
        while True:
            with self._lock:
                if (code, key) in self._files:
                    self._files.move_to_end((code, key))
                    return self._files[code, key]
                if queue.try_start(code, key):
                    break
            sleep(_LOOK_AGAIN)
        try:
            made = make()
            self._keep((code, key), made)
            return made
        finally:
            with self._lock:
                queue.done()

    def holds(self, code: str, key: Hashable) -> bool:
        with self._lock:
            return (code, key) in self._files

    def evict(self, code: str) -> None:
        """Takes away all files of a gathering: their keys begin with its code."""
        with self._lock:
            for key in [key for key in self._files if isinstance(key, tuple) and key[0] == code]:
                del self._files[key]

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._files[key] = made
            while len(self._files) > 1 and (
                len(self._files) > _MOST_FILES or sum(map(len, self._files.values())) > _MOST_BYTES
            ):
                self._files.popitem(last=False)


class _Queue:
    """What waits to be made, one at a time. Who called `try_start` calls it again until it is True."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # Gatherings in the order in which they are served, each with its keys in the order they came, and
        # when each was asked for last.
        self._waiting: OrderedDict[str, dict[Hashable, float]] = OrderedDict()
        self._rendering: tuple[str, Hashable] | None = None

    def try_start(self, code: str, key: Hashable) -> bool:
        """Whether it is the turn of this one. Raises Refused (`busy`) for one too many."""
        if self._rendering == (code, key):
            return False
        keys = self._waiting.setdefault(code, {})
        if key not in keys and len(keys) >= _MOST_WAITING:
            raise Refused("busy", "Many files are being made. Please try again in a moment.")
        keys[key] = self._clock()
        if self._rendering or self._first() != (code, key):
            return False
        self._rendering = code, key
        del keys[key]
        del self._waiting[code]
        if keys:
            self._waiting[code] = keys  # after the other gatherings
        return True

    def _first(self) -> tuple[str, Hashable]:
        while True:
            code, keys = next(iter(self._waiting.items()))
            for key, asked in list(keys.items()):
                if self._clock() - asked < _ABANDONED_SECONDS:
                    return code, key
                del keys[key]
            del self._waiting[code]

    def done(self) -> None:
        self._rendering = None
