"""Builds the list of streams for a store from before it existed."""

import json
import sqlite3
from contextlib import suppress
from typing import Any

from openspace.domain.change import Change
from openspace.domain.listing import begins
from openspace.ledger.sql.streams import KEPT, SHOWN, write_row


def fill(db: sqlite3.Connection) -> None:
    """Build the list for a store from before it existed. A damaged gathering gets a row too."""
    counted = _counted_in_logs(db)
    for (code,) in db.execute("SELECT gathering FROM changes WHERE seq = 1").fetchall():
        try:
            about, starts = _stored(db, code)
            write_row(db, code, about, starts, counted.get(code, ""))
        except (sqlite3.Error, TypeError, IndexError):
            write_row(db, code, {}, [], counted.get(code, ""))


def _stored(db: sqlite3.Connection, code: str) -> tuple[dict[str, Any], list[str]]:
    columns = [*SHOWN, "starts_on", "ends_on", *KEPT]
    [row] = db.execute(
        f"SELECT {', '.join(columns)} FROM gatherings WHERE gathering = ?", [code]
    ).fetchall() or [()]
    starts = db.execute("SELECT starts_at FROM slots WHERE gathering = ?", [code]).fetchall()
    return dict(zip(columns, row, strict=bool(row))), [at for (at,) in starts]


def _counted_in_logs(db: sqlite3.Connection) -> dict[str, str]:
    found = db.execute(
        "SELECT gathering, seq, name, at, puts FROM changes WHERE name = 'set_phase' "
        "OR name = 'import_gathering' OR seq = 1 ORDER BY seq"
    )
    counted: dict[str, str] = {}
    for code, seq, name, at, puts in found:
        with suppress(ValueError, KeyError, TypeError):
            if begins(Change(seq, name, at, None, json.loads(puts))):
                counted[code] = at
    return counted
