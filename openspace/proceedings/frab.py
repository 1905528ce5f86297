"""The schedule in the exchange format of conference tools ("frab"): `schedule.xml` and its JSON equivalent.

Giggity, EventFahrplan and others read it. Topics without a cell are included too, in a room with a telling
name, at the start of the first day and with duration zero. Other tools would lose them.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from openspace.languages.text import N_, _
from openspace.proceedings.agenda import Day, Slot
from openspace.proceedings.contents import Book
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.plain import language_tag, line, plain
from openspace.proceedings.report import Report

TOGETHER = N_("Everybody together")
NOWHERE = N_("Without a room yet")
OPEN_END = timedelta(minutes=30)
"""The length of a session with an open end. Readers show no event without a length."""
GENERATOR = {"name": "openspace"}


@in_its_language
def write_xml(book: Book) -> bytes:
    """Return `schedule.xml`, valid against c3voc's schema."""
    root = etree.Element("schedule")
    etree.SubElement(root, "generator", GENERATOR)
    if _is_web(book):
        _add_text(root, "url", f"{book.address}/schedule.xml")
    _add_text(root, "version", str(book.seq))
    days = list(_days(book))
    conference = etree.SubElement(root, "conference")
    for name, value in _conference(book, days).items():
        _add_text(conference, "days" if name == "daysCount" else name, str(value))
    for day in days:
        attributes = {"index": str(day.index), "date": day.date, "start": day.start, "end": day.end}
        day_element = etree.SubElement(root, "day", attributes)
        for room, events in day.rooms.items():
            room_element = etree.SubElement(
                day_element, "room", {"name": room, "guid": _guid(book, f"room-{room}")}
            )
            for event in events:
                _event_xml(room_element, event, book)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


@in_its_language
def write_json(book: Book) -> bytes:
    """Return `schedule.json`, valid against c3voc's schema of it."""
    days = list(_days(book))
    sizes = {line(room.label): room.capacity for room in book.rooms}
    rooms = dict.fromkeys([*sizes, *(room for day in days for room in day.rooms)])
    schedule = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": GENERATOR,
        "schedule": {
            "version": str(book.seq),
            **({"base_url": f"{book.address}/"} if _is_web(book) else {}),
            "conference": {
                **_conference(book, days),
                "rooms": [
                    {
                        "name": room,
                        "guid": _guid(book, f"room-{room}"),
                        "capacity": sizes.get(room),
                    }
                    for room in rooms
                ],
                "days": [_day_json(day, book) for day in days],
            },
        },
    }
    return json.dumps(schedule, ensure_ascii=False, indent=1).encode()


# --- shared by both formats


@dataclass(frozen=True)
class _Event:
    anchor: str
    title: str
    kind: str
    starts: datetime
    lasts: timedelta
    room: str
    about: str = ""
    track: str = ""
    conveners: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class _Day:
    index: int
    date: str
    start: str
    end: str
    rooms: dict[str, list[_Event]]


def _days(book: Book) -> Iterable[_Day]:
    """Yield the days with their rooms and events. There is at least one day, because readers expect one."""
    by_date = {
        day.date: [*(e for s in day.slots for e in _of_slot(s)), *_elsewhere(day)]
        for day in book.days
    }
    by_date = {date: events for date, events in by_date.items() if events}
    first = min((e.starts for events in by_date.values() for e in events), default=_EPOCH)
    home = next((d for d, es in by_date.items() if any(e.starts == first for e in es)), None)
    unplaced = [_of_report(report, first, timedelta(0)) for report in book.unplaced]
    by_date.setdefault(home or f"{first:%Y-%m-%d}", []).extend(unplaced)
    for index, (date, events) in enumerate(sorted(by_date.items()), 1):
        # List all rooms on each day in the same order, so that a reader's columns do not change.
        rooms: dict[str, list[_Event]] = {line(room.label): [] for room in book.rooms}
        for event in events:
            rooms.setdefault(event.room, []).append(event)
        starts = min((e.starts for e in events), default=first)
        ends = max((e.starts + e.lasts for e in events), default=first)
        yield _Day(index, date, starts.isoformat(), ends.isoformat(), rooms)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _of_slot(slot: Slot) -> Iterable[_Event]:
    starts, ends = _moment(slot.starts_at), _moment(slot.ends_at)
    if starts is None or ends is None:
        return
    lasts = ends - starts
    if not slot.holds_cells:
        title = line(slot.label) or slot.kind.capitalize()
        yield _Event(slot.anchor, title, slot.kind, starts, lasts, _(TOGETHER), plain(slot.about))
    yield from (_of_report(report, starts, lasts) for report in slot.reports)


