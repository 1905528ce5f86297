"""Joined sessions: two topics meet in one cell, because their conveners want it, and can be parted again
(docs/decisions/0049-two-conveners.md).

The session belongs to one topic, and the other one has `joined` it. While they are joined, the conveners of
both have all rights on the session.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.gathering import (
    Gathering,
    conveners_of,
    has_cell,
    is_off_the_wall,
    session_id,
)
from openspace.domain.needs import OWN_SESSION, Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import with_columns
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.grid import OFF_THE_WALL, times_of, without_cell
from openspace.domain.rules.notices import (
    accepted,
    refuse_if_over,
    send,
    to_all_conveners,
    to_conveners,
)
from openspace.domain.rules.puts import Rows, together
from openspace.domain.tables import Session, Topic


class OfferJoin(Command, frozen=True, kw_only=True):
    """`session`: where both would meet; `topic`: the one that would join it. The asker convenes one of the
    two topics, or both."""

    not_for_host = "convener_only"
    needs = (
        Need({"topic.mine": True, "other.mine": True}, Refused("not_yours", why="topic")),
        Need({"session.joined": False}, Refused("not_now", why="joined")),
        *OFF_THE_WALL,
    )

    session: str
    topic: str


@rule(OfferJoin)
def offer_join(context: RuleContext, command: OfferJoin) -> Effect:
    """Offer the other topic's conveners to meet together. Nothing changes before they accept."""
    session = context.session(command.session)
    own = context.any_topic(session["topic"])
    other = context.topic(command.topic)
    context.check(command, session=session["id"], topic=other["id"], other=own["id"])
    if own["id"] == other["id"]:
        raise Refused("same_session")
    if own["for_action"] != other["for_action"]:
        raise Refused("not_a_cell", why=times_of(other))
    _refuse_if_joined(context.gathering, session, other)
    # If both are the asker's, it works the same: otherwise it would reveal that one person convenes both.
    is_mine = context.by.person in conveners_of(own)
    mine, theirs = (own, other) if is_mine else (other, own)
    swap = {"session": session["id"], "topic": other["id"], "codes": [session["code"]]}
    return send(context, mine, theirs, "join", codes=[session["code"]], swap=swap)


class AcceptJoin(Command, frozen=True, kw_only=True):
    needs = (Need({"notice.kind": ("join",)}, Refused("nothing_offered")),)

    notice: str


@rule(AcceptJoin)
def accept_join(context: RuleContext, command: AcceptJoin) -> Effect:
    """Let the two topics meet in one cell. A place that the joining topic had instead is free again."""
    notice = context.notice(command.notice)
    context.check(command, notice=notice["id"])
    refuse_if_over(context, notice)
    gathering, offer = context.gathering, notice["swap"]
    session = gathering.row("sessions", offer["session"])
    topic = gathering.row("topics", offer["topic"])
    has_moved = session is None or [session["code"]] != offer["codes"]
    if session is None or has_moved or topic is None or is_off_the_wall(topic):
        raise Refused("not_now", why="moved")
    if session["topic"] == topic["id"]:
        raise Refused("same_session")
    _refuse_if_joined(gathering, session, topic)
    joined = with_columns(session, joined=topic["id"], joined_at=context.at)
    freed = [without_cell(row) for row in _given_up(gathering, session, topic)]
    sender = context.any_topic(str(notice["other"]))
    told = to_conveners(
        context, 1, sender, "joined", other=notice["topic"], codes=[session["code"]]
    )
    return Effect({"sessions": [*freed, joined], "notices": [accepted(notice), told]})


def _given_up(gathering: Gathering, session: Session, topic: Topic) -> list[Session]:
    """Return the topic's own sessions whose place it does not need any more: the only one, or the one at the
    same time. Those at other times go on."""
    own = [row for row in gathering.placed_of(topic["id"]) if row["topic"] == topic["id"]]
    at = gathering.times_of(session)[0]
    return own if len(own) == 1 else [row for row in own if gathering.times_of(row)[0] == at]


def _refuse_if_joined(gathering: Gathering, session: Session, topic: Topic) -> None:
    """Two topics meet in a session, never three."""
    if session["joined"] or any(row["joined"] for row in gathering.placed_of(topic["id"])):
        raise Refused("not_now", why="joined")


class PartSession(Command, frozen=True, kw_only=True):
    not_for_host = "convener_only"
    needs = (OWN_SESSION, Need({"session.joined": True}, Refused("not_now", why="not_joined")))

    session: str


@rule(PartSession)
def part_session(context: RuleContext, command: PartSession) -> Effect:
    """Part the topics again. The session's own topic keeps the place and the notes; the other one has no
    place. If nobody convenes the first any more, the other one keeps the place."""
    session = context.own_session(command, command.session)
    topics = context.gathering.topics_of(session)
    notices = to_all_conveners(context, topics, "parted", [session["code"]])
    puts: Rows = {"sessions": [parted(session)]}
    if not conveners_of(topics[0]):
        puts = _taken_over(context, session)
    return Effect(together(puts, {"notices": notices} if notices else {}))


def without_topics(context: RuleContext, ids: Collection[str]) -> Rows:
    """Return the rows to put when topics leave the wall: their sessions without a cell, or with the topic
    that has joined, which takes over place and notes."""
    puts: Rows = {}
    for row in context.gathering.placed:
        if row["topic"] in ids:
            goes_on = row["joined"] and row["joined"] not in ids
            taken = _taken_over(context, row) if goes_on else {"sessions": [without_cell(row)]}
            puts = together(puts, taken)
        elif row["joined"] in ids:
            puts = together(puts, {"sessions": [parted(row)]})
    return puts


def parted(session: Session) -> Session:
    return {**session, "joined": "", "joined_at": ""}


def _taken_over(context: RuleContext, session: Session) -> Rows:
    """Return the rows to put if the joined topic takes over the session: a session of its own in the same
    cell, with what was written since the two were joined."""
    gathering, topic = context.gathering, str(session["joined"])
    taken: Session = {**parted(session), "id": session_id(gathering, topic), "topic": topic}
    if not has_cell(session):
        taken = without_cell(taken)  # a free place has the words of the topic that leaves
    to = {"session": taken["id"], "topic": topic}
    notes = [
        with_columns(row, **to)
        for row in _since(session, gathering.rows("notes"))
        if row["topic"] == session["topic"]
    ]
    brought = [
        with_columns(row, session=taken["id"])
        for row in _since(session, gathering.rows("evidence"))
    ]
    written: Rows = {"notes": notes, "evidence": brought}
    return together(
        {"sessions": [without_cell(session), taken]},
        {table: rows for table, rows in written.items() if rows},
        changed_report(context, topic) if notes else {},
    )


def _since(session: Session, rows: Collection[Row]) -> Sequence[Row]:
    begin = datetime.fromisoformat(str(session["joined_at"]))
    return [
        row
        for row in rows
        if row["session"] == session["id"] and datetime.fromisoformat(row["at"]) >= begin
    ]
