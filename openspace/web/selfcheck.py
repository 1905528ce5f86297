"""What the server can find out about itself for `/selftest`: one finding a line, in plain words."""

import base64
import os
import platform
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from openspace.config import Settings

ROOM_NEEDED = 500 * 1024 * 1024
"""Bytes that a day with photos of flip charts may well take."""


@dataclass(frozen=True)
class Finding:
    """`ok` is True, False, or None for what is only worth knowing."""

    name: str
    ok: bool | None
    says: str


def server_findings(settings: Settings) -> list[Finding]:
    return [
        _database_takes_writes(settings.db),
        _database_keeps_a_write_ahead_log(settings.db),
        _disk_has_room(settings.db),
        _versions(),
    ]


def _database_takes_writes(db: Path) -> Finding:
    try:
        with closing(_open(db)) as connection:
            # BEGIN IMMEDIATE takes the write lock, so a read-only file or folder fails here and not at noon.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        return Finding("Database", False, f"{db.name} cannot be written: {error}.")
    if not os.access(db.resolve().parent, os.W_OK):
        return Finding("Database", False, f"The folder of {db.name} cannot be written.")
    return Finding("Database", True, f"{db.name} can be written.")


def _database_keeps_a_write_ahead_log(db: Path) -> Finding:
    try:
        with closing(_open(db)) as connection:
            mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.Error as error:
        return Finding("Write-ahead log", False, f"It could not be asked for: {error}.")
    if mode != "wal":
        says = f"The journal is “{mode}”: readers wait for writers. Is this a network drive?"
        return Finding("Write-ahead log", False, says)
    return Finding("Write-ahead log", True, "On: nothing that was answered is lost in a power cut.")


def _disk_has_room(db: Path) -> Finding:
    free = shutil.disk_usage(db.resolve().parent).free
    says = f"{free / 1024**3:.1f} GB free."
    return Finding("Disk", free > ROOM_NEEDED, says)


def _versions() -> Finding:
    try:
        own = version("openspace")
    except PackageNotFoundError:
        own = "from source"
    says = (
        f"openspace {own}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Flask-SocketIO {version('flask-socketio')}."
    )
    return Finding("Versions", None, says)


def _open(db: Path) -> sqlite3.Connection:
    # mode=rw: asking must not create an empty database beside the real one.
    return sqlite3.connect(f"{db.resolve().as_uri()}?mode=rw", uri=True, timeout=3)


def data_uri_of(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
