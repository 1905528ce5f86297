"""The first change of a gathering: from its description to its first rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from openspace.domain.change import Change, Row
from openspace.domain.keeping import FOR_EVER, KEPT_DAYS, USUAL_PEOPLE_DAYS, with_kept_days
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.plan import plan_slots, zone_of
from openspace.domain.practice import LAW, MOTTO, PRINCIPLES
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.evidence import MOST_EVIDENCE, checked_columns
from openspace.domain.rules.setup import (
    MOST_ROOMS,
    new_room,
    texts_of_gathering,
)
from openspace.domain.rules.slots import MOST_SLOTS, check_year, new_slot, parse_time
from openspace.domain.settings import USUAL_CELLS_EACH, USUAL_REPORT_MINUTES, USUAL_TOPICS_EACH
from openspace.domain.tables import AGathering, Evidence
from openspace.domain.vocabulary import PHASES
from openspace.domain.wifi import Wifi
from openspace.languages.text import speaking

T = TypeVar("T")

FIRST_PHASES = tuple(phase for phase in PHASES if phase not in (HARVEST, CLOSED))
"""Phases in which a gathering can begin."""

_USUALLY_KEPT = {"people_kept_days": USUAL_PEOPLE_DAYS, "book_kept_days": FOR_EVER}


class Room(msgspec.Struct, frozen=True):
    name: str
    capacity: int | None = None
    access: str = ""
    folded: bool = False
    call_link: str = ""
    caption_link: str = ""
    induction_loop: bool = False
    recorded: str = ""


class Slot(msgspec.Struct, frozen=True):
    starts_at: str
    ends_at: str
    label: str = ""
    kind: str = "session"
    about: str = ""
    given_by: str = ""


class Break(msgspec.Struct, frozen=True):
    at: str
    minutes: int
    label: str = ""
    kind: str = "break"


class Plan(msgspec.Struct, frozen=True):
    """Arguments of `plan_slots`, which generates the time slots."""

    days: list[str]
    first: str
    minutes: int
    gap: int = 15
    count: int | None = None
    until: str | None = None
    breaks: list[Break] = []

    def slots(self, timezone: str) -> list[dict[str, Any]]:
        return plan_slots(
            self.days,
            self.first,
            self.minutes,
            gap=self.gap,
            count=self.count,
            until=self.until,
            breaks=[msgspec.structs.asdict(pause) for pause in self.breaks],
            timezone=timezone,
        )


class SeededEvidence(msgspec.Struct, frozen=True):
    """What the organisers bring to the statement before anybody arrives."""

    text: str
    form: str = "evidence"
    bearing: str = ""
    kind: str = ""
    url: str = ""
    citation: str = ""
    content_note: str = ""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON of `POST /api/gatherings` and of a gathering file. Other keys are ignored."""

    title: str
    theme: str = ""
    statement: str = ""
    sponsor: str = ""
    community: str = ""
    venue: str = ""
    timezone: str = "UTC"
    starts_on: str = ""
    ends_on: str = ""
    phase: str = "lobby"
    welcome: str = ""
    principles: list[str] = msgspec.field(default_factory=lambda: list(PRINCIPLES))
    law: str = LAW
    motto: str = MOTTO
    naming: str = "choice"
    next_gathering: str = ""
    help: dict[str, str] = {}
    invitation: dict[str, str] = {}
    responsible: dict[str, str] = {}
    planning: bool = False
    places: int = 0
    listed: bool = False
    retention_days: int | None = None
    people_kept_days: int | None = None
    book_kept_days: int | None = None
    size: int = 0
    cells_each: int = USUAL_CELLS_EACH
    topics_each: int = USUAL_TOPICS_EACH
    approval: bool = False
    opens_early: bool = False
    report_minutes: int = USUAL_REPORT_MINUTES
    bells: list[str] = []
    wifi: Wifi = Wifi()
    announcing: bool = False
    announce_seconds: int | None = None
    home_host: str = ""
    language: str = ""
    rooms: list[Room] = []
    slots: list[Slot] = []
    plan: Plan | None = None
    evidence: list[SeededEvidence] = []


