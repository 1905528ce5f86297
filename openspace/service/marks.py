"""Marks of interest, counted every ten minutes, so that nobody who asks again and again learns when somebody
marked a topic (docs/decisions/0055-people-at-home.md)."""

import threading
from datetime import datetime, timedelta

from openspace.domain.gathering import Gathering
from openspace.domain.room_sizes import Marks, count_marks
from openspace.runtime.lru_cache import LruCache
from openspace.service.clock import Clock

_COUNTED_EVERY = timedelta(minutes=10)
_MOST_GATHERINGS = 1_000


class CountedMarks:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counted: LruCache[str, tuple[datetime, Marks]] = LruCache(_MOST_GATHERINGS)
        self._lock = threading.Lock()

    def of(self, gathering: Gathering) -> Marks:
        """Return the groups of the marks, as they were at most ten minutes ago."""
        with self._lock:
            now, counted = self._clock.moment(), self._counted.get(gathering.code)
            if counted is None or now - counted[0] >= _COUNTED_EVERY:
                counted = self._counted.put(gathering.code, (now, count_marks(gathering)))
            return counted[1]

    def evict(self, code: str) -> None:
        self._counted.pop(code)
