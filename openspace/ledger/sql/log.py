"""Reads streams and their logs from the tables, and rewrites changes in the log."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.kinds import kind_of
from openspace.domain.rows import completed
from openspace.domain.stream import Stream
from openspace.ledger.handles import Handles
from openspace.ledger.port import Head
from openspace.ledger.sql.columns import from_stored, stored_names
from openspace.ledger.sql.connection import Connection, Statements
from openspace.runtime import compact_json

_HEAD = (
    "SELECT (SELECT max(seq) FROM changes WHERE gathering = ?), "
    "(SELECT origin FROM streams WHERE gathering = ?)"
)

_NUMBERS = re.compile("[0-9]+")


def head_of(db: Statements, code: str) -> Head | None:
    """Return the head of the stream, or None if there is no such stream."""
    seq, origin = db.execute(_HEAD, [code, code]).fetchone()
    return None if seq is None else Head(seq, origin or "")


def read_tables(db: Connection, code: str, head: Head) -> Stream:
    tables: dict[str, dict[str, Row]] = {}
    stream = kind_of(code).stream
    # Ask for all tables before reading any: PostgreSQL sends them together.
    asked = {table: db.execute(_all_of(table), [code]) for table in stream.TABLES}
    newest = db.execute("SELECT at FROM changes WHERE gathering = ? AND seq = ?", [code, head.seq])
    try:
        for table, rows in asked.items():
            found = (db.handles.open_row(code, table, from_stored(table, r)) for r in rows)
            # Sort by creation. The order of the last writes would reveal which rows were written together.
            tables[table] = {row["id"]: row for row in sorted(found, key=_number)}
        (at,) = newest.fetchone()
    finally:
        # If a row is damaged, the others are open, and SQLite would go on reading from this snapshot.
        for rows in (*asked.values(), newest):
            rows.close()
    return stream(head.seq, tables, at, head.origin)


@cache
def _all_of(table: str) -> str:
    return f"SELECT {', '.join(stored_names(table))} FROM {table} WHERE gathering = ?"


def _number(row: Row) -> tuple[int, ...]:
    """Return the numbers in a row's id, for example (12, 2) for `n12.2`."""
    return tuple(int(part) for part in _NUMBERS.findall(row["id"]))


def changes_since(
    db: Connection, code: str, seq: int, people: Mapping[str, Row] | None = None
) -> list[Change]:
    """Return the changes after `seq` with people as they are now: as in `people` (id → row), or else in their
    table. People who were erased since are left out."""
    rows = db.execute(
        'SELECT seq, name, at, "by", puts, drops FROM changes WHERE gathering = ? AND seq > ? '
        "ORDER BY seq",
        [code, seq],
    )
    logged = [_logged(db.handles, code, *row) for row in rows]
    if people is None:
        people = _people(db, code, {p["id"] for c in logged for p in c.puts.get("people", ())})
    return [
        _with_people(change, people) if "people" in change.puts else change for change in logged
    ]


def _people(db: Connection, code: str, ids: Collection[str]) -> dict[str, Row]:
    if not ids:
        return {}
    rows = db.execute(
        f"SELECT {', '.join(stored_names('people'))} FROM people "
        "WHERE gathering = ? AND id IN (SELECT value FROM json_each(?))",
        [code, json.dumps(list(ids))],
    )
    found = (db.handles.open_row(code, "people", from_stored("people", row)) for row in rows)
    return {row["id"]: row for row in found}


def _logged(
    handles: Handles,
    code: str,
    seq: int,
    name: str,
    at: str,
    by: str | None,
    puts: str,
    drops: str,
) -> Change:
    return _completed(
        handles.open_change(code, Change(seq, name, at, by, json.loads(puts), json.loads(drops)))
    )


def _with_people(change: Change, people: Mapping[str, Row]) -> Change:
    now = [people[person["id"]] for person in change.puts["people"] if person["id"] in people]
    return replace(change, puts={**change.puts, "people": now})


def stored_changes(
    db: Connection, code: str, seqs: Collection[int] | None = None
) -> Iterator[Change]:
    """Yield the log, or its changes `seqs`, as stored: people by their id only."""
    those = f"AND seq IN ({', '.join(map(str, seqs))})" if seqs is not None else ""
    rows = db.execute(
        'SELECT seq, name, at, "by", puts, drops FROM changes '
        f"WHERE gathering = ? {those} ORDER BY seq",
        [code],
    ).fetchall()
    for row in rows:
        yield _logged(db.handles, code, *row)


def _completed(change: Change) -> Change:
    puts = {
        table: rows if table == "people" else [completed(table, row) for row in rows]
        for table, rows in change.puts.items()
    }
    return replace(change, puts=puts)


def write_change(db: Connection, code: str, change: Change) -> None:
    """Overwrite the stored change that has the same seq, in the same form: nobody may see which ones an
    erasure rewrote."""
    sealed = db.handles.seal_change(code, change)
    values: list[Any] = [change.at, sealed.by, compact_json.dumps(dict(sealed.puts))]
    db.execute(
        'UPDATE changes SET at = ?, "by" = ?, puts = ?, drops = ? WHERE gathering = ? AND seq = ?',
        [*values, compact_json.dumps(dict(change.drops)), code, change.seq],
    )
