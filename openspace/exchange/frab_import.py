"""A conference schedule (frab's `schedule.xml` or `schedule.json`, as pretalx and others write it) as a
new gathering: rooms, time slots, topics in their cells, and conveners by the names that the schedule shows.

Nothing else of a person comes in: no biography, no answers, no ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules import decide
from openspace.domain.text import LIMITS, clean, one_line
from openspace.domain.viewer import HOST
from openspace.exchange.export_file import WholeGathering, restore
from openspace.ledger.port import Log
from openspace.proceedings.frab import NOWHERE, TOGETHER
from openspace.proceedings.plain import shortened
from openspace.service.clock import SYSTEM, Clock
from openspace.service.codes import new_code

_MOST_EVENTS = 5_000


@dataclass(frozen=True)
class Event:
    title: str
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    kind: str = ""
    about: str = ""
    track: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schedule:
    title: str
    timezone: str
    rooms: tuple[tuple[str, int | None], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Imported:
    """What came of it. `loose` are titles whose cell another session held already, or that had none."""

    gathering: Gathering
    host_key: str
    placed: int
    loose: list[str]


# --- reading


def read_json(data: Mapping[str, Any]) -> Schedule:
    """Raises Refused (`malformed`)."""
    conference = _table(_table(data.get("schedule")).get("conference"))
    rooms = [
        (_text(room.get("name")), _capacity(room.get("capacity")))
        for room in map(_table, _list(conference.get("rooms")))
    ]
    events = [
        _event(_table(event), str(name))
        for day in map(_table, _list(conference.get("days")))
        for name, found in _table(day.get("rooms")).items()
        for event in _list(found)
    ]
    return _schedule(
        _text(conference.get("title")), _text(conference.get("time_zone_name")), rooms, events
    )


def read_xml(data: bytes) -> Schedule:
    """The same from XML; entities are not resolved and nothing is fetched. Raises Refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("malformed", f"This is no XML: {error.msg}.") from None
    if root.tag != "schedule":
        raise Refused("malformed", "This is no conference schedule (schedule.xml).")
    events = []
    for room in root.iter("room"):
        for event in room.findall("event"):
            row: dict[str, Any] = {one.tag: one.text for one in event if isinstance(one.tag, str)}
            row["persons"] = [{"name": person.text} for person in event.iter("person")]
            events.append(_event(row, room.get("name") or ""))
    title, zone = root.findtext("conference/title"), root.findtext("conference/time_zone_name")
    return _schedule(_text(title), _text(zone), [], events)


def _schedule(
    title: str, timezone: str, rooms: list[tuple[str, int | None]], events: list[Event]
) -> Schedule:
    if not title:
        raise Refused("malformed", "This is no conference schedule: it has no title.")
    if len(events) > _MOST_EVENTS:
        raise Refused("too_many", f"At most {_MOST_EVENTS:,} sessions, please.")
    known = dict(rooms)
    for event in events:
        if event.room not in (TOGETHER, NOWHERE):
            known.setdefault(event.room, None)
    used = {event.room for event in events}
    named = tuple((name, size) for name, size in known.items() if name and name in {*used, *known})
    named = tuple(room for room in named if room[0] not in (TOGETHER, NOWHERE))
    return Schedule(title, _zone(timezone), named, tuple(events))


def _event(row: Mapping[str, Any], room: str) -> Event:
    starts = _moment(row.get("date"))
    lasts = _duration(row.get("duration"))
    people = [_table(person) for person in _list(row.get("persons"))]
    names = (_text(p.get("public_name")) or _text(p.get("name")) for p in people)
    abouts = dict.fromkeys(_words(row.get(part)) for part in ("abstract", "description"))
    return Event(
        title=_text(row.get("title"), LIMITS["title"]) or "Untitled",
        room=_text(room, LIMITS["name"]),
        starts_at=starts,
        ends_at=starts + lasts if starts and lasts else None,
        kind=_text(row.get("type")),
        about=shortened("\n\n".join(part for part in abouts if part), LIMITS["text"]),
        track=_text(row.get("track"), LIMITS["tag"]),
        names=tuple(name for name in names if name),
    )


