"""Takes the bytes of erased data out of the files of SQLite."""

import sqlite3
from contextlib import suppress

MOST_BYTES_TO_REBUILD = 50_000_000
"""A larger file is not rebuilt while the server runs. `secure_delete` has overwritten the data in it
already."""

_WAIT_FOR_READERS = 1_000
"""Milliseconds."""


def rebuild(db: sqlite3.Connection) -> None:
    """Rewrite the file without its free pages (VACUUM). Do not call it in a transaction."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    if pages * size <= MOST_BYTES_TO_REBUILD:
        with suppress(sqlite3.OperationalError):  # full disk; the data was overwritten anyway
            db.execute("VACUUM")


def empty_write_ahead_log(db: sqlite3.Connection) -> bool:
    """Truncate the write-ahead log. Return False if a reader was active, and it must be retried.

    No process can write while this waits for the readers of all processes, so it does not wait long.
    """
    (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute(f"PRAGMA busy_timeout = {min(patience, _WAIT_FOR_READERS)}")
    try:
        (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        db.execute(f"PRAGMA busy_timeout = {patience}")
