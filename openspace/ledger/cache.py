"""What this process knows of a gathering without reading the file: its newest state and last changes."""

import threading
from collections import deque
from dataclasses import dataclass
from itertools import islice

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.runtime.recent import Recent

_TAIL = 4_000
"""Changes of a gathering kept, so that catching up rarely reads the file."""


_GATHERINGS = 100
"""Gatherings that are kept, beside those that somebody is connected to."""


@dataclass(frozen=True)
class PendingCommit:
    """What a turn led to, and how."""

    gathering: Gathering
    changes: list[Change]


class GatheringCache:
    """Readers of `newest` take no lock: a Gathering never changes, another is put in its place."""

    def __init__(self) -> None:
        self.newest: Recent[str, Gathering] = Recent(_GATHERINGS)
        self.pending: dict[str, PendingCommit] = {}
        """On its way to the disk: a reader may find it there sooner than its writer hears of it, and need
        not read all tables then. A writer remembers a turn before it takes it off the way."""
        self._tails: dict[str, deque[Change]] = {}
        self._lock = threading.Lock()

    def at_least(self, code: str, head: int) -> Gathering | None:
        """The gathering as of change `head` or later, which is committed; None where that is not known."""
        # Looked for in this order, so that a turn that is just being remembered is met in one of the two.
        pending, newest = self.pending.get(code), self.newest.get(code)
        if newest and newest.seq >= head:
            return newest
        if pending and pending.gathering.seq == head:
            return self.remember(pending.gathering, pending.changes)
        return None

    def remember(self, gathering: Gathering, changes: list[Change]) -> Gathering:
        # A reader may learn of a change while its writer does: whoever comes second adds nothing.
        with self._lock:
            newest = self.newest.get(gathering.code)
            if newest is None or gathering.seq > newest.seq:
                self.newest.put(gathering.code, gathering)
                tail = self._tails.setdefault(gathering.code, deque(maxlen=_TAIL))
                if tail and changes and tail[-1].seq + 1 != changes[0].seq:
                    tail.clear()
                tail.extend(changes)
                if len(self._tails) > len(self.newest):
                    self._tails = {c: t for c, t in self._tails.items() if c in self.newest}
        return gathering

    def evict(self, code: str) -> None:
        with self._lock:
            self.newest.pop(code)
            self._tails.pop(code, None)

    def evict_changes(self, code: str) -> None:
        """The log was rewritten; the gathering stands as it did."""
        with self._lock:
            self._tails.pop(code, None)

    def after(self, code: str, seq: int) -> list[Change] | None:
        """The changes after `seq`, or None where what is kept does not go back so far."""
        with self._lock:
            tail, newest = self._tails.get(code), self.newest.get(code)
            if newest and newest.seq <= seq:
                return []
            if tail and tail[0].seq <= seq + 1:
                # Without holes, so that the few last ones need no look at all the others.
                return list(islice(reversed(tail), tail[-1].seq - seq))[::-1]
        return None
