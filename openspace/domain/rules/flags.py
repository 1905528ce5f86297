"""“This worries me”: anybody can flag an item to the host, who does not see who sent the flag.

Each flag is a row of its own. The host gets no time of it, and whoever flags an item again gets a new row, so
that no two flags can be linked. Everybody else gets a change that looks like a mark of interest, and does not
learn that there was a flag (docs/decisions/0039-flags.md).
"""

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.hours import is_within_hours
from openspace.domain.private_tables import RaisedFlag
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import (
    Item,
    RuleContext,
    found,
    rule,
)
from openspace.domain.rules.items import NOUNS, check_seen, columns_naming, named_item
from openspace.domain.rules.notices import is_over, notice_row
from openspace.domain.vocabulary import PRIVATE_CHANGE

MOST_OPEN_FLAGS = 20
"""Limit of a person's flags that the host has not looked at. More of them would bury those of others."""

SETTLING_LOOKS_LIKE = "dismiss_notices"
"""Names of changes to flags: those of frequent changes that show nothing to others either."""

LATE = "flag_late"
"""Kind of notice: the sender's flag came outside the gathering's hours."""


class Flag(Command, frozen=True, kw_only=True):
    """`table`: topics, notes, evidence, or photos with the id of a photo: somebody in it does not agree."""

    not_for_host = "join"
    when_closed = True
    takes_back = True

    table: str
    id: str
    words: str = ""
    flagged: bool = True


@rule(Flag)
def flag(context: RuleContext, command: Flag) -> Effect:
    """Flag an item to the host, or withdraw one's flag. A person has at most one open flag of an item."""
    me = context.me()
    kind = "photo" if command.table == "photos" else "worry"
    item = _flagged_item(context, command)
    words = text.many_lines(command.words, "words", "flag")
    mine = [
        row
        for row in _open_flags(context.gathering, item[0], item[1]["id"])
        if row["person"] == me["id"] and row["kind"] == kind
    ]
    if not command.flagged:
        closed = [closed_flag(row) for row in mine]
        return Effect({"flags": closed}, change_name=PRIVATE_CHANGE) if closed else NOTHING_TO_DO
    check_seen(context, item)
    if mine:
        return Effect(result={"flag": mine[0]["id"]})
    if _open_flags_of(context.gathering, me["id"]) >= MOST_OPEN_FLAGS:
        raise Refused("too_many", why="own_flags", most=MOST_OPEN_FLAGS)
    row = new(
        RaisedFlag,
        id=context.next_id("flag"),
        **columns_naming(item[0], item[1]["id"]),
        kind=kind,
        words=words,
        person=me["id"],
        at=context.at,
    )
    puts: dict[str, list[Row]] = {"flags": [row], **_told_if_late(context, me["id"])}
    return Effect(puts, result={"flag": row["id"]}, change_name=PRIVATE_CHANGE)


def _told_if_late(context: RuleContext, sender: str) -> dict[str, list[Row]]:
    """Return a notice that tells the sender that nobody may read the flag for now, at most one at a time.

    A flag is not refused outside the gathering's hours: it may have waited on a phone that was offline, and a
    refusal is seen by nobody if that phone is put away (docs/decisions/0039-flags.md).
    """
    is_told = any(
        row["person"] == sender and row["kind"] == LATE and not is_over(row)
        for row in context.gathering.rows("notices")
    )
    if is_told or is_within_hours(context.gathering, context.at):
        return {}
    return {"notices": [notice_row(context, 1, sender, LATE)]}


class SettleFlag(HostCommand, frozen=True, kw_only=True):
    flag: str


@rule(SettleFlag)
def settle_flag(context: RuleContext, command: SettleFlag) -> Effect:
    """Close a flag that the host has looked at. Its words are deleted, and its sender is told."""
    row = found(context.gathering.row("flags", command.flag), "flag")
    if row["closed"]:
        return NOTHING_TO_DO
    puts: dict[str, list[Row]] = {"flags": [closed_flag(row)]}
    if row["person"]:
        puts["notices"] = [notice_row(context, 1, row["person"], "flag_settled")]
    return Effect(puts, change_name=SETTLING_LOOKS_LIKE)


def without_flags(context: RuleContext, table: str, id: str) -> dict[str, list[Row]]:
    """Return the rows to put when an item is removed: its flags, closed."""
    closed = [closed_flag(row) for row in _open_flags(context.gathering, table, id)]
    return {"flags": closed} if closed else {}


def closed_flag(row: Row) -> Row:
    return {**row, "closed": True, "words": ""}


def _open_flags(gathering: Gathering, table: str, id: str) -> list[RaisedFlag]:
    column = NOUNS[table]
    return [row for row in gathering.rows("flags") if not row["closed"] and row[column] == id]


def _open_flags_of(gathering: Gathering, person: str) -> int:
    return sum(row["person"] == person and not row["closed"] for row in gathering.rows("flags"))


def _flagged_item(context: RuleContext, command: Flag) -> Item:
    if command.table != "photos":
        return named_item(context, command.table, command.id)
    notes = context.gathering.rows("notes") if command.id else ()
    return "notes", found(next((row for row in notes if row["photo"] == command.id), None), "photo")
