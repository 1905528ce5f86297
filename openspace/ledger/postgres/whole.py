"""Reads a whole store in PostgreSQL, and makes one from another store."""

from collections.abc import Iterator
from contextlib import contextmanager

from openspace.ledger.handles import Handles
from openspace.ledger.port import Unwritable
from openspace.ledger.postgres import migrations
from openspace.ledger.postgres.connection import Connection, Session, configure
from openspace.ledger.postgres.opening import locked
from openspace.ledger.postgres.schema import columns_of, make_tables
from openspace.ledger.secret import SecretFile, adopt
from openspace.ledger.sql.whole import Fingerprint, Row, WholeStore, fingerprint, tables

_ROWS_AT_ONCE = 500
_NO_HURRY = "SET LOCAL idle_in_transaction_session_timeout = 0"


@contextmanager
def whole(conninfo: str, secret: bytes) -> Iterator[WholeStore]:
    """Read the store as of now. Raises psycopg.Error."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        with raw.transaction():
            raw.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            raw.execute("SET LOCAL statement_timeout = 0")
            raw.execute(_NO_HURRY)
            yield WholeStore(secret, lambda statement: _rows(raw, statement))


def fill(conninfo: str, name: str, secret: SecretFile, source: WholeStore) -> str:
    """Make the store with the rows and the secret of `source` in one transaction, and return its fingerprint.
    `name` is for sentences. Raises psycopg.Error, Unwritable."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        db = Connection(raw, Handles(bytes(32)))
        with locked(raw):
            raw.execute(_NO_HURRY)
            if columns_of(db):
                raise Unwritable(
                    f"{name} is not empty, and stays as it is. Give an empty database."
                )
            adopt(secret, source.secret)
            make_tables(db)
            wanted = _write(raw, source)
            migrations.mark_up_to_date(db)
            found = fingerprint(lambda statement: _rows(raw, statement))
            if found != wanted:
                raise Unwritable(f"The copy in {name} is not equal; nothing was written.")
        return found


def _write(raw: Session, source: WholeStore) -> str:
    """Write all rows, and return the fingerprint of what was read."""
    read = Fingerprint()
    for table in tables(source.query):
        names = ", ".join(f'"{name}"' for name in table.columns)
        with raw.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in read.passing(table):
                copy.write_row(row)
    return read.hexdigest()


def _rows(raw: Session, statement: str) -> Iterator[Row]:
    """Read with a cursor of the server, so that a large table does not fill the memory."""
    with raw.cursor(name="whole") as cursor:
        cursor.itersize = _ROWS_AT_ONCE
        cursor.execute(statement)
        yield from cursor
