"""How the parts of a ledger in tables reach the database. `sqlite/pool.py` and `postgres/pool.py` implement
it."""

import logging
from contextlib import AbstractContextManager

from openspace.ledger.port import Generation, Head
from openspace.ledger.sql.connection import Connection

log = logging.getLogger(__name__)


class Transactions:
    trouble: str | None = None

    def secret(self) -> bytes:
        raise NotImplementedError

    def _transaction(self, code: str = "") -> AbstractContextManager[Connection]:
        """Run a transaction that writes. Nobody else writes the stream `code` from its beginning to its end.
        Raises Conflict, Unwritable."""
        raise NotImplementedError

    def _read(self) -> AbstractContextManager[Connection]:
        """Read from one consistent snapshot. A writer neither waits for it nor changes it. Raises
        Unreadable."""
        raise NotImplementedError

    def _read_on_own_connection(self) -> AbstractContextManager[Connection]:
        """Read like `_read`, but so that a long query does not block other readers."""
        raise NotImplementedError

    def _head(self, code: str) -> Head | None:
        """Return the stream's head, or None if there is none or it cannot be read. Every request needs
        this."""
        raise NotImplementedError

    def _is_cut_off(self) -> bool:
        """Return whether the store could not be read for so long that what was read before is not answered
        any more: another machine may have taken something back since."""
        return False

    def _read_generation(self, code: str, person: str) -> Generation:
        """Return the generation of this person's tokens. Every command of a person needs this. Raises
        Unreadable."""
        raise NotImplementedError

    def _read_host_key_hash(self, code: str) -> str | None:
        """Return the hash of the stream's host key. Raises Unreadable."""
        with self._read() as db:
            row = db.execute("SELECT hash FROM host_keys WHERE gathering = ?", [code]).fetchone()
            return row[0] if row else None

    def _log_trouble(self, trouble: str | None) -> None:
        """Log once when the store starts to fail, and once when it works again."""
        if trouble and trouble != self.trouble:
            log.error("the store cannot be written: %s", trouble)
        elif self.trouble and not trouble:
            log.warning("the store can be written again")
        self.trouble = trouble

    def _on_rollback(self, code: str) -> None:
        """Called after a transaction on the stream `code` was rolled back."""
