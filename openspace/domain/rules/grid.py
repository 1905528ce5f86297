"""The marketplace: which session holds which cell. The first claim always wins."""

from typing import Literal

from openspace.domain.cells import fits, holds_cells
from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.conveners import conveners_shown
from openspace.domain.effect import Effect
from openspace.domain.gathering import Gathering, session_id
from openspace.domain.needs import IS_OPEN, ON_THE_WALL, OWN_SESSION, OWN_TOPIC, Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.notices import (
    send,
    to_all_conveners,
    to_conveners,
)
from openspace.domain.rules.puts import Rows
from openspace.domain.settings import setting
from openspace.domain.tables import Room, Session, Slot, Topic

FREE_CELLS_OFFERED = 12

_PLACED_BY: tuple[Literal["room", "slot", "code", "place", "starts_at", "ends_at"], ...]
_PLACED_BY = ("room", "slot", "code", "place", "starts_at", "ends_at")

OFF_THE_WALL = tuple(
    Need({f"topic.{c}": False}, Refused("unknown_topic"))
    for c in ("waiting", "withdrawn", "hidden")
)
_SPEAKING_FOR = (OWN_TOPIC, *OFF_THE_WALL)
"""What a convener needs to write to another. Nobody does so for a topic that is off the wall. The host may
not, because the answer would reveal whether one person convenes two topics."""


class ClaimCell(Command, frozen=True, kw_only=True):
    needs = (IS_OPEN, OWN_TOPIC, *ON_THE_WALL)

    topic: str
    room: str
    slot: str
    again: bool = False


@rule(ClaimCell)
def claim_cell(context: RuleContext, command: ClaimCell) -> Effect:
    topic = context.own_topic(command, command.topic)
    room, slot = _cell(context, topic, command.room, command.slot)
    held = context.gathering.placed_of(topic["id"])
    if held and not command.again:
        raise Refused("already_placed", session=held[0]["id"], cell=held[0]["code"])
    _refuse_if_held(context.gathering, topic, room, slot)
    refuse_too_many_held(context)
    session = new(
        Session,
        id=session_id(context.gathering, topic["id"]),
        topic=topic["id"],
        room=room["id"],
        slot=slot["id"],
        code=session_code(slot, room),
        claimed=context.gathering.seq + 1,
    )
    result = {"session": session["id"], "code": session["code"]}
    return Effect({"sessions": [session]}, result=result)


class MoveSession(Command, frozen=True, kw_only=True):
    needs = (OWN_SESSION,)

    session: str
    room: str
    slot: str


@rule(MoveSession)
def move_session(context: RuleContext, command: MoveSession) -> Effect:
    session = context.own_session(command, command.session)
    topic = context.any_topic(session["topic"])
    room, slot = _cell(context, topic, command.room, command.slot)
    code = session_code(slot, room)
    if (session["room"], session["slot"]) == (room["id"], slot["id"]):
        return Effect(result={"code": code})
    _refuse_if_held(context.gathering, topic, room, slot, session["id"])
    moved = with_columns(without_place(session), room=room["id"], slot=slot["id"], code=code)
    notices = told(context, session, "moved", [session["code"], code])
    return Effect({"sessions": [moved], **notices}, result={"code": code})


class ReleaseSession(Command, frozen=True, kw_only=True):
    needs = (OWN_SESSION,)
    takes_back = True

    session: str


@rule(ReleaseSession)
def release_session(context: RuleContext, command: ReleaseSession) -> Effect:
    """Free the cell, or leave the free place. The topic is unplaced again and keeps its notes, and so
    is one that has joined."""
    session = context.own_session(command, command.session)
    notices = told(context, session, "released", [session["code"]])
    return Effect({"sessions": [without_cell(session)], **notices})


class AskToMeet(Command, frozen=True, kw_only=True):
    """`session` is the holder's, `topic` one's own."""

    not_for_host = "convener_only"
    needs = (*_SPEAKING_FOR, Need({"other.mine": False}, Refused("both_yours")))

    session: str
    topic: str


@rule(AskToMeet)
def ask_to_meet(context: RuleContext, command: AskToMeet) -> Effect:
    """Put two conveners in touch about a cell that both want. They decide, and nobody decides for them."""
    mine = context.topic(command.topic)
    session = context.session(command.session)
    theirs = context.any_topic(session["topic"])
    context.check(command, topic=mine["id"], other=theirs["id"])
    return send(context, mine, theirs, "meet", codes=[session["code"]])


def told(context: RuleContext, session: Session, kind: str, codes: list[str]) -> Rows:
    """Return the notices to the conveners of the session, if somebody else changes where or when it is: the
    host, or another convener."""
    kind = kind if context.by.role == "host" else f"{kind}_by_convener"
    sent = to_all_conveners(context, context.gathering.topics_of(session), kind, codes)
    return {"notices": sent} if sent else {}


