"""Days that are the same but for the authors of two items."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings

from openspace import create_app
from openspace.config import Settings
from openspace.domain.commands import COMMANDS, parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.rules.people import EraseMe, Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings.formats import FORMATS
from openspace.service.host_keys import hash_of
from openspace.service.turn import CommandRequest, execute_batch
from tests.clocks import at
from tests.domain.given import DAWN
from tests.stories.crowd import Nth
from tests.support.examples import examples
from tests.support.samples import ONE_MORNING

CODES = (f"CODE{n}" for n in itertools.count())

PEOPLE = 4

PAGES = (
    *(
        "",
        "wall",
        "agenda",
        "statement",
        "proceedings",
        "proceedings.md",
        "proceedings.json",
        "rooms/A",
    ),
    *("invitation", "invitation.ics", "invitation.txt"),
    *("schedule", "schedule.ics", "schedule.xml", "schedule.json", "paper/cards", "paper/reports"),
    *("after", "paper/after", "paper/gallery"),
)

HOSTS_API = ("plans", "dots", "room-sizes")

HOSTS_PAGES = ("host", "export.json", "export.sqlite", "proof.json", "paper/slips")


AT_DAWN = at(DAWN)
"""Moments follow from the number of changes, so that the same day has the same ones."""


class SameSecret(MemoryLedger):
    def secret(self) -> bytes:
        return b"the same for both, so that tokens do not differ"


def an_app() -> Flask:
    return create_app(Settings(server_key="key", async_mode="threading"), SameSecret(), AT_DAWN)


APPS = (an_app(), an_app())
"""One for the days as they were, one for the days with exchanged authors."""

NOUNS = {"t": "topic", "n": "note", "e": "evidence", "c": "evidence", "i": "issue"}
"""The first letter of an item's id → its name in commands."""

Step = tuple[int, str, dict[str, Any]]
"""Who (a number of PEOPLE, or the host after them), the command, and its arguments with ids."""

_MAKING = ("propose_topic", "post_note", "post_evidence", "post_reflection", "name_issue")
TABLES = {"topic": "topics", "note": "notes", "evidence": "evidence", "issue": "issues"}


def days(whole: int) -> settings:
    """So many random days. One takes too long to try a hundred smaller ones."""
    return settings(
        max_examples=examples(whole),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )


