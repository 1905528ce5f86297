"""A community with one gathering in it, and its people."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.community.stream import key_of
from openspace.web.services import Services
from tests.clocks import Ahead
from tests.support.begun import begun

A_WEEK = timedelta(days=7, minutes=1)
FORM = {"Sec-Fetch-Site": "same-origin"}
TITLE, PROBLEM, NAME = "Goodbye letter 4f1d", "Endings are abrupt 8b2c", "Kim the Author"


@dataclass
class Circle:
    """A community with one gathering in it, and its people."""

    app: Flask
    clock: Ahead
    host: FlaskClient = field(init=False)
    code: str = field(init=False)
    session: str = field(init=False)
    asked: int = 0
    agreed: int = 0

    def __post_init__(self) -> None:
        self.host = self.app.test_client()
        self.code, self.session, self.asked, tokens = begun(self.app, _played)
        for name, token in tokens.items():
            self.host.set_cookie(name, token)

    def opens(self, title: str) -> str:
        slots = [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00"}]
        spec = {"title": title, "phase": "sessions", "rooms": [{"name": "Oak"}], "slots": slots}
        opened = self.host.post("/api/gatherings", json={**spec, "community": "circle"}).get_json()
        form = {"do": "accept", "code": opened["code"]}
        assert self.host.post("/c/circle/host", data=form, headers=FORM).status_code == 303
        return str(opened["code"])

    @property
    def services(self) -> Services:
        services: Services = self.app.extensions["openspace"]
        return services

    def joins(self) -> FlaskClient:
        browser = self.app.test_client()
        assert browser.post(f"/api/{self.code}/join", json={}).status_code == 201
        return browser

    def state(self, browser: FlaskClient, at: str = "") -> dict[str, Any]:
        return dict(browser.get(f"/api/{at or self.code}/state").get_json()["tables"])

    def does(
        self, browser: FlaskClient, name: str, /, as_: str = "", **args: Any
    ) -> dict[str, Any]:
        self.asked += 1
        message = {"id": f"{name} {self.asked}", "name": name, "args": args}
        answer = browser.post(f"/api/{self.code}/commands?as={as_}", json=message).get_json()
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    def offers(self, browser: FlaskClient, **more: str) -> str:
        """The path of the link of an offer of a new note."""
        note = {"session": self.session, "kind": "tool", "text": "A letter"}
        id = self.does(browser, "post_note", **note)["note"]
        form = {"title": TITLE, "kind": "tool", "problem": PROBLEM, "practice": "A letter", **more}
        response = browser.post(f"/{self.code}/keep/{id}", data=form, headers=FORM)
        assert response.status_code == 303, response.text
        return str(response.location)

    def answers(self, link: str, do: str, **texts: str) -> int:
        """The status. From a browser that nobody knows."""
        form = {"do": do, **texts}
        return self.app.test_client().post(link, data=form, headers=FORM).status_code

    def agrees(self, link: str) -> None:
        # Times in a log only grow, so each time is later than the last.
        self.agreed += 1
        with self.clock.later(2 * A_WEEK * self.agreed):
            assert self.answers(link, "agree") == 303

    def page(self) -> str:
        return self.app.test_client().get("/c/circle/repertoire").text

    def parts(self) -> list[Any]:
        return list(self.services.ledger.community(key_of("circle")).parts)


class _First(Circle):
    """The one that is played."""

    def __post_init__(self) -> None:
        self.host = self.app.test_client()
        self.host.post("/api/communities", json={"name": "Circle"})
        self.code = self.opens("Spring")
        kim = self.joins()
        rooms, slots = (self.state(kim)[table] for table in ("rooms", "slots"))
        topic = self.does(kim, "propose_topic", title="Ending well")["topic"]
        cell = {"room": rooms[0]["id"], "slot": slots[0]["id"]}
        self.session = self.does(kim, "claim_cell", topic=topic, **cell)["session"]


def _played(app: Flask) -> tuple[str, str, int, dict[str, str]]:
    """The gathering, its session, how often somebody asked, and the cookies of the host."""
    first = _First(app, Ahead())
    kept = [first.host.get_cookie(f"openspace_host_{at}") for at in (first.code, key_of("circle"))]
    tokens = {cookie.key: cookie.value for cookie in kept if cookie}
    return first.code, first.session, first.asked, tokens


def note_of(circle: Circle, browser: FlaskClient) -> str:
    [offer] = circle.state(browser)["offers"]
    return str(offer["note"])
