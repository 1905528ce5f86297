"""People who ask for steps of any day, and the copies of the gathering that they look at."""

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from openspace.domain.command import Command
from openspace.domain.erasing import Erasure, Item
from openspace.domain.erasure_plan import erasure, erasure_of_hidden, erasure_of_item
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.coming import AnswerAccess, RemoveNewPlans, RemovePlan
from openspace.domain.rules.erasing import EraseHidden, EraseItem
from openspace.domain.rules.followings import Follow
from openspace.domain.rules.people import EraseMe, Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from tests.domain.copies import assert_copies_are_true, played, seen_now
from tests.domain.given import DAWN, Day, Someone

NTH = st.integers(0, 6)


class Nth:
    """The nth row of a table as it is when the step is taken; an unknown one where there is none."""

    def __init__(self, table: str, nth: int) -> None:
        self.table, self.nth = table, nth

    def __repr__(self) -> str:
        return f"{self.table}[{self.nth}]"

    def id(self, day: Day) -> str:
        ids = [row["id"] for row in day.gathering.rows(self.table)]
        return ids[self.nth % len(ids)] if ids else "none"


def nth(table: str) -> st.SearchStrategy[Nth]:
    return NTH.map(lambda n: Nth(table, n))


PHOTO = "photo1"


@dataclass
class Crowd:
    """Whoever is at the gathering, and what erased people left there to go one by one.

    After an erasure every screen fetches the state anew: from then on, `start` is what a copy begins with,
    and the changes after the first `told` are what it is fed.
    """

    day: Day
    people: list[Someone]
    begin: int
    leaving: list[Item] = field(default_factory=list)
    start: Gathering | None = None
    told: int = 0

    def sees_what_stands(self) -> None:
        changes = self.day.log[self.told :]
        if changes:
            assert_copies_are_true(changes, self.begin % len(changes), self.start)
            assert played(changes, self.start)[-1] == self.day.gathering

    def takes(self, who: int, name: str, args: dict[str, Any]) -> None:
        everybody = [*self.people, self.day.host]
        match name:
            case "join":
                self._joins(Join(**args))
            case "erase_me":
                self._leaves(who, EraseMe(**args))
            case "follow":
                self._follows(everybody[who % len(everybody)], **args)
            case "answer_access":
                self._host_asks(AnswerAccess, **args)
            case "remove_new_plans":
                self.day.do(HOST, RemoveNewPlans())
            case "remove_plan":
                self._host_asks(RemovePlan, **args)
            case "erase_item":
                self._goes(**args)
            case "erase_hidden":
                self._host_erases(**args)
            case _:
                ask(self.day, everybody[who % len(everybody)], name, args)

    def _follows(self, someone: Someone, following: Nth) -> None:
        with suppress(Refused):
            self.day.do(someone.who, Follow(following=following.id(self.day)))

    def _host_asks(self, command: type[Command], plan: Nth, **args: Any) -> None:
        with suppress(Refused):
            self.day.do(HOST, command(plan=plan.id(self.day), **args))

    def _host_erases(self, table: str, id: Nth) -> None:
        item = (table, id.id(self.day))
        with suppress(Refused):
            self.day.do(HOST, EraseHidden(table=table, id=item[1]))
            self._erase(erasure_of_hidden(self.day.gathering, self.day.log, item))

    def _joins(self, command: Join) -> None:
        person = self.day.do(PUBLIC, command)["person"]
        newcomer = Someone(self.day, Viewer("person", person))
        newcomer.sends(PHOTO)
        self.people.append(newcomer)

    def _leaves(self, who: int, command: EraseMe) -> None:
        if not self.people:
            return
        leaver = self.people.pop(who % len(self.people))
        self.day.do(leaver.who, command)
        is_later = command.slowly or not command.words
        moments = (lambda items: [DAWN.isoformat() for _ in items]) if is_later else None
        self._erase(erasure(self.day.gathering, self.day.log, leaver.id, command.words, moments))

    def _goes(self, nth: int) -> None:
        if not self.leaving:
            return
        table, id = self.leaving.pop(nth % len(self.leaving))
        self.day.do(PUBLIC, EraseItem(table=table, id=id))
        told = self.day.gathering
        self._erase(erasure_of_item(told, self.day.log, (table, id)))
        # No wall and no host's page fetches the state anew: the change itself has to say all.
        for viewer in (PUBLIC, HOST):
            assert seen_now(told, viewer) == seen_now(self.day.gathering, viewer), (table, viewer)
        # Other processes apply the change alone, except to what `ledger/sql/cached_log.py` reads again.
        if table != "topics":
            left = {
                name: {key: row for key, row in told.tables[name].items() if row["note"] != id}
                for name in ("wishes", "offers")
            }
            assert replace(told, tables={**told.tables, **left}) == self.day.gathering, table

    def _erase(self, plan: Erasure) -> None:
        """What the ledger does."""
        self.sees_what_stands()
        self.day.log[:] = plan.of_log(self.day.log)
        self.day.gathering = plan.of_stream(self.day.gathering)
        self.start, self.told = self.day.gathering, len(self.day.log)
        self.leaving += [(table, id) for table, id, _ in plan.later]


def ask(day: Day, someone: Someone, name: str, args: dict[str, Any]) -> None:
    """Half of what is asked at random is refused, which must change nothing."""
    before = json.dumps(day.gathering.tables)
    ready = filled(args, day)
    try:
        someone.asks(name, **ready)
    except Refused:
        assert json.dumps(day.gathering.tables) == before


def filled(args: Any, day: Day) -> Any:
    if isinstance(args, dict):
        return {key: filled(value, day) for key, value in args.items()}
    if isinstance(args, list):
        return [filled(one, day) for one in args]
    return args.id(day) if isinstance(args, Nth) else args


def kim_places(day: Day, kim: Someone) -> str:
    topic = kim.proposes("Reflective groups", convener_name="Kim")
    session = kim.claims(topic, "1A")
    kim.notes(session, "First of all.", named=True)
    return session
