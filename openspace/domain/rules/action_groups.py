"""Action groups: people join an action, and choose how they are named
(docs/decisions/0054-actions-and-closing.md)."""

from openspace.domain import text
from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import Need
from openspace.domain.private_tables import JoinedAction
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.action_joins import (
    changed_group,
    typed_names,
    without_join,
    without_names,
)
from openspace.domain.rules.context import RuleContext, found, rule
from openspace.domain.rules.harvest import name_shown
from openspace.domain.rules.puts import Rows, together

MOST_JOINS = 100
"""Limit of the actions that one person joins, and of the names that the host adds to one action."""

JOINING = ("sessions", "closing", "harvest")
"""Phases in which people join actions."""


class JoinAction(Command, frozen=True, kw_only=True):
    """`name`: another name than one's own, for this action alone. The host gives the name of somebody
    without a phone. Whoever joined already changes how they are named."""

    needs = (
        Need({"note.kind": ("action",)}, Refused("not_now", why="not_an_action")),
        Need({"gathering.phase": JOINING}, Refused("not_now", why="no_joining"), not_for_host=True),
    )
    in_harvest = True

    note: str
    named: bool = False
    name: str = ""


@rule(JoinAction)
def join_action(context: RuleContext, command: JoinAction) -> Effect:
    note = context.note(command.note)
    context.check(command, note=note["id"], gathering=context.gathering.code)
    before = _own(context, note["id"])
    signed, shown_as = _named(context, command, before)
    if before is None:
        _refuse_too_many(context, note["id"])
        row = new(
            JoinedAction,
            id=context.next_id("j"),
            note=note["id"],
            person=context.by.person,
            shown_as=shown_as,
        )
        return changed_group(context, note, together(signed, {"joins": [row]}), {})
    row = with_columns(before, shown_as=shown_as)
    if row == before:
        return NOTHING_TO_DO
    return changed_group(
        context, note, together(signed, {"joins": [row]}), typed_names(context, [before])
    )


class LeaveAction(Command, frozen=True, kw_only=True):
    """`name`: only for the host, who takes this name off."""

    when_closed = True
    takes_back = True

    note: str
    name: str = ""


@rule(LeaveAction)
def leave_action(context: RuleContext, command: LeaveAction) -> Effect:
    """Leave an action, also one that is hidden now. The answer is the same for whoever never joined."""
    name = text.one_line(command.name, "name", "name")
    if context.by.role == "host":
        note = found(context.gathering.row("notes", command.note), "note")
        puts, drops = without_names(context, note, name)
        return changed_group(context, note, puts, drops, is_unsigned=True)
    mine = _own(context, command.note)
    if mine is None:
        context.note(command.note)
        return NOTHING_TO_DO
    return without_join(context, mine)


def _own(context: RuleContext, note: str) -> JoinedAction | None:
    """Return the asker's row; None for the host, who joins nothing."""
    rows = context.gathering.joins_by_note.get(note, [])
    me = context.by.person
    return next((row for row in rows if me and row["person"] == me), None)


def _named(
    context: RuleContext, command: JoinAction, before: JoinedAction | None
) -> tuple[Rows, str | None]:
    """Return the rows to put, and the id of the person under whom the asker is shown."""
    if context.by.role == "host" and not text.one_line(command.name, "name", "name"):
        raise Refused("missing", field="name")
    if command.name:
        return context.sign(command.name, instead_of=before["shown_as"] if before else None)
    return {}, name_shown(context, command.named)


def _refuse_too_many(context: RuleContext, note: str) -> None:
    """The host's limit counts the host's own names alone. Otherwise it would tell how many joined."""
    is_host = context.by.role == "host"
    rows = (
        context.gathering.joins_by_note.get(note, ())
        if is_host
        else context.gathering.rows("joins")
    )
    if sum(row["person"] == context.by.person for row in rows) >= MOST_JOINS:
        raise Refused("too_many", why="joins", most=MOST_JOINS)
