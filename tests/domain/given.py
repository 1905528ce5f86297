"""A gathering and its people in a few readable words: given a gathering, when Kim proposes, then …

day = a_gathering()
kim = day.joins("Kim")
groups = kim.proposes("Reflective groups")
session = kim.claims(groups, "1A")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openspace.domain.audience import HOST, PUBLIC, see, see_change
from openspace.domain.change import Change, Row
from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.people import Join
from openspace.domain.viewer import Viewer
from tests.domain.act import Typed, act
from tests.support.samples import ONE_MORNING

DAWN = datetime(2027, 3, 31, 7, tzinfo=UTC)
TWO_DAYS = [
    {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T10:45"},
    {"starts_at": "2027-03-31T11:00", "ends_at": "2027-03-31T11:45"},
    {"starts_at": "2027-04-01T10:00", "ends_at": "2027-04-01T10:45"},
]


def a_gathering(**spec: Any) -> Day:
    """One morning as above, with what `spec` says otherwise."""
    opening = open_gathering({**ONE_MORNING, **spec}, "K7MQ2X", DAWN.isoformat())
    return Day(Gathering().apply(opening), [opening])


def a_session() -> tuple[Day, Someone, Someone, str]:
    """A gathering, Kim, somebody without a name, and Kim's session in 1A."""
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins()
    return day, kim, rosa, kim.claims(kim.proposes("Carers"), "1A")


@dataclass
class Day:
    """A gathering while it happens, and its log."""

    gathering: Gathering
    log: list[Change]
    photos: dict[str | None, set[str]] = field(default_factory=dict)
    """Ids of the pictures that each person sent."""

    typed: Typed = field(default_factory=dict)

    is_checked: bool = True
    """Whether each command is checked by all that `act` asserts, which takes some milliseconds."""

    @property
    def host(self) -> Someone:
        return Someone(self, HOST)

    @property
    def anyone(self) -> Someone:
        return Someone(self, PUBLIC)

    def joins(self, name: str = "") -> Someone:
        return Someone(self, Viewer("person", self.do(PUBLIC, Join(name=name))["person"]))

    def do(self, by: Viewer, command: Any, at: datetime | None = None) -> dict[str, Any]:
        """The command's result. At `at`, else one minute after the command before. Raises Refused."""
        at = at or DAWN + timedelta(minutes=len(self.log))
        photos = self.photos.get(by.key, ())
        self.gathering, result = act(
            self.gathering,
            self.log,
            command,
            by,
            at.isoformat(),
            photos,
            self.typed,
            self.is_checked,
        )
        return result

    def room(self, letter: str) -> str:
        return str(next(r["id"] for r in self.gathering.rooms if r["letter"] == letter))

    def slot(self, code: str) -> str:
        return str(next(s["id"] for s in self.gathering.slots if s["code"] == code))

    def cell(self, code: str) -> dict[str, str]:
        """Ids of the room and the slot of `1A` or `Th2B`."""
        slot = code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return {"room": self.room(code[len(slot) :]), "slot": self.slot(slot)}

    @property
    def wall(self) -> dict[str, str]:
        """Session code → title of the topic in that cell."""
        topics = {row["id"]: row["title"] for row in self.gathering.rows("topics")}
        return {row["code"]: topics[row["topic"]] for row in self.gathering.placed}


@dataclass
class Someone:
    """A person, the host, or the public."""

    day: Day = field(repr=False)
    who: Viewer

    @property
    def id(self) -> str:
        return str(self.who.person)

    def asks(self, name: str, /, **args: Any) -> dict[str, Any]:
        """The command's result. Raises Refused."""
        return self.day.do(self.who, parse(name, args))

    def sends(self, photo: str) -> str:
        self.day.photos.setdefault(self.who.key, set()).add(photo)
        return photo

    def proposes(self, title: str, **args: Any) -> str:
        return str(self.asks("propose_topic", title=title, **args)["topic"])

    def claims(self, topic: str, code: str, **args: Any) -> str:
        return str(self.asks("claim_cell", topic=topic, **self.day.cell(code), **args)["session"])

    def meets(self, topic: str, place: str, starts_at: str, **args: Any) -> str:
        """The session at a free place."""
        where = {"place": place, "starts_at": starts_at}
        return str(self.asks("claim_place", topic=topic, **where, **args)["session"])

    def once_placed(self, topic: str) -> str:
        """The session of the topic, which had the first cell and gave it back."""
        session = self.claims(topic, "1A")
        self.asks("release_session", session=session)
        return session

    def moves(self, session: str, code: str) -> str:
        return str(self.asks("move_session", session=session, **self.day.cell(code))["code"])

    def notes(self, session: str, text: str, kind: str = "key_point", **args: Any) -> str:
        return str(self.asks("post_note", session=session, kind=kind, text=text, **args)["note"])

    def sees(self, table: str) -> list[Row]:
        return list(see(self.day.gathering, self.who)["tables"][table])

    def sees_row(self, table: str, id: str) -> Row | None:
        return next((row for row in self.sees(table) if row["id"] == id), None)

    def sees_last_change(self) -> dict[str, Any]:
        return see_change(self.day.gathering, self.day.log[-1], self.who)

    @property
    def told(self) -> list[str]:
        """The sentences of this person's notices."""
        return [row["text"] for row in self.sees("notices")]


@contextmanager
def refused(code: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    """What is asked inside is refused with `code` and (at least) these parameters; gives the error as the
    wire has it, afterwards."""
    error: dict[str, Any] = {}
    with pytest.raises(Refused) as caught:
        yield error
    error.update(caught.value.as_error())
    assert error["code"] == code
    assert {name: error.get(name) for name in parameters} == parameters
    assert error["message"]
