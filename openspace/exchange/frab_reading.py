"""Parses conference schedules: frab's `schedule.xml` and `schedule.json`, as frab, pretalx, FOSDEM, the c3voc
hub (schema version 2) and openspace write them.

Of a person only the displayed name is imported: no biography, no answers, no ids.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from openspace.domain.plan import zone_of
from openspace.domain.text import LIMITS, clean, is_web_address, one_line
from openspace.exchange.errors import ImportRefused
from openspace.exchange.html_text import text_of
from openspace.exchange.time_zones import fits, zone_that_fits
from openspace.proceedings import timetable
from openspace.proceedings.frab import GENERATOR, NOWHERE, TOGETHER
from openspace.proceedings.plain import shortened

_MOST_EVENTS = 5_000
_ELSEWHERE = re.compile(r"[0-9]*[A-Za-z]{0,2}X[0-9]+", re.ASCII)
"""The code of a session at a free place."""


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
    is_elsewhere: bool = False
    """Whether its room is a free place."""


@dataclass(frozen=True)
class Schedule:
    """`rooms` are (name, capacity). `zone_is_named` is True if the file names its time zone."""

    title: str
    timezone: str
    rooms: tuple[tuple[str, int | None], ...]
    events: tuple[Event, ...]
    zone_is_named: bool = True


def read_json(data: Mapping[str, Any], timezone: str = "") -> Schedule:
    """Parse schedule.json. `timezone` overrides the zone in the file. Raises ImportRefused."""
    schedule = _table(data.get("schedule"))
    conference = _table(schedule.get("conference"))
    listed = [_table(room) for room in _list(conference.get("rooms"))]
    rooms = [
        (_text(room.get("name"), LIMITS["name"]), _capacity(room.get("capacity")))
        for room in listed
    ]
    is_ours = _table(data.get("generator")).get("name") == GENERATOR["name"]
    events = [
        _event(_table(event), str(name), is_ours)
        for day in map(_table, _list(conference.get("days")))
        for name, found in _table(day.get("rooms")).items()
        for event in _list(found)
    ]
    named = {room.get("guid"): _text(room.get("name")) for room in listed}
    events += [_event_of_version_2(_table(e), named) for e in _list(schedule.get("events"))]
    title, zone = _text(conference.get("title")), _text(conference.get("time_zone_name"))
    return _schedule(title, timezone, zone, rooms, events, is_ours)


def read_xml(data: bytes, timezone: str = "") -> Schedule:
    """Parse schedule.xml. Entities are not resolved, and nothing is fetched. Raises ImportRefused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(f"This is not XML: {error.msg}.") from None
    if root.tag != "schedule":
        raise ImportRefused("This is not a conference schedule (schedule.xml).")
    generator = root.find("generator")
    is_ours = generator is not None and generator.get("name") == GENERATOR["name"]
    day_change = _clock(root.findtext("conference/day_change")) or timedelta(0)
    rooms: list[tuple[str, int | None]] = []
    events: list[Event] = []
    for day in root.iter("day"):
        for room in day.findall("room"):
            rooms.append((_text(room.get("name"), LIMITS["name"]), None))
            for event in room.findall("event"):
                row = _row_of(event)
                row["date"] = row.get("date") or _date(day.get("date"), row, day_change)
                events.append(_event(row, room.get("name") or "", is_ours))
    title, zone = root.findtext("conference/title"), root.findtext("conference/time_zone_name")
    return _schedule(_text(title), timezone, _text(zone), rooms, events, is_ours)


def _row_of(event: Any) -> dict[str, Any]:
    row: dict[str, Any] = {one.tag: one.text for one in event if isinstance(one.tag, str)}
    row["persons"] = [{"name": person.text} for person in event.iter("person")]
    row["links"] = [{"url": link.get("href"), "title": link.text} for link in event.iter("link")]
    return row


def _date(day: str | None, row: Mapping[str, Any], day_change: timedelta) -> str:
    """Return the start of an event that has only a day and a time. A time after midnight is on the next
    day."""
    clock = _clock(row.get("start"))
    try:
        begin = datetime.fromisoformat(day or "")
        return (
            (begin + clock + timedelta(days=clock < day_change)).isoformat()
            if clock is not None
            else ""
        )
    except (ValueError, OverflowError):
        return ""


def _schedule(
    title: str,
    wanted_zone: str,
    named_zone: str,
    rooms: list[tuple[str, int | None]],
    events: list[Event],
    is_ours: bool,
) -> Schedule:
    if not events:
        raise ImportRefused(
            "No sessions were found in this file. It may be in a format that openspace cannot read."
        )
    if not title:
        raise ImportRefused("This is not a conference schedule: it has no title.")
    if len(events) > _MOST_EVENTS:
        raise ImportRefused(
            f"This has {len(events):,} sessions; a schedule can have {_MOST_EVENTS:,}."
        )
    moments = [event.starts_at for event in events if event.starts_at and event.starts_at.tzinfo]
    is_named = timetable.zone(named_zone) is not None and fits(named_zone, moments)
    if wanted_zone:
        zone_of(wanted_zone)
    zone = wanted_zone or (named_zone if is_named else zone_that_fits(moments))
    sizes = {name: size for name, size in rooms if size}
    names = _rooms(dict(rooms), events)
    shorter = {name: _without_letter(name, nth) for nth, name in enumerate(names) if is_ours}
    return Schedule(
        title,
        zone,
        tuple((shorter.get(name, name), sizes.get(name)) for name in names),
        tuple(
            replace(
                event,
                room=shorter.get(event.room, event.room),
                starts_at=_in_zone(event.starts_at, zone),
                ends_at=_in_zone(event.ends_at, zone),
            )
            for event in events
        ),
        is_named or bool(wanted_zone),
    )


