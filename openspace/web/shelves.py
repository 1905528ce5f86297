"""Lists of gatherings, as the home page and a community's page show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from openspace.domain.listing import Listing
from openspace.domain.phases import CLOSED, HARVEST
from openspace.languages import formats
from openspace.proceedings import timetable
from openspace.web.services import services

WHEN = ("now", "coming", "past")


@dataclass(frozen=True)
class Entry:
    """A gathering in a list. `when` is one of WHEN; `days` is readable text and may be empty."""

    about: Listing
    when: str
    days: str


@dataclass(frozen=True)
class Shelf:
    """The listed gatherings of a community. `name` and `slug` are empty for those of none."""

    name: str
    slug: str
    entries: list[Entry]


def entry_of(listing: Listing) -> Entry:
    first, last = listing.first_day, listing.last_day
    when = _when(listing.phase, first, last, _today(listing.timezone or "UTC"))
    return Entry(listing, when, readable_days(first, last))


def by_time(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Return the entries by `when`: the next first, the past ones newest first."""
    ordered = sorted(entries, key=lambda one: (one.about.first_day, str(one.about.title)))
    shelves = {when: [entry for entry in ordered if entry.when == when] for when in WHEN}
    shelves["past"].reverse()
    return shelves


def _when(phase: str, first: str, last: str, today: str) -> str:
    if phase in (HARVEST, CLOSED) or (last and last < today):
        return "past"
    if phase != "lobby" or (first and first <= today):
        return "now"
    return "coming"


def _today(timezone: str) -> str:
    where = timetable.zone(timezone) or UTC
    return services().clock.moment().astimezone(where).date().isoformat()


def readable_days(first: str, last: str) -> str:
    """Return `5 March 2026`, `5–7 March 2026`, or `30 March – 2 April 2026`. Return "" for empty or malformed
    dates."""
    try:
        return formats.date_range(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return ""
