"""Checks before a store is opened, so that a mistake is reported in one sentence and changes nothing."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.ledger.files import snapshots
from openspace.ledger.port import Unwritable
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.sqlite.backup import damage
from openspace.ledger.sqlite.migrations import check_not_newer
from openspace.ledger.sqlite.schema import columns_of


def check(path: Path) -> None:
    """Raise StoreTrouble if `path` is not a store of ours and cannot become one."""
    if path.is_dir():
        raise StoreTrouble(
            f"{path} is a folder; --db names a file, for example {path / 'sessions.db'}."
        )
    folder = path.absolute().parent
    if not folder.is_dir():
        raise StoreTrouble(
            f"There is no folder {folder} to keep {path.name} in. Make it, or give another."
        )
    may_write = os.access(folder, os.W_OK | os.X_OK)
    if path.exists():
        _check_file(path, may_write)
    elif not may_write:
        raise StoreTrouble(
            f"{path.name} cannot be made in {folder}: this account may not write there. "
            "Start in another folder, or say where with --db FILE."
        )


def _check_file(path: Path, may_write_beside: bool) -> None:
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreTrouble(f"{path} cannot be used: this account may not read and write it.")
    if not may_write_beside:
        raise StoreTrouble(
            f"{path} cannot be used: this account may not write in {path.absolute().parent}, where files "
            "that belong to it are made. Change who may write there, or start as the account that may."
        )
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            if {"gatherings", "changes", "receipts"} <= tables:
                check_not_newer(db, columns_of(db), path)
    except Unwritable as newer:
        raise StoreTrouble(str(newer)) from None
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorname", "") not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise StoreTrouble(
                f"{path} cannot be opened: {_why(error)}. It is left as it is."
            ) from None
        raise StoreTrouble(
            f"{path} is not a database that openspace can read ({_why(error)}). "
            f"Move it away, or give another file with --db FILE.{_way_back(path)}"
        ) from None
    _check_pages(path)
    if tables and not {"gatherings", "changes", "receipts"} <= tables:
        raise StoreTrouble(
            f"{path} is a database of another program, and is left as it is. "
            "Give another file with --db FILE."
        )


def _check_pages(path: Path) -> None:
    broken = damage(path)
    if broken:
        raise StoreTrouble(f"{path} is damaged ({broken}). It is left as it is.{_way_back(path)}")


def _way_back(path: Path) -> str:
    """Return a sentence with the command that restores the newest snapshot, or "" if there is none."""
    newest = next(reversed(snapshots(path)), None)
    return (
        f" The newest snapshot comes back with: openspace restore {newest} --db {path}"
        if newest
        else ""
    )


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
