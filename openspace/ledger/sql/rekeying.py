"""Encrypts all handles of a store again: when the first secret is introduced, and for a new secret."""

import json

from openspace.domain.change import Change
from openspace.ledger.erasing import item_subjects_of
from openspace.ledger.forgotten import mark_subject, unkeyed_mark
from openspace.ledger.handles import SEALED, Handles
from openspace.ledger.sql.columns import loaded
from openspace.ledger.sql.connection import Statements
from openspace.runtime import compact_json


def rekey(db: Statements, old: Handles | None, new: Handles) -> None:
    """Rewrite all handles. `old` is None if the store is not encrypted yet. Call it in a transaction."""
    _rows(db, old, new)
    _log(db, old, new)
    _pictures(db, old, new)
    _leaving(db, old, new)
    if old:
        _factors(db, old, new)
    _receipts(db, old, new)
    _marks(db, old, new)


def _rows(db: Statements, old: Handles | None, new: Handles) -> None:
    for table, columns in SEALED.items():
        names, puts = ", ".join(columns), ", ".join(f"{column} = ?" for column in columns)
        found = db.execute(f"SELECT gathering, id, {names} FROM {table}").fetchall()
        for code, id, *values in found:
            row = {"id": id, **loaded(table, dict(zip(columns, values, strict=True)))}
            sealed = new.seal_row(code, table, old.open_row(code, table, row) if old else row)
            db.execute(
                f"UPDATE {table} SET {puts} WHERE gathering = ? AND id = ?",
                [*(sealed[column] for column in columns), code, id],
            )


def _log(db: Statements, old: Handles | None, new: Handles) -> None:
    found = db.execute('SELECT gathering, seq, "by", puts FROM changes').fetchall()
    for code, seq, by, puts in found:
        change = Change(seq, "", "", by, json.loads(puts))
        sealed = new.seal_change(code, old.open_change(code, change) if old else change)
        db.execute(
            'UPDATE changes SET "by" = ?, puts = ? WHERE gathering = ? AND seq = ?',
            [sealed.by, compact_json.dumps(dict(sealed.puts)), code, seq],
        )


def _pictures(db: Statements, old: Handles | None, new: Handles) -> None:
    found = db.execute("SELECT gathering, id, person FROM photo_senders").fetchall()
    db.execute("DELETE FROM photo_senders")
    for code, photo, person in found:
        sender = old.open_sender(code, photo, person) if old else person
        if sender is not None:
            values = [code, photo, new.seal_sender(code, photo, sender)]
            db.execute("INSERT INTO photo_senders VALUES (?, ?, ?)", values)


def _leaving(db: Statements, old: Handles | None, new: Handles) -> None:
    found = db.execute("SELECT gathering, item_table, item, at FROM leaving").fetchall()
    db.execute("DELETE FROM leaving")
    for code, table, item, at in found:
        id = old.open_item(code, table, item) if old else item
        if id is not None:
            values = [code, table, new.seal_item(code, table, id), at]
            db.execute("INSERT INTO leaving VALUES (?, ?, ?, ?)", values)


def _factors(db: Statements, old: Handles, new: Handles) -> None:
    for code, id, sealed in db.execute("SELECT gathering, id, secret FROM host_factors").fetchall():
        secret = old.open_secret(code, id, sealed)
        if secret is not None:
            db.execute(
                "UPDATE host_factors SET secret = ? WHERE gathering = ? AND id = ?",
                [new.seal_secret(code, id, secret), code, id],
            )


def _receipts(db: Statements, old: Handles | None, new: Handles) -> None:
    """Encrypt receipts, or delete them if the secret changes. A receipt's id is a hash with the old secret,
    and nobody can repeat a command anyway, because all tokens are invalid."""
    found = db.execute("SELECT gathering, person, id, answer FROM receipts").fetchall()
    db.execute("DELETE FROM receipts")
    if old is None:
        for code, person, id, answer in found:
            values = [code, *new.receipt(code, person, id), answer]
            db.execute("INSERT INTO receipts VALUES (?, ?, ?, ?)", values)


def _marks(db: Statements, old: Handles | None, new: Handles) -> None:
    """Recompute the marks. A mark cannot be decrypted, but all people and items that it may stand for can
    be tried."""
    marks = {mark for (mark,) in db.execute("SELECT hash FROM forgotten")}
    log = db.execute("SELECT gathering, seq, at FROM changes").fetchall() if marks else []
    for code, seq, at in log:
        for subject in ("", f"p{seq}", mark_subject(f"p{seq}", at), *item_subjects_of(seq, at)):
            mark = old.mark(code, subject) if old else unkeyed_mark(code, subject)
            if mark in marks:
                db.execute(
                    "UPDATE forgotten SET hash = ? WHERE hash = ?", [new.mark(code, subject), mark]
                )
