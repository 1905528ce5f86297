"""Token buckets: so many at once, and so many new ones a second."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

_MOST_REMEMBERED = 20_000
"""Buckets of one kind. The one that was used longest ago goes first: it is likely full, as a new one is."""


class Buckets:
    """One bucket for each key: `burst` tokens at once, and `rate` new ones a second.

    `share` makes the bucket of one caller smaller or larger than that.
    """

    def __init__(
        self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_for(
        self,
        key: Hashable = None,
        tokens: float = 1,
        share: float = 1.0,
        spare: float = 0.0,
        on_credit: bool = False,
    ) -> float:
        """Takes `tokens` and answers 0; or takes nothing and answers the seconds until they are there.

        The part `spare` (0 to 1) of the bucket is left to others. `on_credit`, it is enough that one token
        is there: the rest becomes a debt, which at most empties a full bucket.
        """
        with self._lock:
            level = self._level(key, share)
            needed = (1 if on_credit else tokens) + spare * self._burst * share
            if level < needed:
                rate = self._rate * share
                return (needed - level) / rate if rate else 60.0
            self._set(key, level - tokens, share)
            return 0

    def take(self, key: Hashable, tokens: float, share: float = 1.0) -> None:
        """Takes `tokens` of work that was done already, on credit."""
        with self._lock:
            self._set(key, self._level(key, share) - tokens, share)

    def fullness(self, key: Hashable, share: float = 1.0) -> float:
        """0 (or less) for an empty bucket, 1 for a full one."""
        with self._lock:
            full = self._burst * share
            return self._level(key, share) / full if full else 0.0

    def _level(self, key: Hashable, share: float) -> float:
        full, now = self._burst * share, self._clock()
        level, at = self._levels.get(key, (full, now))
        return min(full, level + (now - at) * self._rate * share)

    def _set(self, key: Hashable, level: float, share: float) -> None:
        self._levels[key] = (max(level, -self._burst * share), self._clock())
        self._levels.move_to_end(key)
        while len(self._levels) > _MOST_REMEMBERED:
            self._levels.popitem(last=False)
