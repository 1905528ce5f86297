"""Free places: a session at a place and time that its convener chooses, such as “15:10, the bench by the
pond”. Places and times are people's own, too, in the practice of Open Space.

Nobody approves it, and several sessions may be at one place. Only a room of the gathering is refused, however
it is spelled, because it would be booked twice (docs/decisions/0048-free-places.md).
"""

import unicodedata
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain import text
from openspace.domain.cells import fits
from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.gathering import Gathering, session_id
from openspace.domain.needs import IS_OPEN, ON_THE_WALL, OWN_TOPIC
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.grid import (
    FREE_CELLS_OFFERED,
    refuse_too_many_held,
    told,
    without_place,
)
from openspace.domain.rules.puts import Rows
from openspace.domain.rules.slots import day_prefix, parse_time
from openspace.domain.tables import AGathering, Room, Session, Topic

LONGEST = timedelta(hours=24)


class ClaimPlace(Command, frozen=True, kw_only=True):
    needs = (IS_OPEN, OWN_TOPIC, *ON_THE_WALL)

    topic: str
    place: str
    starts_at: str
    ends_at: str | None = None
    again: bool = False


@rule(ClaimPlace)
def claim_place(context: RuleContext, command: ClaimPlace) -> Effect:
    topic = context.own_topic(command, command.topic)
    where = _where(context, topic, command)
    held = context.gathering.placed_of(topic["id"])
    if held and not command.again:
        raise Refused("already_placed", session=held[0]["id"], cell=held[0]["code"])
    refuse_too_many_held(context)
    about, code = _next_code(context.gathering.info, where["starts_at"])
    session = new(
        Session,
        id=session_id(context.gathering, topic["id"]),
        topic=topic["id"],
        code=code,
        claimed=context.gathering.seq + 1,
        **where,
    )
    result = {"session": session["id"], "code": code}
    return Effect({"gatherings": [about], "sessions": [session]}, result=result)


class MoveToPlace(Command, frozen=True, kw_only=True):
    """Moves a session from its cell to a free place, or changes where or when it is. Only for conveners of
    the session's own topic: the words leave with them, and not with a topic that has joined."""

    needs = (OWN_TOPIC,)

    session: str
    place: str
    starts_at: str
    ends_at: str | None = None


@rule(MoveToPlace)
def move_to_place(context: RuleContext, command: MoveToPlace) -> Effect:
    session = context.own_session(command, command.session)
    where = _where(context, context.any_topic(session["topic"]), command)
    counted: Rows = {}
    code = session["code"]
    if _day(session["starts_at"]) != _day(where["starts_at"]):
        about, code = _next_code(context.gathering.info, where["starts_at"])
        counted = {"gatherings": [about]}
    moved = with_columns(without_place(session), code=code, **where)
    if moved == session:
        return Effect(result={"code": code})
    is_new = code != session["code"]
    codes = [session["code"], code] if is_new else [code]
    notices = told(context, session, "moved" if is_new else "moved_in_place", codes)
    return Effect({**counted, "sessions": [moved], **notices}, result={"code": code})


def _where(context: RuleContext, topic: Topic, command: ClaimPlace | MoveToPlace) -> dict[str, Any]:
    given = command.place, command.starts_at, command.ends_at
    return place_in(context.gathering, topic, *given)


def place_in(
    gathering: Gathering, topic: Row, place: str, starts_at: str, ends_at: str | None
) -> dict[str, Any]:
    """Return the columns of a free place for a topic. Raises Refused."""
    about = gathering.info
    columns = place_columns(place, starts_at, ends_at, about["timezone"])
    if not columns["place"]:
        raise Refused("missing", field="place")
    first, last = about["starts_on"], about["ends_on"]
    if not first:
        raise Refused("not_now", why="no_days")
    if not first <= _day(columns["starts_at"]) <= last:
        raise Refused("bad_day", why="outside", given=starts_at[:40], first=first, last=last)
    _refuse_a_room(gathering, topic, columns["place"], columns["starts_at"])
    return columns


def place_columns(place: str, starts_at: str, ends_at: str | None, timezone: str) -> dict[str, Any]:
    """Return the columns that a convener types, cleaned, with times in the gathering's time zone. Raises
    Refused."""
    zone = ZoneInfo(timezone)
    starts = parse_time(starts_at, timezone).astimezone(zone)
    ends = parse_time(ends_at, timezone).astimezone(zone) if ends_at else None
    if ends and not timedelta(0) < ends - starts <= LONGEST:
        raise Refused("bad_span", why="session")
    return {
        "place": text.one_line(place, "name", "place"),
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat() if ends else None,
    }


def _day(starts_at: str | None) -> str:
    """Return the day of a time in the gathering's time zone; "" for a session in a cell."""
    return (starts_at or "")[:10]


def _next_code(about: AGathering, starts_at: str) -> tuple[AGathering, str]:
    """Return the gathering's row, with its counter raised, and the code: `X1`, or `TX1` in a gathering of
    several days. Like a room's letter, a number is never reused."""
    day = _day(starts_at)
    number = about["elsewhere_made"].get(day, 0) + 1
    made = {**about["elsewhere_made"], day: number}
    return {**about, "elsewhere_made": made}, f"{day_prefix(about, day)}X{number}"


def _refuse_a_room(gathering: Gathering, topic: Row, place: str, starts_at: str) -> None:
    spelled = _spelling(place)
    for room in gathering.rooms:
        names = (room["name"], room["letter"], f"room {room['letter']}")
        if spelled in map(_spelling, names):
            raise Refused(
                "is_a_room",
                **({"why": "folded"} if room["folded"] else {}),
                room=room["id"],
                name=room["name"],
                free=_free_times(gathering, topic, room, starts_at),
            )


def _spelling(name: str) -> str:
    """Return the name without case, spaces and punctuation. A name of signs alone is kept."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, plain)) or plain


def _free_times(gathering: Gathering, topic: Row, room: Room, starts_at: str) -> list[list[str]]:
    """Return the free cells of the room for the topic as `[room id, slot id]`, nearest in time first."""
    wanted = datetime.fromisoformat(starts_at)
    free = [
        (abs(datetime.fromisoformat(slot["starts_at"]) - wanted), slot["id"])
        for slot in gathering.slots
        if fits(topic, slot)
        and not room["folded"]
        and gathering.in_room(room["id"], slot["id"]) is None
    ]
    return [[room["id"], slot] for _, slot in sorted(free)[:FREE_CELLS_OFFERED]]
