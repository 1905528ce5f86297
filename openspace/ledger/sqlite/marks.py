"""Marks of who was erased and what was purged, in SQLite."""

from openspace.ledger.forgotten import Forgotten, unkeyed_mark
from openspace.ledger.sqlite.connection import Connection


def read(db: Connection) -> Forgotten:
    marks = {mark: bool(words) for mark, words in db.execute("SELECT hash, words FROM forgotten")}
    return Forgotten(marks, db.handles.mark)


def is_purged(db: Connection, code: str) -> bool:
    """Looked up, not read whole: anybody may ask for any code."""
    marks = [db.handles.mark(code), unkeyed_mark(code)]
    return db.execute("SELECT 1 FROM forgotten WHERE hash IN (?, ?)", marks).fetchone() is not None


def remember(db: Connection, code: str, person: str = "", words: bool = True) -> None:
    db.execute("REPLACE INTO forgotten VALUES (?, ?)", [db.handles.mark(code, person), words])


def unmark_purged(db: Connection, code: str) -> None:
    """Somebody wants a purged gathering back; people who were forgotten stay so."""
    for mark in (db.handles.mark(code), unkeyed_mark(code)):
        db.execute("DELETE FROM forgotten WHERE hash = ?", [mark])
