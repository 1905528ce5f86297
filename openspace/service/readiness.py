"""Whether a load balancer should send requests to this server now."""

import math
import time
from collections.abc import Callable

from openspace.ledger.port import Ledger, Unreadable

_MOST_SECONDS = 10.0
"""How old the last look at the changes of other servers may be."""
_PROBE_SECONDS = 1.0
"""How long the answer of the store is kept: anybody may ask."""

NOT_READY = ("ending", "starting", "behind", "store")
"""It stops; it has just started; it has not read other servers' changes for a while; the store cannot be read
or written."""


class Readiness:
    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger, self._clock = ledger, clock
        self._looked_at: float | None = None
        self._is_ending = False
        self._is_readable, self._probed_at = True, -math.inf

    def end(self) -> None:
        """Record that the process was asked to end."""
        self._is_ending = True

    def looked(self) -> None:
        """Record that the changes of other servers were read just now."""
        self._looked_at = self._clock()

    def why_not(self) -> str | None:
        """Return one of NOT_READY, or None if the server is ready."""
        if self._is_ending:
            return "ending"
        if self._looked_at is None:
            return "starting"
        if not self.is_readable() or self._ledger.trouble:
            return "store"
        return None if self._clock() - self._looked_at <= _MOST_SECONDS else "behind"

    def is_readable(self) -> bool:
        """Look one row up in the store, at most once a second. What fails is in the ledger's `trouble`."""
        now = self._clock()
        if now - self._probed_at >= _PROBE_SECONDS:
            self._probed_at = now  # whoever asks meanwhile gets the last answer
            try:
                self._ledger.heads([""])
                self._is_readable = True
            except Unreadable:
                self._is_readable = False
        return self._is_readable
