"""Time slots: set up before the gathering, and changed while it runs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.cells import holds_cells
from openspace.domain.change import Row
from openspace.domain.command import HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import (
    RuleContext,
    found,
    given,
    rule,
)
from openspace.domain.rules.grid import free_cells, release, session_code, sessions_in
from openspace.domain.tables import AGathering, Session, Slot
from openspace.domain.vocabulary import SLOT_KINDS

MOST_SLOTS = 1_000
SLOT_COLOURS = 12
FIRST_YEAR, LAST_YEAR = 1970, 2999
_WEEKDAY = ("M", "T", "W", "Th", "F", "S", "Su")


class AddSlot(HostCommand, frozen=True, kw_only=True):
    starts_at: str
    ends_at: str
    label: str = ""
    kind: str = "session"
    about: str = ""
    given_by: str = ""


@rule(AddSlot)
def add_slot(context: RuleContext, command: AddSlot) -> Effect:
    if len(context.gathering.slots) >= MOST_SLOTS:
        raise Refused("too_many", why="slots", most=MOST_SLOTS)
    about, slot = new_slot(
        context.gathering.info,
        context.next_id("sl"),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        label=command.label,
        kind=command.kind,
        about=command.about,
        given_by=command.given_by,
    )
    return Effect({"gatherings": [about], "slots": [slot]}, result={"slot": slot["id"]})


def new_slot(info: AGathering, id: str, **columns: Any) -> tuple[AGathering, Slot]:
    """Return the gathering's row, with its counter raised, and the new slot's row. Numbers, like letters, are
    never reused."""
    row = new(Slot, id=id, **slot_columns(info["timezone"], **columns))
    return _numbered(_dated(info, row), row)


class EditSlot(HostCommand, frozen=True, kw_only=True):
    slot: str
    starts_at: Text = UNSET
    ends_at: Text = UNSET
    label: Text = UNSET
    kind: Text = UNSET
    about: Text = UNSET
    given_by: Text = UNSET


@rule(EditSlot)
def edit_slot(context: RuleContext, command: EditSlot) -> Effect:
    slot = context.slot(command.slot)
    columns = {
        c: slot[c] or "" for c in ("starts_at", "ends_at", "label", "kind", "about", "given_by")
    } | given(
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        label=command.label,
        kind=command.kind,
        about=command.about,
        given_by=command.given_by,
    )
    about = context.gathering.info
    row = with_columns(slot, **slot_columns(about["timezone"], **columns))
    if row == slot:
        return NOTHING_TO_DO
    about = _dated(about, row)
    if holds_cells(row) != holds_cells(slot) or row["day"] != slot["day"]:
        about, row = _numbered(about, row)
    held = sessions_in(context.gathering, "slot", slot["id"])
    puts: dict[str, Sequence[Row]] = {"slots": [row]}
    if about != context.gathering.info:
        puts["gatherings"] = [about]
    if row["kind"] != slot["kind"]:
        why = "slot_other" if holds_cells(row) else "slot_plenary"
        return Effect({**puts, **release(context, held, why)})
    refuse_two_in_a_room(context.gathering, [row])
    if held and row["code"] != slot["code"]:
        puts["sessions"] = [{**s, "code": session_code(row, context.room(s["room"]))} for s in held]
    return Effect(puts)


class RemoveSlot(HostCommand, frozen=True, kw_only=True):
    slot: str


@rule(RemoveSlot)
def remove_slot(context: RuleContext, command: RemoveSlot) -> Effect:
    slot = context.slot(command.slot)
    held = sessions_in(context.gathering, "slot", slot["id"])
    return Effect(release(context, held, "slot_removed"), {"slots": [slot["id"]]})


def refuse_two_in_a_room(before: Gathering, changed: Sequence[Slot]) -> None:
    """Raise Refused if the changed rows would give a room two sessions at the same time. Those that overlap
    already are not refused, so that the host can mend their times one by one."""
    slots = {**before.tables["slots"], **{row["id"]: row for row in changed}}
    after = replace(before, tables={**before.tables, "slots": slots})
    for session in after.cells.values() if after.overlaps else ():
        held_before = before.overlaps.get(session["slot"], ())
        for slot in after.overlaps.get(session["slot"], ()):
            other = after.at_cell(session["room"], slot)
            if other and slot not in held_before:
                raise Refused(
                    "room_busy",
                    why="both",
                    codes=sorted([session["code"], other["code"]]),
                    sessions=[session["id"], other["id"]],
                    free=_free_instead(before, other),
                )


def _free_instead(gathering: Gathering, session: Session) -> list[list[str]]:
    topic = found(gathering.row("topics", session["topic"]), "topic")
    room = found(gathering.row("rooms", session["room"]), "room")
    slot = found(gathering.row("slots", session["slot"]), "slot")
    return free_cells(gathering, topic, room, slot)


def slot_columns(
    timezone: str,
    starts_at: str,
    ends_at: str,
    label: str,
    kind: str,
    about: str,
    given_by: str = "",
) -> dict[str, Any]:
    """Return the columns that a host types, cleaned, and the day that follows from them. Raises Refused."""
    if kind not in SLOT_KINDS:
        raise Refused("not_a_choice", field="kind", choices=list(SLOT_KINDS))
    starts, ends = parse_time(starts_at, timezone), parse_time(ends_at, timezone)
    if not timedelta(0) < ends - starts <= timedelta(hours=24):
        raise Refused("bad_span")
    return {
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat(),
        "label": text.one_line(label, "name", "label"),
        "kind": kind,
        "about": text.many_lines(about, "description"),
        "given_by": text.one_line(given_by, "name", "given_by"),
        "day": starts.astimezone(ZoneInfo(timezone)).date().isoformat(),
    }


def parse_time(given_time: str, timezone: str) -> datetime:
    """Return a time with offset; without one it is in the gathering's time zone. A time that is skipped when
    the clocks change is an hour later, as on every screen. Raises Refused."""
    try:
        time = datetime.fromisoformat(given_time)
    except ValueError:
        raise Refused("bad_time", given=given_time[:40]) from None
    check_year(time)
    zone = ZoneInfo(timezone)
    return time if time.tzinfo else time.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def check_year(day: date) -> None:
    """Raise Refused if the calendar has no day before or after it, or cannot display it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("out_of_range", field="year", least=FIRST_YEAR, most=LAST_YEAR)


