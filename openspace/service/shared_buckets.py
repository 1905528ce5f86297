"""Token buckets that several processes use as one: each tells the others what was taken from its own.

Nothing is told of a bucket from which all together took little: an ordinary person never appears on the bus.
"""

from collections.abc import Callable, Hashable

from openspace.service.buckets import MOST_REMEMBERED, Buckets

Taken = tuple[Hashable, float, float]
"""(key, tokens, share)"""

_LITTLE = 1 / 16
"""Part of a bucket that may be taken before the others are told."""


class SharedBuckets(Buckets):
    """Each process takes from its own bucket at once, so two processes can take the same token until the
    others are told. It is a debt then, and the bucket refills later.

    Tokens that are given back are negative, and told like others: who told of the one must tell of the other.
    """

    def __init__(self, burst: float, rate: float, clock: Callable[[], float]) -> None:
        super().__init__(burst, rate, clock)
        self._untold: dict[Hashable, float] = {}
        self._due: dict[Hashable, float] = {}
        """Keys of which the others must be told soon, with their share."""
        self.tell: Callable[[Hashable, float, float], None] = lambda key, tokens, share: None
        """Called with what the others must be told at once: (key, tokens, share)."""

    def collect_due(self) -> list[Taken]:
        """Return the small amounts taken since the last call. They are told only of buckets from which all
        processes together took much."""
        due, self._due = self._due, {}
        return [taken for key, share in due.items() if (taken := self._untold_of(key, share))]

    def take_elsewhere(self, key: Hashable, tokens: float, share: float) -> None:
        """Count what another process told."""
        now = self._clock()
        super()._spend(key, self._spent_by(key, share, now), tokens, share, now)
        if key in self._untold:
            self._due[key] = share  # the other one does not know of these yet

    def _spend(self, key: Hashable, spent: float, tokens: float, share: float, now: float) -> None:
        super()._spend(key, spent, tokens, share, now)
        # What has been refilled since is no longer missing.
        untold = min(self._untold.pop(key, 0.0), spent) + tokens
        self._untold[key] = untold
        little = _LITTLE * self._burst * share
        if untold > little:
            self._due.pop(key, None)
            if taken := self._untold_of(key, share):
                self.tell(*taken)
        elif spent + tokens > little or untold < 0:
            self._due[key] = share
        if len(self._untold) > MOST_REMEMBERED:
            del self._untold[next(iter(self._untold))]

    def _untold_of(self, key: Hashable, share: float) -> Taken | None:
        """Return what the others were not told yet, and record it as told. None if it is nothing."""
        tokens = min(self._untold.pop(key, 0.0), self._spent_by(key, share, self._clock()))
        return (key, tokens, share) if tokens else None
