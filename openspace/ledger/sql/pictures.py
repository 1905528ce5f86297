"""Photos: their bytes and their senders."""

from collections.abc import Iterable

from openspace.ledger.port import Photo
from openspace.ledger.sql.connection import Connection

_UNSHOWN = (
    "coalesce(at, '') < ? AND NOT EXISTS "
    "(SELECT 1 FROM notes n WHERE n.gathering = p.gathering AND n.photo = p.id)"
)


def keep(db: Connection, code: str, photo: Photo, by: str | None = None, at: str = "") -> None:
    values = [code, photo.id, photo.jpeg, photo.width, photo.height, at]
    db.execute(
        "INSERT INTO photos (gathering, id, jpeg, width, height, at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        values,
    )
    if by:
        db.execute(
            "INSERT INTO photo_senders VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [code, photo.id, db.handles.seal_sender(code, photo.id, by)],
        )


def is_here(db: Connection, code: str, person: str | None) -> bool:
    """Return whether the sender is in the gathering, and was not erased while the photo was received."""
    this = "SELECT 1 FROM people WHERE gathering = ? AND id = ?"
    return db.execute(this, [code, person]).fetchone() is not None


def sent_by(db: Connection, code: str, person: str | None) -> dict[str, int]:
    """Return the photos that `person` (or "host") sent: id → bytes."""
    rows = db.execute(
        "SELECT s.id, s.person, length(p.jpeg) FROM photo_senders s JOIN photos p "
        "ON p.gathering = s.gathering AND p.id = s.id WHERE s.gathering = ?",
        [code],
    )
    return {
        id: size for id, sender, size in rows if db.handles.open_sender(code, id, sender) == person
    }


def total_bytes(db: Connection, code: str) -> int:
    row = db.execute("SELECT sum(length(jpeg)) FROM photos WHERE gathering = ?", [code]).fetchone()
    return int(row[0] or 0)


def notes_with(db: Connection, code: str, photo: str) -> list[str]:
    rows = db.execute("SELECT id FROM notes WHERE gathering = ? AND photo = ?", [code, photo])
    return [id for (id,) in rows]


def codes_with_unshown(db: Connection, before: str) -> list[str]:
    """Return the gatherings with photos that `delete_unshown` would delete."""
    found = db.execute(f"SELECT DISTINCT gathering FROM photos p WHERE {_UNSHOWN}", [before])
    return [code for (code,) in found]


def delete_unshown(db: Connection, code: str, before: str) -> int:
    """Delete the gathering's photos that were sent before the time `before` and that no note shows; hidden
    notes count."""
    found = db.execute(
        f"SELECT id FROM photos p WHERE {_UNSHOWN} AND gathering = ?", [before, code]
    ).fetchall()
    delete(db, code, [id for (id,) in found])
    return len(found)


def delete(db: Connection, code: str, photos: Iterable[str]) -> None:
    for photo in photos:
        db.execute("DELETE FROM photos WHERE gathering = ? AND id = ?", [code, photo])
        db.execute("DELETE FROM photo_senders WHERE gathering = ? AND id = ?", [code, photo])


def forget_sender(db: Connection, code: str, person: str) -> None:
    for photo in sent_by(db, code, person):
        db.execute("DELETE FROM photo_senders WHERE gathering = ? AND id = ?", [code, photo])
