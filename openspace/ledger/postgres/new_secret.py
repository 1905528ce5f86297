"""Replaces the secret of a store in PostgreSQL, for when somebody may have seen it."""

import secrets

from openspace.ledger.handles import Handles
from openspace.ledger.port import Unwritable
from openspace.ledger.postgres.connection import SERVING, Connection, Session, configure
from openspace.ledger.secret import SecretFile, store_check
from openspace.ledger.sql.meta import mark_scrub_due
from openspace.ledger.sql.rekeying import rekey


def make_new_secret(conninfo: str, name: str, file: SecretFile, old: bytes) -> None:
    """Encrypt all handles with a new secret, in one transaction. The new secret is written beside the old one
    before, and replaces it afterwards; `SecretFile.find` finishes what was interrupted. Raises psycopg.Error,
    and Unwritable if a server has the store open."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        raw.execute("SET statement_timeout = 0")
        row = raw.execute("SELECT pg_try_advisory_lock($1)", [SERVING]).fetchone()
        if not row or not row[0]:
            raise Unwritable(f"A server has {name} open. Stop all of them first.")
        db, new = Connection(raw, Handles(old)), secrets.token_bytes(32)
        file.write_next(new)
        with raw.transaction():
            rekey(db, Handles(old), Handles(new))
            store_check(db, new)
            mark_scrub_due(db)
        file.find(db)
