"""Rooms, time slots and texts: set up before, and changed live while the gathering runs."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.commands import (
    AddRoom,
    AddSlot,
    EditGathering,
    EditRoom,
    EditSlot,
    RemoveRoom,
    RemoveSlot,
)
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.asked import (
    NOTHING_TO_DO,
    Asked,
    Effect,
    given,
    rows_that_name_anybody,
)
from openspace.domain.rules.grid import release, session_code
from openspace.domain.tables import Room, Slot, new

SLOT_KINDS = ("session", "plenary", "break")
NAMINGS = ("choice", "none")
MOST_ROOMS = 200
MOST_SLOTS = 500
SLOT_COLOURS = 12
LARGEST = 100_000
USUAL_RETENTION_DAYS = 30
WARNED_DAYS = 14
"""Days between a warning of the host and the purge of the gathering."""
"""A gathering is purged so long after its last day; 0: never."""
_WEEKDAY = ("M", "T", "W", "Th", "F", "S", "Su")
_TITLES = ("title", "theme", "sponsor", "community", "venue", "motto")
_TEXTS = ("statement", "welcome", "law", "next_gathering")


def edit_gathering(asked: Asked, command: EditGathering) -> Effect:
    about = asked.gathering.about
    row = {
        **about,
        **texts_of_gathering(
            given(**{c: getattr(command, c) for c in command.__struct_fields__}),
        ),
    }
    if row == about:
        return NOTHING_TO_DO
    named = rows_that_name_anybody(asked.gathering) if row["naming"] != about["naming"] else {}
    return Effect({"gatherings": [row], **named})


def texts_of_gathering(columns: dict[str, Any]) -> dict[str, Any]:
    """`columns` of the gathering's row, made safe. Raises Refused."""
    row = dict(columns)
    for column in _TITLES:
        if column in row:
            row[column] = text.one_line(row[column], "line", f"The {column}")
    for column in _TEXTS:
        if column in row:
            row[column] = text.many_lines(row[column], f"The {column.replace('_', ' ')}")
    if "principles" in row:
        lines = [text.one_line(line, "line", "A principle") for line in row["principles"][:20]]
        row["principles"] = [line for line in lines if line]
    if "title" in row and not row["title"]:
        raise Refused("malformed", "A gathering needs a title.")
    if not 0 <= row.get("retention_days", 0) <= 3_650:
        raise Refused("malformed", "A gathering is kept for 0 to 3,650 days; 0 is for ever.")
    if not 0 <= row.get("size", 0) <= LARGEST:
        raise Refused("malformed", f"size is a number of people up to {LARGEST:,}; 0: not known.")
    for column in ("cells_each", "topics_each"):
        if not 0 <= row.get(column, 0) <= 1_000:
            raise Refused("malformed", f"{column} is a number up to 1,000; 0 is as many as wished.")
    if row.get("naming", "choice") not in NAMINGS:
        raise Refused("malformed", f"naming is one of {', '.join(NAMINGS)}.")
    return row


# --- rooms


def add_room(asked: Asked, command: AddRoom) -> Effect:
    about, room = new_room(
        asked.gathering.about,
        asked.next_id("r"),
        name=command.name,
        capacity=command.capacity,
        access=command.access,
        folded=command.folded,
    )
    if len(asked.gathering.rooms) >= MOST_ROOMS:
        raise Refused("too_many", f"A gathering can have {MOST_ROOMS} rooms.")
    return Effect({"gatherings": [about], "rooms": [room]}, result={"room": room["id"]})


def new_room(about: Row, id: str, **columns: Any) -> tuple[Row, Row]:
    """The gathering's row, counting one more, and the room's.

    A letter is never given twice, since doors and cards with it are printed.
    """
    nth = about["rooms_made"]
    room = new(Room, id=id, letter=_letter(nth), position=nth, **room_columns(**columns))
    return {**about, "rooms_made": nth + 1}, room


def edit_room(asked: Asked, command: EditRoom) -> Effect:
    room = asked.find("rooms", "room", command.room)
    columns = {c: room[c] for c in ("name", "capacity", "access", "folded")}
    columns |= given(
        name=command.name,
        capacity=command.capacity,
        access=command.access,
        folded=command.folded,
    )
    row = {**room, **room_columns(**columns)}
    if row == room:
        return NOTHING_TO_DO
    held = _sessions_in(asked.gathering, "room", room["id"]) if row["folded"] else []
    effect = release(asked, held, "room_folded")
    return Effect({"rooms": [row], **effect.puts}, effect.drops)


def remove_room(asked: Asked, command: RemoveRoom) -> Effect:
    room = asked.find("rooms", "room", command.room)
    held = _sessions_in(asked.gathering, "room", room["id"])
    effect = release(asked, held, "room_removed")
    return Effect(effect.puts, {**effect.drops, "rooms": [room["id"]]})


def room_columns(name: str, capacity: int | None, access: str, folded: bool) -> dict[str, Any]:
    """The columns that a host types, made safe. Raises Refused."""
    name = text.one_line(name, "name", "A room's name")
    if not name:
        raise Refused("malformed", "A room needs a name.")
    if capacity is not None and not 0 < capacity <= 100_000:
        raise Refused("malformed", "A room's capacity is a number of people, or nothing.")
    access = text.one_line(access, "line", "An access note")
    return {"name": name, "capacity": capacity, "access": access, "folded": folded}


