"""The tables of a store and their columns, and a row as it is stored.

Names and types are clear to somebody who opens sessions.db in Datasette. They are the same in PostgreSQL.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from openspace.domain.change import Row
from openspace.domain.tables import CATALOGUE
from openspace.ledger.sql import searchable

COLUMNS: dict[str, dict[str, type]] = {
    name: {column.name: column.kind for column in table.columns.values()}
    for name, table in CATALOGUE.items()
}
"""Columns of the tables that changes write to. Lists and dicts are stored as JSON text."""

_OTHER_TABLES: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
    "changes": (
        {
            "gathering": str,
            "seq": int,
            "name": str,
            "at": str,
            "by": str,
            "puts": str,
            "drops": str,
        },
        ("gathering", "seq"),
    ),
    "receipts": (
        {"gathering": str, "person": str, "id": str, "answer": str},
        ("gathering", "person", "id"),
    ),
    "photos": (
        {"gathering": str, "id": str, "jpeg": bytes, "width": int, "height": int, "at": str},
        ("gathering", "id"),
    ),
    "photo_senders": (
        {"gathering": str, "id": str, "person": str},
        ("gathering", "id", "person"),
    ),
    "host_keys": ({"gathering": str, "hash": str}, ("gathering",)),
    "host_factors": (
        {
            "gathering": str,
            "id": str,
            "kind": str,
            "secret": str,
            "used": int,
            "at": str,
        },
        ("gathering", "id"),
    ),
    "host_actions": (
        {
            "gathering": str,
            "number": int,
            "at": str,
            "device": int,
            "name": str,
            "about": str,
        },
        ("gathering", "number"),
    ),
    "leaving": (
        {"gathering": str, "item_table": str, "item": str, "at": str},
        ("gathering", "item_table", "item"),
    ),
    "passes": (
        {"gathering": str, "hash": str, "until": str, "person": str},
        ("gathering", "hash"),
    ),
    "generations": (
        {"gathering": str, "person": str, "devices": int, "calendar": int},
        ("gathering", "person"),
    ),
    "streams": (
        {
            "gathering": str,
            "title": str,
            "theme": str,
            "community": str,
            "venue": str,
            "listed": int,
            "phase": str,
            "timezone": str,
            "first_day": str,
            "last_day": str,
            "ends_on": str,
            "retention_days": int,
            "people_kept_days": int,
            "book_kept_days": int,
            "people_gone_at": str,
            "opened_at": str,
            "counted_at": str,
            "cleaned_until": int,
            "kind": str,
            "origin": str,
        },
        ("gathering",),
    ),
    "searchable": (searchable.COLUMNS, ("id",)),
    "forgotten": ({"hash": str, "words": int}, ("hash",)),
    "house": ({"name": str, "value": bytes}, ("name",)),
}
"""Tables that no change writes to: the log, receipts, photos, secrets, what hosts did, scheduled removals
(`leaving`), the list of streams (`streams.py`), what a search finds (`searchable.py`), and erasure marks."""

INDEXES = [
    ("notes", ["gathering", "session"]),
    ("notes", ["gathering", "photo"]),
    ("sessions", ["gathering", "room", "slot"]),
    ("streams", ["kind"]),
    ("searchable", ["gathering", "item"]),
    ("host_actions", ["gathering", "device"]),
]

ONE_SESSION_A_CELL = (
    "CREATE UNIQUE INDEX IF NOT EXISTS idx_sessions_gathering_room_slot "
    "ON sessions (gathering, room, slot) WHERE room <> ''"
)

RECEIPT_START = 8

RECEIPTS_INDEX = (
    "CREATE INDEX IF NOT EXISTS idx_receipts_gathering_id "
    f"ON receipts (gathering, substr(id, 1, {RECEIPT_START}))"
)
"""An index on the first RECEIPT_START characters of the ids. The ids are random, so a commit of 100 receipts
rewrites almost 100 pages of a large index; this one is a quarter as large. The table has no primary key in
SQLite. A turn looks for a receipt before it writes one, so they stay unique."""


@cache
def stored_tables() -> Mapping[str, tuple[Mapping[str, type], tuple[str, ...]]]:
    """Return every table of ours: name → (columns, primary key)."""
    rows = {t: (_stored_columns(c), ("gathering", "id")) for t, c in COLUMNS.items()}
    return {**rows, **_OTHER_TABLES}


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Return the names of the table's columns in the file, in the order of `to_stored`."""
    return tuple(stored_tables()[table][0])


def stored_names(table: str) -> tuple[str, ...]:
    """Return the names that the columns of a row have in the file, which do not include the stream's key.

    The column `gathering` of every table is the key of the stream. A row's own column of that name would
    overwrite it, or be lost, so it has another name in the file.
    """
    return columns_of(table)[1:]


def stored_name(column: str) -> str:
    return "of_gathering" if column == "gathering" else column


def to_stored(table: str, gathering: str, row: Row) -> list[Any]:
    """Return the gathering's code and the row's values, in the order of the table's columns."""
    values = [row[column] for column in COLUMNS[table]]
    return [gathering, *map(_stored, values)]


def from_stored(table: str, values: tuple[Any, ...]) -> Row:
    """Return the row from its values, which do not include the gathering's code."""
    columns = COLUMNS[table].items()
    return {
        column: _loaded(value, type_)
        for (column, type_), value in zip(columns, values, strict=True)
    }


def loaded(table: str, stored: Row) -> Row:
    """Return the values of some columns."""
    return {column: _loaded(value, COLUMNS[table][column]) for column, value in stored.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value)
    return int(value) if isinstance(value, bool) else value


def _loaded(value: Any, type_: type) -> Any:
    if type_ is bool:
        return bool(value)
    if type_ in (list, dict):
        return json.loads(value) if value else type_()
    return value


def _stored_columns(columns: dict[str, type]) -> dict[str, type]:
    return {"gathering": str, **{stored_name(c): _stored_type(t) for c, t in columns.items()}}


def _stored_type(type_: type) -> type:
    return {bool: int, list: str, dict: str}.get(type_, type_)
