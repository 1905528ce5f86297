"""The host's means against harm, over HTTP: doors, freeze, rests, and what an export tells of them."""

import io
import json
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from tests.security.erased_day import Someone
from tests.support.samples import GATHERING


class Gathering:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client(use_cookies=False)
        opened = self.client.post("/api/gatherings", json=GATHERING).get_json()
        self.code = opened["code"]
        key = {"host_key": opened["host_key"]}
        token = self.client.post(f"/api/{self.code}/host", json=key).get_json()["token"]
        self.host = Someone(self.client, self.code, token)

    def join(self, **body: Any) -> Any:
        return self.client.post(f"/api/{self.code}/join", json=body)

    def joins(self, name: str = "") -> Someone:
        return Someone(self.client, self.code, self.join(name=name).get_json()["token"])


@pytest.fixture
def here(app: Flask) -> Gathering:
    return Gathering(app)


def test_word_is_asked_for_at_the_door_and_wrong_ones_are_slowed(
    app: Flask, here: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = here.joins("Kim")
    here.host.does("set_doors", joining="word", word="Blue heron")
    guessed: list[None] = []
    services = app.extensions["openspace"]
    monkeypatch.setattr(type(services.failed_attempts), "wait", lambda self: guessed.append(None))

    for nth, body in enumerate(({}, {"word": "heron"}, {"word": 7}), 1):
        refused = here.join(**body)
        assert refused.get_json()["error"]["code"] == ("malformed" if nth == 3 else "wrong_word")
    assert len(guessed) == 2
    assert here.join(word="blue HERON").status_code == 201
    assert here.join(token=kim.token).status_code == 200, "who joined already comes back"
    here.host.does("set_doors", joining="closed")
    assert here.join(word="blue heron").get_json()["error"]["code"] == "closed_doors"
    assert here.join(token=kim.token).status_code == 200
    assert len(guessed) == 2, "a right word does not count, nor does a closed door"
    public = here.client.get(f"/api/{here.code}/state").get_data(as_text=True)
    assert "heron" not in public


def test_wrong_words_do_not_use_up_the_joins_of_others(app: Flask, here: Gathering) -> None:
    here.host.does("set_doors", joining="word", word="Blue heron")
    counted: list[str] = []
    limiter = app.extensions["openspace"].limiter
    limiter.join = counted.append

    here.join(word="wrong")

    assert counted == []


def test_command_refused_by_the_freeze_is_decided_anew_when_it_comes_again(
    here: Gathering,
) -> None:
    kim = here.joins()
    here.host.does("set_writing", writing="host")
    command = {"id": "kept on the phone", "name": "propose_topic", "args": {"title": "Carers"}}
    path = f"/api/{here.code}/commands"

    first = here.client.post(path, json=command, headers=kim.headers).get_json()
    here.host.does("set_writing", writing="open")
    again = here.client.post(path, json=command, headers=kim.headers).get_json()

    assert first["error"]["code"] == "frozen"
    assert first["error"]["again_in"] > 0
    assert again["ok"]


@pytest.mark.parametrize("why", ["rested", "frozen"])
def test_picture_is_refused_to_whom_writing_is_paused(here: Gathering, why: str) -> None:
    kim = here.joins()
    topic = kim.does("propose_topic", title="Carers")["topic"]
    if why == "rested":
        here.host.does("rest_author", topic=topic)
    else:
        here.host.does("set_writing", writing="host")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)

    refused = here.client.post(
        f"/api/{here.code}/photos", data={"photo": (picture, "x.png")}, headers=kim.headers
    )

    assert refused.get_json()["error"]["code"] == why


def test_host_that_exports_learns_neither_who_rests_nor_who_wrote_to_whom(
    here: Gathering,
) -> None:
    kim, rosa = here.joins(), here.joins()
    state = kim.state()["tables"]
    slot = next(s["id"] for s in state["slots"] if s["kind"] == "session")
    carers = kim.does("propose_topic", title="Carers")["topic"]
    cell = {"room": state["rooms"][0]["id"], "slot": slot}
    session = kim.does("claim_cell", topic=carers, **cell)["session"]
    topic = rosa.does("propose_topic", title="Waiting lists")["topic"]
    rosa.does("ask_to_meet", session=session, topic=topic)
    [notice] = kim.state()["tables"]["notices"]
    kim.does("mute", notice=notice["id"])
    here.host.does("rest_author", topic=topic)

    file = here.client.get(f"/{here.code}/export.json?as=host", headers=here.host.headers)
    data = json.loads(file.get_data())

    everywhere = [data["tables"], *(change["puts"] for change in data["changes"])]
    for tables in everywhere:
        assert not tables.get("mutes")
        for row in tables.get("notices", []):
            assert (row["other"], row["codes"], row["swap"]) == (None, [], {})
        people = {row["person"] for table in ("notices", "rests") for row in tables.get(table, [])}
        assert people <= {"somebody"}


def test_erasing_who_sent_and_got_notices_changes_no_row_that_anybody_sees(
    here: Gathering,
) -> None:
    """Notices that vanish together would tell that one person had sent them, or got them."""
    kim, rosa, amir = here.joins(), here.joins(), here.joins()
    state = kim.state()["tables"]
    slots = [s["id"] for s in state["slots"] if s["kind"] == "session"]
    sessions = []
    for person, slot in ((kim, slots[0]), (rosa, slots[1])):
        topic = person.does("propose_topic", title="A topic")["topic"]
        cell = {"room": state["rooms"][0]["id"], "slot": slot}
        sessions.append(person.does("claim_cell", topic=topic, **cell)["session"])
    for session in sessions:
        topic = amir.does("propose_topic", title="Another")["topic"]
        amir.does("ask_to_meet", session=session, topic=topic)
    here.host.does("rest_author", topic=topic)

    def seen(*people: Someone) -> list[Any]:
        tables = ("notices", "rests", "reports")
        states = [someone.state()["tables"] for someone in (*people, here.host)]
        return [{row["id"]: row for table in tables for row in state[table]} for state in states]

    before = seen(kim, rosa)
    assert amir.asks_to_be_forgotten(False).status_code == 200
    assert seen(kim, rosa) == before
    kim.asks_to_be_forgotten(False)
    assert seen(rosa) == before[1:]
