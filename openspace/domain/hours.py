"""The hours of a gathering, in which somebody is likely to be there to help. The phone computes the same
(`static/js/core/hours.js`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from openspace.domain.gathering import Gathering
from openspace.domain.phases import CLOSED, phase_at

AROUND = timedelta(hours=1)
"""Before the first time slot of a day, and after its last one."""


def is_within_hours(gathering: Gathering, at: str) -> bool:
    """Return whether `at` (ISO 8601) is on a day of the gathering, from an hour before its first time slot to
    an hour after its last one. A gathering without time slots is on from the opening to its close."""
    phase = phase_at(gathering.info, at)
    if phase == CLOSED or not gathering.slots:
        return phase not in (CLOSED, "lobby")
    now = datetime.fromisoformat(at)
    return any(begins <= now <= ends for begins, ends in _days(gathering))


def _days(gathering: Gathering) -> Iterator[tuple[datetime, datetime]]:
    for day in {slot["day"] for slot in gathering.slots}:
        slots = [slot for slot in gathering.slots if slot["day"] == day]
        begins = min(datetime.fromisoformat(slot["starts_at"]) for slot in slots)
        ends = max(datetime.fromisoformat(slot["ends_at"]) for slot in slots)
        yield begins - AROUND, ends + AROUND
