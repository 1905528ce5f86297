"""The port Photos in tables."""

from openspace.ledger.port import Photo
from openspace.ledger.sql import pictures
from openspace.ledger.sql.meta import mark_scrub_due
from openspace.ledger.sql.transactions import Transactions


class SqlPhotos(Transactions):
    def keep_photo(self, code: str, photo: Photo, by: str | None = None, at: str = "") -> bool:
        with self._transaction(code) as db:
            is_here = by in (None, "host") or pictures.is_here(db, code, by)
            if is_here:
                pictures.keep(db, code, photo, by, at)
            return is_here

    def photo(self, code: str, id: str) -> Photo | None:
        with self._read() as db:
            row = db.execute(
                "SELECT id, jpeg, width, height FROM photos WHERE gathering = ? AND id = ?",
                [code, id],
            ).fetchone()
            return Photo(*row) if row else None

    def notes_with(self, code: str, photo: str) -> list[str]:
        with self._read() as db:
            return pictures.notes_with(db, code, photo)

    def photo_bytes(self, code: str, by: str | None = None) -> tuple[int, int]:
        with self._read() as db:
            own = sum(pictures.sent_by(db, code, by).values())
            return pictures.total_bytes(db, code), own

    def delete_unshown_photos(self, before: str) -> int:
        with self._read() as db:
            codes = pictures.codes_with_unshown(db, before)
        deleted = 0
        for code in codes:
            with self._transaction(code) as db:
                deleted += pictures.delete_unshown(db, code, before)
                mark_scrub_due(db)
        return deleted
