"""The store `memory:`, which is lost when the process ends."""

from contextlib import AbstractContextManager
from pathlib import Path

from openspace.languages.text import _
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port_store import Check, Copied, StoreTrouble
from openspace.ledger.sql.whole import WholeStore


class MemoryStore:
    secret_file = None
    erasure_list = None
    engine = "memory only"

    def exists(self) -> bool:
        return False

    def open(self) -> MemoryLedger:
        return MemoryLedger()

    def check(self) -> None:
        """Do nothing, because there is no file that could be damaged."""

    def findings(self) -> list[Check]:
        return [Check(_("Database"), None, _("All is in memory, and gone when the server ends."))]

    def back_up(self, to: Path) -> Copied:
        raise StoreTrouble("What is in memory only cannot be copied.")

    def restore(self, file: Path) -> Copied:
        raise StoreTrouble("A backup is restored into a file: name it with --db FILE.")

    def whole(self) -> AbstractContextManager[WholeStore]:
        raise StoreTrouble("What is in memory only cannot be copied.")

    def fill(self, source: WholeStore) -> str:
        raise StoreTrouble("What is in memory only is lost at once. Name a file or a database.")

    def make_new_secret(self) -> None:
        """Do nothing, because each opening makes a new secret."""
