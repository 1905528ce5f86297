"""The tables of sessions.db and their indexes."""

import sqlite3

from openspace.ledger.sql.columns import (
    INDEXES,
    ONE_SESSION_A_CELL,
    RECEIPTS_INDEX,
    stored_tables,
)
from openspace.ledger.sqlite import search


def make_tables(connection: sqlite3.Connection) -> None:
    """Create missing tables, and add missing columns to the tables of an older file. In a transaction."""
    # sqlite_utils imports pandas if it is installed. That takes longer than the rest of the start.
    import sqlite_utils

    db = sqlite_utils.Database(connection)
    for table, (columns, pk) in stored_tables().items():
        db.table(table).create(
            dict(columns), pk=None if table == "receipts" else pk, if_not_exists=True
        )
        for missing in set(columns) - set(db.table(table).columns_dict):
            db.table(table).add_column(missing, columns[missing])
    connection.execute(ONE_SESSION_A_CELL)
    connection.execute(RECEIPTS_INDEX)
    for table, index in INDEXES:
        db.table(table).create_index(index, if_not_exists=True)
    search.make_index(connection)


def columns_of(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the tables in the file, each with the names of its columns."""
    return set(
        connection.execute(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table'"
        )
    )


def is_complete(connection: sqlite3.Connection, there: set[tuple[str, str]]) -> bool:
    """Return whether no table, column or index is missing beside the columns that are `there`."""
    there = there.union(
        connection.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'")
    )
    columns = {(table, name) for table, (found, _) in stored_tables().items() for name in found}
    indexes = {
        (table, f"idx_{table}_{'_'.join(names)}")
        for table, names in [*INDEXES, ("receipts", ["gathering", "id"])]
    }
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return columns | indexes <= there and made >= search.INDEX_NAMES
