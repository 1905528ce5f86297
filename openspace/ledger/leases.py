"""Leases of the processes of one machine, in a small file beside the store.

They are not in the store: a renewal every few seconds would wait for the disk, and would look like a change
that needs a snapshot.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from openspace.ledger import files
from openspace.runtime.file_locks import locked

Held = dict[str, tuple[str, float]]
"""name of the work → (holder, the time at which the lease runs out)"""

_MOST_BYTES = 16 * 1024
_LONGEST = 60.0
"""Seconds of the longest lease."""


class Leases:
    """`clock` counts the seconds since the machine was started, which are the same for all its processes."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = path, clock
        self._given: set[tuple[str, str]] = set()

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Return whether `holder` has the lease. If the file cannot be used, everybody has."""
        if seconds:
            self._given.add((name, holder))
        try:
            files.create(self._path)
            with locked(self._path) as file:
                before = _read(os.pread(file, _MOST_BYTES, 0))
                held = dict(before)
                has_it = renew(held, name, holder, self._clock(), seconds)
                if held != before:
                    os.ftruncate(file, 0)
                    os.pwrite(file, json.dumps(held).encode(), 0)
                return has_it
        except OSError:
            return True

    def give_up(self) -> None:
        """Give up all leases that were asked for here, so that the next process need not wait."""
        for name, holder in self._given:
            self.lease(name, holder, 0)


def renew(held: Held, name: str, holder: str, now: float, seconds: float) -> bool:
    """Give the lease to `holder` until `now` + `seconds`, unless another one has it. Return whether it has it
    now. With 0 seconds it gives it up."""
    by, until = held.get(name, ("", 0.0))
    # A lease that ends later than any that is given now is from before the machine was restarted.
    if by != holder and now < until <= now + _LONGEST:
        return False
    if seconds > 0:
        held[name] = (holder, now + seconds)
    elif by == holder:
        del held[name]
    return seconds > 0


def _read(stored: bytes) -> Held:
    """Return the leases in the file. A process may have been killed while it wrote them."""
    try:
        return {name: (str(by), float(until)) for name, (by, until) in json.loads(stored).items()}
    except (ValueError, TypeError, AttributeError):
        return {}
