"""The clock. The application and the program pass it on, so that a test can use another one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """`read` returns the current time with its offset. Durations are measured with a monotonic clock
    instead."""

    def __init__(self, read: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._read = read

    def moment(self) -> datetime:
        return self._read()

    def now(self, later: timedelta = timedelta()) -> str:
        """Return the current time, plus `later`, in the format of rows: ISO 8601, milliseconds, UTC."""
        return (self._read() + later).isoformat(timespec="milliseconds")


SYSTEM = Clock()
