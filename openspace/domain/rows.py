"""Makes rows: new ones with the defaults of their table, changed ones, and older ones completed."""

from typing import Any, TypeVar, cast

from openspace.domain.change import Row
from openspace.domain.tables import CATALOGUE, DECLARED

T = TypeVar("T")

_TABLE_OF = {declared: name for name, (declared, _) in DECLARED.items()}


def new(kind: type[T], /, **columns: Any) -> T:
    """Return a row of the table `kind`, such as Topic: `columns`, and defaults for all others.

    Raises TypeError if the table has no such column, or if one without a default is missing.
    """
    table = CATALOGUE[_TABLE_OF[kind]]
    row = {**table.defaults, **columns}
    if len(row) > len(table.columns):
        unknown = sorted(columns.keys() - table.columns.keys())
        raise TypeError(f"{table.name} has no column {', '.join(unknown)}")
    if not table.required <= columns.keys():
        missing = sorted(table.required - columns.keys())
        raise TypeError(f"a new row of {table.name} needs {', '.join(missing)}")
    for name in table.containers:
        if name not in columns:
            row[name] = row[name].copy()
    return cast(T, row)


def with_columns(row: T, /, **columns: Any) -> T:
    """Return `row` with `columns` replaced. Raises TypeError if it has no such column."""
    before = cast(Row, row)
    if unknown := sorted(columns.keys() - before.keys()):
        raise TypeError(f"the row has no column {', '.join(unknown)}")
    return cast(T, {**before, **columns})


def completed(table: str, row: Row) -> dict[str, Any]:
    """Return an older row with the columns that were added since it was written."""
    columns = CATALOGUE[table].columns
    return {**{name: c.missing for name, c in columns.items() if name not in row}, **row}