def _letter(nth: int) -> str:
    """A … Z, AA, AB …"""
    letter = chr(ord("A") + nth % 26)
    return letter if nth < 26 else _letter(nth // 26 - 1) + letter


# --- time slots


def add_slot(asked: Asked, command: AddSlot) -> Effect:
    if len(asked.gathering.slots) >= MOST_SLOTS:
        raise Refused("too_many", f"A gathering can have {MOST_SLOTS} time slots.")
    about, slot = new_slot(
        asked.gathering.about,
        asked.next_id("sl"),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        label=command.label,
        kind=command.kind,
        about_slot=command.about,
    )
    return Effect({"gatherings": [about], "slots": [slot]}, result={"slot": slot["id"]})


def new_slot(about: Row, id: str, **columns: Any) -> tuple[Row, Row]:
    """The gathering's row, counting one more, and the slot's. Numbers, like letters, are never reused."""
    row = new(Slot, id=id, **slot_columns(about, **columns))
    return _numbered(_dated(about, row), row)


def edit_slot(asked: Asked, command: EditSlot) -> Effect:
    slot = asked.find("slots", "slot", command.slot)
    columns = {c: slot[c] for c in ("starts_at", "ends_at", "label", "kind")}
    columns |= given(
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        label=command.label,
        kind=command.kind,
    )
    about_slot = command.about if isinstance(command.about, str) else slot["about"]
    about = asked.gathering.about
    row = {**slot, **slot_columns(about, about_slot=about_slot, **columns)}
    if row == slot:
        return NOTHING_TO_DO
    about = _dated(about, row)
    if row["kind"] != slot["kind"] or row["day"] != slot["day"]:
        about, row = _numbered(about, row)
    held = _sessions_in(asked.gathering, "slot", slot["id"])
    puts: dict[str, list[Row]] = {"slots": [row]}
    if about != asked.gathering.about:
        puts["gatherings"] = [about]
    if row["kind"] != "session":
        effect = release(asked, held, "slot_plenary")
        return Effect({**puts, **effect.puts}, effect.drops)
    if held and row["code"] != slot["code"]:
        puts["sessions"] = [
            {**s, "code": session_code(row, asked.find("rooms", "room", s["room"]))} for s in held
        ]
    return Effect(puts)


def remove_slot(asked: Asked, command: RemoveSlot) -> Effect:
    slot = asked.find("slots", "slot", command.slot)
    held = _sessions_in(asked.gathering, "slot", slot["id"])
    effect = release(asked, held, "slot_removed")
    return Effect(effect.puts, {**effect.drops, "slots": [slot["id"]]})


def slot_columns(
    about: Row, starts_at: str, ends_at: str, label: str, kind: str, about_slot: str
) -> dict[str, Any]:
    """The columns that a host types, made safe, and the day they give. Raises Refused."""
    if kind not in SLOT_KINDS:
        raise Refused("malformed", f"A time slot's kind is one of {', '.join(SLOT_KINDS)}.")
    starts = parse_time(starts_at, about["timezone"])
    ends = parse_time(ends_at, about["timezone"])
    if not timedelta(0) < ends - starts <= timedelta(hours=24):
        raise Refused("malformed", "A time slot ends after it starts, within a day.")
    return {
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat(),
        "label": text.one_line(label, "name", "A label"),
        "kind": kind,
        "about": text.many_lines(about_slot, "A description"),
        "day": starts.astimezone(ZoneInfo(about["timezone"])).date().isoformat(),
    }


def parse_time(given_time: str, timezone: str) -> datetime:
    """A time with offset; one without is taken in the gathering's own time zone. Raises Refused."""
    try:
        time = datetime.fromisoformat(given_time)
    except ValueError:
        raise Refused(
            "malformed", f"“{given_time[:40]}” is no time like 2027-03-31T10:00."
        ) from None
    check_year(time)
    return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(timezone))


def check_year(day: date) -> None:
    """Raises Refused where there may be no day before or after it, or none that a calendar can show."""
    if not 1970 <= day.year <= 2999:
        raise Refused("malformed", f"The year {day.year} is out of reach.")


def _dated(about: Row, slot: Row) -> Row:
    """The gathering lasts from its first to its last slot."""
    days = [day for day in (about["starts_on"], about["ends_on"], slot["day"]) if day]
    return {**about, "starts_on": min(days), "ends_on": max(days)}


def _numbered(about: Row, slot: Row) -> tuple[Row, Row]:
    if slot["kind"] != "session":
        return about, {**slot, "number": None, "code": "", "colour": 0}
    made: dict[str, int] = about["slots_made"]
    number = made.get(slot["day"], 0) + 1
    row = {
        **slot,
        "number": number,
        "code": f"{_day_prefix(about, slot['day'])}{number}",
        "colour": sum(made.values()) % SLOT_COLOURS,
    }
    return {**about, "slots_made": {**made, slot["day"]: number}}, row


def _day_prefix(about: Row, day: str) -> str:
    """Letters of the weekday; nothing in a gathering of one day; the date where a weekday comes again."""
    if about["starts_on"] == about["ends_on"]:
        return ""
    this = date.fromisoformat(day)
    prefix = _WEEKDAY[this.weekday()]
    others = {date.fromisoformat(made).weekday() for made in about["slots_made"] if made != day}
    return f"{this:%d%m}{prefix}" if this.weekday() in others else prefix


def _sessions_in(gathering: Gathering, column: str, id: str) -> list[Row]:
    return [row for row in gathering.rows("sessions") if row[column] == id]
