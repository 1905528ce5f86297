"""Forgetting in SQLite: rows, the log, answers and pictures, and then the bytes that they left behind."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure, erasure
from openspace.domain.gathering import Gathering
from openspace.ledger import forgotten, pictures
from openspace.ledger.connecting import Connection
from openspace.ledger.port import Answer
from openspace.ledger.schema import COLUMNS, completed, stored_tables, to_stored

_MOST_BYTES_TO_REBUILD = 50_000_000
"""A larger file is not rebuilt while it serves: secure_delete has overwritten what was in it."""

_DUE = "wipe due"


def tells_of(answer: Answer, erased: Erasure) -> bool:
    """Whether an answer that was kept for somebody else says a title that is no more."""
    topic = answer.get("error", {}).get("held_by", {}).get("topic")
    return topic in erased.gone or topic in erased.blank


def erase_rows(
    db: Connection,
    gathering: Gathering,
    person: str,
    words: bool,
) -> None:
    """Forgets `person` in all that is stored. In a transaction."""
    code = gathering.code
    log = _stored_log(db, code)
    erased = erasure(gathering, log, person, words)
    _rewrite_tables(db, gathering, erased)
    _rewrite_log(db, code, log, erased)
    _forget_answers(db, code, erased)
    _forget_pictures(db, code, erased)
    forgotten.remember(db, code, person, words)
    remember_to_wipe(db)


def _forget_answers(db: Connection, code: str, erased: Erasure) -> None:
    """Those given to who is forgotten, and those that quote a title that is no more."""
    rows = db.execute("SELECT person, id, answer FROM receipts WHERE gathering = ?", [code])
    for person, id, answer in rows.fetchall():
        theirs = db.handles.asker(code, erased.person, id) == person
        if theirs or ("held_by" in answer and tells_of(json.loads(answer), erased)):
            db.execute(
                "DELETE FROM receipts WHERE gathering = ? AND person = ? AND id = ?",
                [code, person, id],
            )


def purge_rows(db: Connection, code: str) -> None:
    for table in stored_tables():
        if table not in ("house", "forgotten"):
            db.execute(f'DELETE FROM "{table}" WHERE gathering = ?', [code])
    forgotten.remember(db, code)
    remember_to_wipe(db)


def remember_to_wipe(db: Connection) -> None:
    db.execute("REPLACE INTO house VALUES (?, ?)", [_DUE, b"1"])


def is_wipe_due(db: Connection) -> bool:
    return db.execute("SELECT 1 FROM house WHERE name = ?", [_DUE]).fetchone() is not None


def rebuild(db: Connection) -> None:
    """Writes the file anew without what is free in it. Not in a transaction."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    if pages * size <= _MOST_BYTES_TO_REBUILD:
        with suppress(sqlite3.OperationalError):  # a full disk: it was overwritten all the same
            db.execute("VACUUM")


def empty_write_ahead_log(db: Connection) -> bool:
    """False where somebody was reading just then, and it has to be done again."""
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def forget_to_wipe(db: Connection) -> None:
    db.execute("DELETE FROM house WHERE name = ?", [_DUE])


def _stored_log(db: Connection, code: str) -> list[Change]:
    """As it is written: people by their id alone."""
    rows = db.execute(
        'SELECT seq, name, at, "by", puts, drops FROM changes WHERE gathering = ? ORDER BY seq',
        [code],
    )
    stored = (
        Change(seq, name, at, by, json.loads(puts), json.loads(drops))
        for seq, name, at, by, puts, drops in rows
    )
    return [_completed(db.handles.open_change(code, change)) for change in stored]


def _completed(change: Change) -> Change:
    puts = {
        table: rows if table == "people" else [completed(table, row) for row in rows]
        for table, rows in change.puts.items()
    }
    return replace(change, puts=puts)


def _rewrite_tables(db: Connection, gathering: Gathering, erased: Erasure) -> None:
    for table, columns in COLUMNS.items():
        for row in gathering.rows(table):
            kept = erased.row(table, row)
            if kept == row:
                continue
            db.execute(
                f"DELETE FROM {table} WHERE gathering = ? AND id = ?", [gathering.code, row["id"]]
            )
            if kept is not None:
                names, marks = ", ".join(columns), ", ".join("?" * (len(columns) + 1))
                db.execute(
                    f"INSERT INTO {table} (gathering, {names}) VALUES ({marks})",
                    to_stored(
                        table, gathering.code, db.handles.seal_row(gathering.code, table, kept)
                    ),
                )


def _rewrite_log(db: Connection, code: str, log: Sequence[Change], erased: Erasure) -> None:
    for change in log:
        kept = erased.of_change(change)
        if kept != change:
            sealed = db.handles.seal_change(code, kept)
            values: list[Any] = [sealed.by, json.dumps(dict(sealed.puts)), code, change.seq]
            db.execute(
                'UPDATE changes SET "by" = ?, puts = ? WHERE gathering = ? AND seq = ?', values
            )


def _forget_pictures(db: Connection, code: str, erased: Erasure) -> None:
    """With their words go all pictures that they sent, whoever shows them."""
    if erased.words:
        sent = pictures.sent_by(db, code, erased.person)
        pictures.delete(db, code, {*erased.photos, *sent})
    pictures.forget_sender(db, code, erased.person)
