"""What the server can find out about itself for `/selftest`: one finding a line, in plain words."""

import base64
import os
import platform
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from openspace import runtime
from openspace.config import Settings

_KEPT_SECONDS = 10.0
_A_HALL = 200

ROOM_NEEDED = 500 * 1024 * 1024
"""Bytes that a day with photos of flip charts may well take."""


@dataclass(frozen=True)
class Finding:
    """`ok` is True, False, or None for what is only worth knowing."""

    name: str
    ok: bool | None
    says: str


class SelfCheck:
    """Asks the disk at most once in ten seconds, however many people look, and never on the event loop."""

    def __init__(
        self,
        settings: Settings,
        in_thread: Callable[[Callable[[], list[Finding]]], list[Finding]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._in_thread, self._clock = settings, in_thread, clock
        self._found: list[Finding] = []
        self._at = -_KEPT_SECONDS

    def findings(self) -> list[Finding]:
        """The newest; empty while the first ones are being found."""
        if self._clock() - self._at >= _KEPT_SECONDS:
            self._at = self._clock()
            self._found = self._in_thread(lambda: server_findings(self._settings))
        return self._found


def in_short(findings: list[Finding]) -> Finding:
    """What everybody may know of them, wherever they are: no version, no disk, no file."""
    if all(finding.ok is not False for finding in findings):
        return Finding("Server", True, "It is ready.")
    says = "Something needs a look. Open this page on the computer that serves."
    return Finding("Server", False, says)


def capacity(settings: Settings) -> Finding:
    """How many phones the machine takes; fewer than a hall of 200 is worth a look."""
    phones = runtime.most_phones(settings)
    rounded = phones if phones < 100 else phones // 100 * 100
    says = f"This machine takes about {rounded:,} phones."
    return Finding("Phones", phones >= _A_HALL, says)


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
