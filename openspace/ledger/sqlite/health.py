"""Checks of the file and its disk for `/selftest`, one result a line, in plain words."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.ledger.stores import Check

_ROOM_NEEDED = 500 * 1024 * 1024
"""Bytes that a day with photos of flip charts can take."""


def findings(db: Path) -> list[Check]:
    return [_takes_writes(db), _keeps_a_write_ahead_log(db), _disk_has_room(db)]


def _takes_writes(db: Path) -> Check:
    try:
        with closing(_open(db)) as connection:
            # BEGIN IMMEDIATE takes the write lock, so a read-only file or folder fails here and not during
            # the day.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        return Check("Database", False, f"{db.name} cannot be written: {error}.")
    if not os.access(db.resolve().parent, os.W_OK):
        return Check("Database", False, f"The folder of {db.name} cannot be written.")
    return Check("Database", True, f"{db.name} can be written.")


def _keeps_a_write_ahead_log(db: Path) -> Check:
    try:
        with closing(_open(db)) as connection:
            mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.Error as error:
        return Check("Write-ahead log", False, f"It could not be asked for: {error}.")
    if mode != "wal":
        says = f"The journal is “{mode}”: readers wait for writers. Is this a network drive?"
        return Check("Write-ahead log", False, says)
    return Check("Write-ahead log", True, "On: nothing that was answered is lost in a power cut.")


def _disk_has_room(db: Path) -> Check:
    free = shutil.disk_usage(db.resolve().parent).free
    says = f"{free / 1024**3:.1f} GB free."
    return Check("Disk", free > _ROOM_NEEDED, says)


def _open(db: Path) -> sqlite3.Connection:
    # mode=rw: the check must not create an empty database beside the real one.
    return sqlite3.connect(f"{db.resolve().as_uri()}?mode=rw", uri=True, timeout=3)
