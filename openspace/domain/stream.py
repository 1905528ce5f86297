"""A stream: tables of rows that result from a log of changes. A gathering is one kind, a community another
(`kinds.py`)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from openspace.domain.change import Change, Row

Tables = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True)
class Stream:
    """A stream as of change `seq`. Immutable: `apply` returns a new one.

    Readers on other threads may keep an older one as long as they like.
    """

    NAME: ClassVar[str] = ""
    """Name of the kind on the wire: "gathering" or "community"."""

    TABLES: ClassVar[tuple[str, ...]] = ()
    """The tables of this kind of stream (`tables.py`). The first has one row, about the stream itself."""

    TITLE: ClassVar[str] = "title"
    """The column of that row that says what people call the stream."""

    seq: int = 0
    tables: Tables = field(default_factory=dict)
    at: str = field(default="", compare=False)
    """Time of change `seq`, ISO 8601."""

    origin: str = field(default="", compare=False)
    """Random, from when the stream was opened or imported. A stream that was deleted and imported again has
    the same code, and perhaps the same seq, but not the same words."""

    def apply(self, change: Change) -> Self:
        """Return the stream after `change`. Raises ValueError if a change is missing in between."""
        if change.seq != self.seq + 1:
            raise ValueError(f"change {change.seq} does not follow {self.seq}")
        touched = {
            table: dict(self.tables.get(table, {})) for table in (*change.drops, *change.puts)
        }
        _take_effect(touched, change)
        return type(self)(change.seq, {**self.tables, **touched}, change.at, self.origin)

    def replay(self, changes: Iterable[Change]) -> Self:
        """Apply `changes` one after the other, without a copy for each."""
        tables = {table: dict(rows) for table, rows in self.tables.items()}
        seq, at = self.seq, self.at
        for change in changes:
            if change.seq != seq + 1:
                raise ValueError(f"change {change.seq} does not follow {seq}")
            seq, at = change.seq, change.at
            _take_effect(tables, change)
        return type(self)(seq, tables, at, self.origin)

    @property
    def version(self) -> str:
        """Return what no other state of a stream with this code has: a part of cache keys and ETags."""
        return f"{self.seq}{self.origin and '.'}{self.origin}"

    @property
    def info(self) -> Any:
        """Return the row of the stream itself."""
        return next(iter(self.rows(self.TABLES[0])))

    @property
    def code(self) -> str:
        """Return the key of the stream in the store: a gathering's code, or `c.<slug>` of a community."""
        return str(self.info["id"])

    @property
    def title(self) -> str:
        return str(self.info[self.TITLE])

    def shown_name(self, person: str | None) -> str | None:
        """Return the name to show for `person`; None for an anonymous or erased person."""
        row = self.row("people", person) if person else None
        return (row["name"] or None) if row else None

    def rows(self, table: str) -> Collection[Row]:
        return self.tables.get(table, {}).values()

    def row(self, table: str, id: str) -> Row | None:
        return self.tables.get(table, {}).get(id)


def _take_effect(tables: dict[str, dict[str, Row]], change: Change) -> None:
    for table, ids in change.drops.items():
        rows = tables.setdefault(table, {})
        for id in ids:
            rows.pop(id, None)
    for table, put in change.puts.items():
        tables.setdefault(table, {}).update({row["id"]: row for row in put})
