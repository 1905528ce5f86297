"""The files that belong to a store, readable only by the account that made them."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)

MOMENT = "%Y%m%d-%H%M%S-%f"
"""Timestamp (UTC) in the names of snapshots."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
logged = False


def set_private_umask() -> int:
    """Set the umask so that only this account can read files that the process creates. Return the old
    umask."""
    return os.umask(_OTHERS)


def create(path: Path) -> None:
    """Create an empty file with mode 0600 unless the file exists. Raises OSError.

    An existing file is not opened, because closing it would release the locks that SQLite in this process
    holds on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_folder(path: Path) -> None:
    """Create a folder with mode 0700 unless it exists. Raises OSError."""
    path.mkdir(mode=0o700, exist_ok=True)


def make_private(path: Path) -> None:
    """Remove all rights of other accounts from `path`. A failure is logged once."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS and (path.is_file() or path.is_dir()):
            with suppress(OSError, NotImplementedError):
                path.chmod(mode & ~_OTHERS)
            if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
                _log_once(path)


def make_store_private(db: Path) -> None:
    """Make all files of the store private that an older version or another umask left readable."""
    with suppress(OSError):  # this account has no access to the folder
        for path in _all_of(db):
            make_private(path)


def write_private(path: Path, data: bytes) -> None:
    """Write `data` to a file that only this account can read. Raises OSError."""
    create(path)
    make_private(path)
    path.write_bytes(data)


@contextmanager
def replaced_atomically(path: Path) -> Iterator[Path]:
    """Yield a new, private temporary file. Rename it to `path` if the block succeeds, and delete it
    otherwise."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.unlink(missing_ok=True)
        create(new)
        yield new
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.replace(path)
        _sync_folder(path.absolute().parent)
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + ending).unlink(missing_ok=True)


def match_owner(path: Path, store: Path) -> None:
    """Give `path` the owner of `store`. Otherwise files that root writes would lock the server out."""
    if getattr(os, "geteuid", lambda: -1)() == 0 and store.exists():
        owner = store.stat()
        with suppress(OSError):
            os.chown(path, owner.st_uid, owner.st_gid)


def secret_file(db: Path) -> Path:
    """Return the path of the store's secret: `sessions.secret` for `sessions.db`."""
    beside = db.with_suffix(".secret")
    return beside if beside != db else db.with_name(f"{db.name}.secret")


def erasure_list(beside: Path) -> Path:
    """Return the path of the list of erasures beside the store or the secret `beside`: `sessions.erased`."""
    return beside.with_name(f"{beside.stem}.erased")


def lock_file(db: Path) -> Path:
    """Return the path of the file with which the processes of a store take turns: `sessions.lock`."""
    return db.with_name(f"{db.stem}.lock")


def folder_of(db: Path) -> Path:
    """Return the folder of the store's snapshots."""
    return db.with_name(f"{db.stem}-snapshots")


def snapshots(db: Path) -> list[Path]:
    """Return the store's snapshots, oldest first. Their names contain the time (UTC)."""
    return sorted(folder_of(db).glob(f"{db.stem}-*.db"))


def unfinished_copies(db: Path) -> list[Path]:
    """Return unfinished copies of the store. Another process is writing them, or was killed while it did."""
    return [
        *folder_of(db).glob(f".{db.stem}-*.new*"),
        *db.absolute().parent.glob(f".{db.name}.*.new*"),
    ]


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders, and does not need the sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _all_of(db: Path) -> Iterator[Path]:
    secret = secret_file(db)
    yield from (db, *(db.with_name(db.name + end) for end in ("-wal", "-shm", "-journal")))
    yield from (secret, secret.with_name(secret.name + ".next"), lock_file(db), erasure_list(db))
    yield from db.parent.glob(f"{db.stem}-before-*")
    yield from (folder_of(db), *folder_of(db).glob("*"))


def _log_once(path: Path) -> None:
    global logged
    if not logged:
        log.warning(
            "other accounts of this machine can read %s, and this account cannot change that", path
        )
    logged = True
