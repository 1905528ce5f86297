"""Rows of who joined an action, and how they change when the action or a name on it goes."""

from collections.abc import Sequence

from openspace.domain.action_groups import joined
from openspace.domain.change import Change, Drops, Row
from openspace.domain.effect import Effect
from openspace.domain.private_tables import JoinedAction
from openspace.domain.rules.context import RuleContext
from openspace.domain.rules.notices import notice_row
from openspace.domain.rules.puts import Rows, together, together_dropped
from openspace.domain.tables import Note
from openspace.domain.vocabulary import PRIVATE_CHANGE

CHANGE_NAME = "join_action"
"""Name of every change that shows in a note: joining, leaving, and another name look alike."""


def changed_group(
    context: RuleContext, note: Note, puts: Rows, drops: Drops, is_unsigned: bool = False
) -> Effect:
    """Return the effect of changed joins of the action. The note is put again only if others see a
    difference, so that the time at which somebody joined without a name is on no screen."""
    before = context.gathering
    after = before.apply(Change(before.seq + 1, "", context.at, None, dict(puts), dict(drops)))
    if joined(after, note) == joined(before, note):
        return Effect(puts, drops, change_name=PRIVATE_CHANGE, is_unsigned=is_unsigned)
    puts = together(puts, {"notes": [note]})
    return Effect(puts, drops, change_name=CHANGE_NAME, is_unsigned=is_unsigned)


def without_join(context: RuleContext, join: JoinedAction) -> Effect:
    """Return the effect of leaving."""
    drops = together_dropped({"joins": [join["id"]]}, typed_names(context, [join]))
    note = context.gathering.row("notes", join["note"])
    return changed_group(context, note, {}, drops) if note else Effect(drops=drops)


def without_group(context: RuleContext, note: str) -> tuple[Rows, Drops]:
    """Return what to put and drop when the action is taken back, or is no action any more.

    The rows are emptied and kept. Drops would tell the author how many joined without a name.
    """
    rows = context.gathering.joins_by_note.get(note, [])
    if not rows:
        return {}, {}
    emptied: list[Row] = [{**row, "note": "", "shown_as": None, "closed": True} for row in rows]
    return {"joins": emptied}, typed_names(context, rows)


def without_names(context: RuleContext, note: Note, name: str | None = None) -> tuple[Rows, Drops]:
    """Return what to put and drop when the host takes the names off the action, or only the first `name`.

    Whoever joined stays without a name, and is told. A name that the host typed goes with its row.
    """
    shown = [
        row
        for row in context.gathering.joins_by_note.get(note["id"], [])
        if (of_row := context.gathering.shown_name(row["shown_as"])) and name in (None, of_row)
    ]
    if name is not None:
        shown = sorted(shown, key=lambda row: row["person"] is not None)[:1]
    theirs = [row for row in shown if row["person"]]
    gone = [row["id"] for row in shown if not row["person"]]
    unnamed: list[Row] = [{**row, "shown_as": None} for row in theirs]
    told: list[Row] = [
        notice_row(context, nth, row["person"], "name_removed", topic=note["topic"])
        for nth, row in enumerate(theirs, 2)
    ]
    puts = {"joins": unnamed, "notices": told} if theirs else {}
    drops = {"joins": gone} if gone else {}
    return puts, together_dropped(drops, typed_names(context, shown))


def typed_names(context: RuleContext, rows: Sequence[JoinedAction]) -> Drops:
    """Return the drop of the people who were typed for these rows alone."""
    named = [context.gathering.row("people", row["shown_as"] or "") for row in rows]
    ids = [person["id"] for person in named if person and person["kept_by"]]
    return {"people": ids} if ids else {}
