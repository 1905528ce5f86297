"""Joining, and how people appear. A name is optional, and nobody is listed without their consent."""

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, Flag, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, given, person_row, rule
from openspace.domain.rules.doors import refuse_at_the_door
from openspace.domain.rules.puts import rows_that_name

MOST_PEOPLE = 10_000
"""Limit if no number of people is expected. The largest real gathering had about 2,000."""


def most_people(about: Row) -> int:
    """Return three times the expected number: people have two devices, or lose their browser's data."""
    return 3 * about["size"] + 100 if about.get("size") else MOST_PEOPLE


def people_at_once(size: int) -> int:
    """Return how many may join at the same moment if `size` are expected: everybody, with two devices."""
    return 2 * size + 100


class Join(Command, frozen=True, kw_only=True):
    """Sent by the web package when somebody arrives. It is not a command on the wire, because its answer is a
    token."""

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
    not_for_host = "join"
    when_closed = True
    takes_back = frozenset({"name", "listed", "contact", "contact_listed"})

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
    """Sent by the web package, which also scrubs the files.

    `words`: their texts and photos are erased as well. `slowly`: those one by one, at random times.
    """

    when_closed = True
    takes_back = True
    always_logged = True
    on_the_wire = False

    words: bool = False
    slowly: bool = False


@rule(EraseMe)
def erase_me(context: RuleContext, command: EraseMe) -> Effect:
    """Put and drop nothing, because a list of what one person made would reveal its author. The ledger
    rewrites the rows, and every screen fetches the state (docs/decisions/0005-erasing.md)."""
    context.me()
    return NOTHING_TO_DO
