"""Marks of interest, counted every ten minutes, so that nobody who asks again and again learns when somebody
marked a topic (docs/decisions/0055-people-at-home.md)."""

import threading
from datetime import datetime, timedelta

from openspace.bus.port import Bus, Message
from openspace.domain.gathering import Gathering
from openspace.domain.room_sizes import Marks, count_marks
from openspace.runtime.lru_cache import LruCache
from openspace.service.clock import Clock

_COUNTED_EVERY = timedelta(minutes=10)
_MOST_GATHERINGS = 1_000


class CountedMarks:
    """Several processes use the count that one of them made. If each had its own, somebody who asks all of
    them would learn more."""

    def __init__(self, clock: Clock, bus: Bus) -> None:
        self._clock, self._bus = clock, bus
        self._counted: LruCache[str, tuple[datetime, Marks]] = LruCache(_MOST_GATHERINGS)
        self._lock = threading.Lock()
        bus.on("sizes", self._take)

    def of(self, gathering: Gathering) -> Marks:
        """Return the groups of the marks, as they were at most ten minutes ago."""
        with self._lock:
            counted = self._current(gathering.code)
            if counted is None:
                now = self._clock.moment()
                counted = self._counted.put(gathering.code, (now, count_marks(gathering)))
                self._bus.send(
                    "sizes",
                    {"code": gathering.code, "at": now.isoformat(), "marks": counted[1]},
                )
            return counted[1]

    def evict(self, code: str) -> None:
        self._counted.pop(code)

    def _take(self, sender: str, message: Message) -> None:
        """Take the count of another process, unless this one has an earlier one that is still good: then the
        other takes ours."""
        at = min(datetime.fromisoformat(message["at"]), self._clock.moment())
        marks = {id: (since, group) for id, (since, group, *_) in message["marks"].items()}
        with self._lock:
            current = self._current(message["code"])
            if current is None or at < current[0]:
                self._counted.put(message["code"], (at, marks))

    def _current(self, code: str) -> tuple[datetime, Marks] | None:
        counted = self._counted.get(code)
        return counted if counted and self._clock.moment() - counted[0] < _COUNTED_EVERY else None
