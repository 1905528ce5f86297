"""Pictures in SQLite: their bytes, and who sent each."""

import sqlite3

from openspace.ledger.port import Photo


def keep(db: sqlite3.Connection, code: str, photo: Photo, by: str | None) -> None:
    values = [code, photo.id, photo.jpeg, photo.width, photo.height]
    db.execute("INSERT OR IGNORE INTO photos VALUES (?, ?, ?, ?, ?)", values)
    if by:
        db.execute("INSERT OR IGNORE INTO photo_senders VALUES (?, ?, ?)", [code, photo.id, by])


def sent_by(db: sqlite3.Connection, code: str, person: str | None) -> dict[str, int]:
    """Ids of the pictures that `person` (or "host") sent, each with its bytes."""
    rows = db.execute(
        "SELECT s.id, s.person, length(p.jpeg) FROM photo_senders s JOIN photos p "
        "ON p.gathering = s.gathering AND p.id = s.id WHERE s.gathering = ?",
        [code],
    )
    return {id: size for id, sender, size in rows if sender == person}


def total_bytes(db: sqlite3.Connection, code: str) -> int:
    row = db.execute("SELECT sum(length(jpeg)) FROM photos WHERE gathering = ?", [code]).fetchone()
    return int(row[0] or 0)
