"""Token buckets for rate limits. Not thread-safe: whoever uses them holds a lock."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_REMEMBERED = 20_000
"""Buckets of one kind. The least recently used one is evicted first: it is probably full, like a new one."""


class Buckets:
    """One token bucket for each key: it holds `burst` tokens, and is refilled with `rate` tokens per second.

    `share` scales the bucket of one caller.
    """

    def __init__(
        self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._spent: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def try_take(
        self,
        key: Hashable = None,
        tokens: float = 1,
        share: float = 1.0,
        spare: float = 0.0,
        on_credit: bool = False,
    ) -> float:
        """Take `tokens` and return 0; or take nothing, and return the seconds until they are available.

        The part `spare` (0 to 1) of the bucket is reserved for others. With `on_credit` it is enough that one
        token is available. The rest becomes a debt, which can at most empty a full bucket.
        """
        needed = 1 if on_credit else tokens
        now = self._clock()
        spent = self._spent_by(key, share, now)
        left = self._burst * share * (1 - spare) - spent
        if left >= needed:
            self._spend(key, spent, tokens, share, now)
            return 0
        rate = self._rate * share
        return (needed - left) / rate if rate else 60.0

    def take(self, key: Hashable, tokens: float, share: float = 1.0) -> None:
        """Take `tokens` for work that was done already, on credit."""
        now = self._clock()
        self._spend(key, self._spent_by(key, share, now), tokens, share, now)

    def fullness(self, key: Hashable, share: float = 1.0) -> float:
        """Return 0 (or less) for an empty bucket, and 1 for a full one."""
        full = self._burst * share
        return 1 - self._spent_by(key, share, self._clock()) / full if full else 0.0

    def spent(self, key: Hashable = None, share: float = 1.0) -> float:
        """Return the tokens that are missing from a full bucket."""
        return self._spent_by(key, share, self._clock())

    def _spent_by(self, key: Hashable, share: float, now: float) -> float:
        """Return the spent tokens. They are stored instead of the remaining ones, so that a caller whose
        share grows can use the difference at once."""
        known = self._spent.get(key)
        if known is None:
            return 0.0
        spent, at = known
        left = spent - (now - at) * self._rate * share
        return left if left > 0 else 0.0

    def _spend(self, key: Hashable, spent: float, tokens: float, share: float, now: float) -> None:
        """Count `tokens` in addition to those that are `spent`."""
        spent += tokens
        most = 2 * self._burst * share
        self._spent[key] = (spent if spent < most else most, now)
        self._spent.move_to_end(key)
        if len(self._spent) > MOST_REMEMBERED:
            self._spent.popitem(last=False)
