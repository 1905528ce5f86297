"""A change: what happened, and which rows it put or dropped. This is the only definition of a change's
effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Row = Mapping[str, Any]
Puts = Mapping[str, Sequence[Row]]
Drops = Mapping[str, Sequence[str]]

ERASING = frozenset({"erase_me", "forget_people", "erase_hidden"})
"""Names of the changes that do more than they put and drop: the log is rewritten, and every screen fetches
the state."""


@dataclass(frozen=True)
class Change:
    """One step of a gathering. `seq` is contiguous in a gathering; `by` is a person's id, "host" or None."""

    seq: int
    name: str
    at: str
    by: str | None
    puts: Puts = field(default_factory=dict)
    drops: Drops = field(default_factory=dict)

    @cached_property
    def touched(self) -> frozenset[tuple[str, str]]:
        """The (table, id) of each row that it puts or drops."""
        put = [(table, row["id"]) for table, rows in self.puts.items() for row in rows]
        dropped = [(table, id) for table, ids in self.drops.items() for id in ids]
        return frozenset([*put, *dropped])

    def as_dict(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "name": self.name,
            "at": self.at,
            "by": self.by,
            "puts": {table: list(rows) for table, rows in self.puts.items()},
            "drops": {table: list(ids) for table, ids in self.drops.items()},
        }
