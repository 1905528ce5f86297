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


class SharedLimiter(Limiter):
    def __init__(
        self, limits: Limits, bus: Bus, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(limits, clock, SharedBuckets)
        self._bus = bus
        for name, buckets in self._shared().items():
            buckets.tell = partial(self._tell, name)
        bus.on("takes", self._take_elsewhere)

    def run(self, sleep: Callable[[float], object]) -> None:
        """Tell the other processes what they were not told at once, as long as the server runs."""
        while True:
            sleep(_SECONDS)
            self.tell_due()

    def tell_due(self) -> None:
        with self._lock:
            for buckets in self._shared().values():
                buckets.tell_due()

    def _tell(self, name: str, key: Hashable, tokens: float, share: float) -> None:
        self._bus.send("takes", {"of": name, "key": key, "tokens": tokens, "share": share})

    def _take_elsewhere(self, sender: str, message: Message) -> None:
        buckets, key = self._shared().get(message["of"]), message["key"]
        if buckets:  # a newer process may have more kinds
            with self._lock:
                key = tuple(key) if isinstance(key, list) else key
                buckets.take_elsewhere(key, message["tokens"], message["share"])

    def _shared(self) -> dict[str, SharedBuckets]:
        return cast(dict[str, SharedBuckets], self._named)


def limiter_for(limits: Limits, bus: Bus) -> Limiter:
    """Return the limiter of one process among those on `bus`."""
    return Limiter(limits) if isinstance(bus, NoBus) else SharedLimiter(limits, bus)
