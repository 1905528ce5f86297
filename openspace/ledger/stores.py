"""A store, open or not: which kind an address names, and what can be done with it from outside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openspace.ledger.port import Ledger

_IN_MEMORY = "memory:"


class StoreTrouble(Exception):
    """Why it cannot be done, as one sentence. What was there before is there still."""


@dataclass(frozen=True)
class Check:
    """`ok` is True, False, or None for what is only worth knowing."""

    name: str
    ok: bool | None
    says: str


@dataclass(frozen=True)
class Copied:
    """`gatherings` is how many; `before` is where the store that stood there went, if there was one;
    `marks_lost`: that one could not say whom it had forgotten.
    """

    path: Path
    gatherings: int
    fingerprint: str
    before: Path | None = None
    marks_lost: bool = False


class Store(Protocol):
    @property
    def secret_file(self) -> Path | None:
        """Where its secret is, which no backup holds."""

    @property
    def engine(self) -> str:
        """What keeps it, with the version."""

    def exists(self) -> bool: ...

    def open(self) -> Ledger:
        """Makes it where there is none. Raises Unwritable with a sentence."""

    def check(self) -> None:
        """Raises StoreTrouble when it is no store of ours and cannot become one, or is damaged."""

    def findings(self) -> list[Check]:
        """What a facilitator wants to know the evening before: writes, power cuts, room."""

    def back_up(self, to: Path) -> Copied:
        """Copies it, in use or not, to the new file `to`. Raises StoreTrouble."""

    def restore(self, file: Path) -> Copied:
        """Makes the copy `file` the store; the one that stood there is moved aside. Raises StoreTrouble."""

    def make_new_secret(self) -> None:
        """All tokens end. Raises Unwritable, also when a server has it open."""


def store_at(address: str | Path) -> Store:
    """`memory:`, or the path of a file."""
    if str(address) == _IN_MEMORY:
        from openspace.ledger.memory_store import MemoryStore

        return MemoryStore()
    from openspace.ledger.sqlite.file import SqliteFile

    return SqliteFile(Path(address))


def open_store(address: str | Path) -> Ledger:
    """Raises Unwritable with a sentence when it cannot be opened."""
    return store_at(address).open()
