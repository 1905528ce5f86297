"""What can be too much: floods, not people. Counted per person and per gathering, never per address."""

import threading
import time
from collections.abc import Callable, Hashable

from openspace.config import Limits
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer

_MOST_REMEMBERED = 50_000


class Buckets:
    """One bucket for each key: `burst` drops at once, and `rate` new ones a second."""

    def __init__(
        self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._levels: dict[Hashable, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait_for(self, key: Hashable = None, drops: float = 1) -> float:
        """Takes `drops` and answers 0; or takes nothing and answers the seconds until they are there."""
        with self._lock:
            now = self._clock()
            level = self._level(key, now)
            if level < drops:
                return (drops - level) / self._rate if self._rate else 60.0
            self._levels[key] = (level - drops, now)
            if len(self._levels) > _MOST_REMEMBERED:
                self._forget_full(now)
            return 0

    def _level(self, key: Hashable, now: float) -> float:
        level, at = self._levels.get(key, (self._burst, now))
        return min(self._burst, level + (now - at) * self._rate)

    def _forget_full(self, now: float) -> None:
        """A full bucket says no more than none."""
        full = [key for key in self._levels if self._level(key, now) >= self._burst]
        for key in full:
            del self._levels[key]


class Limiter:
    """Refuses what no hand could do. The host is never limited: they help everybody else."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._people = Buckets(limits.person_burst, limits.person_rate, clock)
        self._gatherings = Buckets(limits.gathering_burst, limits.gathering_rate, clock)
        self._joins = Buckets(limits.joins_burst, limits.joins_rate, clock)
        self._pixels = Buckets(limits.photo_pixels_burst, limits.photo_pixels_rate, clock)
        self._unknown_codes = Buckets(limits.unknown_codes_burst, limits.unknown_codes_rate, clock)

    def ask(self, code: str, viewer: Viewer) -> None:
        """Counts a command. Raises Refused (`too_many`, with the seconds to wait in `again_in`)."""
        if viewer.role == "host":
            return
        _refuse(
            self._people.wait_for((code, viewer.person)),
            "That was a lot at once from one phone. Please wait a moment.",
        )
        _refuse(
            self._gatherings.wait_for(code),
            "The gathering is getting more than it can take. Please try again in a moment.",
        )

    def join(self, code: str) -> None:
        _refuse(
            self._joins.wait_for(code),
            "Very many are joining just now. Please try again in a moment.",
        )

    def photo_bytes(self, viewer: Viewer, stored: int, own: int) -> None:
        """Refuses a picture where the gathering's (`stored`) or the sender's (`own`) take too many bytes."""
        if viewer.role == "host":
            return
        if stored >= self._limits.gathering_photo_bytes:
            raise Refused(
                "too_many", "This gathering is full of pictures. Please tell the facilitator."
            )
        if own >= self._limits.person_photo_bytes:
            raise Refused(
                "too_many", "These are as many pictures as one phone can send. Take one back first."
            )

    def photo_pixels(self, code: str, viewer: Viewer, pixels: int) -> None:
        """Counts a picture before it is read."""
        if viewer.role != "host":
            _refuse(
                self._pixels.wait_for((code, viewer.person), pixels),
                "Those were many pictures at once. Please wait a moment.",
            )

    def unknown_code(self) -> bool:
        """Counts a code that no gathering has; False when there were too many, by anybody, just now."""
        return self._unknown_codes.wait_for() == 0


def _refuse(seconds: float, sentence: str) -> None:
    if seconds:
        raise Refused("too_many", sentence, again_in=round(max(seconds, 0.1), 1))
