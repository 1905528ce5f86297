"""All data in the rows about one person, for that person alone.

It contains nobody else's words or ids: a topic that they marked is given by its id, and other people are left
out.
"""

from collections.abc import Callable
from typing import Any

from openspace.domain.change import Row
from openspace.domain.erasing import SOMEBODY
from openspace.domain.gathering import Gathering, conveners_of
from openspace.domain.tables import CATALOGUE, TABLES

ME = "me"
"""Replaces the person's own id."""

_OF_OTHERS = {"sender", "other", "swap", "text", "who", "companion"}
"""Columns of rows between the person and others that identify the others or their content."""


_AUTHORED = [table for table in TABLES if CATALOGUE[table].owners == ("author",)]
_OWNED = [table for table in TABLES if "person" in CATALOGUE[table].owners and table != "interests"]


def my_data(gathering: Gathering, person: str) -> dict[str, Any]:
    """Return `{person, names_typed, following, credited}`, and the person's own rows by table, as JSON.
    `following` has the times since which they follow others.

    Rows have all stored columns except those without a mark. `"me"` stands for the person, a name for a name
    that they typed, and null for anybody else.
    """
    people = {row["id"]: row for row in gathering.rows("people")}
    typed = {id: row["name"] for id, row in people.items() if row["kept_by"] == person}
    # An erased note-taker looks like any other person. Two that change at once would be recognisable as one
    # person.
    known: dict[str, str | None] = {**dict.fromkeys((*people, SOMEBODY)), **typed, person: ME}

    def own(table: str, is_mine: Callable[[Row], bool]) -> list[Row]:
        return [_visible_row(table, row, known) for row in gathering.rows(table) if is_mine(row)]

    topics = {row["id"] for row in gathering.rows("topics") if person in conveners_of(row)}

    def is_own_session(row: Row) -> bool:
        return row["note_taker"] == person or row["topic"] in topics or row["joined"] in topics

    codes = {id: row["code"] for row in gathering.placed for id in (row["topic"], row["joined"])}
    return {
        "person": _visible_row("people", people[person], known),
        "names_typed": sorted(typed.values()),
        "topics": own("topics", lambda row: row["id"] in topics),
        "sessions": [
            row if row["topic"] in topics else {**row, "place": ""}
            for row in own("sessions", is_own_session)
        ],
        "announcements": own("announcements", lambda row: row["topic"] in topics),
        **{table: own(table, lambda row: row["author"] == person) for table in _AUTHORED},
        **{
            table: [
                {column: value for column, value in row.items() if column not in _OF_OTHERS}
                for row in own(table, lambda row: person in (row["person"], row.get("second")))
            ]
            for table in _OWNED
        },
        "interests": [
            {"topic": row["topic"], "session": codes.get(row["topic"])}
            for row in gathering.rows("interests")
            if row["person"] == person
        ],
        "following": [
            row["at"] for row in gathering.rows("followings") if row["companion"] == person
        ],
        "credited": person in gathering.info["book"].get("credits", ()),
    }


def _visible_row(table: str, row: Row, known: dict[str, str | None]) -> Row:
    """Return `row` with people as this person may see them."""
    declared = CATALOGUE[table]
    return {
        column: known.get(value, value)
        if column in declared.names or column in declared.owners
        else value
        for column, value in row.items()
        if column not in declared.unmarked
    }
