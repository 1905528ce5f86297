"""The photos of the ledger in memory, and their senders."""

from openspace.domain.stream import Stream
from openspace.ledger.port import Photo


class MemoryPhotos:
    def __init__(self) -> None:
        super().__init__()
        self._photos: dict[tuple[str, str], Photo] = {}
        self._senders: dict[tuple[str, str], str | None] = {}
        self._sent_at: dict[tuple[str, str], str] = {}

    def stream(self, code: str) -> Stream:
        raise NotImplementedError

    def keep_photo(self, code: str, photo: Photo, by: str | None = None, at: str = "") -> bool:
        if by not in (None, "host") and self.stream(code).row("people", str(by)) is None:
            return False
        self._photos[code, photo.id] = photo
        self._senders[code, photo.id] = by
        self._sent_at[code, photo.id] = at
        return True

    def delete_unshown_photos(self, before: str) -> int:
        old = [key for key in self._photos if self._sent_at.get(key, "") < before]
        unshown = [(code, id) for code, id in old if not self.notes_with(code, id)]
        for key in unshown:
            del self._photos[key]
            self._senders.pop(key, None)
        return len(unshown)

    def photo_bytes(self, code: str, by: str | None = None) -> tuple[int, int]:
        sizes = {key: len(photo.jpeg) for key, photo in self._photos.items() if key[0] == code}
        own = [size for key, size in sizes.items() if by and self._senders.get(key) == by]
        return sum(sizes.values()), sum(own)

    def photo(self, code: str, id: str) -> Photo | None:
        return self._photos.get((code, id))

    def notes_with(self, code: str, photo: str) -> list[str]:
        notes = self.stream(code).rows("notes")
        return [note["id"] for note in notes if note["photo"] == photo]

    def photos_of(self, code: str, person: str) -> set[str]:
        return {id for (of, id), by in self._senders.items() if of == code and by == person}