def _rooms(listed: Iterable[str], events: list[Event]) -> list[str]:
    """Return the names of the rooms, first those that the schedule lists. A place of sessions elsewhere is
    none."""
    used = dict.fromkeys((*listed, *(event.room for event in events)))
    in_rooms = {event.room for event in events if not event.is_elsewhere}
    places = {event.room for event in events if event.is_elsewhere} - in_rooms
    return [name for name in used if name not in (TOGETHER, NOWHERE, "", *places)]


def _without_letter(name: str, nth: int) -> str:
    """Remove the letter that our own feeds add, as in “Library (A)”. The imported room gets its letter
    again."""
    return name.removesuffix(f" ({chr(ord('A') + nth)})") if nth < 26 else name


def _event(row: Mapping[str, Any], room: str, is_ours: bool = False) -> Event:
    starts, lasts = _moment(row.get("date")), _duration(row.get("duration"))
    people = [_table(person) for person in _list(row.get("persons"))]
    # Our own feeds put the session's code here.
    subtitle = "" if is_ours else _text(row.get("subtitle"), LIMITS["title"])
    return Event(
        title=_text(row.get("title"), LIMITS["title"]) or "Untitled",
        room=_text(room, LIMITS["name"]),
        starts_at=starts,
        ends_at=starts + lasts if starts and lasts else None,
        kind=_text(row.get("type")),
        about=_about(subtitle, row),
        track=_text(row.get("track"), LIMITS["tag"]),
        names=_names(people),
        is_elsewhere=is_ours and bool(_ELSEWHERE.fullmatch(_text(row.get("subtitle")))),
    )


def _event_of_version_2(row: Mapping[str, Any], rooms: Mapping[Any, str]) -> Event:
    starts, ends = _moment(row.get("start")), _moment(row.get("end"))
    room = _table(row.get("room"))
    kind = _text(row.get("type")).lower()
    name = _text(room.get("name")) or rooms.get(room.get("guid"), "")
    is_for_all = kind in ("break", "meta")
    return Event(
        title=_text(row.get("title"), LIMITS["title"]) or "Untitled",
        room=TOGETHER if is_for_all else shortened(name, LIMITS["name"]) or NOWHERE,
        starts_at=starts,
        ends_at=ends if starts and ends and ends > starts else None,
        kind="plenary" if kind == "meta" else kind,
        about=_about(_text(row.get("subtitle"), LIMITS["title"]), row),
        track=_text(_table(row.get("track")).get("slug"), LIMITS["tag"]),
        names=_names(map(_table, _list(row.get("participants")))),
    )


def _about(subtitle: str, row: Mapping[str, Any]) -> str:
    texts = (_words(row.get(part)) for part in ("abstract", "description"))
    links = "\n".join(filter(None, map(_link, map(_table, _list(row.get("links"))))))
    parts = dict.fromkeys((subtitle, *texts, links))
    return shortened("\n\n".join(part for part in parts if part), LIMITS["text"])


def _link(link: Mapping[str, Any]) -> str:
    """Return “Slides: https://…”, or "" if it is not a web address."""
    to, title = _text(link.get("url")), _text(link.get("title"), LIMITS["name"])
    if not is_web_address(to):
        return ""
    return f"{title}: {to}" if title and title != to else to


def _names(people: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    names = (_text(p.get("public_name")) or _text(p.get("name")) for p in people)
    return tuple(name for name in names if name)


# --- untrusted values


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any, limit: int = 1_000) -> str:
    """Return one line of text. If there is a text for each language, take English, or else any."""
    value = _in_one_language(value)
    if not isinstance(value, str):
        return ""
    return one_line(shortened(" ".join(clean(value).split()), limit), "line", "text")


def _words(value: Any) -> str:
    value = _in_one_language(value)
    return text_of(clean(value)).strip() if isinstance(value, str) else ""


def _in_one_language(value: Any) -> Any:
    return (
        value.get("en") or next(iter(value.values()), "") if isinstance(value, Mapping) else value
    )


def _capacity(value: Any) -> int | None:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 100_000
    return int(value) or None if sound else None


def _moment(value: Any) -> datetime | None:
    """Parse a time. Without an offset it is in the schedule's zone. Return None at the ends of the calendar,
    where adding an hour or converting the zone would fail."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and 1 < moment.year < 9999 else None


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    return moment.replace(tzinfo=ZoneInfo(zone)) if moment and not moment.tzinfo else moment


def _clock(value: Any) -> timedelta | None:
    """Parse "9:30" or "01:30:00", as the time since midnight or as a duration."""
    try:
        hours, minutes, *_ = (int(part) for part in str(value).split(":"))
        return timedelta(hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return None


def _duration(value: Any) -> timedelta | None:
    """Return None unless it is between a minute and a day."""
    lasts = _clock(value)
    return lasts if lasts and timedelta(0) < lasts <= timedelta(hours=24) else None
