"""Joining, and how one appears. A name only if wished, and nobody is listed unless they say so."""

from typing import ClassVar

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, Flag, TakingBack, Text
from openspace.domain.erasing import erasure_of_item
from openspace.domain.gathering import is_off_the_wall
from openspace.domain.refusals import Refused
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.context import (
    NOTHING_TO_DO,
    Effect,
    RuleContext,
    given,
    person_row,
    rows_that_name,
    rule,
)
from openspace.domain.rules.doors import refuse_at_the_door

MOST_PEOPLE = 10_000
"""Where nobody said how many are expected; the largest real gathering had some 2,000."""


def most_people(about: Row) -> int:
    """Three times as many as expected: people have two devices, or lose what a browser kept."""
    return 3 * about["size"] + 100 if about.get("size") else MOST_PEOPLE


def people_at_once(size: int) -> int:
    """How many may join at the same moment where `size` are expected: everybody, with two devices."""
    return 2 * size + 100


class Join(Command, frozen=True, kw_only=True):
    """Asked by the web when somebody arrives; no command of the wire, since its answer is a token."""

    may = "anybody"
    when_closed = True
    on_the_wire = False

    name: str = ""
    word: str = ""


@rule(Join)
def join(context: RuleContext, command: Join) -> Effect:
    refuse_at_the_door(context.gathering.info, command.word)
    if context.is_full("people", most_people(context.gathering.info)):
        raise Refused("too_many", why="full_of_people")
    name = text.one_line(command.name, "name", "name")
    person = person_row(context.next_id("p"), name, context.at)
    return Effect({"people": [person]}, result={"person": person["id"]})


class EditMe(Command, frozen=True, kw_only=True):
    when_closed = True
    takes_back_by: ClassVar[TakingBack] = {
        "name": lambda name: not name,
        "listed": lambda listed: not listed,
        "contact": lambda contact: not contact,
        "contact_listed": lambda listed: not listed,
    }

    name: Text = UNSET
    listed: Flag = UNSET
    contact: Text = UNSET
    contact_listed: Flag = UNSET


@rule(EditMe)
def edit_me(context: RuleContext, command: EditMe) -> Effect:
    me = context.me()
    row = {
        **me,
        **given(
            name=command.name,
            listed=command.listed,
            contact=command.contact,
            contact_listed=command.contact_listed,
        ),
    }
    row["name"] = text.one_line(row["name"], "name", "name")
    row["contact"] = text.one_line(row["contact"], "line", "contact")
    row["was_listed"] = me["was_listed"] or row["listed"]
    if row == me:
        return NOTHING_TO_DO
    named_rows = rows_that_name(context.gathering, me["id"]) if row["name"] != me["name"] else {}
    return Effect({"people": [row], **named_rows})


class EraseMe(Command, frozen=True, kw_only=True):
    """Asked by the web, which sees to it that nothing is left in the file either.

    `words`: their texts and pictures go as well. `slowly`: those one by one, at random moments.
    """

    when_closed = True
    takes_back = True
    always_logged = True
    on_the_wire = False

    words: bool = False
    slowly: bool = False


@rule(EraseMe)
def erase_me(context: RuleContext, command: EraseMe) -> Effect:
    """Puts nothing and drops nothing: a list of what one person made would tell who made it. The ledger
    rewrites the rows, and every screen fetches the state (docs/decisions/0005-erasing.md)."""
    context.me()
    return NOTHING_TO_DO


class EraseItem(Command, frozen=True, kw_only=True):
    """Asked by the server: one topic or note whose erased author chose that their words go slowly."""

    may = "server"
    on_the_wire = False

    table: str
    id: str


@rule(EraseItem)
def erase_item(context: RuleContext, command: EraseItem) -> Effect:
    """Looks like its author taking it back, as people do all the time."""
    gathering, item = context.gathering, (command.table, command.id)
    row = gathering.row(*item)
    if row is None:
        return NOTHING_TO_DO
    if command.table == "notes":
        puts = changed_report(context, row["topic"])
        drops = {"notes": [command.id], **context.typed_only_for(row, "initiator")}
        return Effect(puts, drops, change_name="retract_note")
    kept = erasure_of_item(gathering, (), item).row("topics", row)
    if kept is not None:
        return Effect({"topics": [kept]}, change_name="erase_topic")
    # Those without a cell go with the erasure: that they are dropped would tell that this is one.
    sessions = [session["id"] for session in gathering.placed_of(command.id)]
    drops = {**({"sessions": sessions} if sessions else {}), "topics": [command.id]}
    # What is off the wall cannot be withdrawn; to others, any edit of it is a drop of what they do not have.
    name = "edit_topic" if is_off_the_wall(row) else "withdraw_topic"
    return Effect(drops=drops, change_name=name)
