"""Snapshots of the store in a folder beside it. They are taken only after changes, and old ones are
deleted."""

import logging
import sqlite3
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openspace.ledger.files import MOMENT, folder_of, make_folder, snapshots, unfinished_copies
from openspace.ledger.sqlite.connection import explain
from openspace.ledger.sqlite.copying import copy, room_beside

log = logging.getLogger(__name__)

NEWEST = 5
HOURS = 24
_SPARE = 64 * 1024 * 1024
"""Bytes that a snapshot leaves free on the disk for the gathering itself."""


class Snapshots:
    """Keeps the `NEWEST` snapshots, and before those the last one of each hour, up to `HOURS`."""

    def __init__(self, db: Path) -> None:
        self._db = db
        self.folder = folder_of(db)
        self._watch: sqlite3.Connection | None = None
        self._version_at_last_snapshot = -1
        self._lock = threading.Lock()
        self._last_logged = ""

    def take(self) -> Path | None:
        """Take a snapshot unless nothing changed since the last. Errors are logged once and never raised.

        Also copy the write-ahead log into the database file, so that this file alone is complete.
        """
        with self._lock:
            try:
                if not self._has_changed():
                    return None
                self._checkpoint()
                return self._take()
            except sqlite3.Error as error:
                self._log_once(f"no snapshot could be taken: {explain(error)}")
            except OSError as error:
                self._log_once(f"no snapshot could be taken: {error.strerror or error}")
            return None

    def replace_all(self) -> Path | None:
        """Delete all snapshots and take a new one, when erased data must be gone everywhere.

        Unfinished copies of other processes are deleted too, because they may contain the old data; those
        processes then fail. Raises OSError if an old file could not be deleted.
        """
        with self._lock:
            for earlier in (*unfinished_copies(self._db), *snapshots(self._db)):
                earlier.unlink(missing_ok=True)
            self._version_at_last_snapshot = -1
        return self.take()

    def make_room(self) -> bool:
        """Delete all snapshots but the newest, or the only one. Return False if there is none.

        This is for an erasure on a full disk, which must delete all of them in any case. Raises OSError.
        """
        with self._lock:
            found = snapshots(self._db)
            for one in found[:-1] or found:
                one.unlink()
            self._version_at_last_snapshot = -1
            return bool(found)

    def close(self) -> None:
        with self._lock:
            if self._watch:
                self._watch.close()
                self._watch = None

    def _has_changed(self) -> bool:
        # `data_version` changes when another connection commits.
        if self._watch is None:
            self._watch = sqlite3.connect(
                f"{self._db.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
        (version,) = self._watch.execute("PRAGMA data_version").fetchone()
        self._version = int(version)
        if self._version_at_last_snapshot == -1 and _is_newer(snapshots(self._db), self._db):
            self._version_at_last_snapshot = self._version
        return self._version != self._version_at_last_snapshot

    def _checkpoint(self) -> None:
        with closing(sqlite3.connect(self._db)) as db:
            db.execute("PRAGMA wal_checkpoint(PASSIVE)")  # waits for nobody and blocks nobody

    def _take(self) -> Path | None:
        if room_beside(self._db) < 2 * _size(self._db) + _SPARE:
            self._log_once("no snapshot is taken, because the disk is nearly full")
            return None
        make_folder(self.folder)
        new = self.folder / f"{self._db.stem}-{_moment_after(snapshots(self._db))}.db"
        copy(self._db, new)
        self._version_at_last_snapshot, self._last_logged = self._version, ""
        for old in _too_many(snapshots(self._db)):
            with suppress(OSError):
                old.unlink()
        return new

    def _log_once(self, sentence: str) -> None:
        if sentence != self._last_logged:
            log.warning("%s", sentence)
        self._last_logged = sentence


def _moment_after(found: list[Path]) -> str:
    """Return the timestamp of now. If the clock was set back, return one just after the newest of `found`, so
    that the order of names stays correct."""
    now = datetime.now(UTC).strftime(MOMENT)
    last = found[-1].stem[-len(now) :] if found else ""
    if now > last:
        return now
    try:
        after = datetime.strptime(last, MOMENT).replace(tzinfo=UTC) + timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return now
    return after.strftime(MOMENT)


def _too_many(found: list[Path]) -> list[Path]:
    older = found[:-NEWEST]
    last_of_hour = {path.name[: -len("MMSS-ffffff.db")]: path for path in older}
    kept = sorted(last_of_hour.values())[-HOURS:]
    return [path for path in older if path not in kept]


def _is_newer(found: list[Path], db: Path) -> bool:
    """Return whether an earlier run of the server took a snapshot after its last change."""
    changed = max(path.stat().st_mtime for path in _parts(db))
    return bool(found) and found[-1].stat().st_mtime > changed


def _size(db: Path) -> int:
    return sum(path.stat().st_size for path in _parts(db))


def _parts(db: Path) -> list[Path]:
    together = [db, db.with_name(f"{db.name}-wal")]
    return [path for path in together if path.exists()]


__all__ = ["HOURS", "NEWEST", "Snapshots", "folder_of", "snapshots"]
