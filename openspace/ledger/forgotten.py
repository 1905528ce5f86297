"""Marks of erased people, erased or retracted items, and purged gatherings. With them the store erases again
what a backup brings back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from openspace.domain.change import Row


@dataclass(frozen=True)
class Reappeared:
    """An erased person, or a purged gathering (`person` is empty), that is in the store again.

    `words` is True if the person's words were erased as well.
    """

    code: str
    person: str
    words: bool


class Forgotten:
    """The erasure marks (see `Handles.mark`), each with a number.

    Of a person: 1 if their words were erased as well. Of an item: 1. Of a gathering: odd if it was purged,
    even if it was imported again. Numbers only grow, so that of two copies the higher one is the later.
    """

    def __init__(self, marks: Mapping[str, int], mark: Callable[[str, str], str]) -> None:
        self._marks, self._mark = marks, mark

    def __bool__(self) -> bool:
        return bool(self._marks)

    def words_of(self, code: str, person: str = "", joined: str = "") -> bool | None:
        """Return whether the words of `person`, who joined at `joined`, were erased as well. Return None if
        the person was not erased. Without `person` the question is whether the gathering was purged."""
        of_today = self._mark(code, mark_subject(person, joined))
        # Marks of earlier versions do not include when the person joined.
        for mark in (of_today, self._mark(code, person), unkeyed_mark(code, person)):
            if (number := self._marks.get(mark)) is not None:
                return bool(number) if person or number & 1 else None
        return None

    def has_item(self, code: str, table: str, row: Row) -> bool:
        return self._mark(code, item_subject(table, row)) in self._marks

    def among(
        self, codes: Iterable[str], people: Iterable[tuple[str, str, str]]
    ) -> list[Reappeared]:
        """Return which of these gatherings, and which of these people, were erased. `people` yields (code,
        person id, time of joining). People in a purged gathering are not listed separately."""
        purged = {code for code in codes if self.words_of(code) is not None}
        found = [Reappeared(code, "", True) for code in purged]
        for code, person, joined in people:
            words = self.words_of(code, person, joined)
            if words is not None and code not in purged:
                found.append(Reappeared(code, person, words))
        return found


def item_subject(table: str, row: Row) -> str:
    """Return what the mark of an item is computed from. Ids are reused after a restore, as those of people
    are."""
    return f"{table} {row['id']} {row.get('at') or row.get('day')}"


def mark_subject(person: str, joined: str) -> str:
    """Return what the mark of a person is computed from: the id and the time of joining.

    Person ids are reused after a backup is restored. The time keeps a new person from being erased because
    somebody earlier had the same id.
    """
    return f"{person} {joined}" if joined else person


def unkeyed_mark(code: str, person: str = "") -> str:
    """Return a mark in the format of older versions, which used no key.

    Such a mark can be reversed by trying all possible people. The migration uses that to compute today's
    marks; those of gatherings that no longer exist keep the old format.
    """
    return sha256(f"{code}/{person}".encode()).hexdigest()
