"""Statements on many rows, in batches."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from openspace.ledger.sql.columns import RECEIPT_START, columns_of
from openspace.ledger.sql.connection import Statements

T = TypeVar("T")

_SIZES = (32, 4, 1)
"""Rows in one statement. There are few sizes, because SQLite parses each again, and all stay below its limit
of 999 values."""


def insert(db: Statements, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows with values for all columns."""
    for batch in batches(rows):
        db.execute(_insert_into(table, len(batch)), [value for row in batch for value in row])


def delete(db: Statements, table: str, code: str, ids: Sequence[str]) -> None:
    """Delete the rows `ids` of the stream `code`."""
    for batch in batches(ids):
        db.execute(_delete_from(table, len(batch)), [code, *batch])


def receipts(db: Statements, code: str, starts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the (id, answer) of the stream's receipts whose ids begin with one of `starts`."""
    for batch in batches(starts):
        yield from db.execute(_receipts_of(len(batch)), [code, *batch])


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    begin = 0
    for size in _SIZES:
        while len(rows) - begin >= size:
            yield rows[begin : begin + size]
            begin += size


def marks(rows: int, width: int) -> str:
    """Return the placeholders of so many rows."""
    return ", ".join([f"({', '.join('?' * width)})"] * rows)


@cache
def _insert_into(table: str, rows: int) -> str:
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES {marks(rows, len(columns))}"


@cache
def _delete_from(table: str, rows: int) -> str:
    return f"DELETE FROM {table} WHERE gathering = ? AND id IN {marks(1, rows)}"


@cache
def _receipts_of(rows: int) -> str:
    return (
        "SELECT id, answer FROM receipts "
        f"WHERE gathering = ? AND substr(id, 1, {RECEIPT_START}) IN {marks(1, rows)}"
    )
