"""Translates the statements of `ledger/sql/` for PostgreSQL."""

import re
from functools import lru_cache
from itertools import count

from openspace.ledger.sql.columns import stored_tables

TYPES: dict[type, str] = {str: 'text COLLATE "C"', int: "bigint", bytes: "bytea"}

_JSON_LIST = "json_array_elements_text(?::json) AS value"


@lru_cache(maxsize=1024)
def translated(statement: str) -> str:
    """Return the statement with PostgreSQL's placeholders. No statement has a `?` in a text of its own."""
    numbers = count(1)
    with_lists = statement.replace("json_each(?)", _JSON_LIST)
    return re.sub(r"\?", lambda _: f"${next(numbers)}", with_lists)


@lru_cache
def insert_into(table: str) -> str:
    """Return the statement that inserts rows from a JSON list of objects. It is the same for any number of
    rows, so PostgreSQL parses it once."""
    columns, _ = stored_tables()[table]
    names = ", ".join(f'"{name}"' for name in columns)
    typed = ", ".join(f'"{name}" {TYPES[type_]}' for name, type_ in columns.items())
    return (
        f'INSERT INTO "{table}" ({names}) SELECT {names} FROM json_to_recordset($1) AS r({typed})'
    )