def _elsewhere(day: Day) -> Iterable[_Event]:
    for report in day.elsewhere:
        starts, ends = _moment(report.starts_at), _moment(report.ends_at)
        if starts is not None:
            yield _of_report(report, starts, ends - starts if ends else OPEN_END)


def _of_report(report: Report, starts: datetime, lasts: timedelta) -> _Event:
    return _Event(
        anchor=report.anchor,
        title=line(report.title),
        kind="discussion",
        starts=starts,
        lasts=lasts,
        room=line(report.where) or _(NOWHERE),
        about=plain(report.announced),
        track=line(report.tags[0]) if report.tags else "",
        conveners=tuple(map(line, report.conveners)),
        code=line(report.code),
    )


def _conference(book: Book, days: list[_Day]) -> dict[str, Any]:
    # The schema allows no other names, such as Etc/GMT-1. Readers then use the offsets.
    zone = book.timezone if re.match(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$", book.timezone) else ""
    return {
        "acronym": _acronym(book),
        "title": line(book.cover.title),
        "start": days[0].date,
        "end": days[-1].date,
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        **({"time_zone_name": zone} if zone else {}),
        **({"url": book.address} if _is_web(book) else {}),
    }


# --- an event


def _event_xml(room: Any, event: _Event, book: Book) -> None:
    made = etree.SubElement(
        room, "event", {"guid": _guid(book, event.anchor), "id": str(_number(book, event.anchor))}
    )
    for name, value in _event(event, book).items():
        if name == "persons":
            persons = etree.SubElement(made, "persons")
            for person in value:
                _add_text(persons, "person", person["name"])
        elif name not in ("links", "guid", "id"):
            _add_text(made, name, value or "")


def _day_json(day: _Day, book: Book) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date,
        "day_start": day.start,
        "day_end": day.end,
        "rooms": {room: [_event(e, book) for e in events] for room, events in day.rooms.items()},
    }


def _event(event: _Event, book: Book) -> dict[str, Any]:
    """Return the event without any person's id. Two sessions of one convener share only the name, if it is
    shown."""
    web = _is_web(book)
    return {
        "guid": _guid(book, event.anchor),
        "id": _number(book, event.anchor),
        "room": event.room,
        "title": event.title,
        "subtitle": event.code,
        "type": event.kind,
        "date": event.starts.isoformat(),
        "start": f"{event.starts:%H:%M}",
        "duration": _duration(event.lasts),
        "abstract": "",
        "slug": f"{_acronym(book)}-{event.anchor.lower()}",
        "track": event.track,
        "persons": [{"name": name} for name in event.conveners],
        "language": language_tag(book.language),
        "description": event.about,
        "links": [],
        "url": f"{book.address}/agenda#{event.anchor}" if web else "",
    } | ({} if web else {"url": f"https://{_acronym(book).replace('_', '-')}.invalid/"})


def _guid(book: Book, of: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"openspace:{book.code}:{of}"))


def _number(book: Book, anchor: str) -> int:
    """Return a stable number from 1 to 2^31, for readers that do not use guids."""
    return (uuid5(NAMESPACE_URL, f"openspace:{book.code}:{anchor}").int >> 97) + 1


def _acronym(book: Book) -> str:
    code = "".join(c for c in book.code.lower() if c.isascii() and c.isalnum())
    return f"openspace_{code}"


def _duration(lasts: timedelta) -> str:
    minutes = int(lasts.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _is_web(book: Book) -> bool:
    return book.address.startswith(("http://", "https://"))


def _moment(iso: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(iso).replace(microsecond=0)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _add_text(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
