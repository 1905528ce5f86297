"""Open questions of the last gathering become topics, by a person who wants to convene one."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.proceedings.book import compile_book
from openspace.proceedings.outline import outline
from tests.domain.given import a_gathering, refused
from tests.security.erased_day import Someone
from tests.support.samples import GATHERING

FOLLOWED = {"code": "K7MQ2X", "note": "n12"}


class Series:
    """A community with a gathering that is over, and its next one."""

    def __init__(self, app: Flask) -> None:
        self.client = client = app.test_client(use_cookies=False)
        opened = client.post("/api/communities", json={"name": "The circle"}).get_json()
        of_all = self._host(f"/api/c/{opened['slug']}/host", opened["host_key"])
        self.before, self.host = self._opens("2027-03-31")
        self.after, _ = self._opens("2027-05-31")
        for code in (self.before, self.after):
            message = {"id": code, "name": "accept_gathering", "args": {"code": code}}
            headers = {"Authorization": f"Bearer {of_all}"}
            path = f"/api/c/{opened['slug']}/commands"
            assert client.post(path, json=message, headers=headers).get_json()["ok"]
        joined = client.post(f"/api/{self.before}/join", json={}).get_json()
        self.kim = Someone(client, self.before, joined["token"])
        state = self.kim.state()["tables"]
        slot = next(s["id"] for s in state["slots"] if s["kind"] == "session")
        topic = self.kim.does("propose_topic", title="Carers")["topic"]
        cell = {"room": state["rooms"][0]["id"], "slot": slot}
        self.session = self.kim.does("claim_cell", topic=topic, **cell)["session"]
        self.note = self.asks("Who pays for the time?")

    def asks(self, text: str, kind: str = "question") -> str:
        note = {"session": self.session, "kind": kind, "text": text}
        return str(self.kim.does("post_note", **note)["note"])

    def found(self) -> dict[str, Any]:
        return dict(self.client.get(f"/api/{self.after}/questions").get_json())

    def _opens(self, day: str) -> tuple[str, Someone]:
        slots = [
            {**slot, **{k: slot[k].replace("2027-03-31", day) for k in ("starts_at", "ends_at")}}
            for slot in GATHERING["slots"]
        ]
        spec = {**GATHERING, "community": "The circle", "slots": slots}
        opened = self.client.post("/api/gatherings", json=spec).get_json()
        code = opened["code"]
        token = self._host(f"/api/{code}/host", opened["host_key"])
        return code, Someone(self.client, code, token)

    def _host(self, path: str, key: str) -> str:
        return str(self.client.post(path, json={"host_key": key}).get_json()["token"])


@pytest.fixture
def series(app: Flask) -> Series:
    return Series(app)


def test_open_questions_are_offered_once_the_book_is_published(series: Series) -> None:
    series.host.does("set_phase", phase="closed")
    assert series.found() == {"gathering": None, "questions": []}

    series.host.does("publish_book")

    question = {"code": series.before, "note": series.note, "content_note": ""}
    assert series.found() == {
        "gathering": "Learning together",
        "questions": [{**question, "text": "Who pays for the time?"}],
    }


def test_what_is_hidden_covered_or_taken_back_is_not_offered(series: Series) -> None:
    covered, hidden = series.asks("Covered?"), series.asks("Hidden?")
    series.asks("No question", "action")
    series.host.does("publish_book")
    series.host.does("set_phase", phase="closed")
    series.host.does("cover", table="notes", id=covered)
    series.host.does("hide_note", note=hidden)
    assert [one["text"] for one in series.found()["questions"]] == ["Who pays for the time?"]

    series.kim.does("retract_note", note=series.note)

    assert series.found()["questions"] == []


def test_the_earlier_gathering_shows_who_took_a_question_up(series: Series) -> None:
    series.host.does("set_phase", phase="closed")
    lee = Someone(
        series.client,
        series.after,
        series.client.post(f"/api/{series.after}/join", json={}).get_json()["token"],
    )
    follows = {"code": series.before, "note": series.note}
    topic = lee.does("propose_topic", title="Paying for time", follows=follows)["topic"]

    def shown() -> str:
        return series.client.get(f"/{series.before}/after").get_data(as_text=True)

    assert "Paying for time" in shown()
    assert f'href="/{series.after}"' in shown()
    lee.does("withdraw_topic", topic=topic)
    assert "Paying for time" not in shown()
    lee.does("restore_topic", topic=topic)
    series.host.does("hide_note", note=series.note)
    assert "Paying for time" not in shown()


def test_a_gathering_without_an_earlier_one_has_none(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    answer = client.get(f"/api/{opened['code']}/questions").get_json()
    assert answer == {"gathering": None, "questions": []}


def test_a_topic_has_the_way_to_its_question_and_no_word_of_it() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Who pays?", follows=FOLLOWED)
    kim.claims(topic, "1A")

    assert (day.anyone.sees_row("topics", topic) or {})["follows"] == FOLLOWED
    book = compile_book(day.gathering, "https://example.org")
    assert "https://example.org/K7MQ2X/proceedings#questions" in str(outline(book))
    kim.asks("edit_topic", topic=topic, follows={})
    assert (day.anyone.sees_row("topics", topic) or {})["follows"] == {}


@pytest.mark.parametrize(
    "given",
    [
        {"code": "K7MQ2X"},
        {"code": "K7MQ2X", "note": "<b>"},
        {"code": "../x", "note": "n1"},
        {"code": "K7MQ2X", "note": "n1", "text": "Who?"},
    ],
)
def test_what_is_no_question_is_refused(given: dict[str, str]) -> None:
    with refused("malformed", why="follows"):
        a_gathering().joins().proposes("Who pays?", follows=given)
