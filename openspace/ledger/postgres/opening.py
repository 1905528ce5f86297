"""Opens a store in PostgreSQL. It is created if it does not exist, and upgraded if an older version wrote it.

Servers that start together do this one after the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from openspace.ledger.handles import Handles
from openspace.ledger.port import Unwritable
from openspace.ledger.postgres import migrations
from openspace.ledger.postgres.connection import Connection, Session, configure, lock_key
from openspace.ledger.postgres.schema import columns_of, is_complete, make_tables
from openspace.ledger.secret import SecretFile, matches, store_check

_OPENING = lock_key("opening")


def open_database(conninfo: str, name: str, secret: SecretFile) -> bytes:
    """Create or upgrade the tables, and return the store's secret. `name` is for sentences. Raises
    psycopg.Error, Unwritable."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        db = Connection(raw, Handles(bytes(32)))
        found = _secret_if_ready(db, name, secret)
        if found is None:
            with locked(raw):
                found = _prepare(db, name, secret)
        return found


def check_database(conninfo: str, name: str) -> bool:
    """Return whether there is a store. Raises psycopg.Error, and Unwritable if the database belongs to
    another program or a newer version."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        db = Connection(raw, Handles(bytes(32)))
        return _is_store(db, columns_of(db), name)


def _secret_if_ready(db: Connection, name: str, secret: SecretFile) -> bytes | None:
    """Return the secret if nothing has to be written."""
    there = columns_of(db)
    if not (_is_store(db, there, name) and is_complete(there) and migrations.is_up_to_date(db)):
        return None
    found = secret.find(db)
    return found if found and matches(db, found) else None


def _prepare(db: Connection, name: str, secret: SecretFile) -> bytes:
    there = columns_of(db)
    is_new = not _is_store(db, there, name)
    make_tables(db)
    if is_new:
        migrations.mark_up_to_date(db)
    else:
        migrations.run_missing_steps(db)
    return _checked_secret(db, name, secret)


def _checked_secret(db: Connection, name: str, secret: SecretFile) -> bytes:
    """Return the secret; a new one for a new store. Raises Unwritable if the store has another one."""
    found = secret.find(db)
    is_other = matches(db, found or b"") is False
    if found is None and is_other:
        raise Unwritable(
            f"The secret of {name} is not here. Copy it from another server of this store to "
            f"{secret.path}, or name the file with --secret-file FILE."
        )
    if is_other:
        raise Unwritable(
            f"{secret.path} is not the secret of {name}. All servers of a store need the same file: copy it "
            "from another server, or name it with --secret-file FILE."
        )
    found = found or secret.write()
    store_check(db, found)
    return found


def _is_store(db: Connection, there: dict[str, set[str]], name: str) -> bool:
    if not there:
        return False
    if not {"gatherings", "changes", "receipts", "house"} <= there.keys():
        raise Unwritable(
            f"{name} is a database of another program, and is left as it is. Give an empty one."
        )
    migrations.check_not_newer(db, there, name)
    return True


@contextmanager
def locked(raw: Session) -> Iterator[None]:
    """Wait for other servers that open the store, and begin a transaction."""
    with raw.transaction():
        raw.execute("SET LOCAL statement_timeout = 0")
        raw.execute("SET LOCAL lock_timeout = '60s'")
        raw.execute("SELECT pg_advisory_xact_lock($1)", [_OPENING])
        yield