def _dated(about: AGathering, slot: Slot) -> AGathering:
    """The gathering lasts from its first to its last slot."""
    days = [day for day in (about["starts_on"], about["ends_on"], slot["day"]) if day]
    return {**about, "starts_on": min(days), "ends_on": max(days)}


def _numbered(about: AGathering, slot: Slot) -> tuple[AGathering, Slot]:
    if not holds_cells(slot):
        return about, {**slot, "number": None, "code": "", "colour": 0}
    made: dict[str, int] = about["slots_made"]
    number = made.get(slot["day"], 0) + 1
    row: Slot = {
        **slot,
        "number": number,
        "code": f"{day_prefix(about, slot['day'])}{number}",
        "colour": sum(made.values()) % SLOT_COLOURS,
    }
    return {**about, "slots_made": {**made, slot["day"]: number}}, row


def day_prefix(about: AGathering, day: str) -> str:
    """Return letters of the weekday; "" in a gathering of one day; the date if a weekday occurs twice."""
    if about["starts_on"] == about["ends_on"]:
        return ""
    this = date.fromisoformat(day)
    prefix = _WEEKDAY[this.weekday()]
    counted = {*about["slots_made"], *about["elsewhere_made"]}
    others = {date.fromisoformat(made).weekday() for made in counted if made != day}
    return f"{this:%d%m}{prefix}" if this.weekday() in others else prefix
