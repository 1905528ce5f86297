"""A store copied to another file while it is in use.

A copy is a single file that opens in any SQLite. It is written beside its place and moved there when it
is whole, so a full disk leaves what was there before. Only its owner may read it.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from openspace.ledger import files


def copy(db: Path, to: Path, with_secret: bool = False) -> None:
    """`with_secret`: with all that an older version's store holds. Raises sqlite3.Error, OSError."""
    with replaced_atomically(to) as new:
        copy_into(new, db, with_secret)
        files.match_owner(new, db)


def copy_into(to: Path, source: Path, with_secret: bool = True) -> None:
    with closing(read_only(source)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
        if not with_secret:
            _delete_secret(new)
        # One file: a copy that needs its -wal beside it would lose something when it is carried away.
        new.execute("PRAGMA journal_mode = DELETE")


def _delete_secret(copy: sqlite3.Connection) -> None:
    """Older versions kept the secret in the store itself."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'house'").fetchone():
        copy.execute("PRAGMA secure_delete = ON")
        with copy:
            copy.execute("DELETE FROM house WHERE name = 'secret'")


@contextmanager
def replaced_atomically(path: Path) -> Iterator[Path]:
    """A new, private file that takes its place when all went well, and is gone otherwise."""
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
    """Bytes free on the disk of `path`."""
    return shutil.disk_usage(path.absolute().parent).free


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # where folders cannot be opened, nor need to be
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
