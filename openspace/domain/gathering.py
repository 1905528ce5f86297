"""The rows of one gathering, how a change is applied to them, and the lookups the rules need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from openspace.domain.change import Change, Row

Tables = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True)
class Gathering:
    """A gathering as it stood after change `seq`. Never altered: `apply` answers a new one.

    Readers on other threads may hold an older one as long as they like.
    """

    seq: int = 0
    tables: Tables = field(default_factory=dict)
    at: str = field(default="", compare=False)
    """When change `seq` happened, ISO 8601."""

    def apply(self, change: Change) -> Gathering:
        """The gathering after `change`. Raises ValueError when a change is missing in between."""
        if change.seq != self.seq + 1:
            raise ValueError(f"change {change.seq} does not follow {self.seq}")
        touched = {
            table: dict(self.tables.get(table, {})) for table in (*change.drops, *change.puts)
        }
        _take_effect(touched, change)
        return Gathering(change.seq, {**self.tables, **touched}, change.at)

    def replay(self, changes: Iterable[Change]) -> Gathering:
        """The same as applying `changes` one after the other, without a copy for each."""
        tables = {table: dict(rows) for table, rows in self.tables.items()}
        seq, at = self.seq, self.at
        for change in changes:
            if change.seq != seq + 1:
                raise ValueError(f"change {change.seq} does not follow {seq}")
            seq, at = change.seq, change.at
            _take_effect(tables, change)
        return Gathering(seq, tables, at)

    def with_people_of(self, today: Gathering) -> Gathering:
        """The same with its people as they are in `today`; who was erased meanwhile is not there."""
        here = self.tables.get("people", {})
        people = {id: row for id in here if (row := today.row("people", id))}
        return Gathering(self.seq, {**self.tables, "people": people}, self.at)

    # --- plain lookups

    def rows(self, table: str) -> Collection[Row]:
        return self.tables.get(table, {}).values()

    def row(self, table: str, id: str) -> Row | None:
        return self.tables.get(table, {}).get(id)

    @cached_property
    def about(self) -> Row:
        """The row of the gathering itself."""
        return next(iter(self.rows("gatherings")))

    @property
    def code(self) -> str:
        return str(self.about["id"])

    # --- the grid

    @cached_property
    def rooms(self) -> list[Row]:
        return sorted(self.rows("rooms"), key=lambda room: room["position"])

    @cached_property
    def slots(self) -> list[Row]:
        """By time; by id where two start together. Offsets differ across a change of the clocks."""
        return sorted(
            self.rows("slots"), key=lambda s: (datetime.fromisoformat(s["starts_at"]), s["id"])
        )

    @cached_property
    def cells(self) -> dict[tuple[str, str], Row]:
        """(room id, slot id) → the session that holds the cell."""
        return {(row["room"], row["slot"]): row for row in self.rows("sessions")}

    def at_cell(self, room: str, slot: str) -> Row | None:
        return self.cells.get((room, slot))

    def session_by_code(self, code: str) -> Row | None:
        wanted = code.casefold()
        return next((s for s in self.rows("sessions") if s["code"].casefold() == wanted), None)

    def sessions_of(self, topic: str) -> list[Row]:
        return [row for row in self.rows("sessions") if row["topic"] == topic]

    def shown_name(self, person: str | None) -> str | None:
        """The name to show for `person`: None for somebody anonymous or erased, and wherever the
        gathering names nobody (Chatham House Rule)."""
        row = self.row("people", person) if person else None
        return (row["name"] or None) if row and self.about["naming"] == "choice" else None


def is_off_the_wall(topic: Row) -> bool:
    """Whether only its convener and the host see it: withdrawn, hidden, or not approved yet."""
    return bool(topic["withdrawn"] or topic["hidden"] or topic["waiting"])


def _take_effect(tables: dict[str, dict[str, Row]], change: Change) -> None:
    for table, ids in change.drops.items():
        rows = tables.setdefault(table, {})
        for id in ids:
            rows.pop(id, None)
    for table, put in change.puts.items():
        tables.setdefault(table, {}).update({row["id"]: row for row in put})


def topic_of_session(session: str) -> str:
    """The topic a session id belongs to, whether or not the session still holds a cell.

    Session ids derive from their topic's (`t12` → `s12`, continued `s12-2`), so that notes find their
    topic again after a release, and their session after the next claim.
    """
    return "t" + session[1:].split("-")[0]


def session_id(gathering: Gathering, topic: str) -> str:
    """The first id of `topic`'s sessions that is not in use."""
    held = {row["id"] for row in gathering.sessions_of(topic)}
    first = "s" + topic[1:]
    return next(id for id in [first, *(f"{first}-{n}" for n in range(2, 99))] if id not in held)


def next_id(gathering: Gathering, prefix: str, nth: int = 1) -> str:
    """Id of the nth new row of the change that comes next: unique because seq is."""
    number = gathering.seq + 1
    return f"{prefix}{number}" if nth == 1 else f"{prefix}{number}.{nth}"
