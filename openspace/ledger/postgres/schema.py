"""The tables in PostgreSQL: the same names and columns as in sessions.db.

Texts are compared by their bytes, as in SQLite, whatever the locale of the database is. Truth values are
numbers, lists and dicts are JSON text, so that a store can be copied as it is.
"""

from collections.abc import Iterator

from openspace.ledger.postgres import search_index
from openspace.ledger.postgres.statements import TYPES
from openspace.ledger.sql.columns import INDEXES, ONE_SESSION_A_CELL, RECEIPTS_INDEX, stored_tables
from openspace.ledger.sql.connection import Statements

_LEASES = (
    "CREATE UNLOGGED TABLE IF NOT EXISTS leases "
    '(name text PRIMARY KEY, holder text NOT NULL, "until" timestamptz NOT NULL)'
)
"""Who does the work of one process only, see `Upkeep.lease`. They need not survive a crash."""

_COLUMNS = (
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' "
    "AND a.attnum > 0 AND NOT a.attisdropped"
)


def make_tables(db: Statements) -> None:
    """Create missing tables and indexes, and add missing columns. In a transaction."""
    there = columns_of(db)
    for table, (columns, key) in stored_tables().items():
        if table not in there:
            made = [f'"{name}" {TYPES[type_]}' for name, type_ in columns.items()]
            # Receipts are found by an index on the beginning of their ids.
            keys = [] if table == "receipts" else [f"PRIMARY KEY ({', '.join(key)})"]
            db.execute(f'CREATE TABLE "{table}" ({", ".join([*made, *keys])})')
            continue
        for name in columns.keys() - there[table]:
            db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {TYPES[columns[name]]}')
    db.execute(_LEASES)
    db.execute(ONE_SESSION_A_CELL)
    db.execute(RECEIPTS_INDEX)
    for table, names in INDEXES:
        index = f"idx_{table}_{'_'.join(names)}"
        # The index of a cell has the same name, and is made above.
        db.execute(f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({', '.join(names)})")
    if search_index.TABLE not in there:
        search_index.make_index(db)
    for table, column, _ in _columns_with_texts():
        db.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def delete_statistics(db: Statements) -> None:
    """Delete what PostgreSQL has copied from the texts for its planner. Setting a column's type does that,
    also to the type that it has."""
    for table, column, type_ in _columns_with_texts():
        db.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {type_}')


def _columns_with_texts() -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, type) of all columns but numbers and keys. PostgreSQL keeps no statistics of
    them, which are copies of values: erased words would stay there. We search by none of these."""
    for table, (columns, key) in stored_tables().items():
        for name, type_ in columns.items():
            if type_ is not int and name not in key:
                yield table, name, TYPES[type_]
    yield search_index.TABLE, "words", "tsvector"


def columns_of(db: Statements) -> dict[str, set[str]]:
    """Return the columns of all tables in the schema, also those that are not ours."""
    found: dict[str, set[str]] = {}
    for table, column in db.execute(_COLUMNS):
        found.setdefault(table, set()).add(column)
    return found


def is_complete(there: dict[str, set[str]]) -> bool:
    """Return whether no table and no column is missing. Indexes are made together with the tables."""
    return {"leases", search_index.TABLE} <= there.keys() and all(
        columns.keys() <= there.get(table, set()) for table, (columns, _) in stored_tables().items()
    )
