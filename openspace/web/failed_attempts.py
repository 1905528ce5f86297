"""Slows down wrong codes and keys: they are answered one after the other, over all connections together.

A correct code never waits, so a hall can join while somebody guesses. The size of the code space (31^6 for
codes, 2^192 for keys) keeps a guesser out; the delay limits what guessing costs the server.
"""

import threading
import time
from collections.abc import Callable

from openspace.domain.refusals import Refused

_SECONDS = 1.0
"""Seconds between two wrong answers."""

MOST_WAITING = 30


class FailedAttempts:
    """`is_free` counts a wrong attempt, and returns True for the first ones, because people mistype."""

    def __init__(
        self,
        is_free: Callable[[], bool],
        sleep: Callable[[float], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._is_free, self._clock = is_free, clock
        self.sleep = sleep
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait until a wrong attempt may be answered. Raises Refused (`too_many`) if too many are waiting."""
        if self._is_free():
            return
        with self._lock:
            now = self._clock()
            turn = max(now, self._next) + _SECONDS
            if turn - now > MOST_WAITING * _SECONDS:
                raise Refused("too_many", why="wrong_codes", again_in=MOST_WAITING * _SECONDS)
            self._next = turn
        self.sleep(turn - now)
