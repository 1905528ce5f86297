"""Erasure of one item. The ledger rewrites the log as well (`erasure_plan.py`)."""

from typing import cast

from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.erasing import OF_AUTHORS
from openspace.domain.erasure_plan import erasure_of_item
from openspace.domain.gathering import Gathering, is_off_the_wall, is_placed
from openspace.domain.private_tables import AttendancePlan, JoinedAction
from openspace.domain.rules.announcing import out_of_the_queue
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.coming import freed
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.flags import closed_flag, without_flags
from openspace.domain.rules.items import NOUNS
from openspace.domain.rules.joined import without_topics
from openspace.domain.rules.joins import without_group, without_join
from openspace.domain.rules.puts import Rows, together, together_dropped
from openspace.domain.vocabulary import PRIVATE_CHANGE


class EraseItem(Command, frozen=True, kw_only=True):
    """Sent by the server: one item whose erased author chose slow erasure."""

    may = "server"
    on_the_wire = False

    table: str
    id: str


@rule(EraseItem)
def erase_item(context: RuleContext, command: EraseItem) -> Effect:
    """Look like a retraction by the author, which happens all the time."""
    gathering, item = context.gathering, (command.table, command.id)
    row = gathering.row(*item)
    if row is None:
        return NOTHING_TO_DO
    if command.table == "flags":
        return Effect({"flags": [closed_flag(row)]}, change_name=PRIVATE_CHANGE)
    if command.table == "plans":
        return freed(context, cast(AttendancePlan, row))
    if command.table == "joins":
        return without_join(context, cast(JoinedAction, row))
    flags = without_flags(context, command.table, command.id)
    if command.table in OF_AUTHORS:
        name = f"retract_{NOUNS[command.table]}"
        return Effect(flags, {command.table: [command.id]}, change_name=name)
    if command.table == "notes":
        left, gone = without_group(context, command.id)
        puts = {**changed_report(context, row["topic"]), **flags, **left}
        typed = context.typed_only_for(row, "initiator")
        drops = together_dropped({"notes": [command.id]}, typed, gone)
        return Effect(puts, drops, change_name="retract_note")
    queued = out_of_the_queue(gathering, [command.id])
    if kept := _kept_without_words(gathering, item):
        return Effect(kept, queued, change_name="erase_topic")
    # Sessions without a cell are removed by the erasure. Dropping them would reveal that this is one.
    left = without_topics(context, {command.id})
    placed = left.get("sessions", ())
    sessions = [row["id"] for row in placed if not is_placed(row)]
    left = {**left, "sessions": [row for row in placed if is_placed(row)]}
    drops = {**queued, **({"sessions": sessions} if sessions else {}), "topics": [command.id]}
    # A topic off the wall cannot be withdrawn. For others, any edit of it is a drop of a row that they do not
    # have.
    name = "edit_topic" if is_off_the_wall(row) else "withdraw_topic"
    puts = {table: rows for table, rows in together(flags, left).items() if rows}
    return Effect(puts, drops, change_name=name)


def _kept_without_words(gathering: Gathering, topic: tuple[str, str]) -> Rows:
    """Return the topic without its words, and its other rows that have some, such as a free place. Return
    nothing if the topic is deleted."""
    plan = erasure_of_item(gathering, (), topic)
    if topic[1] in plan.topics:
        return {}
    changed = {
        table: [
            kept
            for row in gathering.rows(table)
            if (kept := plan.row(table, row)) not in (None, row)
        ]
        for table in ("topics", "sessions", "notes")
    }
    return {table: rows for table, rows in changed.items() if rows}
