"""The tables of sessions.db: named and typed as somebody would expect who opens them in Datasette."""

import json
import sqlite3
from typing import Any

from openspace.domain.change import Row

COLUMNS: dict[str, dict[str, type]] = {
    "gatherings": {
        "id": str, "code": str, "title": str, "theme": str, "statement": str, "sponsor": str,
        "community": str, "venue": str, "timezone": str, "starts_on": str, "ends_on": str,
        "phase": str, "welcome": str, "principles": list, "law": str, "motto": str, "naming": str,
        "next_gathering": str, "listed": bool, "rooms_made": int, "slots_made": dict, "book": dict,
        "retention_days": int, "size": int, "joining": str, "joining_word": str, "writing": str,
        "cells_each": int, "topics_each": int, "approval": bool, "web_of_topics": dict,
    },
    "people": {
        "id": str, "name": str, "listed": bool, "contact": str, "contact_listed": bool,
        "was_listed": bool, "kept_by": str, "at": str,
    },
    "rooms": {
        "id": str, "name": str, "letter": str, "capacity": int, "access": str, "folded": bool,
        "position": int,
    },
    "slots": {
        "id": str, "starts_at": str, "ends_at": str, "label": str, "kind": str, "about": str,
        "day": str, "code": str, "number": int, "colour": int,
    },
    "topics": {
        "id": str, "title": str, "description": str, "tags": list, "convener": str,
        "shown_as": str, "report_title": str, "read_out": bool, "withdrawn": bool, "hidden": bool,
        "at": str, "confirmed_at": str, "changed_at": str, "waiting": bool,
        "hidden_reason": str, "hidden_with": str,
    },
    "sessions": {
        "id": str, "topic": str, "room": str, "slot": str, "code": str, "notes_wanted": bool,
        "note_taker": str, "note_taker_shown_as": str,
    },
    "interests": {"id": str, "topic": str, "person": str},
    "notes": {
        "id": str, "session": str, "topic": str, "kind": str, "text": str, "author": str,
        "shown_as": str, "initiator": str, "url": str, "due": str, "alt": str, "photo": str,
        "at": str, "edited_at": str, "rev": int, "hidden": bool, "hidden_reason": str,
        "hidden_with": str,
    },
    "news": {"id": str, "kind": str, "text": str, "at": str},
    "notices": {
        "id": str, "person": str, "kind": str, "topic": str, "other": str, "codes": list,
        "swap": dict, "sender": str, "at": str, "times": int, "dismissed": bool, "closed": bool,
    },
    "mutes": {"id": str, "person": str, "sender": str, "notice": str, "at": str},
    "rests": {
        "id": str, "topic": str, "note": str, "person": str, "at": str, "closed": bool,
    },
    "reports": {
        "id": str, "topic": str, "note": str, "person": str, "at": str, "closed": bool,
    },
    "editions": {"id": str, "version": int, "seq": int, "at": str, "note": str},
}  # fmt: skip
"""Columns of the tables that changes write to. Lists and dicts stand as JSON text."""

NAMES_A_PERSON: dict[str, tuple[str, ...]] = {
    "people": ("kept_by",),
    "topics": ("convener", "shown_as"),
    "sessions": ("note_taker", "note_taker_shown_as"),
    "interests": ("person",),
    "notes": ("author", "shown_as", "initiator"),
    "notices": ("person", "sender"),
    "mutes": ("person", "sender"),
    "rests": ("person",),
    "reports": ("person",),
}
"""Columns that hold a person's id: stored encrypted (`handles.py`), and checked in imports. A new one goes at
the end of its table's, since older handles are shorter."""

_HOUSE_TABLES: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
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
    "forgotten": ({"hash": str, "words": int}, ("hash",)),
    "house": ({"name": str, "value": bytes}, ("name",)),
}
"""The log, the answers given, the pictures, the secrets, what disappears when (`leaving`), and whom to
forget again: never part of a change."""

_INDEXES = [
    ("notes", ["gathering", "session"], False),
    ("notes", ["gathering", "photo"], False),
    ("sessions", ["gathering", "room", "slot"], True),
]


def make_tables(connection: sqlite3.Connection) -> None:
    """Makes what is not there yet. A newer version's columns are added to an older file's tables."""
    if _is_complete(connection):
        return
    # Where pandas is installed this imports it, which takes longer than all else that a start does.
    import sqlite_utils

    db = sqlite_utils.Database(connection)
    for table, (columns, pk) in stored_tables().items():
        db.table(table).create(columns, pk=pk, if_not_exists=True)
        for missing in set(columns) - set(db.table(table).columns_dict):
            try:
                db.table(table).add_column(missing, columns[missing])
            except sqlite3.OperationalError as error:
                if "duplicate column" not in str(error):  # another process has just added it
                    raise
    for table, index, unique in _INDEXES:
        db.table(table).create_index(index, unique=unique, if_not_exists=True)


def _is_complete(connection: sqlite3.Connection) -> bool:
    there = set(
        connection.execute(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' UNION ALL "
            "SELECT m.tbl_name, m.name FROM sqlite_master m WHERE m.type = 'index'"
        )
    )
    columns = {(table, name) for table, (found, _) in stored_tables().items() for name in found}
    indexes = {(table, f"idx_{table}_{'_'.join(names)}") for table, names, _ in _INDEXES}
    return columns | indexes <= there


def stored_tables() -> dict[str, tuple[dict[str, type], tuple[str, ...]]]:
    """Every table of ours with its columns and its key."""
    rows = {t: (_stored_columns(c), ("gathering", "id")) for t, c in COLUMNS.items()}
    return {**rows, **_HOUSE_TABLES}


def to_stored(table: str, gathering: str, row: Row) -> list[Any]:
    """The row's values in the order of the table's columns, the gathering's code first."""
    values = [row[column] for column in COLUMNS[table]]
    return [gathering, *(json.dumps(v) if isinstance(v, list | dict) else v for v in values)]


def from_stored(table: str, values: tuple[Any, ...]) -> Row:
    """The row from its values, without the gathering's code."""
    columns = COLUMNS[table].items()
    return {
        column: _loaded(value, type_)
        for (column, type_), value in zip(columns, values, strict=True)
    }


def completed(table: str, row: Row) -> Row:
    """A row of the log with the columns that newer versions have added since it was written."""
    columns = COLUMNS[table].items()
    return {**{c: _loaded(None, type_) for c, type_ in columns if c not in row}, **row}


def _loaded(value: Any, type_: type) -> Any:
    if type_ is bool:
        return bool(value)
    if type_ in (list, dict):
        return json.loads(value) if value else type_()
    return value


def _stored_columns(columns: dict[str, type]) -> dict[str, type]:
    return {"gathering": str, **{column: _stored_type(t) for column, t in columns.items()}}


def _stored_type(type_: type) -> type:
    return {bool: int, list: str, dict: str}.get(type_, type_)
