"""Rows that a rule puts or drops: merged, and found by the person they name."""

from collections.abc import Mapping, Sequence

from openspace.domain.change import Drops, Row
from openspace.domain.gathering import (
    Gathering,
)
from openspace.domain.tables import (
    CATALOGUE,
)

Rows = Mapping[str, Sequence[Row]]
"""Rows to put, by table."""


def rows_that_name(gathering: Gathering, person: str) -> Rows:
    """Return the rows that show the person's name. They are put again, so that every screen updates.

    None if the gathering names nobody: rows in one change would reveal that one person wrote them all.
    """
    return _rows_that_name(gathering, {person}) if gathering.info["naming"] == "choice" else {}


def rows_that_name_anybody(gathering: Gathering) -> Rows:
    """Return the rows whose display depends on whether the gathering names people.

    None of people who took their name off everything: the list would reveal which items had it.
    """
    named = [row for row in gathering.rows("people") if row["name"]]
    listed = [row for row in named if row["listed"]]
    rows = _rows_that_name(gathering, {row["id"] for row in named})
    given = [row for row in gathering.rows("slots") if row["given_by"]]
    answered = [
        row for row in gathering.rows("notes") if any(one["name"] for one in row["answers"])
    ]
    more: Rows = {"notes": answered, "people": listed, "slots": given}
    return together(rows, {table: found for table, found in more.items() if found})


def _rows_that_name(gathering: Gathering, people: set[str]) -> Rows:
    found = {
        table: [row for row in gathering.rows(table) if any(row[c] in people for c in columns)]
        for table, declared in CATALOGUE.items()
        if (columns := declared.shown_names)
    }
    # A note shows the names of those who joined it.
    actions = {row["note"] for row in found["joins"]} - {row["id"] for row in found["notes"]}
    found["notes"] += [row for row in gathering.rows("notes") if row["id"] in actions]
    return {table: rows for table, rows in found.items() if rows}


def together(*puts: Rows) -> Rows:
    """Merge all of `puts`. If a row occurs several times, the last one counts."""
    merged: dict[str, dict[str, Row]] = {}
    for rows_by_table in puts:
        for table, rows in rows_by_table.items():
            merged.setdefault(table, {}).update({row["id"]: row for row in rows})
    return {table: list(rows.values()) for table, rows in merged.items()}


def together_dropped(*drops: Drops) -> Drops:
    """Merge all of `drops`."""
    merged: dict[str, list[str]] = {}
    for ids_by_table in drops:
        for table, ids in ids_by_table.items():
            merged.setdefault(table, []).extend(ids)
    return merged
