"""Rate limits that hold for all processes of an installation together.

Each process takes from its own buckets at once, and tells the others a moment later. While the bus is silent,
each process has limits of its own (docs/decisions/0058-shared-state.md).
"""

import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import cast

from openspace.bus.port import Bus, Message, NoBus
from openspace.config import Limits
from openspace.service.rate_limits import Limiter
from openspace.service.shared_buckets import SharedBuckets

_SECONDS = 0.1
_AT_ONCE_SECONDS = 0.005
"""Between two messages that are sent at once. A flood of many people must not flood the bus."""
_MOST_AT_ONCE = 1_000
"""Buckets in one message."""


class SharedLimiter(Limiter):
    def __init__(
        self, limits: Limits, bus: Bus, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(limits, clock, SharedBuckets)
        self._bus = bus
        self._taken: list[tuple[str, Hashable, float, float]] = []
        """(bucket, key, tokens, share), to be told."""
        self._told_at = -_AT_ONCE_SECONDS
        for name, buckets in self._shared().items():
            buckets.tell = partial(self._tell_soon, name)
        bus.on("takes", self._take_elsewhere)

    def run(self, sleep: Callable[[float], object]) -> None:
        """Tell the other processes what they were not told at once, as long as the server runs."""
        while True:
            sleep(_SECONDS)
            self.tell_due()

    def tell_due(self) -> None:
        with self._lock:
            for name, buckets in self._shared().items():
                self._taken += [(name, *taken) for taken in buckets.collect_due()]
            self._tell()

    def _tell_soon(self, name: str, key: Hashable, tokens: float, share: float) -> None:
        self._taken.append((name, key, tokens, share))
        if self._clock() - self._told_at >= _AT_ONCE_SECONDS:
            self._tell()

    def _tell(self) -> None:
        taken, self._taken = self._taken, []
        for nth in range(0, len(taken), _MOST_AT_ONCE):
            self._bus.send("takes", {"taken": taken[nth : nth + _MOST_AT_ONCE]})
            self._told_at = self._clock()

    def _take_elsewhere(self, sender: str, message: Message) -> None:
        kinds = self._shared()
        with self._lock:
            for name, key, tokens, share, *_ in message["taken"]:
                if name in kinds:  # a newer process may have more kinds
                    known = tuple(key) if isinstance(key, list) else key
                    kinds[name].take_elsewhere(known, tokens, share)

    def _shared(self) -> dict[str, SharedBuckets]:
        return cast(dict[str, SharedBuckets], self._named)


def limiter_for(limits: Limits, bus: Bus) -> Limiter:
    """Return the limiter of one process among those on `bus`."""
    return Limiter(limits) if isinstance(bus, NoBus) else SharedLimiter(limits, bus)