def open_gathering(spec: Mapping[str, Any], code: str, at: str) -> Change:
    """Return the change that opens the gathering `code`. Raises Refused with the error in `spec`."""
    opening = read_spec(spec, Opening)
    zone_of(opening.timezone)
    about = _about(opening, code)
    rooms: list[Row] = []
    for nth, room in enumerate(opening.rooms, 1):
        about, room_row = new_room(about, _id("r", nth), **msgspec.structs.asdict(room))
        rooms.append(room_row)
    slots: list[Row] = []
    wanted = _slots(opening)
    for nth, slot in enumerate(wanted, 1):
        about, slot_row = new_slot(about, _id("sl", nth), **msgspec.structs.asdict(slot))
        slots.append(slot_row)
    if len(rooms) > MOST_ROOMS:
        raise Refused("too_many", why="rooms_given", most=MOST_ROOMS, given=len(rooms))
    if len(slots) > MOST_SLOTS:
        raise Refused("too_many", why="slots_given", most=MOST_SLOTS, given=len(slots))
    puts: dict[str, list[Row]] = {"gatherings": [about], "rooms": rooms, "slots": slots}
    if opening.evidence:
        puts["evidence"] = _seeded(opening, at)
    return Change(1, "open_gathering", at, "host", puts)


def read_spec(spec: Mapping[str, Any], shape: type[T]) -> T:
    """Convert `spec` to `shape`. Raises Refused with the field."""
    try:
        return msgspec.convert(spec, shape)
    except (msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise Refused("malformed", why="arguments", detail=str(error)) from None


def _about(opening: Opening, code: str) -> AGathering:
    columns = msgspec.structs.asdict(opening)
    for elsewhere in ("rooms", "slots", "plan", "evidence", "starts_on", "ends_on", "phase"):
        del columns[elsewhere]
    kept = {name: columns.pop(name) for name in KEPT_DAYS}
    given = {name: days for name, days in kept.items() if days is not None}
    days = sorted(
        {day_of(day) for day in (opening.starts_on, opening.ends_on) if day}
        | {
            parse_time(slot.starts_at, opening.timezone)
            .astimezone(ZoneInfo(opening.timezone))
            .date()
            .isoformat()
            for slot in _slots(opening)
        }
    )
    return new(
        AGathering,
        id=code,
        code=code,
        **{**texts_of_gathering({**columns, **given}), **with_kept_days(_USUALLY_KEPT, given)},
        starts_on=days[0] if days else "",
        ends_on=days[-1] if days else "",
        phase=_phase(opening.phase),
    )


def _phase(phase: str) -> str:
    """Return the phase in which the gathering begins. Raises Refused; closing is a separate step."""
    if phase not in FIRST_PHASES:
        raise Refused("not_a_choice", field="phase", choices=list(FIRST_PHASES))
    return phase


def day_of(given_day: str) -> str:
    """Return a day as 2027-03-31. Raises Refused."""
    try:
        day = date.fromisoformat(given_day)
    except ValueError:
        raise Refused("bad_day", given=given_day[:40]) from None
    check_year(day)
    return day.isoformat()


def _slots(opening: Opening) -> list[Slot]:
    """Return the given or planned slots in order of time, so that numbers and colours follow the day."""
    with speaking(opening.language):
        planned = opening.plan.slots(opening.timezone) if opening.plan else []
    slots = [*opening.slots, *(msgspec.convert(slot, Slot) for slot in planned)]
    return sorted(slots, key=lambda slot: parse_time(slot.starts_at, opening.timezone))


def _seeded(opening: Opening, at: str) -> list[Row]:
    """Return the rows of what the organisers bring. Raises Refused."""
    if not opening.statement.strip():
        raise Refused("not_now", why="no_statement")
    items = opening.evidence
    if len(items) > MOST_EVIDENCE:
        raise Refused("too_many", why="evidence_given", most=MOST_EVIDENCE, given=len(items))
    return [
        new(
            Evidence,
            id=_id("ev", nth),
            author="host",
            shown_as=None,
            session="",
            seeded=True,
            at=at,
            **checked_columns(msgspec.structs.asdict(item)),
        )
        for nth, item in enumerate(items, 1)
    ]


def _id(prefix: str, nth: int) -> str:
    return f"{prefix}1" if nth == 1 else f"{prefix}1.{nth}"
