"""Which files belong to a store, and that only the account that made them may read them."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

MOMENT = "%Y%m%d-%H%M%S-%f"
"""How the names of snapshots tell when they were taken (UTC)."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
logged = False


def set_private_umask() -> int:
    """Whatever this process makes from now on, only its own account may read. Returns the umask before."""
    return os.umask(_OTHERS)


def create(path: Path) -> None:
    """An empty file with mode 0600, unless there is a file. Raises OSError.

    A file that is there is not opened: closing it would end the locks that SQLite holds on it here.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_folder(path: Path) -> None:
    """A folder with mode 0700, unless there is one. Raises OSError."""
    path.mkdir(mode=0o700, exist_ok=True)


def make_private(path: Path) -> None:
    """Takes all rights of other accounts away. Where that is not possible, it is logged once."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS and (path.is_file() or path.is_dir()):
            with suppress(OSError, NotImplementedError):
                path.chmod(mode & ~_OTHERS)
            if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
                _log_once(path)


def make_store_private(db: Path) -> None:
    """Makes all files of the store private that an older version, or somebody's umask, left readable."""
    with suppress(OSError):  # a folder that may not be entered
        for path in _all_of(db):
            make_private(path)


def write_private(path: Path, data: bytes) -> None:
    """Raises OSError."""
    create(path)
    make_private(path)
    path.write_bytes(data)


def match_owner(path: Path, store: Path) -> None:
    """Gives `path` to the owner of `store`, so that what root writes does not lock the server out."""
    if getattr(os, "geteuid", lambda: -1)() == 0 and store.exists():
        owner = store.stat()
        with suppress(OSError):
            os.chown(path, owner.st_uid, owner.st_gid)


def secret_file(db: Path) -> Path:
    """`sessions.secret` for `sessions.db`."""
    beside = db.with_suffix(".secret")
    return beside if beside != db else db.with_name(f"{db.name}.secret")


def folder_of(db: Path) -> Path:
    """Where the store's snapshots are."""
    return db.with_name(f"{db.stem}-snapshots")


def snapshots(db: Path) -> list[Path]:
    """The store's snapshots, the oldest first: their names tell the time (UTC)."""
    return sorted(folder_of(db).glob(f"{db.stem}-*.db"))


def unfinished_copies(db: Path) -> list[Path]:
    """Copies of the store that were not finished: another process is at it, or was killed meanwhile."""
    return [
        *folder_of(db).glob(f".{db.stem}-*.new*"),
        *db.absolute().parent.glob(f".{db.name}.*.new*"),
    ]


def _all_of(db: Path) -> Iterator[Path]:
    secret = secret_file(db)
    yield from (db, *(db.with_name(db.name + end) for end in ("-wal", "-shm", "-journal")))
    yield from (secret, secret.with_name(secret.name + ".next"))
    yield from db.parent.glob(f"{db.stem}-before-*")
    yield from (folder_of(db), *folder_of(db).glob("*"))


def _log_once(path: Path) -> None:
    global logged
    if not logged:
        log.warning(
            "other accounts of this machine can read %s, and this account cannot change that", path
        )
    logged = True
