"""The marketplace: who holds which cell. The first claim wins, always."""

from openspace.domain.change import Row
from openspace.domain.commands import (
    AcceptSwap,
    AskToMeet,
    ClaimCell,
    MoveSession,
    OfferSwap,
    ReleaseSession,
)
from openspace.domain.gathering import Gathering, session_id
from openspace.domain.refusals import Refused
from openspace.domain.rules.asked import NOTHING_TO_DO, Asked, Effect
from openspace.domain.rules.people import notice_rows

FREE_CELLS_OFFERED = 12


def claim_cell(asked: Asked, command: ClaimCell) -> Effect:
    topic = asked.own_topic(command.topic)
    if topic["withdrawn"] or topic["hidden"]:
        raise Refused("not_now", "This topic is off the wall. Restore it first.")
    room, slot = _cell(asked, command.room, command.slot)
    held = asked.gathering.sessions_of(topic["id"])
    if held and not command.again:
        raise Refused(
            "already_placed",
            f"This topic holds {held[0]['code']} already. Move it, or continue it here as well.",
            session=held[0]["id"],
        )
    _refuse_if_taken(asked.gathering, room, slot)
    session = {
        "id": session_id(asked.gathering, topic["id"]),
        "topic": topic["id"],
        "room": room["id"],
        "slot": slot["id"],
        "code": session_code(slot, room),
        "notes_wanted": False,
        "note_taker": None,
        "note_taker_shown_as": None,
    }
    result = {"session": session["id"], "code": session["code"]}
    return Effect({"sessions": [session]}, result=result)


def move_session(asked: Asked, command: MoveSession) -> Effect:
    session = asked.own_session(command.session)
    room, slot = _cell(asked, command.room, command.slot)
    code = session_code(slot, room)
    if (session["room"], session["slot"]) == (room["id"], slot["id"]):
        return Effect(result={"code": code})
    _refuse_if_taken(asked.gathering, room, slot)
    moved = {**session, "room": room["id"], "slot": slot["id"], "code": code}
    return Effect({"sessions": [moved]}, result={"code": code})


def release_session(asked: Asked, command: ReleaseSession) -> Effect:
    """The cell is free again; the topic goes back to the unplaced ones and keeps its notes."""
    session = asked.own_session(command.session)
    return Effect(drops={"sessions": [session["id"]]})


def ask_to_meet(asked: Asked, command: AskToMeet) -> Effect:
    """Puts two conveners in touch about a cell that both would like: they decide (PRACTICE.md, Do 2)."""
    mine = asked.own_topic(command.topic)
    session = asked.find("sessions", "session", command.session)
    theirs = asked.find("topics", "topic", session["topic"])
    if theirs["convener"] == mine["convener"]:
        raise Refused("malformed", "Both topics are yours.")
    sentence = (
        f"The convener of “{mine['title']}” would like {session['code']} too. "
        "Could you meet at the wall?"
    )
    if any(row["text"] == sentence for row in asked.gathering.rows("notices")):
        return NOTHING_TO_DO
    to = [(theirs["convener"], theirs["id"], sentence)]
    return Effect({"notices": notice_rows(asked, to, who=mine["shown_as"])})


def offer_swap(asked: Asked, command: OfferSwap) -> Effect:
    """Offers the other convener to exchange cells; nothing moves before they accept."""
    offered = asked.own_session(command.session)
    wanted = asked.find("sessions", "session", command.wanted)
    topic, other = (asked.find("topics", "topic", row["topic"]) for row in (offered, wanted))
    if offered["id"] == wanted["id"]:
        raise Refused("malformed", "That is one and the same session.")
    if other["convener"] is None:
        raise Refused("not_now", "Its convener has left. Ask the facilitator?")
    if topic["convener"] == other["convener"]:
        return Effect({"sessions": _swapped(offered, wanted)})
    sentence = (
        f"The convener of “{topic['title']}” offers to swap cells: {offered['code']} for your "
        f"{wanted['code']}. Nothing moves unless you accept."
    )
    if any(row["text"] == sentence for row in asked.gathering.rows("notices")):
        return NOTHING_TO_DO
    codes = [offered["code"], wanted["code"]]
    swap = {"offered": offered["id"], "wanted": wanted["id"], "codes": codes}
    to = [(other["convener"], other["id"], sentence)]
    return Effect({"notices": notice_rows(asked, to, who=topic["shown_as"], swap=swap)})


