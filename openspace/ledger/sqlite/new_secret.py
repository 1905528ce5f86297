"""Replaces the secret of a store, for when somebody may have seen it."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.ledger import secret
from openspace.ledger.handles import Handles
from openspace.ledger.port import Unwritable
from openspace.ledger.sql.meta import mark_scrub_due
from openspace.ledger.sql.rekeying import rekey
from openspace.ledger.sqlite.connection import connect, explain
from openspace.ledger.sqlite.opening import open_database
from openspace.ledger.sqlite.secret_file import secret_of


def make_new_secret(db: Path) -> None:
    """Encrypt all handles with a new secret. All tokens become invalid.

    The new secret is written beside the old one before the store is changed, and replaces it afterwards. If
    the process crashes in between, the next opening finishes the work (`SecretFile.find`). Raises Unwritable,
    also when a server has the store open.
    """
    try:
        connection, old = open_database(db)
        connection.close()
        with closing(connect(db)) as store:
            # SQLite refuses this while another process has the file open, and then lets nobody in before the
            # end.
            store.execute("PRAGMA busy_timeout = 500")
            store.execute("PRAGMA locking_mode = EXCLUSIVE")
            store.execute("PRAGMA journal_mode = DELETE")
            store.execute("BEGIN EXCLUSIVE")
            new = secrets.token_bytes(32)
            secret_of(db).write_next(new)
            rekey(store, Handles(old), Handles(new))
            secret.store_check(store, new)
            mark_scrub_due(store)
            store.execute("COMMIT")
            secret_of(db).find(store)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Unwritable(f"A server has {db} open. Stop it first.") from None
        raise Unwritable(f"{db} keeps its secret. {explain(error)}") from None
