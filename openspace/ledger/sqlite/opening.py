"""Opens a store. It is created if it does not exist, and upgraded if an older version wrote it."""

import logging
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from openspace.ledger import files, secret
from openspace.ledger.handles import Handles
from openspace.ledger.port import Unwritable
from openspace.ledger.sqlite import migrations
from openspace.ledger.sqlite.connection import BUSY_SECONDS, Connection, connect, explain
from openspace.ledger.sqlite.copying import copy
from openspace.ledger.sqlite.schema import columns_of, is_complete, make_tables
from openspace.ledger.sqlite.secret_file import secret_of

log = logging.getLogger(__name__)


def open_database(db: Path) -> tuple[Connection, bytes]:
    """Return a connection to the store and its secret. Raises sqlite3.Error, Unwritable.

    Other processes may create the same file at the same time. SQLite does not wait while another connection
    switches the file to WAL, so this function retries.
    """
    with suppress(OSError):  # SQLite reports below why the file cannot be created
        files.create(db)
    files.make_store_private(db)
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        connection = None
        try:
            connection = connect(db)
            return connection, upgrade(connection, db)
        except sqlite3.OperationalError as error:
            if connection:
                connection.close()
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.02 + random.random() / 20)
        except BaseException:
            if connection:
                connection.close()
            raise


def upgrade(connection: Connection, db: Path, with_a_copy: bool = True) -> bytes:
    """Add missing tables and columns, run missing migrations, and return the secret that belongs to `db`.

    Before a store of an older version is changed, a copy of it is stored among its snapshots. Raises
    sqlite3.Error, Unwritable.
    """
    _begin_if_new(connection)
    there = columns_of(connection)
    migrations.check_not_newer(connection, there, db)
    is_older = migrations.steps_of(connection) < len(migrations.STEPS)
    if is_older and with_a_copy:
        _back_up_before_upgrade(db)
    if not is_complete(connection, there):
        # One transaction: with one for each table, a new store waited 30 times for the disk.
        with _transaction(connection):
            make_tables(connection)
    found = None if is_older else secret_of(db).find(connection)
    matches = secret.matches(connection, found) if found else None
    if found is None or matches is None:
        found, matches = _upgrade_with_secret(connection, db)
    connection.handles = Handles(found)
    if not matches:
        _warn_secret_mismatch(db)
    return found


def _upgrade_with_secret(connection: Connection, db: Path) -> tuple[bytes, bool]:
    """Run missing migrations. Return the secret, which is made if there is none, and whether the store was
    written with it."""
    with _transaction(connection):
        migrations.run_missing_steps(connection, db)
        found = secret_of(db).find(connection) or secret_of(db).write()
        matches = secret.matches(connection, found)
        if matches is None:
            secret.store_check(connection, found)
        return found, matches is not False


def _begin_if_new(connection: Connection) -> None:
    if _is_empty(connection):
        with _transaction(connection):
            if _is_empty(connection):
                migrations.mark_up_to_date(connection)


def _is_empty(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _back_up_before_upgrade(db: Path) -> None:
    moment = datetime.now(UTC).strftime(files.MOMENT)
    try:
        files.make_folder(files.folder_of(db))
        copy(db, files.folder_of(db) / f"{db.stem}-{moment}.db", with_secret=True)
    except (sqlite3.Error, OSError) as error:
        says = explain(error) if isinstance(error, sqlite3.Error) else f"{error.strerror or error}."
        raise Unwritable(
            f"{db} was written by an older version, and could not be copied before it is changed: {says}"
        ) from None


@lru_cache  # logged once, however often this process opens the store
def _warn_secret_mismatch(db: Path) -> None:
    log.warning(
        "%s does not belong to %s: nothing in it is anybody's, and everybody has to join again. "
        "Put the right file back, or go on with this one: openspace new-secret",
        files.secret_file(db),
        db.name,
    )


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