def session_code(slot: Row, room: Row) -> str:
    """Return day and slot number, then the room's letter: `T1F`, or `1F` in a gathering of one day."""
    return f"{slot['code']}{room['letter']}"


def release(context: RuleContext, sessions: list[Session], why: str) -> Rows:
    """Return the rows to put if `sessions` lose their cells without their conveners' wish. The conveners get
    a notice of the kind `why`."""
    if not sessions:
        return {}
    meeting = [(topic, s) for s in sessions for topic in context.gathering.topics_of(s)]
    told = [
        to_conveners(context, nth, topic, why, codes=[session["code"]])
        for nth, (topic, session) in enumerate(meeting, 1)
    ]
    return {"notices": told, "sessions": [without_cell(session) for session in sessions]}


def without_cell(session: Row) -> Session:
    """Return the session as before its first claim, also without a note-taker."""
    return new(Session, id=session["id"], topic=session["topic"])


def without_place(session: Session) -> Session:
    """Return the session without a cell and a free place, with its note-taker."""
    nowhere = new(Session, id=session["id"], topic=session["topic"])
    return with_columns(session, **{column: nowhere[column] for column in _PLACED_BY})


def sessions_in(gathering: Gathering, column: Literal["room", "slot"], id: str) -> list[Session]:
    return [row for row in gathering.placed if row[column] == id]


def free_cells(
    gathering: Gathering, topic: Row, room: Room, slot: Slot, but: str = ""
) -> list[list[str]]:
    """Free cells for the topic as `[room id, slot id]`, nearest to (room, slot) first: same time, then near
    times. `but` is its session that leaves its cell."""
    rooms = [r for r in gathering.rooms if not r["folded"]]
    slots = [s for s in gathering.slots if fits(topic, s)]
    order = {s["id"]: n for n, s in enumerate(slots)}
    free = [
        (abs(order[s["id"]] - order[slot["id"]]), abs(r["position"] - room["position"]), r, s)
        for s in slots
        for r in rooms
        if gathering.at_cell(r["id"], s["id"]) is None
        and gathering.in_room(r["id"], s["id"], but) is None
    ]
    free.sort(key=lambda cell: (cell[0], cell[1], order[cell[3]["id"]]))
    return [[r["id"], s["id"]] for _, _, r, s in free[:FREE_CELLS_OFFERED]]


def _cell(context: RuleContext, topic: Topic, room_id: str, slot_id: str) -> tuple[Room, Slot]:
    room = context.room(room_id)
    slot = context.slot(slot_id)
    if not holds_cells(slot):
        raise Refused("not_a_cell", why="together", label=slot["label"] or slot["kind"])
    if not fits(topic, slot):
        raise Refused("not_a_cell", why=times_of(topic))
    if room["folded"]:
        raise Refused("not_a_cell", why="folded", room=room["name"])
    return room, slot


def times_of(topic: Topic) -> str:
    """Return the reason why the topic cannot be in a slot that has cells for others."""
    return "for_action" if topic["for_action"] else "for_actions_only"


def refuse_too_many_held(context: RuleContext) -> None:
    """A limit against floods. The host may exceed it, also when helping somebody."""
    most = setting(context.gathering.info, "cells_each")
    if context.by.role == "host" or not most:
        return
    # Every claim runs this, with a thousand sessions on a large wall, so it must be fast.
    topics, sessions = context.gathering.tables["topics"], context.gathering.placed
    me = context.by.person
    mine = {id for id, row in topics.items() if row["convener"] == me or row["second"] == me}
    held = [s["code"] for s in sessions if s["topic"] in mine or s["joined"] in mine]
    if len(held) >= most:
        raise Refused("too_many", why="own_cells", held=sorted(held))


def _refuse_if_held(
    gathering: Gathering, asked_for: Topic, room: Room, slot: Slot, but: str = ""
) -> None:
    """Raise Refused if a session is in the room while the slot lasts, other than `but`, which moves."""
    session = gathering.in_room(room["id"], slot["id"], but)
    if session is None:
        return
    topic = gathering.row("topics", session["topic"])
    if topic and topic["covered"]:
        topic = None
    why = {} if topic else {"why": "untitled"}
    holder = {
        "topic": session["topic"],
        "title": topic["title"] if topic else "",
        "session": session["id"],
        "code": session["code"],
        "convener_name": conveners_shown(gathering, topic)["convener_name"] if topic else None,
    }
    free = free_cells(gathering, asked_for, room, slot, but)
    if session["slot"] == slot["id"]:
        raise Refused("cell_taken", **why, held_by=holder, free=free)
    raise Refused("room_busy", **why, held_by=holder, free=free)
