"""A fictional gathering with all that a book can hold, made by the same rules as a real one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from openspace.domain.change import Change
from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.rules import decide
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.port import Ledger

SPEC = {
    "title": "Learning together",
    "theme": "What would it take to learn from each other every week?",
    "statement": "Creating a learning team is one of the most difficult challenges we face.",
    "sponsor": "The Wayside Trust",
    "community": "Wayside community of practice",
    "venue": "Mill Hall, 1 Mill Lane",
    "timezone": "Europe/London",
    "next_gathering": "In spring, at the same place.",
    "cells_each": 0,
    "topics_each": 0,
    "opens_early": True,
    "rooms": [
        {"name": "Library", "capacity": 20, "access": "Step-free, hearing loop"},
        {"name": "Garden room", "capacity": 12},
        {"name": "Spare room", "folded": True},
    ],
    "slots": [
        {
            "starts_at": "2026-11-24T09:30:00+00:00",
            "ends_at": "2026-11-24T10:00:00+00:00",
            "kind": "plenary",
            "label": "Opening circle",
            "about": "Two pictures of current work",
        },
        {"starts_at": "2026-11-24T10:00:00+00:00", "ends_at": "2026-11-24T10:45:00+00:00"},
        {
            "starts_at": "2026-11-24T10:45:00+00:00",
            "ends_at": "2026-11-24T11:00:00+00:00",
            "kind": "break",
            "label": "Tea",
        },
        {"starts_at": "2026-11-24T11:00:00+00:00", "ends_at": "2026-11-24T11:45:00+00:00"},
    ],
}

_OPENING = datetime(2026, 11, 24, 9, tzinfo=UTC)


@dataclass
class Day:
    """A gathering while it happens: `ask` does one command by the rules."""

    gathering: Gathering
    changes: list[Change]
    minutes: int = 0

    @classmethod
    def opens(cls, code: str = "K7MQ2X", **spec: Any) -> "Day":
        change = open_gathering({**SPEC, **spec}, code, "2026-11-24T09:00:00+00:00")
        return cls(Gathering().apply(change), [change])

    def ask(self, by: Viewer, name: str, /, **args: Any) -> dict[str, Any]:
        return self._do(by, parse(name, args))

    def joins(self, name: str = "") -> Viewer:
        return Viewer("person", self._do(Viewer("public"), Join(name=name))["person"])

    def calls(self, by: Viewer, title: str, **args: Any) -> str:
        return str(self.ask(by, "propose_topic", title=title, **args)["topic"])

    def places(self, by: Viewer, topic: str, room: int, slot: int, **args: Any) -> str:
        """Claims the cell of the nth room and nth slot, from 0; answers the session's id."""
        cells = [row for row in self.gathering.slots if row["kind"] == "session"]
        where = {"room": self.gathering.rooms[room]["id"], "slot": cells[slot]["id"]}
        return str(self.ask(by, "claim_cell", topic=topic, **where, **args)["session"])

    def notes(self, by: Viewer, session: str, kind: str, text: str, **args: Any) -> str:
        return str(self.ask(by, "post_note", session=session, kind=kind, text=text, **args)["note"])

    def brings(self, by: Viewer, bearing: str, text: str, **args: Any) -> str:
        """Posts evidence; answers its id."""
        asked = {"form": "evidence", "bearing": bearing, "text": text, **args}
        return str(self.ask(by, "post_evidence", **asked)["evidence"])

    def moves_into(self, ledger: Ledger) -> None:
        """Makes the same gathering stand in `ledger`."""
        ledger.open(self.changes[0], "")
        with ledger.turn(self.gathering.code) as turn:
            for change in self.changes[1:]:
                turn.append(change)

    def _do(self, by: Viewer, command: Any) -> dict[str, Any]:
        self.minutes += 1
        at = (_OPENING + timedelta(minutes=self.minutes)).isoformat()
        change, result = decide(self.gathering, command, by, at, {getattr(command, "photo", "")})
        if change:
            self.gathering = self.gathering.apply(change)
            self.changes.append(change)
        return result or {}


