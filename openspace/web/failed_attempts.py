"""Wrong codes and keys are answered one after the other, for all connections together.

A right one never waits: a hall that is joining while somebody guesses notices nothing. So what keeps a
guesser out is how many codes and keys there are (31^6 and 2^192); the queue bounds what guessing costs here.
"""

import threading
import time
from collections.abc import Callable

from openspace.domain.refusals import Refused

_SECONDS = 1.0
"""Between one wrong answer and the next."""

_MOST_WAITING = 30


class FailedAttempts:
    """`is_free` counts a wrong answer, and is True for the first ones, which people mistype."""

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
        """Waits for the turn of a wrong answer. Raises Refused (`too_many`) where too many wait already."""
        if self._is_free():
            return
        with self._lock:
            now = self._clock()
            turn = max(now, self._next) + _SECONDS
            if turn - now > _MOST_WAITING * _SECONDS:
                raise Refused(
                    "too_many",
                    "Many wrong codes are being tried. Check yours, and try again in a minute.",
                    again_in=_MOST_WAITING * _SECONDS,
                )
            self._next = turn
        self.sleep(turn - now)
