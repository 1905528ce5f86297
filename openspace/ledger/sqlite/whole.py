"""Reads a whole store in SQLite, and makes one from another store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from openspace.ledger import files
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.secret import adopt
from openspace.ledger.sql.whole import Fingerprint, WholeStore, tables
from openspace.ledger.sqlite.backup import as_store_trouble
from openspace.ledger.sqlite.connection import connect
from openspace.ledger.sqlite.copying import read_only
from openspace.ledger.sqlite.fingerprint import fingerprint
from openspace.ledger.sqlite.opening import open_database, upgrade
from openspace.ledger.sqlite.secret_file import secret_of


@contextmanager
def whole(db: Path) -> Iterator[WholeStore]:
    """Read the store as of now, in use or not. One of an older version is upgraded first. Raises
    StoreTrouble."""
    if not db.is_file():
        raise StoreTrouble(f"There is no store {db}.")
    with as_store_trouble(f"{db} cannot be read"):
        connection, secret = open_database(db)
        connection.close()
        with closing(read_only(db)) as reader:
            reader.execute("BEGIN")
            yield WholeStore(secret, lambda statement: reader.cursor().execute(statement))


def fill(db: Path, source: WholeStore) -> str:
    """Make the store `db` with the rows and the secret of `source`, and return its fingerprint. If it fails,
    there is no store. Raises StoreTrouble."""
    if db.exists():
        raise StoreTrouble(f"{db} is there already and stays as it is. Give another name.")
    with as_store_trouble(f"{db} could not be written"):
        adopt(secret_of(db), source.secret)
        with files.replaced_atomically(db) as new:
            with closing(connect(new)) as fresh:
                upgrade(fresh, db, with_a_copy=False)
                wanted = _write(fresh, source)
                fresh.execute("PRAGMA journal_mode = DELETE")
                found = fingerprint(fresh)
            if found != wanted:
                raise StoreTrouble(f"The copy in {db} is not equal; it was removed.")
        return found


def _write(fresh: sqlite3.Connection, source: WholeStore) -> str:
    """Write all rows in one transaction, and return the fingerprint of what was read."""
    read = Fingerprint()
    fresh.execute("BEGIN IMMEDIATE")
    fresh.execute("DELETE FROM house WHERE name = 'secret check'")
    for table in tables(source.query):
        names = ", ".join(f'"{name}"' for name in table.columns)
        marks = ", ".join("?" * len(table.columns))
        fresh.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', read.passing(table)
        )
    fresh.execute("COMMIT")
    return read.hexdigest()
