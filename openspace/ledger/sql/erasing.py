"""Erasure: rows, log, receipts and photos."""

import json
from collections.abc import Sequence

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure
from openspace.domain.stream import Stream
from openspace.ledger.erasing import blank_subjects, erased_mark_subject, quotes_erased_title
from openspace.ledger.port import Plan
from openspace.ledger.sql import devices, marks, pictures, slow_erasure
from openspace.ledger.sql.columns import stored_names, stored_tables, to_stored
from openspace.ledger.sql.connection import Connection
from openspace.ledger.sql.log import stored_changes, write_change
from openspace.ledger.sql.meta import mark_scrub_due


def erase_rows(
    db: Connection,
    stream: Stream,
    plan: Plan,
) -> Erasure:
    """Erase what `plan` returns from everything that is stored, and return it. Call it in a transaction."""
    code = stream.code
    log = list(stored_changes(db, code))
    erased = plan(stream, log)
    _rewrite_tables(db, stream, erased)
    _rewrite_log(db, code, log, erased.of_log(log))
    _erase_receipts(db, code, erased)
    _erase_photos(db, stream, erased)
    slow_erasure.mark_removed(db, code, erased.gone_items)
    slow_erasure.keep(db, code, erased.later)
    if erased.everybody:
        _erase_everybody(db, code)
    for subject in blank_subjects(stream, erased):
        marks.remember(db, code, subject)
    if erased.person:
        marks.remember(db, code, erased_mark_subject(stream, erased.person), erased.words)
        devices.forget(db, code, erased.person)
    mark_scrub_due(db)
    return erased


def hide_rewritten(db: Connection, stream: Stream) -> None:
    """Hide which rows an erasure rewrote, because they would be those of one person."""
    for table in (*stream.TABLES, "changes", "searchable"):
        db.hide_rewritten(table, stream.code)


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
    marks.remember_purge(db, code)
    mark_scrub_due(db)


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
