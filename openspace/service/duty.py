"""Which of several server processes does the work that only one of them does: maintenance, slow erasure, the
end of a harvest, snapshots."""

import logging
import time
from collections.abc import Callable

from openspace.ledger.port import StoreClosed, Unreadable, Unwritable
from openspace.ledger.port_upkeep import Upkeep
from openspace.runtime.threads import InThread

log = logging.getLogger(__name__)

_WORK = "housekeeping"
_SECONDS = 5.0
"""How long a lease is. When its holder is killed, another process does the work after this time."""
_RENEW_SECONDS = 2.0
_ASK_SECONDS = 1.0
"""How often a process asks that has no lease, which writes nothing."""
_LOOK_SECONDS = 0.25


class Duty:
    """A lease of the store, renewed while the process runs. `me` is the id of this process."""

    def __init__(
        self, ledger: Upkeep, me: str, in_thread: InThread, sleep: Callable[[float], object]
    ) -> None:
        self._ledger, self._me = ledger, me
        self._in_thread, self._sleep = in_thread, sleep
        self._until = 0.0
        self._is_over = False

    @property
    def is_ours(self) -> bool:
        return time.monotonic() < self._until

    def wait(self) -> None:
        """Return as soon as this process has the duty. Raises StoreClosed when the program ends."""
        while not self.is_ours:
            if self._is_over:
                raise StoreClosed
            self._sleep(_LOOK_SECONDS)

    def run(self) -> None:
        """Renew the lease as long as the server runs: a background task."""
        while True:
            try:
                self.renew()
            except StoreClosed:
                self._is_over = True
                return
            except (Unreadable, Unwritable):
                pass  # the ledger logged it; it is tried again
            except Exception:
                log.exception("a lease could not be renewed")
            self._sleep(_RENEW_SECONDS if self.is_ours else _ASK_SECONDS)

    def renew(self) -> None:
        asked = time.monotonic()
        has_it = self._in_thread(lambda: self._ledger.lease(_WORK, self._me, _SECONDS))
        self._until = asked + _SECONDS if has_it else 0.0


def always() -> None:
    """Wait for nothing: a process that has no others has every duty."""
