"""A community with one gathering, and a brief with three items of its book."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.community.stream import key_of
from openspace.proceedings.formats import BRIEF_FORMATS
from tests.clocks import Ahead
from tests.proceedings.opened import held_in
from tests.support.begun import begun

FORM = {"Sec-Fetch-Site": "same-origin"}
ADVICE, ASKED, FOUND, OTHER = (
    "Pay peer workers 4f1d",
    "Who answers at night 8b2c",
    "The audit says no 77aa",
    "Train every team 90ce",
)
NAME = "Kim the Author"
FORMATS = ["", *(f".{ending}" for ending in BRIEF_FORMATS if ending != "brf")]
"""Those that can be read without knowing Braille, and the page."""


@dataclass
class Circle:
    """A community with one gathering whose book is published, and a brief with three of its items."""

    db: Path
    clock: Ahead = field(default_factory=Ahead)
    asked: int = 0

    def __post_init__(self) -> None:
        settings = Settings(db=self.db, async_mode="threading", limits=Limits.none())
        self.app = create_app(settings, clock=self.clock)
        self.host, self.reader, self.kim = (self.app.test_client() for _ in range(3))
        played = begun(self.app, _played)
        self.code, self.session, self.made = played.code, played.session, played.made
        self.items, self.asked = dict(played.items), played.asked
        for browser, tokens in ((self.host, played.hosts), (self.kim, played.kims)):
            for name, token in tokens.items():
                browser.set_cookie(name, token)

    def opens(self, title: str) -> str:
        slots = [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00"}]
        spec = {"title": title, "phase": "sessions", "rooms": [{"name": "Oak"}], "slots": slots}
        spec |= {"statement": "Learning is hard", "community": "circle"}
        opened = self.host.post("/api/gatherings", json=spec).get_json()
        self.asks("accept_gathering", code=opened["code"])
        return str(opened["code"])

    def joins(self) -> FlaskClient:
        browser = self.app.test_client()
        assert browser.post(f"/api/{self.code}/join", json={}).status_code == 201
        return browser

    def does(self, browser: FlaskClient, name: str, /, as_: str = "", **args: Any) -> dict:
        return self._send(browser, f"/api/{self.code}/commands?as={as_}", name, args)

    def asks(self, name: str, /, **args: Any) -> dict:
        """What the community's host asks."""
        return self._send(self.host, "/api/c/circle/commands?as=host", name, args)

    def _send(self, browser: FlaskClient, at: str, name: str, args: dict) -> dict:
        self.asked += 1
        message = {"id": f"{name} {self.asked}", "name": name, "args": args}
        answer = browser.post(at, json=message).get_json()
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    def holds(self, browser: FlaskClient, title: str) -> str:
        state = browser.get(f"/api/{self.code}/state").get_json()["tables"]
        topic = self.does(browser, "propose_topic", title=title)["topic"]
        cell = {"room": state["rooms"][0]["id"], "slot": state["slots"][0]["id"]}
        return str(self.does(browser, "claim_cell", topic=topic, **cell)["session"])

    def notes(self, browser: FlaskClient, kind: str, text: str, **more: Any) -> str:
        note = {"session": self.session, "kind": kind, "text": text, **more}
        return f"{self.code}/notes/{self.does(browser, 'post_note', **note)['note']}"

    def brings(self, browser: FlaskClient, text: str, **more: Any) -> str:
        item = {"form": "evidence", "bearing": "refutes", "text": text}
        item |= {"kind": "lived", "session": self.session, **more}
        return f"{self.code}/evidence/{self.does(browser, 'post_evidence', **item)['evidence']}"

    def publishes(self) -> None:
        self.does(self.host, "publish_book", as_="host")

    def edits(self, **args: Any) -> None:
        self.asks("edit_brief", brief=self.made, **args)

    @property
    def path(self) -> str:
        return f"/c/circle/briefs/{self.made}"

    def reads(self, ending: str = "", browser: FlaskClient | None = None) -> str:
        response = (browser or self.reader).get(f"{self.path}{ending}")
        assert response.status_code == 200, response.text
        return held_in(response.data, ending)

    def in_every_format(self) -> dict[str, str]:
        return {ending: self.reads(ending) for ending in FORMATS}

    def form(self, do: str, query: str = "", **fields: Any) -> Any:
        at = f"{self.path}/edit{query}"
        return self.host.post(at, data={"do": do, **fields}, headers=FORM)


class _First(Circle):
    """The one that is played."""

    def __init__(self, app: Flask) -> None:
        self.app, self.clock, self.asked = app, Ahead(), 0
        self.host = self.app.test_client()
        self.host.post("/api/communities", json={"name": "Circle"})
        self.code = self.opens("Spring 51ab")
        self.kim = self.joins()
        self.session = self.holds(self.kim, "Ending well 3c3c")
        self.items = {
            ADVICE: self.notes(self.kim, "recommendation", ADVICE),
            ASKED: self.notes(self.joins(), "question", ASKED),
            FOUND: self.brings(self.joins(), FOUND),
        }
        self.publishes()
        self.made = self.asks("make_brief", title="For standards 1d1d")["brief"]
        self.edits(items=list(self.items.values()), introduction="Why these. e0e0")
        self.edits(published=True)


class _Played(NamedTuple):
    code: str
    session: str
    items: dict[str, str]
    made: str
    asked: int
    hosts: dict[str, str]
    kims: dict[str, str]
    """Cookies of the host and of Kim."""


def _played(app: Flask) -> _Played:
    first = _First(app)
    hosts = [first.host.get_cookie(f"openspace_host_{at}") for at in (first.code, key_of("circle"))]
    kims = [first.kim.get_cookie(f"openspace_person_{first.code}")]
    tokens = [{one.key: one.value for one in kept if one} for kept in (hosts, kims)]
    return _Played(first.code, first.session, first.items, first.made, first.asked, *tokens)


@pytest.fixture
def circle(new_store: Path) -> Iterator[Circle]:
    made = Circle(new_store)
    yield made
    made.app.extensions["openspace"].ledger.close()
