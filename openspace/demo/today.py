"""The demo's schedule, placed around its start, so that "now" and "next" are meaningful. Pure."""

from datetime import datetime, timedelta
from typing import Any

_SECONDS_TO_FILL_THE_WALL = 180
_BEFORE, _AFTER = 40, 265
"""Minutes that the day reaches before and after the start of the first session."""

# (minutes from the start of the first session, length, kind, label)
_DAY = (
    (-40, 40, "plenary", "Opening circle and marketplace"),
    (0, 40, "session", ""),
    (50, 40, "session", ""),
    (90, 45, "break", "Lunch"),
    (135, 40, "session", ""),
    (185, 40, "session", ""),
    (235, 30, "plenary", "Closing circle"),
)


def slots_around(now: datetime) -> list[dict[str, Any]]:
    """Return the time slots of the day of `now` (with offset). The first session starts soon after `now`.

    Late in the evening, or just after midnight, the schedule is moved so that it stays within one date.
    """
    first = now + timedelta(seconds=_SECONDS_TO_FILL_THE_WALL)
    first += timedelta(minutes=-first.minute % 5)
    first = first.replace(second=0, microsecond=0)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = max(first, midnight + timedelta(minutes=_BEFORE))
    first = min(first, midnight + timedelta(minutes=24 * 60 - _AFTER - 5))
    return [
        {
            "starts_at": (first + timedelta(minutes=start)).isoformat(),
            "ends_at": (first + timedelta(minutes=start + length)).isoformat(),
            "kind": kind,
            "label": label,
        }
        for start, length, kind, label in _DAY
    ]
