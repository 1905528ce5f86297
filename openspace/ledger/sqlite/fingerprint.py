"""One short text for all that a store holds: two stores with the same fingerprint hold the same rows."""

import hashlib
import sqlite3
from typing import Any

from openspace.ledger.sqlite.schema import stored_tables


def fingerprint(connection: sqlite3.Connection) -> str:
    """SHA-256 over every row of every table of ours, by key; independent of pages, indexes and the order
    in which rows were written. Of a store by an older version: over what it has. Raises sqlite3.Error.
    """
    whole = hashlib.sha256()
    connection.execute("BEGIN")
    try:
        for table, (columns, key) in sorted(stored_tables().items()):
            there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            if not there:
                continue
            whole.update(f"\x1d{table}\x1d".encode())
            names = ", ".join(f'"{name}"' for name in sorted(there & set(columns)))
            for row in connection.execute(f"SELECT {names} FROM {table} ORDER BY {', '.join(key)}"):
                for value in row:
                    _add(whole, value)
    finally:
        connection.execute("COMMIT")
    return whole.hexdigest()


def _add(whole: Any, value: object) -> None:
    """The value with its type and length, so that 1 is not "1", and "ab" + "c" not "a" + "bc"."""
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    whole.update(f"\x1e{type(value).__name__}{len(data)}:".encode())
    whole.update(data)
