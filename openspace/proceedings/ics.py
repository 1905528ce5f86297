"""The schedule as an iCalendar feed. A moved session updates its event, and never creates a second one.

UIDs are derived from session ids, which survive a move and even a release. Times are UTC, which every
calendar shows in its own time zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import N_, _
from openspace.proceedings.agenda import Slot
from openspace.proceedings.contents import Book
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.plain import line, plain
from openspace.proceedings.report import Report

if TYPE_CHECKING:
    import icalendar

_OFTEN = timedelta(minutes=5)
_TO_COMPLETE = timedelta(minutes=30)
_ALARM_BEFORE = timedelta(days=1)
_UNNAMED = {"plenary": N_("Plenary"), "break": N_("Break")}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Revision:
    """The last change that affects an event. `seq` grows with each, as SEQUENCE must."""

    seq: int
    at: str


def write(book: Book) -> bytes:
    return calendar(book)


@in_its_language
def calendar(
    book: Book,
    revisions: Mapping[str, Revision] | None = None,
    only: Collection[str] | None = None,
    name: str = "",
    own: Collection[str] = (),
    confirmed: Collection[str] = (),
    until: str = "",
) -> bytes:
    """Return all sessions, plenary items and breaks; or, with `only`, those sessions and the plenary items.

    Those in `own` that have no report, or are not `confirmed`, have to be completed until `until` (ISO 8601).
    They get an event with an alarm. The keys of `revisions`, `only`, `own` and `confirmed` are anchors of
    reports and slots. Lines end with CRLF. Without `revisions`, events have no SEQUENCE: they count as older
    than the feed's with the same UIDs.
    """
    made = empty_calendar(name or book.cover.title)
    fallback = Revision(book.seq, book.at)
    for event in [*_events(book, only), *_due_reports(book, own, confirmed, until)]:
        revision = (revisions or {}).get(event.anchor, fallback)
        if component := component_of(event, book.code, revision, revisions is not None):
            made.add_component(component)
    return bytes(made.to_ical())


def empty_calendar(title: str) -> icalendar.Calendar:
    # Imported here, because the server imports this module and writes no calendar.
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//openspace//schedule//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", line(title))
    made.add("name", line(title))
    made.add("refresh-interval", _OFTEN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", icalendar.vDuration(_OFTEN))
    return made


@dataclass(frozen=True)
class Event:
    """`starts_at` and `ends_at` are ISO 8601: times with offset, or dates, of which the last is excluded.
    Without `ends_at` the end is open."""

    anchor: str
    title: str
    starts_at: str
    ends_at: str
    where: str = ""
    about: str = ""
    address: str = ""
    tags: tuple[str, ...] = ()
    is_pause: bool = False
    has_alarm: bool = False


def _events(book: Book, only: Collection[str] | None) -> Iterable[Event]:
    for day in book.days:
        for slot in day.slots:
            if slot.kind == "plenary" or (not slot.holds_cells and only is None):
                yield _of_slot(slot, book)
            for report in slot.reports:
                if only is None or report.anchor in only:
                    yield _of_report(report, book)
        for report in day.elsewhere:
            if only is None or report.anchor in only:
                yield _of_report(report, book)


def _of_slot(slot: Slot, book: Book) -> Event:
    return Event(
        anchor=slot.anchor,
        title=slot.label or _(_UNNAMED[slot.kind]),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        where=book.cover.venue,
        about=slot.about,
        is_pause=slot.kind == "break",
    )


def _of_report(report: Report, book: Book) -> Event:
    said = [
        labelled(_("Convener"), report.convener_shown) if report.convener else "",
        report.announced,
    ]
    return Event(
        anchor=report.anchor,
        title=f"{report.code} {report.title}",
        starts_at=report.starts_at,
        ends_at=report.ends_at,
        where=with_commas(report.where, book.cover.venue),
        about="\n\n".join(part for part in said if part),
        address=_address(report, book),
        tags=report.tags,
    )


def _due_reports(
    book: Book, own: Collection[str], confirmed: Collection[str], until: str
) -> Iterable[Event]:
    ends = moment(until)
    if ends is None:
        return
    for report in book.reports:
        is_complete = report.is_written and report.anchor in confirmed
        session = f"{report.code} {report.title}"
        if report.anchor in own and not is_complete:
            yield Event(
                anchor=f"due-{report.anchor}",
                title=_("Complete the report of {session}", session=session),
                starts_at=(ends - _TO_COMPLETE).isoformat(),
                ends_at=ends.isoformat(),
                about=_(
                    "Two sentences are enough: what mattered, and what is still open. No more can be written "
                    "after this time."
                ),
                address=_address(report, book),
                has_alarm=True,
            )


def _address(report: Report, book: Book) -> str:
    return f"{book.address}/s/{report.code}" if book.address.startswith("http") else ""


def component_of(
    event: Event, code: str, revision: Revision, is_revised: bool
) -> icalendar.Event | None:
    """Return the event of the gathering `code`; None if one of its times is no time. Without `is_revised` it
    has no SEQUENCE."""
    starts, ends = _time_of(event.starts_at), _time_of(event.ends_at)
    if starts is None or (ends is None and event.ends_at):
        return None
    import icalendar

    made = icalendar.Event()
    made.add("uid", f"{event.anchor}@{code.lower()}.openspace")
    made.add("dtstamp", moment(revision.at) or _LONG_AGO)
    if is_revised:
        made.add("sequence", revision.seq)
    made.add("summary", line(event.title))
    made.add("dtstart", starts)
    if ends is not None:
        made.add("dtend", ends)
    if event.where:
        made.add("location", line(event.where))
    if event.about:
        made.add("description", plain(event.about))
    if event.address:
        made.add("url", line(event.address))
    if event.tags:
        made.add("categories", [line(tag) for tag in event.tags])
    if event.is_pause:
        made.add("transp", "TRANSPARENT")
    if event.has_alarm:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", line(event.title))
        alarm.add("trigger", -_ALARM_BEFORE)
        made.add_component(alarm)
    return made


def _time_of(iso: str) -> date | datetime | None:
    """Return a date without a time as it is: the event takes the whole day."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return moment(iso)


def moment(iso: str) -> datetime | None:
    """Return a time with offset as UTC, to the second; None if it is not a time."""
    try:
        return datetime.fromisoformat(iso).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
