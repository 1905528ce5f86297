"""Finds and opens the store that an address names."""

from pathlib import Path

from openspace.config import is_postgres
from openspace.ledger.port import Ledger
from openspace.ledger.port_store import Store
from openspace.runtime.event_loop import EventLoop

_IN_MEMORY = "memory:"

SECRET_FILE = Path("sessions.secret")
"""The secret of a store in PostgreSQL, unless another file is named. SQLite's is beside the store."""


def store_at(
    address: str | Path, secret_file: Path | None = None, loop: EventLoop | None = None
) -> Store:
    """Return the store at `address`: `memory:`, the path of a file, or `postgresql://…`.

    `secret_file` is for PostgreSQL. Its store is used on the event loop `loop`.
    """
    if is_postgres(address):
        from openspace.ledger.postgres.server import PostgresStore

        return PostgresStore(str(address), secret_file or SECRET_FILE, loop)
    if str(address) == _IN_MEMORY:
        from openspace.ledger.memory_store import MemoryStore

        return MemoryStore()
    from openspace.ledger.sqlite.file import SqliteFile

    return SqliteFile(Path(address))


def open_store(
    address: str | Path, secret_file: Path | None = None, loop: EventLoop | None = None
) -> Ledger:
    """Open the store at `address`. Raises Unwritable with a sentence."""
    return store_at(address, secret_file, loop).open()
