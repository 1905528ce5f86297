"""Guesses a time zone from the offsets in a file, because an offset alone does not tell when clocks
change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

_LIKELIEST = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Athens", "America/New_York"),
    *("America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney"),
    *("Pacific/Auckland", "Africa/Lagos", "Africa/Nairobi", "Asia/Dubai"),
)
"""Tried first, in this order."""


def fits(zone: str, moments: Iterable[datetime]) -> bool:
    """Return whether each of `moments` has the offset that `zone` has at that time."""
    clock = ZoneInfo(zone)
    return all(moment.astimezone(clock).utcoffset() == moment.utcoffset() for moment in moments)


def zone_that_fits(moments: Sequence[datetime]) -> str:
    """Return the likeliest zone that fits all `moments`; UTC if none does, or if there are none."""
    others = sorted(zone for zone in available_timezones() if "/" in zone)
    return next((zone for zone in (*_LIKELIEST, *others) if fits(zone, moments)), "UTC")
