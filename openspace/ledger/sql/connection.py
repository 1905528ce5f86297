"""What a connection to a store does: statements with `?` for each value.

All statements in this package are SQL that SQLite and PostgreSQL understand. `json_each(?)` yields the rows
`value` of a JSON list; `postgres/statements.py` translates it, and the placeholders.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from openspace.ledger.handles import Handles


class Rows(Protocol):
    """The result of a statement."""

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...

    def close(self) -> None: ...


class Statements(Protocol):
    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows: ...

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> Any: ...


class Connection(Statements, Protocol):
    """A connection that can decrypt the person columns of a row."""

    handles: Handles

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows, each with values for all columns in the order of `columns.stored_tables`."""

    def delete(self, table: str, code: str, ids: Sequence[str]) -> None:
        """Delete the rows `ids` of the stream `code`."""

    def receipts(self, code: str, starts: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Return the (id, answer) of the stream's receipts whose ids begin with one of `starts`, each of
        RECEIPT_START characters."""

    def hide_rewritten(self, table: str, code: str) -> None:
        """Hide which of the stream's rows were rewritten in this transaction."""

    def port_errors(self) -> AbstractContextManager[None]:
        """Raise the errors that the port declares (Conflict, Unwritable) instead of the database's."""
