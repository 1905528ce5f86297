"""A gathering's rows and its log in SQLite: read whole, and written together at the end of a turn."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.ledger.erasing import erase_rows
from openspace.ledger.port import Answer
from openspace.ledger.schema import COLUMNS, completed, from_stored, to_stored


class SqliteTurn:
    """Decided in memory, written together at the end."""

    def __init__(self, db: sqlite3.Connection, gathering: Gathering, code: str = "") -> None:
        self._db = db
        self._code = code or gathering.code
        self._receipts: dict[tuple[str, str], Answer] = {}
        self.gathering = gathering
        self.changes: list[Change] = []
        self.erased = False

    def append(self, change: Change) -> None:
        self.gathering = self.gathering.apply(change)
        self.changes.append(change)

    @property
    def newest_at(self) -> str | None:
        row = self._db.execute(
            "SELECT at FROM changes WHERE gathering = ? AND seq = ?",
            [self._code, self.gathering.seq],
        ).fetchone()
        return row[0] if row else None

    def receipt(self, asker: str, id: str) -> Answer | None:
        if (asker, id) in self._receipts:
            return self._receipts[asker, id]
        row = self._db.execute(
            "SELECT answer FROM receipts WHERE gathering = ? AND person = ? AND id = ?",
            [self._code, asker, id],
        ).fetchone()
        return json.loads(row[0]) if row else None

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None:
        self._receipts[asker, id] = answer

    def erase(self, person: str, words: bool) -> None:
        # First what waits is written: it may hold words and names that go.
        self.write()
        self.changes, self._receipts = [], {}
        erase_rows(self._db, self.gathering, person, words)
        self.gathering = read_tables(self._db, self._code, self.gathering.seq)
        self.erased = True

    def write(self) -> None:
        for change in self.changes:
            self._write_log(change)
            self._write_rows(change)
        self._db.executemany(
            "INSERT INTO receipts VALUES (?, ?, ?, ?)",
            [(self._code, who, id, json.dumps(a)) for (who, id), a in self._receipts.items()],
        )

    def write_past(self, gathering: Gathering, log: Iterable[Change]) -> None:
        """A log, and the rows it led to, as they come from elsewhere."""
        for change in log:
            self._write_log(change)
        puts = {table: list(gathering.rows(table)) for table in COLUMNS}
        self._write_rows(Change(gathering.seq, "restore", gathering.at, "host", puts))

    def _write_log(self, change: Change) -> None:
        # The log names people by id only, so that erasing somebody's row erases them everywhere.
        puts = {**change.puts}
        if "people" in puts:
            puts["people"] = [{"id": row["id"]} for row in puts["people"]]
        values = [self._code, change.seq, change.name, change.at, change.by]
        self._db.execute(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*values, json.dumps(puts), json.dumps(dict(change.drops))],
        )

    def _write_rows(self, change: Change) -> None:
        # All that goes, goes first: two sessions that swap their cells would meet in one otherwise.
        for table, ids in change.drops.items():
            self._delete(table, list(ids))
        for table, rows in change.puts.items():
            self._delete(table, [row["id"] for row in rows])
        for table, rows in change.puts.items():
            marks = ", ".join("?" * (len(COLUMNS[table]) + 1))
            self._db.executemany(
                f"INSERT INTO {table} (gathering, {', '.join(COLUMNS[table])}) VALUES ({marks})",
                [to_stored(table, self._code, row) for row in rows],
            )

    def _delete(self, table: str, ids: list[str]) -> None:
        self._db.executemany(
            f"DELETE FROM {table} WHERE gathering = ? AND id = ?", [(self._code, id) for id in ids]
        )


def read_tables(db: sqlite3.Connection, code: str, head: int) -> Gathering:
    tables: dict[str, dict[str, Row]] = {}
    for table, columns in COLUMNS.items():
        rows = db.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE gathering = ? ORDER BY rowid", [code]
        )
        tables[table] = {row["id"]: row for row in (from_stored(table, r) for r in rows)}
    (at,) = db.execute(
        "SELECT at FROM changes WHERE gathering = ? AND seq = ?", [code, head]
    ).fetchone()
    return Gathering(head, tables, at)


def changes_since(db: sqlite3.Connection, newest: Gathering, seq: int) -> list[Change]:
    rows = db.execute(
        'SELECT seq, name, at, "by", puts, drops FROM changes WHERE gathering = ? AND seq > ? '
        "ORDER BY seq",
        [newest.code, seq],
    )
    return [_change(newest, *row) for row in rows]


def _change(
    newest: Gathering, seq: int, name: str, at: str, by: str | None, puts: str, drops: str
) -> Change:
    """A change as read from the log, its people as they are now: who was erased meanwhile is not there."""
    logged: dict[str, list[Row]] = json.loads(puts)
    rows = {
        table: found if table == "people" else [completed(table, row) for row in found]
        for table, found in logged.items()
    }
    if "people" in rows:
        found = [newest.row("people", person["id"]) for person in rows["people"]]
        rows["people"] = [person for person in found if person is not None]
    dropped: dict[str, list[Any]] = json.loads(drops)
    return Change(seq, name, at, by, rows, dropped)
