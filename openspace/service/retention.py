"""Retention: how long a gathering and its people are kept after its last day, closed or not, and what is
due."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from openspace.domain.keeping import FOR_EVER, kept_days
from openspace.domain.listing import Listing
from openspace.domain.rules.setup import WARNED_DAYS
from openspace.domain.rules.visits import KEPT as VISITS_KEPT
from openspace.languages import formats
from openspace.ledger.port import Catalogue
from openspace.ledger.port_upkeep import Upkeep
from openspace.service.clock import Clock
from openspace.service.isolation import isolated


class RetentionLedger(Catalogue, Upkeep, Protocol):
    """The parts of the ledger that retention uses."""


def retention_info(kept: RetentionLedger, code: str, clock: Clock) -> dict[str, Any]:
    """Return what the host's page shows: `{days, last_day, purged_on, soon, people}`: after how many days all
    of it is erased, the day from which that counts (ISO 8601), and the day on which it is purged, if any.
    `people` has `{days, gone_on, are_gone, soon}` for the people."""
    listing, not_before = kept.listing(code), kept.no_purge_before()
    people, all_of_it = kept_days(vars(listing))
    day, gone_on = _purged_on(listing, not_before), _people_gone_on(listing, not_before)
    return {
        "days": all_of_it,
        "last_day": _counted_from(listing).isoformat(),
        "purged_on": _readable(day),
        "soon": _is_soon(day, listing, clock),
        "people": {
            "days": people,
            "gone_on": _readable(gone_on),
            "are_gone": _are_gone(listing),
            "soon": not _are_gone(listing) and _is_soon(gone_on, listing, clock),
        },
    }


def promised(kept: RetentionLedger, code: str) -> dict[str, Any]:
    """Return what everybody may know: `{people_gone_on, purged_on}`, each a day or None."""
    listing, not_before = kept.listing(code), kept.no_purge_before()
    return {
        "people_gone_on": _readable(_people_gone_on(listing, not_before)),
        "purged_on": _readable(_purged_on(listing, not_before)),
    }


def purged_on(kept: RetentionLedger, code: str) -> date | None:
    """Return the day, in the gathering's time zone, on which it is purged; None if it is kept for ever."""
    return _purged_on(kept.listing(code), kept.no_purge_before())


def overdue(kept: RetentionLedger, clock: Clock) -> list[str]:
    """Return the codes of the gatherings that are to be purged."""
    return _due(kept, clock, _purged_on)


def people_overdue(kept: RetentionLedger, clock: Clock) -> list[str]:
    """Return the codes of the gatherings whose people are to be forgotten."""
    return _due(
        kept,
        clock,
        lambda listing, not_before: (
            None if _are_gone(listing) else _people_gone_on(listing, not_before)
        ),
    )


def visits_overdue(kept: RetentionLedger, clock: Clock) -> list[str]:
    """Return the codes of the gatherings that have visits which are too old."""
    return kept.codes_with_visits(clock.now(-VISITS_KEPT))


def _due(
    kept: RetentionLedger, clock: Clock, day_of: Callable[[Listing, date | None], date | None]
) -> list[str]:
    found, not_before = [], kept.no_purge_before()
    for listing in kept.listings():
        with isolated(listing.code):
            day = day_of(listing, not_before)
            if day and day <= _today(listing, clock):
                found.append(listing.code)
    return found


def _purged_on(listing: Listing, not_before: date | None) -> date | None:
    return _days_later(listing, kept_days(vars(listing))[1], not_before)


def _people_gone_on(listing: Listing, not_before: date | None) -> date | None:
    """Return the day on which people are forgotten and the rest is kept; None if they go with the rest."""
    people, all_of_it = kept_days(vars(listing))
    if FOR_EVER < all_of_it <= people:
        return None
    return _days_later(listing, people, not_before)


def _days_later(listing: Listing, days: int, not_before: date | None) -> date | None:
    """In an upgraded store this waits for `not_before`, so that hosts are warned."""
    if days <= FOR_EVER:
        return None
    day = _counted_from(listing) + timedelta(days=days)
    return max(day, not_before) if not_before else day


def _are_gone(listing: Listing) -> bool:
    """Return whether the people were forgotten. A gathering that was reopened afterwards has people again."""
    gone, counted = listing.people_gone_at, listing.counted_at
    if not gone:
        return False
    return not counted or datetime.fromisoformat(counted) <= datetime.fromisoformat(gone)


def _readable(day: date | None) -> str | None:
    return formats.whole_date(day) if day else None


def _is_soon(day: date | None, listing: Listing, clock: Clock) -> bool:
    return bool(day and day - _today(listing, clock) <= timedelta(days=WARNED_DAYS))


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
