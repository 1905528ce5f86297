"""Validates every row of an import with the same checks as commands, so that a file cannot contain what
nobody could have typed.

Rows of the log may refer to objects that were deleted since. Rows of the tables may not.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.erasing import SOMEBODY
from openspace.domain.gathering import Gathering, has_cell, is_off_the_wall, is_placed
from openspace.domain.refusals import Refused
from openspace.domain.rows import completed
from openspace.domain.rules.grid import session_code
from openspace.domain.stream import Tables
from openspace.domain.tables import CATALOGUE
from openspace.exchange.errors import ImportRefused
from openspace.exchange.value_checks import CHECKS, ROW_CHECKS
from openspace.exchange.value_shapes import (
    check_id,
    check_person,
    check_plain,
    check_type,
    moment,
    shape,
)

_REFERENCES = {
    "sessions": {"topic": "topics", "room": "rooms", "slot": "slots"},
    "interests": {"topic": "topics"},
    "notes": {"topic": "topics"},
}

_DROPPED = {"notices": ("text", "who")}
"""Columns of older exports that are ignored. They contained text that people typed; notices have none any
more."""


def damaged(where: str, what: str) -> ImportRefused:
    return ImportRefused(f"This export is damaged at {where}: {what}")


def checked_row(table: str, row: Row, where: str, timezone: str, seq: int) -> Row:
    """Return the row with all its columns, each checked.

    `where` is its place in the file; `seq` is the last change that can have made it. Raises ImportRefused
    with the place and the column.
    """
    declared = CATALOGUE[table]
    row = {column: value for column, value in row.items() if column not in _DROPPED.get(table, ())}
    if unknown := sorted(row.keys() - declared.columns.keys()):
        raise damaged(where, f"“{unknown[0][:40]}” is no column of {table}.")
    row, checks, column = completed(table, row), CHECKS.get(table, {}), ""
    try:
        for column, of in declared.columns.items():
            value = check_type(row[column], of.kind)
            if column == "id":
                check_id(table, value, seq)
            elif column in declared.names:
                check_person(value)
            elif column in checks:
                value = checks[column](value)
            else:
                value = check_plain(column, value)
            row[column] = value
        if together := ROW_CHECKS.get(table):
            column = ""
            row |= together(row, timezone)
    except (Refused, ImportRefused) as refused:
        raise damaged(f"{where}, {column}" if column else where, str(refused)) from None
    return {column: row[column] for column in declared.columns}


def checked_change(change: Change, where: str) -> Change:
    """Check the fields of a change outside its rows. Raises ImportRefused."""
    _check(f"{where}, name", shape("[a-z_]{1,40}"), [change.name])
    _check(f"{where}, at", moment, [change.at])
    _check(f"{where}, by", check_person, [change.by])
    for table, ids in change.drops.items():
        _check(f"{where}, drops, {table}", partial(check_id, table, seq=change.seq), ids)
    if "gatherings" in change.drops:
        raise damaged(f"{where}, drops", "the gathering itself cannot go.")
    return change


def _check(where: str, check: Callable[[Any], object], values: Iterable[object]) -> None:
    try:
        for value in values:
            check(value)
    except (Refused, ImportRefused) as refused:
        raise damaged(where, str(refused)) from None


def check_references(tables: Tables, seq: int) -> None:
    """Check that everything the rows of `tables` refer to exists. Raises ImportRefused."""
    people = {*tables["people"], "host", SOMEBODY, None}
    for table, rows in tables.items():
        for nth, row in enumerate(rows.values(), 1):
            where = f"tables, {table} {nth}"
            for column in CATALOGUE[table].names:
                if row[column] not in people:
                    raise damaged(f"{where}, {column}", "there is nobody with this id.")
            for column, other in _refers_to(table, row).items():
                if row[column] not in tables[other]:
                    raise damaged(f"{where}, {column}", f"{other} have no such row.")
            if table in ("gatherings", "topics") and not row["title"]:
                raise damaged(f"{where}, title", "a title is missing.")
            if table == "editions" and not 1 <= row["seq"] <= seq:
                raise damaged(f"{where}, seq", "there is no such change.")
    for about in tables["gatherings"].values():
        if not set(about["book"].get("credits", ())) <= people:
            raise damaged("tables, gatherings 1, book", "there is nobody with this id.")
    _check_cells(tables, "tables")
    _check_joined(tables)


def _refers_to(table: str, row: Row) -> dict[str, str]:
    """Column → the table of the row that it names."""
    if table == "sessions":
        joined = {"joined": "topics"} if row["joined"] else {}
        cell = _REFERENCES[table] if has_cell(row) else {"topic": "topics"}
        return {**cell, **joined}
    return _REFERENCES.get(table, {})


def check_history(log: Iterable[Change], editions: Iterable[Row]) -> None:
    """Check that the gathering can be replayed to each edition of its book. Raises ImportRefused."""
    past, wanted = Gathering(), {edition["seq"] for edition in editions}
    for change in log:
        past = past.replay([change])
        if change.seq == 1 and len(past.rows("gatherings")) != 1:
            raise damaged("changes 1", "it opens no gathering.")
        if change.seq in wanted:
            _check_cells(past.tables, f"changes up to {change.seq}")


def _check_cells(tables: Tables, where: str) -> None:
    held: set[tuple[str, str]] = set()
    codes: set[str] = set()
    for nth, session in enumerate(tables.get("sessions", {}).values(), 1):
        if not is_placed(session):
            continue
        at = f"{where}, sessions {nth}"
        if not has_cell(session):
            if session["code"] in codes or session["topic"] not in tables.get("topics", {}):
                raise damaged(at, "its topic is missing, or another session has its code.")
            if not _is_counted(tables, session):
                raise damaged(f"{at}, code", "this number was not given to a session yet.")
            codes.add(session["code"])
            continue
        found = {c: tables.get(t, {}).get(session[c]) for c, t in _REFERENCES["sessions"].items()}
        room, slot = found["room"], found["slot"]
        if room is None or slot is None or found["topic"] is None:
            raise damaged(at, "its room, its time slot or its topic is missing.")
        if session["code"] != session_code(slot, room):
            raise damaged(f"{at}, code", "it is not the code of its cell.")
        if (room["id"], slot["id"]) in held:
            raise damaged(at, "two sessions hold one cell.")
        held.add((room["id"], slot["id"]))


def _is_counted(tables: Tables, session: Row) -> bool:
    """Return whether the next session at a free place gets another code."""
    number = session["code"].rpartition("X")[2]
    made = [row["elsewhere_made"] for row in tables["gatherings"].values()]
    day = session["starts_at"][:10]
    return number.isdecimal() and any(int(number) <= one.get(day, 0) for one in made)


def _check_joined(tables: Tables) -> None:
    """Check that no two topics are joined that conveners could not have joined."""
    joined: set[str] = set()
    for nth, session in enumerate(tables["sessions"].values(), 1):
        if not session["joined"]:
            continue
        topic = tables["topics"][session["joined"]]
        can_meet = is_placed(session) and session["joined_at"] and not is_off_the_wall(topic)
        if not can_meet or topic["id"] in {session["topic"], *joined}:
            raise damaged(f"tables, sessions {nth}, joined", "this topic cannot meet in it.")
        joined.add(topic["id"])
