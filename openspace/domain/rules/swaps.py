"""Swapping the cells of two sessions: offered, then accepted."""

from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.gathering import has_cell
from openspace.domain.needs import OWN_SESSION, Need
from openspace.domain.private_tables import Notice
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.grid import OFF_THE_WALL, times_of
from openspace.domain.rules.notices import (
    accepted,
    is_sent,
    refuse_if_over,
    send,
    to_conveners,
)
from openspace.domain.tables import Session


class OfferSwap(Command, frozen=True, kw_only=True):
    not_for_host = "convener_only"
    needs = (
        OWN_SESSION,
        *OFF_THE_WALL,
        Need({"session.room": True}, Refused("not_a_cell", why="elsewhere")),
    )

    session: str
    wanted: str


@rule(OfferSwap)
def offer_swap(context: RuleContext, command: OfferSwap) -> Effect:
    """Offer the other convener to exchange cells. Nothing moves before they accept.

    It works the same if both are the asker's own: a swap without an offer would reveal that one person
    convenes both.
    """
    offered, wanted = (context.session(id) for id in (command.session, command.wanted))
    topic = context.topic(offered["topic"])
    context.check_session(command, offered)
    if not has_cell(wanted):
        raise Refused("not_a_cell", why="elsewhere")
    other = context.any_topic(wanted["topic"])
    if offered["id"] == wanted["id"]:
        raise Refused("same_session")
    if topic["for_action"] != other["for_action"]:
        raise Refused("not_a_cell", why=times_of(topic))
    codes = [offered["code"], wanted["code"]]
    swap = {"offered": offered["id"], "wanted": wanted["id"], "codes": codes}
    return send(context, topic, other, "swap", codes=codes, swap=swap)


class AcceptSwap(Command, frozen=True, kw_only=True):
    needs = (Need({"notice.kind": ("swap",)}, Refused("nothing_offered")),)

    notice: str


@rule(AcceptSwap)
def accept_swap(context: RuleContext, command: AcceptSwap) -> Effect:
    notice = context.notice(command.notice)
    context.check(command, notice=notice["id"])
    swap = notice["swap"]
    offered, wanted = (context.gathering.row("sessions", swap[of]) for of in ("offered", "wanted"))
    codes = [row["code"] for row in (offered, wanted) if row]
    refuse_if_over(context, notice)
    if not (offered and wanted) or codes != swap["codes"]:
        raise Refused("not_now", why="moved")
    told = _told_of_swap(context, offered, wanted)
    return Effect({"sessions": _swapped(offered, wanted), "notices": [accepted(notice), *told]})


def _told_of_swap(context: RuleContext, offered: Session, wanted: Session) -> list[Notice]:
    """Return a notice for each topic that meets elsewhere now. Whoever accepts a swap gets none; a second
    convener and those of a joined topic do."""
    rows: list[Notice] = []
    for session, to in ((offered, wanted), (wanted, offered)):
        for topic in context.gathering.topics_of(session):
            nth, of = len(rows) + 1, {"other": to["topic"], "codes": [to["code"]]}
            but = None if session is offered else context.by.person
            rows.append(to_conveners(context, nth, topic, "swapped", but=but, **of))
    return [row for row in rows if is_sent(row)]


def _swapped(one: Session, other: Session) -> list[Session]:
    return [_at_cell_of(one, other), _at_cell_of(other, one)]


def _at_cell_of(session: Session, other: Session) -> Session:
    return {**session, "room": other["room"], "slot": other["slot"], "code": other["code"]}
