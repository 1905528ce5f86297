"""Slows down wrong codes and keys: they are answered one after the other, over all connections together.

A correct code never waits, so a hall can join while somebody guesses. The size of the code space (31^6 for
codes, 2^192 for keys) keeps a guesser out; the delay limits what guessing costs the server.
"""

from collections.abc import Callable

from openspace.service.rate_limits import Limiter


class FailedAttempts:
    def __init__(self, limiter: Limiter, sleep: Callable[[float], object]) -> None:
        self._limiter = limiter
        self.sleep = sleep

    def wait(self) -> None:
        """Wait until a wrong attempt may be answered: the first ones at once, because people mistype. Raises
        Refused (`too_many`) if too many are waiting."""
        if not self._limiter.unknown_code():
            self.sleep(self._limiter.wrong_answer())