def accept_swap(asked: Asked, command: AcceptSwap) -> Effect:
    notice = asked.find("notices", "notice", command.notice)
    if not asked.may_act_for(notice["person"]):
        raise Refused("not_yours", "That notice is for somebody else.")
    swap = notice["swap"]
    if not swap:
        raise Refused("malformed", "Nothing is offered in that notice.")
    offered, wanted = (asked.gathering.row("sessions", swap[of]) for of in ("offered", "wanted"))
    if not (offered and wanted) or [offered["code"], wanted["code"]] != swap["codes"]:
        raise Refused("not_now", "One of the two has moved meanwhile. Meet at the wall?")
    topic, other = (asked.find("topics", "topic", row["topic"]) for row in (offered, wanted))
    sentence = f"Swapped: “{topic['title']}” is at {wanted['code']} now."
    told = notice_rows(asked, [(topic["convener"], topic["id"], sentence)], who=other["shown_as"])
    return Effect(
        {"sessions": _swapped(offered, wanted), "notices": told}, {"notices": [notice["id"]]}
    )


def _swapped(one: Row, other: Row) -> list[Row]:
    place = ("room", "slot", "code")
    return [{**row, **{c: into[c] for c in place}} for row, into in ((one, other), (other, one))]


def session_code(slot: Row, room: Row) -> str:
    """Day and slot number, then the room's letter: `T1F`, or `1F` in a gathering of one day."""
    return f"{slot['code']}{room['letter']}"


def release(asked: Asked, sessions: list[Row], why: str) -> Effect:
    """The effect of taking `sessions` off the grid by no wish of their conveners, who are told `why`."""
    to = []
    for session in sessions:
        topic = asked.find("topics", "topic", session["topic"])
        sentence = (
            f"{why} “{topic['title']}” has left {session['code']} and is looking for a place."
        )
        to.append((topic["convener"], topic["id"], sentence))
    if not sessions:
        return NOTHING_TO_DO
    return Effect(
        {"notices": notice_rows(asked, to)}, {"sessions": [session["id"] for session in sessions]}
    )


def free_cells(gathering: Gathering, room: Row, slot: Row) -> list[list[str]]:
    """Free cells as `[room id, slot id]`, nearest to (room, slot) first: same time, then near times."""
    rooms = [r for r in gathering.rooms if not r["folded"]]
    slots = [s for s in gathering.slots if s["kind"] == "session"]
    order = {s["id"]: n for n, s in enumerate(slots)}
    free = [
        (abs(order[s["id"]] - order[slot["id"]]), abs(r["position"] - room["position"]), r, s)
        for s in slots
        for r in rooms
        if gathering.at_cell(r["id"], s["id"]) is None
    ]
    free.sort(key=lambda cell: (cell[0], cell[1], order[cell[3]["id"]]))
    return [[r["id"], s["id"]] for _, _, r, s in free[:FREE_CELLS_OFFERED]]


def _cell(asked: Asked, room_id: str, slot_id: str) -> tuple[Row, Row]:
    room = asked.find("rooms", "room", room_id)
    slot = asked.find("slots", "slot", slot_id)
    if slot["kind"] != "session":
        raise Refused("not_a_cell", f"“{slot['label'] or slot['kind']}” is for everybody together.")
    if room["folded"]:
        raise Refused("not_a_cell", f"{room['name']} is not open yet. Ask the facilitator.")
    return room, slot


def _refuse_if_taken(gathering: Gathering, room: Row, slot: Row) -> None:
    session = gathering.at_cell(room["id"], slot["id"])
    if session is None:
        return
    topic = gathering.row("topics", session["topic"]) or {}
    raise Refused(
        "cell_taken",
        f"{session['code']} is taken by “{topic.get('title', '')}”. Your topic is safe.",
        held_by={
            "topic": session["topic"],
            "title": topic.get("title", ""),
            "session": session["id"],
            "code": session["code"],
            "convener_name": gathering.shown_name(topic.get("shown_as")),
        },
        free=free_cells(gathering, room, slot),
    )
