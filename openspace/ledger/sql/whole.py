"""A whole store as rows, to be copied into another store of any kind, and its fingerprint.

All kinds of store have the same tables and columns, and rows are the same in all of them: truth values are
numbers, lists and dicts are JSON text, and people are encrypted with the store's secret, which the copy
shares.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openspace.ledger.sql.columns import stored_tables

Row = Sequence[Any]
Query = Callable[[str], Iterable[Row]]
"""Executes a statement without values, and returns its rows one after the other."""

_OF_ONE_STORE = ("steps", "written by")
"""Values of the table `house` that say how this store came to be."""


@dataclass(frozen=True)
class WholeStore:
    """A store as of one moment: its `secret`, and the rows of each table in the order of their keys."""

    secret: bytes
    query: Query


@dataclass(frozen=True)
class StoredTable:
    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


def tables(
    query: Query, there: Mapping[str, Collection[str]] | None = None
) -> Iterator[StoredTable]:
    """Return the tables in a fixed order. `there` are the columns of a store of an older version."""
    for table, (columns, key) in sorted(stored_tables().items()):
        found = columns if there is None else set(columns) & set(there.get(table, ()))
        if not found:
            continue
        names = tuple(sorted(found))
        quoted = ", ".join(f'"{name}"' for name in names)
        where = f" WHERE name NOT IN {_OF_ONE_STORE}" if table == "house" else ""
        by_key = ", ".join(f'"{name}"' for name in key)
        statement = f'SELECT {quoted} FROM "{table}"{where} ORDER BY {by_key}'
        yield StoredTable(table, names, query(statement))


class Fingerprint:
    """SHA-256 over every row of every table: two stores with the same fingerprint contain the same rows. It
    does not depend on the kind of store, on pages and indexes, or on the order in which rows were written."""

    def __init__(self) -> None:
        self._whole = hashlib.sha256()

    def passing(self, table: StoredTable) -> Iterator[Row]:
        """Yield the rows of the table, and add them."""
        self._whole.update(f"\x1d{table.name}\x1d".encode())
        for row in table.rows:
            for value in row:
                self._add(value)
            yield row

    def add(self, table: StoredTable) -> None:
        for _ in self.passing(table):
            pass

    def hexdigest(self) -> str:
        return self._whole.hexdigest()

    def _add(self, value: object) -> None:
        """Hash the value with its type and length, so that 1 differs from "1", and "ab" + "c" from "a" +
        "bc"."""
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        self._whole.update(f"\x1e{type(value).__name__}{len(data)}:".encode())
        self._whole.update(data)


def fingerprint(query: Query, there: Mapping[str, Collection[str]] | None = None) -> str:
    whole = Fingerprint()
    for table in tables(query, there):
        whole.add(table)
    return whole.hexdigest()
