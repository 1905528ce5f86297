"""Cache of rendered files. A file is rendered once, and reused until something changes.

When a whole hall scans the code of the book, everybody requests the same file at once. It is rendered once,
and the other requests wait without blocking a thread, because commands need the threads.

Requests are served in order, round-robin over gatherings. There is a queue for each process that renders
(`worker.py`): a calendar never waits for a PDF.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from openspace.domain.refusals import Refused
from openspace.proceedings.render.worker import LANES, QUICK

_MOST_FILES = 256
_MOST_BYTES = 96 * 1024 * 1024
MOST_WAITING = 100
"""Files that may be queued for a gathering. It is more than there are formats and printables."""
_LOOK_AGAIN = 0.05
_ABANDONED_SECONDS = 10.0
"""A queued file that was not requested again for this long is dropped, so that it does not block the
others."""

Make = Callable[[], bytes]


class RenderCache:
    """Caches the results of `make` by gathering and key. The key must contain everything the file depends
    on."""

    def __init__(self, timed: Callable[[str, Make], Make] = lambda lane, make: make) -> None:
        """`timed(lane, make)` returns a function that does the same as `make`."""
        self._timed = timed
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._queues = {lane: FairQueue() for lane in LANES}
        self._lock = Lock()  # never held while waiting

    def get(
        self,
        code: str,
        key: Hashable,
        make: Make,
        sleep: Callable[[float], object],
        lane: str = QUICK,
    ) -> bytes:
        """Return the file, cached or rendered now. Raises what `make` raises, and Refused (`busy`)."""
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
            made = self._timed(lane, make)()
            self._keep((code, key), made)
            return made
        finally:
            with self._lock:
                queue.done()

    def holds(self, code: str, key: Hashable) -> bool:
        with self._lock:
            return (code, key) in self._files

    def evict(self, code: str) -> None:
        """Drop all files of a gathering. Their keys start with its code."""
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


class FairQueue:
    """Files to be rendered one at a time. A caller polls `try_start` until it returns True."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        # Gatherings in the order in which they are served. Each has its keys in order of arrival, with the
        # time of the last request for each.
        self._waiting: OrderedDict[str, dict[Hashable, float]] = OrderedDict()
        self._rendering: tuple[str, Hashable] | None = None

    def try_start(self, code: str, key: Hashable) -> bool:
        """Return whether this file may be rendered now. Raises Refused (`busy`) if the queue is full."""
        if self._rendering == (code, key):
            return False
        keys = self._waiting.setdefault(code, {})
        if key not in keys and len(keys) >= MOST_WAITING:
            raise Refused("busy", why="files")
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
