"""People of a gathering are erased one after the other, with a pause after each.

An erasure rewrites the log and the files, and every screen fetches the state. Somebody who joins and
is erased over and over would keep everybody else from claiming and writing. No request to be forgotten is
refused, so the requests wait: whoever joined earlier is erased first.
"""

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from openspace.domain.refusals import Refused

MOST_AHEAD = 100
"""Limit of the people who joined earlier and wait. Beyond it, a person is asked to try again."""

_PAUSE = 2.0
"""Length of the pause after an erasure, relative to the erasure: two thirds of the time are for others."""
_LONGEST_PAUSE = 5.0
_LOOK_AGAIN = 0.05

_Ticket = tuple[str, int]


class ErasureTurns:
    def __init__(
        self, sleep: Callable[[float], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sleep, self._clock = sleep, clock
        self._lock = threading.Lock()  # never held while waiting
        self._numbers = itertools.count()
        self._waiting: dict[str, list[_Ticket]] = defaultdict(list)
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, code: str, joined_at: str) -> Iterator[None]:
        """Wait for the turn of somebody who joined the gathering at `joined_at`. Raises Refused
        (`too_many`)."""
        ticket = (joined_at, next(self._numbers))
        with self._lock:
            ahead = sum(other < ticket for other in self._waiting[code])
            if ahead >= MOST_AHEAD:
                raise Refused("too_many", why="gathering", again_in=_LONGEST_PAUSE)
            self._waiting[code].append(ticket)
        try:
            while not self._is_free_for(code, ticket):
                self._sleep(_LOOK_AGAIN)
            begin = self._clock()
            try:
                yield
            finally:
                self._pause(code, begin)
        finally:
            self._leave(code, ticket)

    def _is_free_for(self, code: str, ticket: _Ticket) -> bool:
        with self._lock:
            if ticket != min(self._waiting[code]) or self._clock() < self._free_at.get(code, 0.0):
                return False
            self._free_at[code] = float("inf")  # until it is over
            return True

    def _pause(self, code: str, begin: float) -> None:
        now = self._clock()
        with self._lock:
            for other in [other for other, at in self._free_at.items() if at <= now]:
                del self._free_at[other]
            self._free_at[code] = now + min(_PAUSE * (now - begin), _LONGEST_PAUSE)

    def _leave(self, code: str, ticket: _Ticket) -> None:
        with self._lock:
            self._waiting[code].remove(ticket)
            if not self._waiting[code]:
                del self._waiting[code]
