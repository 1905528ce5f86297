"""All gatherings of a community as one calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from openspace.domain.listing import Listing
from openspace.proceedings.ics import Event, Revision, component_of, empty_calendar


def write(name: str, listings: Iterable[Listing], base_url: str) -> bytes:
    """Return the calendar file: an event of whole days for each gathering that has a date."""
    made = empty_calendar(name)
    for about in listings:
        event = _event_of(about, base_url)
        revision = Revision(1, about.opened_at)
        if event and (component := component_of(event, about.code, revision, is_revised=False)):
            made.add_component(component)
    return bytes(made.to_ical())


def _event_of(about: Listing, base_url: str) -> Event | None:
    try:
        after = date.fromisoformat(about.last_day) + timedelta(days=1)
    except ValueError:
        return None
    address = f"{base_url}/{about.code}/invitation"
    return Event(
        anchor="gathering",
        title=str(about.title),
        starts_at=about.first_day,
        ends_at=after.isoformat(),
        where=str(about.venue),
        about="\n\n".join(part for part in (about.theme, address) if part),
        address=address,
    )
