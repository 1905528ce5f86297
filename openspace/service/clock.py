"""The time. The application and the program choose a clock, so that a test can pass another."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """`read` answers the moment, with its offset. What only measures how long something takes has a
    monotonic clock of its own."""

    def __init__(self, read: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._read = read

    def moment(self) -> datetime:
        return self._read()

    def now(self, later: timedelta = timedelta()) -> str:
        """The moment, or one that much later, as it stands in rows: ISO 8601, milliseconds, UTC."""
        return (self._read() + later).isoformat(timespec="milliseconds")


SYSTEM = Clock()
