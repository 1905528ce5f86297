"""Copies a store to another file while it is in use.

The copy is a single file that any SQLite can open. It is written to a temporary file and renamed when it is
complete, so a full disk leaves the old file in place. Only its owner can read it.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.ledger import files


def copy(db: Path, to: Path, with_secret: bool = False) -> None:
    """Copy the store `db` to the file `to`. Raises sqlite3.Error, OSError.

    `with_secret` also copies the secret that a store of an older version may contain.
    """
    with files.replaced_atomically(to) as new:
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


def read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


def room_beside(path: Path) -> int:
    """Return the free bytes on the disk of `path`."""
    return shutil.disk_usage(path.absolute().parent).free
