"""A calendar entry that asks an author again."""

from datetime import date, timedelta
from hashlib import sha256

from openspace.proceedings.ics import Event, Revision, component_of, empty_calendar


def write(title: str, day: date, address: str) -> bytes:
    """Return the calendar file with an entry of that whole day, which leads to `address`."""
    made = empty_calendar(title)
    event = Event(
        anchor=f"asked-again-{sha256(address.encode()).hexdigest()[:16]}",
        title=title,
        starts_at=day.isoformat(),
        ends_at=(day + timedelta(days=1)).isoformat(),
        about=address,
        address=address,
    )
    component = component_of(event, "offer", Revision(1, f"{day}T00:00:00+00:00"), is_revised=False)
    if component:
        made.add_component(component)
    return bytes(made.to_ical())
