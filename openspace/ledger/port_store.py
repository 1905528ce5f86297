"""A store, open or not, and the operations on it from outside."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openspace.ledger.erasure_list import ErasureList
from openspace.ledger.port import Ledger
from openspace.ledger.sql.whole import WholeStore


class StoreTrouble(Exception):
    """Why the operation failed, as one sentence. The existing store is unchanged."""


@dataclass(frozen=True)
class Check:
    """Result of one check. `ok` is True, False, or None for mere information; `says` is a sentence."""

    name: str
    ok: bool | None
    says: str


@dataclass(frozen=True)
class Copied:
    """Result of a backup or restore. `gatherings` is their number. `before` is the new path of the store that
    was replaced, if there was one. `marks_lost` is True if its erasure marks could not be read."""

    path: Path
    gatherings: int
    fingerprint: str
    before: Path | None = None
    marks_lost: bool = False


class Store(Protocol):
    @property
    def secret_file(self) -> Path | None:
        """Return the path of the store's secret, which no backup contains."""

    @property
    def erasure_list(self) -> ErasureList | None:
        """Return the list of erasures, which no backup contains."""

    @property
    def engine(self) -> str:
        """Return the name and version of the database."""

    def exists(self) -> bool: ...

    def open(self) -> Ledger:
        """Open the store, and create it if it does not exist. Raises Unwritable with a sentence."""

    def check(self) -> None:
        """Raise StoreTrouble if the file is damaged, or is not a store of ours and cannot become one."""

    def findings(self) -> list[Check]:
        """Return the checks that a facilitator makes the evening before: writing, power cuts, disk space."""

    def back_up(self, to: Path) -> Copied:
        """Copy the store to the new file `to`, also while it is in use. Raises StoreTrouble."""

    def restore(self, file: Path) -> Copied:
        """Replace the store by the copy `file`; the present one is moved aside. Raises StoreTrouble."""

    def whole(self) -> AbstractContextManager[WholeStore]:
        """Read all rows as of now, also while the store is in use. Raises StoreTrouble."""

    def fill(self, source: WholeStore) -> str:
        """Make this store, which must be empty, with the rows and the secret of `source`. Return its
        fingerprint, which is that of `source`. If it fails, the store stays empty. Raises StoreTrouble."""

    def make_new_secret(self) -> None:
        """Replace the secret, which invalidates all tokens. Raises Unwritable, also if a server has the store
        open."""
