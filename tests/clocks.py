"""Clocks that tests pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from openspace.service.clock import Clock

IN_THE_END = Clock(lambda: datetime(9999, 1, 1, tzinfo=UTC))
"""When all that is to happen some day is due."""


class Ahead(Clock):
    """The system's, which can be put forward."""

    def __init__(self) -> None:
        self.by = timedelta()
        super().__init__(lambda: datetime.now(UTC) + self.by)

    @contextmanager
    def later(self, by: timedelta) -> Iterator[None]:
        """Inside, it is that much later."""
        self.by = by
        try:
            yield
        finally:
            self.by = timedelta()


def at(moment: datetime) -> Clock:
    """One that stands still."""
    return Clock(lambda: moment)
