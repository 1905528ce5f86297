"""Formats days and times as the gathering's wall shows them."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


def zone(name: str) -> tzinfo | None:
    """Return the gathering's time zone, or None if it is unknown; times then keep their own offset."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def local(moment: str, where: tzinfo | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return at.astimezone(where) if where and at.tzinfo else at


def span(starts_at: str, ends_at: str, where: tzinfo | None) -> str:
    """Return "10:00–10:45", or "10:00" if the end is open."""
    times = [t for t in (local(starts_at, where), local(ends_at, where)) if t]
    return "–".join(f"{t:%H:%M}" for t in times)


def order(moment: str) -> float:
    """Return a number by which times are sorted; 0 for a text that is not a time."""
    at = local(moment, None)
    return at.timestamp() if at else 0


def day_label(iso: str) -> str:
    """Return "Tuesday 24 November 2026"; a text that is not a date is returned unchanged."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def due_label(iso: str) -> str:
    """Return "24 November 2026" for a date; any other text is returned unchanged."""
    return day_label(iso).split(" ", 1)[-1] if day_label(iso) != iso else iso


def dates_label(first: str, last: str) -> str:
    """Return "24 November 2026", "24–26 November 2026", or "30 November – 2 December 2026"."""
    try:
        a, b = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return " – ".join(dict.fromkeys(day for day in (first, last) if day))
    if a == b:
        return due_label(first)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{due_label(last)}"
    if a.year == b.year:
        return f"{a.day} {_MONTHS[a.month - 1]} – {due_label(last)}"
    return f"{due_label(first)} – {due_label(last)}"


def moment_label(iso: str, where: tzinfo | None) -> str:
    """Return "24 November 2026, 16:05" in the gathering's time zone; "" if `iso` is not a time."""
    at = local(iso, where)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}" if at else ""
