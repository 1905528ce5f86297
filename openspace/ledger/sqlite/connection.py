"""Connections to the SQLite file, and sentences for its errors."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from openspace.ledger.handles import Handles
from openspace.ledger.port import DISK_FULL, Conflict, Unwritable
from openspace.ledger.sql import batches

BUSY_SECONDS = 30

_WHY = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_READONLY": "The store can be read but not written.",
    "SQLITE_PERM": "The store can be read but not written.",
    "SQLITE_CANTOPEN": "The store cannot be opened.",
    "SQLITE_CORRUPT": "The store is damaged.",
    "SQLITE_NOTADB": "The store is damaged.",
    "SQLITE_IOERR": "The disk does not do what it should.",
    "SQLITE_BUSY": "Another program keeps the store locked.",
    "SQLITE_LOCKED": "Another program keeps the store locked.",
}

_TRANSIENT = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CONSTRAINT")
"""After these errors the connection can still be used."""


class Connection(sqlite3.Connection):
    """A connection that can decrypt the person columns of a row."""

    handles: Handles

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        batches.insert(self, table, rows)

    def delete(self, table: str, code: str, ids: Sequence[str]) -> None:
        batches.delete(self, table, code, ids)

    def receipts(self, code: str, starts: Sequence[str]) -> Iterator[tuple[str, str]]:
        return batches.receipts(self, code, starts)

    def hide_rewritten(self, table: str, code: str) -> None:
        """Do nothing: SQLite updates rows in place."""

    def port_errors(self) -> AbstractContextManager[None]:
        return as_port_errors()


def connect(path: Path, handles: Handles | None = None) -> Connection:
    """Open a connection (WAL, full durability). `handles` are needed to read or write rows."""
    connection = sqlite3.connect(
        path,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    if handles:
        connection.handles = handles
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # SQLite overwrites deleted rows with zeros, because people may ask for their data to be erased.
    connection.execute("PRAGMA secure_delete = ON")
    # Otherwise VACUUM copies all texts to a temporary file. The bytes of a deleted file stay on the disk.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def explain(error: sqlite3.Error) -> str:
    """Return the error as one sentence."""
    name = getattr(error, "sqlite_errorname", "")
    found = next((says for begin, says in _WHY.items() if name.startswith(begin)), None)
    return found or f"The store cannot be used: {error}."


@contextmanager
def as_port_errors() -> Iterator[None]:
    """Raise the errors that the port declares (Conflict, Unwritable) instead of SQLite's."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error
    except sqlite3.Error as error:
        raise Unwritable(explain(error)) from error


def is_transient(error: BaseException | None) -> bool:
    """Return whether the connection can be used again, for example after a full disk.

    After a failed write to the disk, the system may have discarded data that it could not write. Only a new
    connection then reads the true state.
    """
    return getattr(error, "sqlite_errorname", "").startswith(_TRANSIENT)
