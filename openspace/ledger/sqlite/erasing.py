"""Erasure in SQLite: rows, log, receipts and photos, and then the bytes that remain in the files."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure
from openspace.domain.rows import completed
from openspace.domain.stream import Stream
from openspace.ledger.erasing import erased_mark_subject, gone_items, quotes_erased_title
from openspace.ledger.port import Plan
from openspace.ledger.sqlite import devices, marks, pictures, slow_erasure
from openspace.ledger.sqlite.connection import Connection
from openspace.ledger.sqlite.schema import stored_names, stored_tables, to_stored

MOST_BYTES_TO_REBUILD = 50_000_000
"""A larger file is not rebuilt while the server runs. `secure_delete` has overwritten the data in it
already."""

_DUE = "wipe due"


def erase_rows(
    db: Connection,
    stream: Stream,
    plan: Plan,
) -> None:
    """Erase what `plan` returns from everything that is stored. Call it in a transaction."""
    code = stream.code
    log = _stored_log(db, code)
    erased = plan(stream, log)
    _rewrite_tables(db, stream, erased)
    _rewrite_log(db, code, log, erased.of_log(log))
    _erase_receipts(db, code, erased)
    _erase_photos(db, stream, erased)
    slow_erasure.mark_removed(db, code, gone_items(erased))
    slow_erasure.keep(db, code, erased.later)
    if erased.everybody:
        _erase_everybody(db, code)
    if erased.person:
        marks.remember(db, code, erased_mark_subject(stream, erased.person), erased.words)
        devices.forget(db, code, erased.person)
    mark_scrub_due(db)


def _erase_receipts(db: Connection, code: str, erased: Erasure) -> None:
    """Delete the receipts of the erased person, and those of others that quote an erased title."""
    rows = db.execute("SELECT person, id, answer FROM receipts WHERE gathering = ?", [code])
    for person, id, answer in rows.fetchall():
        asker = db.handles.asker(code, erased.person, id) if erased.person else None
        if asker == person or (
            "held_by" in answer and quotes_erased_title(json.loads(answer), erased)
        ):
            db.execute(
                "DELETE FROM receipts WHERE gathering = ? AND person = ? AND id = ?",
                [code, person, id],
            )


def _erase_everybody(db: Connection, code: str) -> None:
    for table in ("receipts", "photo_senders", "generations"):
        db.execute(f"DELETE FROM {table} WHERE gathering = ?", [code])
    db.execute("DELETE FROM passes WHERE gathering = ? AND person IS NOT NULL", [code])


def purge_rows(db: Connection, code: str) -> None:
    for table in stored_tables():
        if table not in ("house", "forgotten"):
            db.execute(f'DELETE FROM "{table}" WHERE gathering = ?', [code])
    marks.remember(db, code)
    mark_scrub_due(db)


def mark_scrub_due(db: Connection) -> None:
    db.execute("REPLACE INTO house VALUES (?, ?)", [_DUE, b"1"])


def is_scrub_due(db: Connection) -> bool:
    return db.execute("SELECT 1 FROM house WHERE name = ?", [_DUE]).fetchone() is not None


def rebuild(db: Connection) -> None:
    """Rewrite the file without its free pages (VACUUM). Do not call it in a transaction."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    if pages * size <= MOST_BYTES_TO_REBUILD:
        with suppress(sqlite3.OperationalError):  # full disk; the data was overwritten anyway
            db.execute("VACUUM")


def empty_write_ahead_log(db: Connection) -> bool:
    """Truncate the write-ahead log. Return False if a reader was active, and it must be retried."""
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def clear_scrub_due(db: Connection) -> None:
    db.execute("DELETE FROM house WHERE name = ?", [_DUE])


def _stored_log(db: Connection, code: str) -> list[Change]:
    return list(stored_changes(db, code))


def stored_changes(
    db: Connection, code: str, seqs: Collection[int] | None = None
) -> Iterator[Change]:
    """Yield the log, or its changes `seqs`, as stored: people by their id only."""
    those = f"AND seq IN ({', '.join(map(str, seqs))})" if seqs is not None else ""
    rows = db.execute(
        'SELECT seq, name, at, "by", puts, drops FROM changes '
        f"WHERE gathering = ? {those} ORDER BY seq",
        [code],
    ).fetchall()
    for seq, name, at, by, puts, drops in rows:
        stored = Change(seq, name, at, by, json.loads(puts), json.loads(drops))
        yield _completed(db.handles.open_change(code, stored))


def _completed(change: Change) -> Change:
    puts = {
        table: rows if table == "people" else [completed(table, row) for row in rows]
        for table, rows in change.puts.items()
    }
    return replace(change, puts=puts)


def _rewrite_tables(db: Connection, stream: Stream, erased: Erasure) -> None:
    """Update rows in place. A rewritten row would move to the end of the table and so reveal its author."""
    for table in stream.TABLES:
        names = ", ".join(f"{name} = ?" for name in stored_names(table))
        for row in stream.rows(table):
            kept = erased.row(table, row)
            this = [stream.code, row["id"]]
            if kept is None:
                db.execute(f"DELETE FROM {table} WHERE gathering = ? AND id = ?", this)
            elif kept != row:
                sealed = db.handles.seal_row(stream.code, table, kept)
                values = to_stored(table, stream.code, sealed)[1:]
                db.execute(
                    f"UPDATE {table} SET {names} WHERE gathering = ? AND id = ?", [*values, *this]
                )


def _rewrite_log(
    db: Connection, code: str, log: Sequence[Change], rewritten: Sequence[Change]
) -> None:
    for change, kept in zip(log, rewritten, strict=True):
        if kept != change:
            write_change(db, code, kept)


def write_change(db: Connection, code: str, change: Change) -> None:
    """Overwrite the stored change that has the same seq."""
    sealed = db.handles.seal_change(code, change)
    values: list[Any] = [change.at, sealed.by, json.dumps(dict(sealed.puts))]
    db.execute(
        'UPDATE changes SET at = ?, "by" = ?, puts = ?, drops = ? WHERE gathering = ? AND seq = ?',
        [*values, json.dumps(dict(change.drops)), code, change.seq],
    )


def _erase_photos(db: Connection, stream: Stream, erased: Erasure) -> None:
    """Delete photos. If the person's words are erased, all photos that they sent are deleted as well, except
    those in notes that are removed later."""
    code, photos = stream.code, set(erased.photos)
    if erased.person:
        if erased.words:
            notes = (stream.row("notes", id) for table, id, _ in erased.later if table == "notes")
            later = {note["photo"] for note in notes if note}
            photos |= set(pictures.sent_by(db, code, erased.person)) - later
        pictures.forget_sender(db, code, erased.person)
    pictures.delete(db, code, photos)
