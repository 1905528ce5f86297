"""The list of erasures: a file beside the store that no backup contains and no restore replaces
(docs/decisions/0079-erasures-after-a-restore.md).

Its first line says to which secret it belongs. Each other line is an erasure mark (`Handles.mark`) and its
number, as in the table `forgotten`. Lines are sorted, so their order says nothing.
"""

import hmac
import logging
from collections.abc import Mapping
from pathlib import Path

from openspace.ledger.files import match_owner, replaced_atomically

log = logging.getLogger(__name__)

Marks = Mapping[str, int]

_FIRST = "openspace erasures"


class ErasureList:
    def __init__(self, path: Path, owner: Path | None = None) -> None:
        """The file gets the owner of the file `owner`."""
        self.path, self._owner = path, owner
        self._said = ""

    def read(self, secret: bytes) -> dict[str, int]:
        """Return the marks; none if there is no list, or if it cannot be used, which is logged once."""
        try:
            return self._own(secret)
        except (OSError, ValueError) as error:
            self._say(error)
        return {}

    def trouble(self, secret: bytes) -> str:
        """Return why the list tells nothing, as the end of a sentence; empty if it can be read."""
        try:
            self.marks(secret)
        except (OSError, ValueError) as error:
            return self._sentence(error)
        return ""

    def add(self, secret: bytes, marks: Marks) -> bool:
        """Add the marks. Return False if the file cannot be written. A list that cannot be used is left as
        it is, because it may be the list of another secret that somebody needs."""
        try:
            before = self._own(secret)
            after = newest_of(before, marks)
            if after != before:
                self._write(secret, after)
        except (OSError, ValueError) as error:
            self._say(error)
            return isinstance(error, ValueError)
        return True

    def take(self, other: "ErasureList", secret: bytes) -> None:
        """Add the marks of another list. Raises OSError, and ValueError with why it cannot be used."""
        marks = other.marks(secret)
        self._write(secret, newest_of(self._own(secret), marks))

    def marks(self, secret: bytes) -> dict[str, int]:
        """Return the marks. Raises OSError, and ValueError with why the list cannot be used."""
        lines = self.path.read_text(encoding="ascii", errors="replace").splitlines()
        if not lines or not lines[0].startswith(_FIRST):
            raise ValueError("is no list of erasures")
        if not hmac.compare_digest(lines[0], _first_line(secret)):
            raise ValueError("is the list of a store with another secret")
        try:
            return {mark: int(number) for mark, number in map(str.split, lines[1:])}
        except ValueError:
            raise ValueError("is damaged") from None

    def _own(self, secret: bytes) -> dict[str, int]:
        return self.marks(secret) if self.path.is_file() else {}

    def _write(self, secret: bytes, marks: Marks) -> None:
        lines = (f"{mark} {number}" for mark, number in sorted(marks.items()))
        with replaced_atomically(self.path) as new:
            new.write_text("\n".join([_first_line(secret), *lines, ""]), encoding="ascii")
            if self._owner:
                match_owner(new, self._owner)

    def _say(self, error: Exception) -> None:
        said = self._sentence(error)
        if said != self._said:
            self._said = said
            log.warning("%s (erasures are listed there)", said)

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, FileNotFoundError):
            return f"{self.path} is missing"
        if isinstance(error, OSError):
            return f"{self.path} cannot be used: {(error.strerror or str(error)).lower()}"
        return f"{self.path} {error}"


def newest_of(*of: Marks) -> dict[str, int]:
    """Return all marks, each with its highest number."""
    newest: dict[str, int] = {}
    for marks in of:
        for mark, number in marks.items():
            newest[mark] = max(number, newest.get(mark, 0))
    return newest


def _first_line(secret: bytes) -> str:
    check = hmac.digest(secret, b"openspace: whose list of erasures is it", "sha256")[:16]
    return f"{_FIRST} {check.hex()}"
