"""Migrations of an older version's store, step by step. A newer version's store is refused.

`PRAGMA user_version` counts the steps that a store has had; 0 is a store from before they were counted. An
added column or table needs no step, because `schema.make_tables` adds it. A step is needed if something
changes: a column is renamed, or values are written another way.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openspace.domain.rules.setup import WARNED_DAYS
from openspace.ledger.handles import Handles
from openspace.ledger.port import Head, Unwritable
from openspace.ledger.sql import meta, searchable
from openspace.ledger.sql.columns import ONE_SESSION_A_CELL, RECEIPTS_INDEX, stored_tables
from openspace.ledger.sql.log import changes_since, head_of, read_tables
from openspace.ledger.sql.meta import mark_scrub_due
from openspace.ledger.sql.rekeying import rekey
from openspace.ledger.sqlite import released_sessions, stream_list
from openspace.ledger.sqlite.connection import Connection
from openspace.ledger.sqlite.schema import make_tables
from openspace.ledger.sqlite.secret_file import secret_of
from openspace.ledger.version import own_version

_WRITTEN_BY = "written by"


def _move_secret_out_of_store(connection: Connection, db: Path) -> None:
    kept = connection.execute("SELECT value FROM house WHERE name = 'secret'").fetchone()
    if kept and secret_of(db).read() is None:
        secret_of(db).write(bytes(kept[0]))
    connection.execute("DELETE FROM house WHERE name = 'secret'")
    mark_scrub_due(connection)


_EMPTIED = {"notices": {"text", "who"}}
"""Columns of older stores that are not read or written any more."""


def _delete_notices_with_text(connection: Connection, db: Path) -> None:
    """Delete all notices. They contained titles and names that people had typed, and old notices are not
    needed."""
    connection.execute("DELETE FROM notices")
    log = connection.execute("SELECT gathering, seq, puts FROM changes WHERE puts LIKE '%notices%'")
    for code, seq, puts in log.fetchall():
        kept = {table: rows for table, rows in json.loads(puts).items() if table != "notices"}
        connection.execute(
            "UPDATE changes SET puts = ? WHERE gathering = ? AND seq = ?",
            [json.dumps(kept), code, seq],
        )
    mark_scrub_due(connection)


def _encrypt_people_as_handles(connection: Connection, db: Path) -> None:
    rekey(connection, None, Handles(secret_of(db).read() or secret_of(db).write()))
    mark_scrub_due(connection)


def _merge_host_passes(connection: Connection, _: Path) -> None:
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'host_passes'").fetchone():
        connection.execute(
            "INSERT INTO passes (gathering, hash, until) SELECT gathering, hash, until FROM host_passes"
        )
        connection.execute("DROP TABLE host_passes")


def _delay_first_purge(connection: Connection, _: Path) -> None:
    """Set the first day on which gatherings may be purged, so that their hosts are warned before.

    Retention used to count from the closing, and now counts from the last day. A gathering that was never
    closed may be overdue at once, before its host got a warning.
    """
    day = datetime.now(UTC).date() + timedelta(days=WARNED_DAYS)
    meta.keep(connection, meta.NO_PURGE_BEFORE, day.isoformat().encode())


def _fill_stream_list(connection: Connection, _: Path) -> None:
    stream_list.fill(connection)


def _restore_released_sessions(connection: Connection, _: Path) -> None:
    """The index of older versions counted sessions without a cell, too."""
    connection.execute("DROP INDEX IF EXISTS idx_sessions_gathering_room_slot")
    connection.execute(ONE_SESSION_A_CELL)
    released_sessions.restore_rows(connection)


def _remove_primary_key_of_receipts(connection: Connection, _: Path) -> None:
    """Receipts are found by `schema.RECEIPTS_INDEX`, which is smaller."""
    connection.execute("ALTER TABLE receipts RENAME TO older_receipts")
    make_tables(connection)
    connection.execute(
        "INSERT INTO receipts SELECT gathering, person, id, answer FROM older_receipts ORDER BY rowid"
    )
    connection.execute("DROP TABLE older_receipts")
    connection.execute(RECEIPTS_INDEX)  # its name belonged to the older table until now


def _fill_search_index(connection: Connection, db: Path) -> None:
    connection.handles = Handles(secret_of(db).find(connection) or secret_of(db).write())
    codes = connection.execute("SELECT DISTINCT gathering FROM editions").fetchall()
    for (code,) in codes:
        with suppress(sqlite3.Error, ValueError, TypeError, KeyError):  # a damaged gathering
            _fill_search_of(connection, code)


def _fill_search_of(connection: Connection, code: str) -> None:
    """Write what a search finds of a gathering that was published before there was an index."""
    today = read_tables(connection, code, head_of(connection, code) or Head(0, ""))
    searchable.write_history(connection, today, changes_since(connection, code, 0))


def _restore_gatherings_of_parts(connection: Connection, _: Path) -> None:
    """Read from the log which gathering each part of a repertoire came from. The column had the name of the
    stream's, and was lost."""
    changes = (
        "SELECT gathering, puts FROM changes WHERE puts LIKE '%\"parts\"%' ORDER BY gathering, seq"
    )
    for code, puts in connection.execute(changes).fetchall():
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # a damaged change
            for row in json.loads(puts)["parts"]:
                connection.execute(
                    "UPDATE parts SET of_gathering = ? "
                    "WHERE gathering = ? AND id = ? AND of_gathering IS NULL",
                    [row["gathering"], code, row["id"]],
                )


STEPS: list[Callable[[Connection, Path], None]] = [
    _move_secret_out_of_store,
    _delete_notices_with_text,
    _encrypt_people_as_handles,
    _merge_host_passes,
    _delay_first_purge,
    _fill_stream_list,
    _restore_released_sessions,
    _remove_primary_key_of_receipts,
    _fill_search_index,
    _restore_gatherings_of_parts,
]
"""Each step takes the connection, in a transaction, and the path that the store has or will have."""


def steps_of(connection: sqlite3.Connection) -> int:
    (steps,) = connection.execute("PRAGMA user_version").fetchone()
    return int(steps)


def check_not_newer(connection: sqlite3.Connection, there: set[tuple[str, str]], db: Path) -> None:
    """Raise Unwritable for a store of a newer version, which this version could damage. `there` are its
    columns."""
    if steps_of(connection) > len(STEPS) or _has_unknown(there):
        raise Unwritable(
            f"{db} was written by a newer openspace{_writer(connection)}, and is left as it is. "
            f"This is version {own_version()}: install the newer one, or give another file with --db FILE."
        )


def mark_up_to_date(connection: sqlite3.Connection) -> None:
    """Mark a new store as having had all steps. Call it in a transaction."""
    _stamp(connection)


def run_missing_steps(connection: Connection, db: Path) -> None:
    """Run the missing steps. Call it in a transaction, after `make_tables`."""
    for step in STEPS[steps_of(connection) :]:
        step(connection, db)
    _stamp(connection)
    meta.keep(connection, _WRITTEN_BY, own_version().encode())


def _stamp(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _has_unknown(there: set[tuple[str, str]]) -> bool:
    tables = stored_tables()
    return any(
        table in tables and column not in tables[table][0] and column not in _EMPTIED.get(table, ())
        for table, column in there
    )


def _writer(connection: sqlite3.Connection) -> str:
    try:
        found = connection.execute(
            "SELECT value FROM house WHERE name = ?", [_WRITTEN_BY]
        ).fetchone()
    except sqlite3.OperationalError:
        found = None
    return f" ({bytes(found[0]).decode()})" if found else ""
