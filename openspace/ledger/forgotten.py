"""Whom and which gatherings the store has forgotten: kept as marks, so that a backup brings nobody back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Reappeared:
    """A gathering or, with `person`, somebody in it; `words` says whether theirs were forgotten, too."""

    code: str
    person: str
    words: bool


class Forgotten:
    """Marks (`Handles.mark`) and whether the words went as well."""

    def __init__(self, marks: Mapping[str, bool], mark: Callable[[str, str], str]) -> None:
        self._marks, self._mark = marks, mark

    def __bool__(self) -> bool:
        return bool(self._marks)

    def words_of(self, code: str, person: str = "", joined: str = "") -> bool | None:
        """Whether the words of `person`, who joined at that moment, were forgotten, too; None for one who
        was not forgotten. Without `person`: whether the gathering was purged."""
        of_today = self._mark(code, mark_subject(person, joined))
        # Marks of earlier versions do not say when the person joined.
        for mark in (of_today, self._mark(code, person), unkeyed_mark(code, person)):
            if (words := self._marks.get(mark)) is not None:
                return words
        return None

    def among(
        self, codes: Iterable[str], people: Iterable[tuple[str, str, str]]
    ) -> list[Reappeared]:
        """Which of these gatherings, and of these people (code, id, when they joined) in others, were
        forgotten."""
        purged = {code for code in codes if self.words_of(code) is not None}
        found = [Reappeared(code, "", True) for code in purged]
        for code, person, joined in people:
            words = self.words_of(code, person, joined)
            if words is not None and code not in purged:
                found.append(Reappeared(code, person, words))
        return found


def mark_subject(person: str, joined: str) -> str:
    """Whom a mark is of. After a backup was restored, ids that were given since are given again: who has
    one of these now must not be forgotten for who had it."""
    return f"{person} {joined}" if joined else person


def unkeyed_mark(code: str, person: str = "") -> str:
    """A mark as it was before marks had a key. It can be turned back by trying all people there may have
    been, which is how the migration makes today's of it; those of gatherings that are gone stay as they are.
    """
    return sha256(f"{code}/{person}".encode()).hexdigest()
