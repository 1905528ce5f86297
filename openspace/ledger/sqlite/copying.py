"""Copies a store to another file while it is in use.

The copy is a single file that any SQLite can open. It is written to a temporary file and renamed when it is
complete, so a full disk leaves the old file in place. Only its owner can read it.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from openspace.ledger import files


def copy(db: Path, to: Path, with_secret: bool = False) -> None:
    """Copy the store `db` to the file `to`. Raises sqlite3.Error, OSError.

    `with_secret` also copies the secret that a store of an older version may contain.
    """
    with replaced_atomically(to) as new:
        copy_into(new, db, with_secret)
        files.match_owner(new, db)


def copy_into(to: Path, source: Path, with_secret: bool = True) -> None:
    """Copy the store `source` into the file `to`. Raises sqlite3.Error."""
    with closing(read_only(source)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
        if not with_secret:
            _delete_secret(new)
        # Make it one file. A copy that needed its -wal file would lose data when it is moved without it.
        new.execute("PRAGMA journal_mode = DELETE")


def _delete_secret(copy: sqlite3.Connection) -> None:
    """Delete the secret from the copy. Older versions stored it in the database."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'house'").fetchone():
        copy.execute("PRAGMA secure_delete = ON")
        with copy:
            copy.execute("DELETE FROM house WHERE name = 'secret'")


@contextmanager
def replaced_atomically(path: Path) -> Iterator[Path]:
    """Yield a new, private temporary file. Rename it to `path` if the block succeeds, and delete it
    otherwise."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.unlink(missing_ok=True)
        files.create(new)
        yield new
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.replace(path)
        _sync_folder(path.absolute().parent)
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + ending).unlink(missing_ok=True)


def read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


def room_beside(path: Path) -> int:
    """Return the free bytes on the disk of `path`."""
    return shutil.disk_usage(path.absolute().parent).free


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders, and does not need the sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
