"""Joining, and how one appears. A name only if wished, and nobody is listed unless they say so."""

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.commands import Command, DismissNotice, EditMe
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.asked import NOTHING_TO_DO, Asked, Effect, given, person_row


class Join(Command, frozen=True, kw_only=True):
    """Asked by the web when somebody arrives; no command of the wire, since its answer is a token."""

    name: str = ""


def join(asked: Asked, command: Join) -> Effect:
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
    if row == me:
        return NOTHING_TO_DO
    named_rows = rows_that_name(asked.gathering, me["id"]) if row["name"] != me["name"] else {}
    return Effect({"people": [row], **named_rows})


def rows_that_name(gathering: Gathering, person: str) -> dict[str, list[Row]]:
    """The rows whose look depends on the person's name: put again, so that every screen follows."""
    by_table = {
        "topics": ("shown_as",),
        "sessions": ("note_taker_shown_as",),
        "notes": ("shown_as", "initiator"),
    }
    found = {
        table: [row for row in gathering.rows(table) if person in (row[c] for c in columns)]
        for table, columns in by_table.items()
    }
    return {table: rows for table, rows in found.items() if rows}


def dismiss_notice(asked: Asked, command: DismissNotice) -> Effect:
    notice = asked.gathering.row("notices", command.notice)
    if notice is None:
        return NOTHING_TO_DO
    if notice["person"] != asked.by.person:
        raise Refused("not_yours", "That notice is for somebody else.")
    return Effect(drops={"notices": [command.notice]})


def notice_rows(asked: Asked, to: list[tuple[str, str, str]]) -> list[Row]:
    """Rows of notices from (person, topic, sentence); people without a phone cannot be told this way."""
    return [
        {"id": asked.next_id("n", n), "person": p, "topic": topic, "text": sentence, "at": asked.at}
        for n, (p, topic, sentence) in enumerate(to, 1)
    ]