def full_day() -> Day:
    """Four topics: with notes, without notes, unplaced, and one in two cells."""
    day = Day.opens()
    day.brings(HOST, "refutes", "Two services gave up", kind="evaluation", citation="Audit, 2025")
    rosa, amir, quiet = day.joins("Rosa"), day.joins("Amir"), day.joins()
    groups = day.calls(
        rosa,
        "Reflective groups",
        convener_name="Rosa",
        tags=["learning"],
        description="What helps?",
    )
    day.ask(rosa, "edit_topic", topic=groups, report_title="What reflective groups need")
    empty = day.calls(amir, "Carers in the room", convener_name="Amir", tags=["Learning", "carers"])
    day.calls(quiet, "Waiting lists")
    twice = day.calls(quiet, "Peer support")
    first = day.places(rosa, groups, 0, 0)
    day.places(amir, empty, 1, 0)
    part_1 = day.places(quiet, twice, 0, 1)
    part_2 = day.places(quiet, twice, 1, 1, again=True)
    day.ask(rosa, "take_notes", session=first, named=True)
    day.notes(rosa, first, "summary", "It takes time.\n\nAnd tea.", named=True)
    day.notes(quiet, first, "key_point", "Second point said first")
    day.notes(amir, first, "key_point", "First point said second")
    day.notes(quiet, first, "question", "Who pays for the time?")
    action = day.notes(
        quiet, first, "action", "Start a monthly group", initiator_name="Rosa", due="2027-01-15"
    )
    day.ask(quiet, "report_outcome", note=action, outcome="done", text="We meet on Mondays.")
    day.notes(amir, first, "story", "A story from the night shift")
    day.notes(amir, first, "tool", "The two-chair exercise")
    day.notes(quiet, first, "link", "The handbook", url="https://example.org/handbook")
    pay = day.notes(quiet, part_1, "recommendation", "Pay peer workers")
    answer = {"organisation": "The Trust", "name": "Ada Lark", "text": "We pay them from May."}
    day.ask(HOST, "answer_recommendation", note=pay, **answer)
    day.notes(quiet, part_2, "quote", "“Nothing about us without us”")
    day.brings(rosa, "confirms", "It took us three years", session=first, kind="lived", named=True)
    day.brings(quiet, "context", "It depends on time", url="https://example.org/study")
    day.ask(quiet, "post_evidence", form="thought", text="Difficult for whom?")
    day.ask(HOST, "edit_book", reading="Time decides.")
    day.ask(amir, "edit_me", listed=True, contact="amir@example.org", contact_listed=True)
    day.ask(HOST, "edit_gathering", reflections=True)
    day.ask(HOST, "set_phase", phase="closing")
    day.ask(amir, "join_action", note=action, named=True)
    day.ask(rosa, "join_action", note=action, name="R. from the ward")
    day.ask(quiet, "join_action", note=action)
    day.ask(rosa, "post_reflection", text="We laughed more than I thought.", named=True)
    day.ask(quiet, "post_reflection", text="I was heard.", content_note="Being alone")
    day.ask(HOST, "set_phase", phase="lobby")
    return day


def after_the_circle() -> Day:
    """The full day when reports are completed: a draft of the book shows closing reflections only then."""
    day = full_day()
    day.ask(HOST, "set_phase", phase="harvest")
    return day


BENCH, CAFE = "The bench by the pond", "The café"


def day_elsewhere() -> Day:
    """Two sessions elsewhere, one of them during the second time slot, and one in a room before each."""
    day = Day.opens()
    kim = day.joins("Kim")
    day.places(kim, day.calls(kim, "Reflective groups"), 0, 0)
    walk = day.calls(kim, "A walk", tags=["outside"], description="Bring a coat.")
    where = {"place": CAFE, "starts_at": "2026-11-24T15:10", "ends_at": "2026-11-24T16:00"}
    day.ask(kim, "claim_place", topic=walk, **where)
    bench = day.calls(kim, "Sitting together", convener_name="Kim")
    where = {"place": BENCH, "starts_at": "2026-11-24T11:10"}
    session = day.ask(kim, "claim_place", topic=bench, **where)["session"]
    day.notes(kim, session, "summary", "We sat. It was good.")
    day.places(kim, day.calls(kim, "Waiting lists"), 1, 1)
    return day
