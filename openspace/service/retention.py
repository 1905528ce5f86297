"""Retention: how long a gathering is kept after its last day, closed or not, and which ones are overdue."""

from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from openspace.domain.listing import Listing
from openspace.domain.rules.setup import USUAL_RETENTION_DAYS, WARNED_DAYS
from openspace.ledger.port import Catalogue, Upkeep
from openspace.service.clock import Clock
from openspace.service.isolation import isolated


class RetentionLedger(Catalogue, Upkeep, Protocol):
    """The parts of the ledger that retention uses."""


def retention_info(kept: RetentionLedger, code: str, clock: Clock) -> dict[str, Any]:
    """Return `{days, last_day, purged_on, soon}` for the host: how long the gathering is kept, the day from
    which that counts (ISO 8601), and the day on which it is purged, if any."""
    listing = kept.listing(code)
    day = _purged_on(listing, kept.no_purge_before())
    return {
        "days": _days(listing),
        "last_day": _counted_from(listing).isoformat(),
        "purged_on": _written(day),
        "soon": bool(day and day - _today(listing, clock) <= timedelta(days=WARNED_DAYS)),
    }


def erased_on(kept: RetentionLedger, code: str) -> str | None:
    """Return the day on which it is purged, as people write it; None if it is kept for ever."""
    return _written(purged_on(kept, code))


def purged_on(kept: RetentionLedger, code: str) -> date | None:
    """Return the day, in the gathering's time zone, on which it is purged; None if it is kept for ever."""
    return _purged_on(kept.listing(code), kept.no_purge_before())


def overdue(kept: RetentionLedger, clock: Clock) -> list[str]:
    """Return the codes of the gatherings that are to be purged."""
    found, not_before = [], kept.no_purge_before()
    for listing in kept.listings():
        with isolated(listing.code):
            day = _purged_on(listing, not_before)
            if day and day <= _today(listing, clock):
                found.append(listing.code)
    return found


def _written(day: date | None) -> str | None:
    return f"{day.day} {day:%B %Y}" if day else None


def _days(listing: Listing) -> int:
    """Return the days to keep; 0 means for ever."""
    days = listing.retention_days
    return USUAL_RETENTION_DAYS if days is None else int(days)


def _purged_on(listing: Listing, not_before: date | None) -> date | None:
    """In an upgraded store the purge waits for `not_before`, so that hosts are warned."""
    if _days(listing) <= 0:
        return None
    day = _counted_from(listing) + timedelta(days=_days(listing))
    return max(day, not_before) if not_before else day


def _counted_from(listing: Listing) -> date:
    """Return the last day; without days, the day of the last change. If the gathering is opened, imported or
    reopened later, that day counts instead."""
    ends_on = listing.ends_on
    last = date.fromisoformat(ends_on) if ends_on else _day(listing, listing.newest_at)
    return max(last, _day(listing, listing.counted_at)) if listing.counted_at else last


def _today(listing: Listing, clock: Clock) -> date:
    return clock.moment().astimezone(_zone(listing)).date()


def _day(listing: Listing, at: str) -> date:
    return datetime.fromisoformat(at).astimezone(_zone(listing)).date()


def _zone(listing: Listing) -> ZoneInfo:
    return ZoneInfo(listing.timezone or "UTC")
