"""Finds a time zone by the offsets that a file writes: an offset alone does not say when clocks change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

_LIKELIEST = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Athens", "America/New_York"),
    *("America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney"),
    *("Pacific/Auckland", "Africa/Lagos", "Africa/Nairobi", "Asia/Dubai"),
)
"""Tried before all others, in this order."""


def fits(zone: str, moments: Iterable[datetime]) -> bool:
    """Whether clocks of `zone` show each of `moments` as it is written, with its offset."""
    clock = ZoneInfo(zone)
    return all(moment.astimezone(clock).utcoffset() == moment.utcoffset() for moment in moments)


def zone_that_fits(moments: Sequence[datetime]) -> str:
    """The likeliest zone that fits all `moments`; UTC where none does, or where there are none."""
    others = sorted(zone for zone in available_timezones() if "/" in zone)
    return next((zone for zone in (*_LIKELIEST, *others) if fits(zone, moments)), "UTC")