@dataclass
class Played:
    """A day in a ledger of its own app."""

    app: Flask
    code: str
    people: list[Viewer] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    made_by: dict[str, int] = field(default_factory=dict)
    """Anonymous topics, notes, evidence and issues → the number of their author."""
    asked: int = 0

    def __post_init__(self) -> None:
        self.ledger.open(open_gathering(ONE_MORNING, self.code, DAWN.isoformat()), hash_of("key"))
        for name in ("Kim", "", "Rosa", ""):
            answer = self.take(PUBLIC, Join(name=name))
            self.people.append(Viewer("person", answer["result"]["person"]))

    @property
    def ledger(self) -> MemoryLedger:
        return self.app.extensions["openspace"].ledger  # type: ignore[no-any-return]

    @property
    def gathering(self) -> Gathering:
        return self.ledger.load(self.code)

    def take(self, by: Viewer, command: Any) -> dict[str, Any]:
        self.asked += 1
        [answer] = execute_batch(
            self.ledger, self.code, [CommandRequest(by, command, f"{self.asked}")], AT_DAWN
        )
        return answer

    def does(self, step: Step) -> dict[str, Any]:
        who, name, args = step
        answer = self.take([*self.people, HOST][who], parse(name, args))
        self.steps.append(step)
        if answer["ok"]:
            self._remember(who, name, args, answer.get("result") or {})
        return answer

    def _remember(self, who: int, name: str, args: dict[str, Any], result: dict[str, Any]) -> None:
        id = next((o[key] for o in (result, args) for key in NOUNS.values() if o.get(key)), None)
        if args.get("named") or args.get("convener_name"):
            self.made_by.pop(id or "", None)
        elif name in _MAKING and who < PEOPLE:
            self.made_by[str(id)] = who

    def erase(self, who: int) -> None:
        assert self.take(self.people[who], EraseMe())["ok"]

    def views(self, viewers: list[Viewer], all_formats: bool = False) -> dict[str, bytes | str]:
        """Every view of these viewers, by address."""
        found: dict[str, bytes | str] = {}
        for viewer in viewers:
            client = self.app.test_client()
            if viewer.role != "public":
                client.set_cookie(f"openspace_{viewer.role}_{self.code}", self._token(viewer))
            query = "?as=host" if viewer.role == "host" else ""
            since = [0, self.gathering.seq // 2, self.gathering.seq - 1]
            api = [f"state{query}", *(f"changes?since={n}{query.replace('?', '&')}" for n in since)]
            api += ["me", "dots", "following", "room-sizes"] if viewer.role == "person" else []
            api += [f"{one}?as=host" for one in HOSTS_API] if viewer.role == "host" else []
            more = HOSTS_PAGES if viewer.role == "host" else ()
            for path in (
                *(f"/api/{self.code}/{one}" for one in api),
                *(f"/{self.code}/{page}".rstrip("/") for page in (*PAGES, *more)),
            ):
                found[f"{viewer.key} {path}"] = _read(client, path)
        for word in ("reflective", "so", "seen", "carers", "a", "w"):
            found[f"search {word}"] = repr(self.ledger.search([self.code], [word], limit=100))
        if all_formats:
            for ending, writer in FORMATS.items():
                path = f"/{self.code}/proceedings.{ending}"
                found[path] = _read(self.app.test_client(), path)
                assert found[path], writer
        return found

    def _token(self, viewer: Viewer) -> str:
        identity = self.app.extensions["openspace"].identity
        if viewer.role == "host":
            return str(identity.host_token(self.code, "key"))
        return str(identity.person_token(self.code, viewer.person))


def _read(client: FlaskClient, path: str) -> str:
    text = client.get(path).get_data().decode("utf-8", "backslashreplace")
    # The two stores are not the same one (`origin`).
    text = re.sub(r'"(?:now|origin)":"[^"]*"', "", text)
    # Made anew for each page, so that scripts of others are not run.
    return re.sub(r'nonce="[^"]+"|DTSTAMP:\S+', "", text)


def a_day(app: Flask, code: str, steps: list[tuple[int, tuple[str, dict[str, Any]]]]) -> Played:
    day = Played(app, code)
    day.does((0, "propose_topic", {"title": "Reflective groups"}))
    topic = next(iter(day.gathering.rows("topics")))["id"]
    room, slot = day.gathering.rooms[0]["id"], day.gathering.slots[1]["id"]
    day.does((0, "claim_cell", {"topic": topic, "room": room, "slot": slot}))
    session = next(iter(day.gathering.rows("sessions")))["id"]
    for who in (0, 1, 2):
        day.does((who, "post_note", {"session": session, "kind": "quote", "text": "So."}))
        day.does((who, "post_evidence", {"form": "evidence", "bearing": "both", "text": "Seen."}))
    host = PEOPLE
    day.does((host, "set_phase", {"phase": "sessions"}))
    day.does((host, "edit_gathering", {"convergence": "dots"}))
    day.does((host, "open_convergence", {}))
    for who in (0, 1, 2):
        day.does((who, "name_issue", {"text": "Tea"}))
    for who, (name, args) in steps:
        if name == "join" or name not in COMMANDS:
            continue  # who is erased, and when, is the test's matter
        ready = {k: _id(v, day.gathering) for k, v in args.items()}
        day.does((who % (PEOPLE + 1), name, ready))
    return day


def _id(value: Any, gathering: Gathering) -> Any:
    if isinstance(value, list):
        return [_id(one, gathering) for one in value]
    if isinstance(value, dict):
        return {name: _id(one, gathering) for name, one in value.items()}
    if not isinstance(value, Nth):
        return value
    ids = [row["id"] for row in gathering.rows(value.table)]
    return ids[value.nth % len(ids)] if ids else "none"


_AS_ONESELF = {
    *("flag", "mark_interest", "take_notes", "wish_for_others", "was_here", "place_dots"),
    *("join_action", "leave_action"),
}


class Exchanged:
    """The same day with the authors `one` and `other` of two items in each other's place."""

    def __init__(self, app: Flask, day: Played, items: tuple[str, str]) -> None:
        self.day = Played(app, day.code)
        self.items = items
        self.authors = tuple(day.made_by[item] for item in items)
        self.twin = dict(zip(self.authors, self.authors[::-1], strict=True))

    def does(self, step: Step) -> dict[str, Any]:
        who, name, args = step
        about = self._item_of(name, args)
        acts_as_author = about in self.items and who == self.authors[self.items.index(about)]
        return self.day.does((self.twin[who] if acts_as_author else who, name, args))

    def _item_of(self, name: str, args: dict[str, Any]) -> str:
        """The item whose author does this; "" for what people do as themselves."""
        if name == "propose_topic":
            return f"t{self.day.gathering.seq + 1}"
        if name == "post_note":
            return f"n{self.day.gathering.seq + 1}"
        if name == "post_evidence":
            return f"ev{self.day.gathering.seq + 1}"
        if name == "post_reflection":
            return f"cl{self.day.gathering.seq + 1}"
        if name == "name_issue":
            return f"is{self.day.gathering.seq + 1}"
        if name in _AS_ONESELF:
            return ""
        if found := args.get("note") or args.get("evidence") or args.get("issue"):
            return str(found)
        if "notice" in args:
            notice = self.day.gathering.row("notices", args["notice"]) or {}
            return str(notice.get("topic", ""))
        if name == "ask_to_meet":
            return str(args["topic"])
        if "session" in args:
            session = self.day.gathering.row("sessions", args["session"]) or {}
            return str(session.get("topic", ""))
        return str(args.get("topic", ""))


def exchanged(app: Flask, day: Played, items: tuple[str, str]) -> Played | None:
    """None where a step of the two authors is answered otherwise: they know what they wrote. Fails where
    one of anybody else is."""
    other = Exchanged(app, day, items)
    replay = Played(APPS[0], next(CODES))
    for step in day.steps:
        answer, twin = replay.does(step), other.does(step)
        if step[1] == "hide_all_by" and hidden(replay) != hidden(other.day):
            return None  # the host learns what belongs to a flood (docs/decisions/0014-hiding-floods.md)
        if step[0] in other.authors:
            if answer["ok"] != twin["ok"]:
                return None
        else:
            assert twin == answer, step
    return other.day if other.day.gathering.seq == day.gathering.seq else None


def hidden(day: Played) -> set[str]:
    return {
        row["id"] for table in TABLES.values() for row in day.gathering.rows(table) if row["hidden"]
    }


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    for path, text in one.items():
        assert other[path] == text, path
