"""Marks of erased people and purged gatherings in a store."""

from openspace.ledger.forgotten import Forgotten, unkeyed_mark
from openspace.ledger.sql.connection import Connection


def read(db: Connection) -> Forgotten:
    marks = {mark: bool(words) for mark, words in db.execute("SELECT hash, words FROM forgotten")}
    return Forgotten(marks, db.handles.mark)


def is_purged(db: Connection, code: str) -> bool:
    """Look up one mark instead of reading all, because anybody can request any code."""
    marks = [db.handles.mark(code), unkeyed_mark(code)]
    return db.execute("SELECT 1 FROM forgotten WHERE hash IN (?, ?)", marks).fetchone() is not None


def remember(db: Connection, code: str, person: str = "", words: bool = True) -> None:
    db.execute(
        "INSERT INTO forgotten (hash, words) VALUES (?, ?) "
        "ON CONFLICT (hash) DO UPDATE SET words = excluded.words",
        [db.handles.mark(code, person), int(words)],
    )


def unmark_purged(db: Connection, code: str) -> None:
    """Delete the mark of a purged gathering that is imported again. Marks of erased people stay."""
    for mark in (db.handles.mark(code), unkeyed_mark(code)):
        db.execute("DELETE FROM forgotten WHERE hash = ?", [mark])
