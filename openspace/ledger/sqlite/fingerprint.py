"""Fingerprint of a store: two stores with the same fingerprint contain the same rows."""

import hashlib
import sqlite3
from typing import Any

from openspace.ledger.sql.columns import stored_tables


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 over every row of every table of ours, ordered by key.

    It does not depend on pages, indexes or the order in which rows were written. For a store of an older
    version it covers the columns that the store has. Raises sqlite3.Error.
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
    """Hash the value with its type and length, so that 1 differs from "1", and "ab" + "c" from "a" + "bc"."""
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    whole.update(f"\x1e{type(value).__name__}{len(data)}:".encode())
    whole.update(data)
