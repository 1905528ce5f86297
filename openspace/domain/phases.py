"""The phases of a gathering, and which one holds at a time: reports can be completed until a time, and nobody
has to close the gathering then."""

from datetime import datetime, timedelta

from openspace.domain.change import Row

HARVEST = "harvest"
"""The phase in which people complete their reports after the gathering."""

CLOSED = "closed"

EARLY = ("lobby", "opening")
"""Phases before the marketplace."""

LATE = ("closing", HARVEST, CLOSED)
"""Phases after the sessions."""

USUAL_HARVEST = timedelta(hours=48)
LONGEST_HARVEST_DAYS = 60


def phase_at(about: Row, at: str) -> str:
    """Return the phase at the time `at` (ISO 8601). `about` is the gathering's row."""
    return CLOSED if is_harvest_over(about, at) else str(about["phase"])


def has_ended(about: Row, at: str) -> bool:
    """Return whether people have gone home: reports may still be completed."""
    return phase_at(about, at) in (HARVEST, CLOSED)


def is_harvest_over(about: Row, at: str) -> bool:
    """Return whether the harvest has ended, and the gathering was not closed yet."""
    if about["phase"] != HARVEST or not about["reports_until"]:
        return False
    return datetime.fromisoformat(at) >= datetime.fromisoformat(about["reports_until"])
