"""“I was here”: a person's own list of the sessions that they were in (docs/decisions/0044-keep-in-touch.md).

Who was in which session can say something about their health. So only they see it, no export has it, and it
is deleted after 30 days, or with the person.
"""

from datetime import datetime, timedelta

from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import Need
from openspace.domain.private_tables import Visit
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, found, rule
from openspace.domain.vocabulary import PRIVATE_CHANGE

KEPT = timedelta(days=30)


class WasHere(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    needs = (Need({"gathering.was_here": True}, Refused("not_now", why="was_here")),)
    in_harvest = True
    takes_back = True

    session: str


@rule(WasHere)
def was_here(context: RuleContext, command: WasHere) -> Effect:
    me, session = context.me(), context.session(command.session)
    context.topic(session["topic"])
    context.check(command, session=session["id"])
    visits = context.gathering.rows("visits")
    if any(row["person"] == me["id"] and row["session"] == session["id"] for row in visits):
        return NOTHING_TO_DO
    visit = new(
        Visit, id=context.next_id("visit"), session=session["id"], person=me["id"], at=context.at
    )
    return Effect({"visits": [visit]}, change_name=PRIVATE_CHANGE)


class ForgetVisit(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = True

    visit: str


@rule(ForgetVisit)
def forget_visit(context: RuleContext, command: ForgetVisit) -> Effect:
    row = context.gathering.row("visits", command.visit)
    row = found(row if row and row["person"] == context.me()["id"] else None, "visit")
    return Effect(drops={"visits": [row["id"]]}, change_name=PRIVATE_CHANGE)


class ForgetVisits(Command, frozen=True, kw_only=True):
    """Sent by the server when visits are older than `KEPT`."""

    may = "server"
    on_the_wire = False


@rule(ForgetVisits)
def forget_visits(context: RuleContext, command: ForgetVisits) -> Effect:
    """Empty visits that are too old, and delete those that an earlier round emptied. The owner's page drops
    an emptied visit; it is not told of the deleted row, because a drop does not say whose it was."""
    before = datetime.fromisoformat(context.at) - KEPT
    old = [
        row
        for row in context.gathering.rows("visits")
        if datetime.fromisoformat(row["at"]) <= before
    ]
    emptied: list[Row] = [
        {**row, "session": "", "closed": True} for row in old if not row["closed"]
    ]
    gone = [row["id"] for row in old if row["closed"]]
    return Effect(
        {"visits": emptied} if emptied else {},
        {"visits": gone} if gone else {},
        change_name=PRIVATE_CHANGE,
        is_unsigned=True,
    )
