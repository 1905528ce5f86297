"""The rows of one gathering, and the lookups that rules need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from openspace.domain.change import Change, Row
from openspace.domain.marked import Marked, marked, marked_after
from openspace.domain.overlaps import overlaps
from openspace.domain.private_tables import JoinedAction
from openspace.domain.tables import TABLES, AGathering, Note, Room, Session, Slot, Topic
from openspace.domain.typed_rows import TypedRows

_OF_SLOTS = ("slots", "overlaps")
"""Lookups that only a change of slots changes."""


class Gathering(TypedRows):
    """A gathering as of change `seq`."""

    NAME = "gathering"
    TABLES = TABLES

    def apply(self, change: Change) -> Gathering:
        """Keep the lookups that the change leaves as they are: claims are many, and times change seldom."""
        after, touched = super().apply(change), (*change.puts, *change.drops)
        if "slots" not in touched:
            vars(after).update({name: vars(self)[name] for name in _OF_SLOTS if name in vars(self)})
        if known := vars(self).get("marked"):
            interests = self.tables.get("interests", {})
            is_same = "interests" not in touched
            vars(after)["marked"] = known if is_same else marked_after(known, interests, change)
        return after

    def with_people_of(self, today: Gathering) -> Gathering:
        """Return the gathering with its people as they are in `today`. Erased people are not in it."""
        here = self.tables.get("people", {})
        people = {id: row for id in here if (row := today.row("people", id))}
        return Gathering(self.seq, {**self.tables, "people": people}, self.at)

    # --- plain lookups

    @property
    def info(self) -> AGathering:
        """Return the row of the gathering itself."""
        return next(iter(self.rows("gatherings")))

    # --- the grid

    @cached_property
    def rooms(self) -> list[Room]:
        return sorted(self.rows("rooms"), key=lambda room: room["position"])

    @cached_property
    def slots(self) -> list[Slot]:
        """Return the slots by time, and by id if two start together. Offsets differ when the clocks
        change."""
        return sorted(
            self.rows("slots"), key=lambda s: (datetime.fromisoformat(s["starts_at"]), s["id"])
        )

    @cached_property
    def placed(self) -> list[Session]:
        """Return the sessions that have a place: a cell, or a free place."""
        return [row for row in self.rows("sessions") if is_placed(row)]

    @cached_property
    def cells(self) -> dict[tuple[str, str], Session]:
        """(room id, slot id) → the session that holds the cell."""
        return {(row["room"], row["slot"]): row for row in self.placed if has_cell(row)}

    @cached_property
    def elsewhere(self) -> list[Session]:
        """Return the sessions at free places, by time, and by code if two start together."""
        found = [row for row in self.placed if not has_cell(row)]
        return sorted(
            found, key=lambda s: (datetime.fromisoformat(s["starts_at"] or ""), s["code"])
        )

    def times_of(self, session: Row) -> tuple[str, str | None]:
        """Return when a placed session begins and ends; None for an open end."""
        slot = self.row("slots", session["slot"])
        if slot is None:
            return session["starts_at"] or "", session["ends_at"]
        return slot["starts_at"], slot["ends_at"]

    def at_cell(self, room: str, slot: str) -> Session | None:
        return self.cells.get((room, slot))

    @cached_property
    def overlaps(self) -> Mapping[str, list[str]]:
        """Slot with cells → the others at the same time, also in part. Empty if no two overlap."""
        return overlaps(self.slots)

    def in_room(self, room: str, slot: str, but: str = "") -> Session | None:
        """Return the session that holds the room while the slot lasts: in its cell, or in that of a slot at
        the same time. `but` is the id of a session that leaves its cell."""
        held = (self.at_cell(room, id) for id in (slot, *self.overlaps.get(slot, ())))
        return next((row for row in held if row and row["id"] != but), None)

    def session_by_code(self, code: str) -> Session | None:
        wanted = code.casefold()
        return next((row for row in self.placed if row["code"].casefold() == wanted), None)

    @cached_property
    def joins_by_note(self) -> dict[str, list[JoinedAction]]:
        """Action → who joined it."""
        found: dict[str, list[JoinedAction]] = {}
        for row in self.rows("joins"):
            if not row["closed"]:
                found.setdefault(row["note"], []).append(row)
        return found

    @cached_property
    def marked(self) -> Marked:
        return marked(self.rows("interests"))

    def sessions_of(self, topic: str) -> list[Session]:
        """Return the sessions of the topic, also those without a place."""
        return [row for row in self.rows("sessions") if row["topic"] == topic]

    def placed_of(self, topic: str) -> list[Session]:
        """Return the sessions where the topic meets: its own with a place, and those that it has joined."""
        return [row for row in self.placed if topic in (row["topic"], row["joined"])]

    def topics_of(self, session: Session) -> list[Topic]:
        """Return the topics that meet in the session: its own, and the one that has joined it."""
        found = (self.row("topics", id) for id in (session["topic"], session["joined"] or ""))
        return [row for row in found if row is not None]

    def conveners_of_session(self, session: Session) -> tuple[str, ...]:
        """Return the ids of all who convene the session."""
        found = [id for topic in self.topics_of(session) for id in conveners_of(topic)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def notes_by_session(self) -> dict[str, list[Note]]:
        """Session id → its notes that everybody can read. A note of a session that was released belongs to
        the first session of its topic, as in the book."""
        placed = {row["id"] for row in self.placed}
        first = {row["topic"]: row["id"] for row in reversed(self.placed)}
        found: dict[str, list[Note]] = {}
        for note in self.rows("notes"):
            home = note["session"] if note["session"] in placed else first.get(note["topic"], "")
            if not (note["hidden"] or note["covered"]):
                found.setdefault(home, []).append(note)
        return found

    def shown_name(self, person: str | None) -> str | None:
        """Return the name to show for `person`; None for an anonymous or erased person, and in a gathering
        that names nobody (Chatham House Rule)."""
        return super().shown_name(person) if self.info["naming"] == "choice" else None


def is_off_the_wall(topic: Row) -> bool:
    """Return whether only its conveners and the host see it: withdrawn, hidden, or not approved yet."""
    return bool(topic["withdrawn"] or topic["hidden"] or topic["waiting"])


def conveners_of(topic: Row | Topic) -> tuple[str, ...]:
    """Return the ids of its conveners: none if they were erased, two if there is a second one."""
    first, second = topic["convener"], topic["second"]
    if not second:
        return (first,) if first else ()
    return (first, second) if first else (second,)


def is_placed(session: Row) -> bool:
    """Return whether the session has a cell or a free place, and so a code."""
    return bool(session["code"])


def has_cell(session: Row) -> bool:
    """Return whether the session is in the grid."""
    return bool(session["room"])


def session_id(gathering: Gathering, topic: str) -> str:
    """Return the id of the topic's first session without a place, which a claim places again; else a new
    one."""
    sessions = gathering.sessions_of(topic)
    released = (row["id"] for row in sessions if not is_placed(row))
    first = "s" + topic[1:]
    ids = [first, *(f"{first}-{n}" for n in range(2, 99))]
    new = (id for id in ids if gathering.row("sessions", id) is None)
    return next(released, None) or next(new)


def made_in(id: str) -> int:
    """Return the seq of the change that made the row with this id of `next_id`; 0 for another id."""
    number = id.lstrip("abcdefghijklmnopqrstuvwxyz").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def next_id(gathering: Gathering, prefix: str, nth: int = 1) -> str:
    """Return the id of the nth new row in the next change. It is unique because seq is."""
    number = gathering.seq + 1
    return f"{prefix}{number}" if nth == 1 else f"{prefix}{number}.{nth}"
