"""Erasure of one item: by the server, after its author was erased, or by the host, who hid it before. The
ledger rewrites the log as well (`erasure_plan.py`)."""

from collections.abc import Collection
from dataclasses import replace
from typing import cast

from openspace.domain.change import Row
from openspace.domain.command import Command, HostCommand
from openspace.domain.conveners import SHOWN
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.erasing import OF_AUTHORS, Erasure
from openspace.domain.erasure_plan import erasure_of_hidden, erasure_of_item
from openspace.domain.gathering import Gathering, is_off_the_wall, is_placed
from openspace.domain.needs import Need
from openspace.domain.private_tables import AttendancePlan, JoinedAction
from openspace.domain.refusals import Refused
from openspace.domain.rules.action_joins import without_group, without_join
from openspace.domain.rules.announcing import out_of_the_queue
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.coming import freed
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.flags import closed_flag, without_flags
from openspace.domain.rules.items import NOUNS, named_item
from openspace.domain.rules.joined_sessions import without_topics
from openspace.domain.rules.notices import to_authors
from openspace.domain.rules.puts import Rows, together, together_dropped
from openspace.domain.tables import CATALOGUE
from openspace.domain.vocabulary import PRIVATE_CHANGE


class EraseItem(Command, frozen=True, kw_only=True):
    """Sent by the server: one item whose erased author chose slow erasure."""

    may = "server"
    on_the_wire = False

    table: str
    id: str


@rule(EraseItem)
def erase_item(context: RuleContext, command: EraseItem) -> Effect:
    """Make a change that looks like a retraction by the author, because retractions are frequent."""
    gathering, table, id = context.gathering, command.table, command.id
    row = gathering.row(table, id)
    if row is None:
        return NOTHING_TO_DO
    match table:
        case "flags":
            return Effect({"flags": [closed_flag(row)]}, change_name=PRIVATE_CHANGE)
        case "plans":
            return freed(context, cast(AttendancePlan, row))
        case "joins":
            return without_join(context, cast(JoinedAction, row))
    effect = _without(context, table, row, erasure_of_item(gathering, (), (table, id)))
    return replace(effect, change_name=_looks_like(table, row, effect))


def _looks_like(table: str, row: Row, effect: Effect) -> str:
    if table != "topics":
        return f"retract_{NOUNS[table]}"
    if "topics" not in effect.drops:
        return "erase_topic"
    # A topic off the wall cannot be withdrawn. For others, any edit of it is a drop of a row that they do not
    # have.
    return "edit_topic" if is_off_the_wall(row) else "withdraw_topic"


class EraseHidden(HostCommand, frozen=True, kw_only=True):
    """Erases the words of one item for good. It must be hidden already: its author has been told then, and
    nobody erases by one tap."""

    needs = (Need({"item.hidden": True}, Refused("not_now", why="not_hidden")),)

    table: str
    id: str


@rule(EraseHidden)
def erase_hidden(context: RuleContext, command: EraseHidden) -> Effect:
    """Remove the item as if its author had erased it, whoever that is or was, and tell them. The ledger
    rewrites the log, and every screen fetches the state (docs/decisions/0076-erasing-what-is-hidden.md)."""
    item = named_item(context, command.table, command.id)
    table, row = item[0], cast(Row, item[1])
    context.check(command, item=row["id"])
    plan = erasure_of_hidden(context.gathering, (), (table, row["id"]))
    effect = _without(context, table, row, plan)
    typed = _typed_for(context, table, row)
    told: Rows = {"notices": to_authors(context, item, "erased")}
    puts = together(_unsigned(effect.puts, typed), told)
    names = {*effect.drops.get("people", ()), *typed}
    drops = {**effect.drops, **({"people": sorted(names)} if names else {})}
    return Effect({table: rows for table, rows in puts.items() if rows}, drops)


def _typed_for(context: RuleContext, table: str, row: Row) -> list[str]:
    """Return the people that were typed for this item alone, also by the host."""
    columns = CATALOGUE[table].shown_names
    drops = [context.typed_only_for(row, column, or_by_host=True) for column in columns]
    return [id for one in drops for id in one.get("people", ())]


def _unsigned(puts: Rows, gone: Collection[str]) -> Rows:
    """Take the names off a topic that is kept, because a name may be what has to go."""
    kept = [
        {
            **row,
            **dict.fromkeys(SHOWN),
            "convener": None if row["convener"] in gone else row["convener"],
        }
        for row in puts.get("topics", ())
    ]
    return {**puts, "topics": kept} if kept else puts


def _without(context: RuleContext, table: str, row: Row, plan: Erasure) -> Effect:
    """Return the effect of erasing the item, as screens see it."""
    id = row["id"]
    flags = without_flags(context, table, id)
    if table in OF_AUTHORS:
        return Effect(flags, {table: [id]})
    if table == "notes":
        left, gone = without_group(context, id)
        puts = {**changed_report(context, row["topic"]), **flags, **left}
        typed = context.typed_only_for(row, "initiator")
        return Effect(puts, together_dropped({"notes": [id]}, typed, gone))
    queued = out_of_the_queue(context.gathering, [id])
    if id in plan.blank:
        return Effect(together(flags, _kept_without_words(context.gathering, plan)), queued)
    # Sessions without a cell are removed by the erasure. Dropping them would reveal that this is one.
    left = without_topics(context, {id})
    placed = left.get("sessions", ())
    sessions = [row["id"] for row in placed if not is_placed(row)]
    left = {**left, "sessions": [row for row in placed if is_placed(row)]}
    drops = {**queued, **({"sessions": sessions} if sessions else {}), "topics": [id]}
    puts = {table: rows for table, rows in together(flags, left).items() if rows}
    return Effect(puts, drops)


def _kept_without_words(gathering: Gathering, plan: Erasure) -> Rows:
    """Return the topic without its words, and its other rows that have some, such as a free place."""
    changed = {
        table: [
            kept
            for row in gathering.rows(table)
            if (kept := plan.row(table, row)) not in (None, row)
        ]
        for table in ("topics", "sessions", "notes")
    }
    return {table: rows for table, rows in changed.items() if rows}
