"""Checks of the file and its disk for `/selftest`, one result a line, in plain words."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.languages.formats import number
from openspace.languages.text import _
from openspace.ledger.port_store import Check

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
        says = _("{file} cannot be written: {error}.", file=db.name, error=error)
        return Check(_("Database"), False, says)
    if not os.access(db.resolve().parent, os.W_OK):
        says = _("The folder of {file} cannot be written.", file=db.name)
        return Check(_("Database"), False, says)
    return Check(_("Database"), True, _("{file} can be written.", file=db.name))


def _keeps_a_write_ahead_log(db: Path) -> Check:
    try:
        with closing(_open(db)) as connection:
            mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.Error as error:
        says = _("It could not be asked for: {error}.", error=error)
        return Check(_("Write-ahead log"), False, says)
    if mode != "wal":
        says = _(
            "The journal is “{mode}”: readers wait for writers. Is this a network drive?", mode=mode
        )
        return Check(_("Write-ahead log"), False, says)
    says = _("On: nothing that was answered is lost in a power cut.")
    return Check(_("Write-ahead log"), True, says)


def _disk_has_room(db: Path) -> Check:
    free = shutil.disk_usage(db.resolve().parent).free
    says = _("{size} GB free.", size=number(free / 1024**3, decimals=1))
    return Check(_("Disk"), free > _ROOM_NEEDED, says)


def _open(db: Path) -> sqlite3.Connection:
    # mode=rw: the check must not create an empty database beside the real one.
    return sqlite3.connect(f"{db.resolve().as_uri()}?mode=rw", uri=True, timeout=3)
