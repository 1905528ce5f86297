"""Give the sessions that an older version released their rows back, in the log and in the table."""

import json
import sqlite3
from contextlib import suppress

from openspace.domain.change import Change
from openspace.domain.older_log import with_released_sessions
from openspace.ledger.sql.columns import COLUMNS, to_stored

_NAMES = ("gathering", *COLUMNS["sessions"])
_INSERT = (
    f"INSERT OR IGNORE INTO sessions ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
)
_GATHERINGS = "SELECT DISTINCT gathering FROM changes WHERE drops LIKE '%\"sessions\"%'"
_LOG = """
    SELECT seq, puts, drops FROM changes WHERE gathering = ?
    AND (puts LIKE '%"sessions"%' OR drops LIKE '%"sessions"%' OR drops LIKE '%"topics"%') ORDER BY seq
"""


def restore_rows(db: sqlite3.Connection) -> None:
    """A damaged gathering is left as it is. Call it in a transaction."""
    for (code,) in db.execute(_GATHERINGS).fetchall():
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            _restore_in(db, code)


def _restore_in(db: sqlite3.Connection, code: str) -> None:
    log = [
        Change(seq, "", "", None, json.loads(puts), json.loads(drops))
        for seq, puts, drops in db.execute(_LOG, [code])
    ]
    rewritten, released = with_released_sessions(log)
    rows = [to_stored("sessions", code, row) for row in released.values()]
    for before, change in zip(log, rewritten, strict=True):
        if change != before:
            values = [json.dumps(dict(change.puts)), json.dumps(dict(change.drops))]
            db.execute(
                "UPDATE changes SET puts = ?, drops = ? WHERE gathering = ? AND seq = ?",
                [*values, code, change.seq],
            )
    db.executemany(_INSERT, rows)
