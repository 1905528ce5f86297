"""Marks of erased people, items and purged gatherings in a store (`Forgotten` explains their numbers)."""

from openspace.ledger.erasure_list import Marks
from openspace.ledger.forgotten import Forgotten, unkeyed_mark
from openspace.ledger.sql.connection import Connection, Statements


def stored(db: Connection) -> dict[str, int]:
    return dict(db.execute("SELECT hash, words FROM forgotten"))


def forgotten(db: Connection, marks: Marks) -> Forgotten:
    return Forgotten(marks, db.handles.mark)


def is_purged(db: Connection, code: str) -> bool:
    """Look up one mark instead of reading all, because anybody can request any code."""
    marks = [db.handles.mark(code), unkeyed_mark(code)]
    found = db.execute("SELECT words FROM forgotten WHERE hash IN (?, ?)", marks).fetchall()
    return any(number & 1 for (number,) in found)


def remember(db: Connection, code: str, subject: str, words: bool = True) -> None:
    """Mark a person or an item."""
    db.execute(
        "INSERT INTO forgotten (hash, words) VALUES (?, ?) "
        "ON CONFLICT (hash) DO UPDATE SET words = excluded.words",
        [db.handles.mark(code, subject), int(words)],
    )


def remember_purge(db: Connection, code: str) -> None:
    db.execute(
        "INSERT INTO forgotten (hash, words) VALUES (?, 1) "
        "ON CONFLICT (hash) DO UPDATE SET words = forgotten.words | 1",
        [db.handles.mark(code)],
    )


def learn(db: Statements, marks: Marks) -> None:
    """Add marks that another copy of the store has."""
    for mark, number in marks.items():
        db.execute(
            "INSERT INTO forgotten (hash, words) VALUES (?, ?) ON CONFLICT (hash) "
            "DO UPDATE SET words = excluded.words WHERE excluded.words > forgotten.words",
            [mark, number],
        )


def unmark_purged(db: Connection, code: str) -> None:
    """Note that a purged gathering is imported again. The mark stays, because lists of erasures have it.
    Marks of erased people and items stay, too."""
    for mark in (db.handles.mark(code), unkeyed_mark(code)):
        db.execute("UPDATE forgotten SET words = words + (words & 1) WHERE hash = ?", [mark])
