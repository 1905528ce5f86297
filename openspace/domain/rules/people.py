"""Joining, and how one appears. A name only if wished, and nobody is listed unless they say so."""

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.commands import Command, EditMe
from openspace.domain.erasing import erasure
from openspace.domain.refusals import Refused
from openspace.domain.rules.asked import (
    NOTHING_TO_DO,
    Asked,
    Effect,
    given,
    person_row,
    rows_that_name,
)
from openspace.domain.rules.doors import refuse_at_the_door


class Join(Command, frozen=True, kw_only=True):
    """Asked by the web when somebody arrives; no command of the wire, since its answer is a token."""

    name: str = ""
    word: str = ""


class EraseMe(Command, frozen=True, kw_only=True):
    """Asked by the web, which sees to it that nothing is left in the file either. `words`: theirs, too."""

    words: bool = False


MOST_PEOPLE = 10_000
"""Where nobody said how many are expected; the largest real gathering had some 2,000."""


def most_people(about: Row) -> int:
    """Three times as many as expected: people have two devices, or lose what a browser kept."""
    return 3 * about["size"] + 100 if about.get("size") else MOST_PEOPLE


def people_at_once(size: int) -> int:
    """How many may join at the same moment where `size` are expected: everybody, with two devices."""
    return 2 * size + 100


def join(asked: Asked, command: Join) -> Effect:
    refuse_at_the_door(asked.gathering.about, command.word)
    if asked.is_full("people", most_people(asked.gathering.about)):
        raise Refused("too_many", "This gathering is full. Please tell the facilitator.")
    name = text.one_line(command.name, "name", "A name")
    person = person_row(asked.next_id("p"), name, asked.at)
    return Effect({"people": [person]}, result={"person": person["id"]})


def edit_me(asked: Asked, command: EditMe) -> Effect:
    me = asked.me()
    row = {
        **me,
        **given(
            name=command.name,
            listed=command.listed,
            contact=command.contact,
            contact_listed=command.contact_listed,
        ),
    }
    row["name"] = text.one_line(row["name"], "name", "A name")
    row["contact"] = text.one_line(row["contact"], "line", "A contact")
    row["was_listed"] = me["was_listed"] or row["listed"]
    if row == me:
        return NOTHING_TO_DO
    named_rows = rows_that_name(asked.gathering, me["id"]) if row["name"] != me["name"] else {}
    return Effect({"people": [row], **named_rows})


def erase_me(asked: Asked, command: EraseMe) -> Effect:
    """What screens must be told; the ledger forgets the rest (docs/decisions/0005-erasing.md)."""
    me = asked.me()
    puts, drops = erasure(asked.gathering, (), me["id"], command.words).shown(asked.gathering)
    return Effect(puts, drops)
