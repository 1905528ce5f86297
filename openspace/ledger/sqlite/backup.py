"""Backup of a store while it is in use (`copying.py`), and restore."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openspace.ledger.files import match_owner, replaced_atomically
from openspace.ledger.port import Unwritable
from openspace.ledger.port_store import Copied, StoreTrouble
from openspace.ledger.sql import marks
from openspace.ledger.sqlite.connection import connect, explain
from openspace.ledger.sqlite.copying import copy, copy_into, read_only
from openspace.ledger.sqlite.fingerprint import fingerprint
from openspace.ledger.sqlite.opening import upgrade

_OF_HOSTS = {
    "host_keys": ("gathering", "hash"),
    "host_factors": ("gathering", "id", "kind", "secret", "used", "at"),
}


def back_up(db: Path, to: Path, replace: bool = False) -> Copied:
    """Copy the store `db`, in use or not, to the file `to`. Raises StoreTrouble."""
    if not db.is_file():
        raise StoreTrouble(f"There is no store {db}.")
    if to.exists() and not replace:
        raise StoreTrouble(f"{to} is there already and stays as it is. Give another name.")
    with as_store_trouble(f"{db} could not be copied to {to}"):
        copy(db, to)
        return Copied(to, *_check_and_fingerprint(to))


def restore(file: Path, db: Path) -> Copied:
    """Replace the store `db` by the copy `file`, after comparing fingerprints. The old store is moved aside
    whole.

    Four things are carried over from the old store: its erasure marks, so that the erasures can be repeated;
    which passes were used; which devices were ended; and the keys and second factors of hosts. Streams get a
    new origin: pages know changes that the copy lacks. Raises StoreTrouble, also when a server has the store
    open.
    """
    if not file.is_file():
        raise StoreTrouble(f"There is no file {file}.")
    with as_store_trouble(f"{file} cannot be restored"):
        if file.resolve() == db.resolve():
            raise StoreTrouble(f"{file} is the store itself. Name a copy of it.")
        with closing(read_only(file)) as copy:
            _check(copy, file)
            wanted = fingerprint(copy)
        with replaced_atomically(db) as new:
            copy_into(new, file)
            gatherings, found = _check_and_fingerprint(new)
            if found != wanted:
                raise StoreTrouble(f"The copy of {file} is not equal to it; nothing was changed.")
            with closing(connect(new)) as fresh:
                upgrade(fresh, db, with_a_copy=False)
                marks_lost = db.exists() and not _carry_over_revocations(db, fresh)
                fresh.execute("UPDATE streams SET origin = lower(hex(randomblob(8)))")
                fresh.execute("PRAGMA journal_mode = DELETE")
            match_owner(new, db)
            before = _move_aside(db)
        return Copied(db, gatherings, found, before, marks_lost)


def damage(db: Path) -> str | None:
    """Return what SQLite's quick_check finds wrong with the file, or None. Takes about a second for a
    gigabyte."""
    try:
        with closing(read_only(db)) as connection:
            found = [str(says) for (says,) in connection.execute("PRAGMA quick_check(1)")]
    except sqlite3.Error as error:
        return str(error)
    return None if found == ["ok"] else found[0]


# --- steps


def _carry_over_revocations(db: Path, fresh: sqlite3.Connection) -> bool:
    """Copy erasure marks and token generations from the old store, and delete passes that it has no longer.

    A restored copy must not undo these. Return False if the store `db` is too damaged to be read.
    """
    try:
        with closing(read_only(db)) as old:
            has = {name for (name,) in old.execute("SELECT name FROM sqlite_master")}
            of_passes = "passes" if "passes" in has else "host_passes"
            if not {"forgotten", of_passes} <= has:
                return True  # an older version, without these tables
            forgotten = old.execute("SELECT hash, words FROM forgotten").fetchall()
            passes = old.execute(f"SELECT hash FROM {of_passes}").fetchall()
            of_generations = "SELECT gathering, person, devices, calendar FROM generations"
            generations = old.execute(of_generations).fetchall() if "generations" in has else []
            of_hosts = {
                table: old.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
                for table, columns in _OF_HOSTS.items()
                if table in has
            }
    except sqlite3.Error:
        return False
    with fresh:
        marks.learn(fresh, dict(forgotten))
        unused = ", ".join("?" * len(passes))
        fresh.execute(
            f"DELETE FROM passes WHERE hash NOT IN ({unused})", [hash for (hash,) in passes]
        )
        fresh.executemany(
            "INSERT INTO generations (gathering, person, devices, calendar) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (gathering, person) DO UPDATE SET devices = max(devices, excluded.devices), "
            "calendar = max(calendar, excluded.calendar)",
            generations,
        )
        _carry_over_hosts(fresh, of_hosts)
    return True


def _carry_over_hosts(
    fresh: sqlite3.Connection, old: Mapping[str, Sequence[tuple[Any, ...]]]
) -> None:
    """Keep the keys and second factors of the streams that both stores have: otherwise whoever was host
    before a key was replaced would be host again. For a host who has lost them, the operator makes a link."""
    streams = {code for (code,) in fresh.execute("SELECT gathering FROM host_keys")}
    streams &= {row[0] for row in old.get("host_keys", ())}
    for table, rows in old.items():
        columns = _OF_HOSTS[table]
        fresh.executemany(f"DELETE FROM {table} WHERE gathering = ?", [[code] for code in streams])
        fresh.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            [row for row in rows if row[0] in streams],
        )


def _check_and_fingerprint(copy: Path) -> tuple[int, str]:
    """Check the copy, and return (number of gatherings, fingerprint)."""
    with closing(read_only(copy)) as connection:
        _check(connection, copy)
        (gatherings,) = connection.execute("SELECT count(*) FROM gatherings").fetchone()
        return int(gatherings), fingerprint(connection)


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StoreTrouble if the file is no store of ours, or is damaged."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not {"gatherings", "changes", "receipts"} <= tables:
        raise StoreTrouble(f"{file} is no store of openspace.")
    [says] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if says != "ok":
        raise StoreTrouble(f"{file} is damaged: {says}.")


def _move_aside(db: Path) -> Path | None:
    """Rename the store with its files, and return its new path; None if there was none. The write-ahead log
    of a store that is gone is renamed as well: it would damage the restored one."""
    is_there = db.exists()
    if is_there and not damage(db):
        _merge_write_ahead_log(db)
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    before = db.with_name(f"{db.stem}-before-{moment}{db.suffix}")
    for ending in ("-wal", "-shm", ""):
        beside = db.with_name(db.name + ending)
        if beside.exists():
            beside.rename(before.with_name(before.name + ending))
    return before if is_there else None


def _merge_write_ahead_log(db: Path) -> None:
    """Merge the write-ahead log into the file. SQLite refuses this while another process has it open."""
    try:
        with closing(sqlite3.connect(db, timeout=0.5)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreTrouble(f"A server has {db} open. Stop it first.") from None
        raise


@contextmanager
def as_store_trouble(what: str) -> Iterator[None]:
    """Raise StoreTrouble with a sentence instead of errors of SQLite or the disk."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreTrouble(f"{what}. {explain(error)}") from error
    except Unwritable as error:
        raise StoreTrouble(str(error)) from error
    except OSError as error:
        raise StoreTrouble(f"{what}: {(error.strerror or str(error)).lower()}.") from error