# --- a gathering of it


def import_schedule(ledger: Log, schedule: Schedule, clock: Clock = SYSTEM) -> Imported:
    """A new gathering with the schedule's topics in their cells: all of it, or nothing. Raises Refused."""
    at = clock.now()
    log = [open_gathering(_spec(schedule), new_code(), at)]
    opened = Gathering().apply(log[0])
    standing, loose = opened, []

    def ask(name: str, **args: Any) -> dict[str, Any]:
        nonlocal standing
        change, result = decide(standing, parse(name, args), HOST, at)
        if change:
            standing = standing.apply(change)
            log.append(change)
        return dict(result or {})

    rooms = {room["name"]: room["id"] for room in opened.rooms}
    slots: dict[tuple[datetime | None, datetime | None], str] = {
        (_instant(slot["starts_at"]), _instant(slot["ends_at"])): slot["id"]
        for slot in opened.slots
        if slot["kind"] == "session"
    }
    for event in _topics(schedule):
        topic = ask(
            "propose_topic",
            title=event.title,
            description=event.about,
            convener_name=shortened(", ".join(event.names), LIMITS["name"]),
            tags=[event.track] if event.track else [],
        )["topic"]
        cell = rooms.get(event.room), slots.get((event.starts_at, event.ends_at))
        try:
            if None in cell:
                raise Refused("not_a_cell", "It has no place in this schedule.")
            ask("claim_cell", topic=topic, room=cell[0], slot=cell[1])
        except Refused:
            loose.append(event.title)
    gathering, host_key = restore(ledger, WholeGathering(standing, log, []), as_new=True)
    return Imported(gathering, host_key, len(gathering.rows("sessions")), loose)


def _spec(schedule: Schedule) -> dict[str, Any]:
    slots: dict[tuple[datetime, datetime], dict[str, Any]] = {}
    for event in schedule.events:
        if event.starts_at is None or event.ends_at is None or event.room == NOWHERE:
            continue
        together = event.room == TOGETHER
        kind = (event.kind if event.kind == "break" else "plenary") if together else "session"
        label = shortened(event.title, LIMITS["name"]) if together else ""
        slot = {
            "starts_at": event.starts_at.isoformat(),
            "ends_at": event.ends_at.isoformat(),
            "kind": kind,
            "label": label,
            "about": event.about if together else "",
        }
        slots.setdefault((event.starts_at, event.ends_at), slot)
    return {
        "title": schedule.title,
        "timezone": schedule.timezone,
        "rooms": [{"name": name, "capacity": size} for name, size in schedule.rooms],
        "slots": list(slots.values()),
    }


def _topics(schedule: Schedule) -> Iterable[Event]:
    return (event for event in schedule.events if event.room != TOGETHER)


# --- values as strangers write them


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any, limit: int = 1_000) -> str:
    """One line. Some write a text per language: then any of them, English before others."""
    if isinstance(value, Mapping):
        value = value.get("en") or next(iter(value.values()), "")
    if not isinstance(value, str):
        return ""
    return one_line(shortened(" ".join(clean(value).split()), limit), "line", "This")


def _words(value: Any) -> str:
    return clean(value).strip() if isinstance(value, str) else ""


def _capacity(value: Any) -> int | None:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 100_000
    return int(value) or None if sound else None


def _moment(value: Any) -> datetime | None:
    """None also at the ends of the calendar, where there is no hour later, or none in another zone."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 1 < moment.year < 9999 else None


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _duration(value: Any) -> timedelta | None:
    """ "1:30" or "01:30:00"; None unless it is between a minute and a day."""
    try:
        hours, minutes, *_ = (int(part) for part in str(value).split(":"))
        lasts = timedelta(hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return lasts if timedelta(0) < lasts <= timedelta(hours=24) else None


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (KeyError, ValueError, OSError):
        return "UTC"
