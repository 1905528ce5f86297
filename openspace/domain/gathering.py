"""The rows of one gathering, how a change is applied to them, and the lookups the rules need."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from openspace.domain.change import Row
from openspace.domain.stream import Stream


class Gathering(Stream):
    """A gathering as it stood after change `seq`."""

    def with_people_of(self, today: Gathering) -> Gathering:
        """The same with its people as they are in `today`; who was erased meanwhile is not there."""
        here = self.tables.get("people", {})
        people = {id: row for id in here if (row := today.row("people", id))}
        return Gathering(self.seq, {**self.tables, "people": people}, self.at)

    # --- plain lookups

    @cached_property
    def info(self) -> Row:
        """The row of the gathering itself."""
        return next(iter(self.rows("gatherings")))

    @property
    def code(self) -> str:
        return str(self.info["id"])

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
        return (row["name"] or None) if row and self.info["naming"] == "choice" else None


def is_off_the_wall(topic: Row) -> bool:
    """Whether only its convener and the host see it: withdrawn, hidden, or not approved yet."""
    return bool(topic["withdrawn"] or topic["hidden"] or topic["waiting"])


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
