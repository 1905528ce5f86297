"""Fingerprint of a store in SQLite."""

import sqlite3

from openspace.ledger.sql import whole
from openspace.ledger.sql.columns import stored_tables


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return the fingerprint of all rows (`sql/whole.py`). For a store of an older version it covers the
    columns that the store has. Raises sqlite3.Error."""
    there = {
        table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for table in stored_tables()
    }
    connection.execute("BEGIN")
    try:
        return whole.fingerprint(connection.execute, there)
    finally:
        connection.execute("COMMIT")
