"""Formats days and times as the gathering's wall shows them, in the language that is spoken."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from openspace.languages import formats
from openspace.languages.text import spoken


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
    # The marks keep the begin at the left where the text goes from right to left.
    dash = "\u200e–\u200e" if spoken().direction == "rtl" else "–"
    return dash.join(map(formats.hours, times))


def order(moment: str) -> float:
    """Return a number by which times are sorted; 0 for a text that is not a time."""
    at = local(moment, None)
    return at.timestamp() if at else 0


def day_label(iso: str) -> str:
    """Return "Tuesday 24 November 2026"; a text that is not a date is returned unchanged."""
    day = _date(iso)
    return formats.long_day(day) if day else iso


def short_day(iso: str) -> str:
    """Return "Tuesday 24"; a text that is not a date is returned unchanged."""
    day = _date(iso)
    return formats.weekday_and_day(day) if day else iso


def due_label(iso: str) -> str:
    """Return "24 November 2026" for a date; any other text is returned unchanged."""
    day = _date(iso)
    return formats.whole_date(day) if day else iso


def dates_label(first: str, last: str) -> str:
    """Return "24 November 2026", "24–26 November 2026", or "30 November – 2 December 2026"."""
    begin, end = _date(first), _date(last or first)
    if begin is None or end is None:
        return " – ".join(dict.fromkeys(day for day in (first, last) if day))
    return formats.date_range(begin, end)


def moment_label(iso: str, where: tzinfo | None) -> str:
    """Return "24 November 2026, 16:05" in the gathering's time zone; "" if `iso` is not a time."""
    at = local(iso, where)
    return formats.with_commas(formats.whole_date(at), formats.hours(at)) if at else ""


def day_of_moment(iso: str, where: tzinfo | None) -> str:
    """Return "24 November 2026" in the gathering's time zone; "" if `iso` is not a time."""
    at = local(iso, where)
    return formats.whole_date(at) if at else ""


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
