"""Token buckets: so many at once, and so many new ones a second."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_REMEMBERED = 20_000
"""Buckets of one kind. The one that was used longest ago goes first: it is likely full, as a new one is."""


class Buckets:
    """One bucket for each key: `burst` tokens at once, and `rate` new ones a second.

    `share` makes the bucket of one caller smaller or larger than that.
    """

    def __init__(
        self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._spent: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def try_take(
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
        now = self._clock()
        with self._lock:
            spent = self._spent_by(key, share, now)
            left = self._burst * share * (1 - spare) - spent
            needed = 1 if on_credit else tokens
            if left < needed:
                rate = self._rate * share
                return (needed - left) / rate if rate else 60.0
            self._spend(key, spent + tokens, share, now)
            return 0

    def take(self, key: Hashable, tokens: float, share: float = 1.0) -> None:
        """Takes `tokens` of work that was done already, on credit."""
        now = self._clock()
        with self._lock:
            self._spend(key, self._spent_by(key, share, now) + tokens, share, now)

    def fullness(self, key: Hashable, share: float = 1.0) -> float:
        """0 (or less) for an empty bucket, 1 for a full one."""
        full = self._burst * share
        return 1 - self._spent_by(key, share, self._clock()) / full if full else 0.0

    def _spent_by(self, key: Hashable, share: float, now: float) -> float:
        """What is spent is kept and not what is left: who gets a larger share has the rest at once."""
        spent, at = self._spent.get(key, (0.0, now))
        return max(0.0, spent - (now - at) * self._rate * share)

    def _spend(self, key: Hashable, spent: float, share: float, now: float) -> None:
        self._spent[key] = (min(spent, 2 * self._burst * share), now)
        self._spent.move_to_end(key)
        while len(self._spent) > MOST_REMEMBERED:
            self._spent.popitem(last=False)
