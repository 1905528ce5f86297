"""The invitation as a calendar file: one event for each day of the gathering."""

from datetime import date, timedelta

from openspace.proceedings.ics import Event, Revision, component_of, empty_calendar
from openspace.proceedings.invitation import Invitation


def write(invitation: Invitation, revision: Revision) -> bytes:
    """Return the calendar file. `revision` is the last change of what it shows."""
    made = empty_calendar(invitation.title)
    for day in invitation.days:
        after = date.fromisoformat(day.date) + timedelta(days=1)
        event = Event(
            anchor=f"invitation-{day.date}",
            title=invitation.title,
            starts_at=day.starts_at or day.date,
            ends_at=day.ends_at or after.isoformat(),
            where=invitation.place,
            about="\n\n".join(
                part
                for part in (invitation.theme, invitation.getting_there, invitation.page)
                if part
            ),
            address=invitation.page,
        )
        if component := component_of(event, invitation.code, revision, is_revised=True):
            made.add_component(component)
    return bytes(made.to_ical())
