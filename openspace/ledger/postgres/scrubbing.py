"""Takes erased data out of the tables of PostgreSQL.

PostgreSQL keeps the earlier version of a row until VACUUM, and an earlier version can stay in the write-ahead
log, in its archive, on replicas and in dumps (docs/reliability.md says what to do about them).
"""

from openspace.ledger.postgres import search_index
from openspace.ledger.postgres.connection import Session, configure
from openspace.ledger.sql.columns import stored_tables

MOST_BYTES_TO_REBUILD = 50_000_000
"""A larger table is not rewritten while servers use it. VACUUM frees the space of erased rows in it, and
later rows overwrite them."""

_READERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
)
"""Transactions that may still see erased rows, which VACUUM then leaves in place."""


def scrub(conninfo: str) -> bool:
    """Rewrite the tables. Return False if a transaction may still see erased rows. Raises psycopg.Error."""
    with Session.connect(conninfo) as raw:
        configure(raw)
        raw.execute("SET statement_timeout = 0")
        raw.execute("SET lock_timeout = '2s'")
        row = raw.execute(_READERS).fetchone()
        if row and row[0]:
            return False
        for table in (*stored_tables(), search_index.TABLE):
            full = "(FULL)" if _size(raw, table) <= MOST_BYTES_TO_REBUILD else ""
            raw.execute(f'VACUUM {full} "{table}"')
        # Stores of earlier versions had copies of texts in it (`schema.delete_statistics`).
        raw.execute("VACUUM (FULL) pg_catalog.pg_statistic")
        return True


def _size(raw: Session, table: str) -> int:
    row = raw.execute("SELECT pg_total_relation_size(to_regclass($1))", [table]).fetchone()
    return int(row[0]) if row else 0
