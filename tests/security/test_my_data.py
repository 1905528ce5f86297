"""Everybody can see and take what is kept about them, without anybody else's words, and be forgotten."""

import io
import json
from html import escape
from typing import Any

import pytest
from flask import Flask

from tests.live.test_photos import picture
from tests.security.scene import Scene, a_scene
from tests.support.samples import GATHERING

CANARY = "canary words of somebody else"


class Day:
    """The convener's data among another person's, whose every field holds a canary."""

    def __init__(self) -> None:
        self.scene: Scene = a_scene()
        self.code = self.scene.code
        does, ids = self.scene.command, self.scene.ids
        does("attendee", "edit_me", {"name": CANARY, "contact": CANARY, "listed": True})
        does("attendee", "edit_topic", {"topic": ids["theirs"], "title": CANARY, "tags": [CANARY]})
        note = {"session": ids["session"], "kind": "question", "text": CANARY}
        does("attendee", "post_note", {**note, "named": True})
        does("attendee", "ask_to_meet", {"session": ids["session"], "topic": ids["theirs"]})
        does("convener", "edit_me", {"contact": "kim@example.org"})
        does("convener", "mark_interest", {"topic": ids["theirs"], "interested": True})
        action = {"session": ids["session"], "kind": "action", "initiator_name": "Dr Bob"}
        does(
            "convener",
            "post_note",
            {**action, "text": "Ask the ward", "due": "2027-06-01"},
        )
        does("convener", "post_note", {**note, "text": "p1 is what I typed", "named": True})
        photo = {"photo": (io.BytesIO(picture(40, 20, "JPEG")), "chart.jpg")}
        self.photo = self.scene.call(
            "convener", "POST", f"/api/{self.code}/photos", data=photo
        ).get_json()["photo"]

    def gets(self, path: str, asker: str = "convener") -> Any:
        response = self.scene.call(asker, "GET", path)
        assert response.status_code == 200, response.get_json()
        return response

    def kept(self, asker: str = "convener") -> dict[str, Any]:
        return dict(self.gets(f"/api/{self.code}/me", asker).get_json())


@pytest.fixture
def day() -> Day:
    return Day()


def test_everything_that_is_kept_is_there(day: Day) -> None:
    kept, ids = day.kept(), day.scene.ids
    assert (kept["person"]["name"], kept["person"]["contact"]) == ("Kim", "kim@example.org")
    assert {topic["title"] for topic in kept["topics"]} == {
        *("Kim's", "Kim's other", "Kim's third", "Kim's and theirs")
    }
    assert [session["code"] for session in kept["sessions"]] == ["1A", "X1", "2B"]
    assert [session["place"] for session in kept["sessions"]] == ["", "The bench by the pond", ""]
    texts = {note["text"]: note for note in kept["notes"]}
    assert {"We met.", "Ask the ward", "p1 is what I typed"} <= set(texts)
    assert texts["Ask the ward"]["initiator"] == "Dr Bob"
    assert texts["Ask the ward"]["author"] == "me"
    assert texts["p1 is what I typed"]["shown_as"] == "me"
    assert "Dr Bob" in kept["names_typed"]
    assert kept["notices"]
    assert not any({"sender", "other", "swap"} & set(notice) for notice in kept["notices"])
    assert kept["interests"] == [{"topic": ids["theirs"], "session": "1B"}]
    assert {photo["id"]: photo["width"] for photo in kept["photos"]}[day.photo] == 40
    assert kept["changes"]["post_note"] == len(kept["notes"])
    assert kept["answers_kept"] > 0
    assert kept["devices"] == {"ended": 0, "calendar_renewed": 0, "links_open": 0}


@pytest.mark.parametrize("path", ["/api/{code}/me", "/{code}/me/data"])
def test_nothing_of_anybody_else_is_in_it(day: Day, path: str) -> None:
    response = day.gets(path.format(code=day.code))
    assert CANARY not in response.get_data(as_text=True)
    assert response.headers["Cache-Control"] == "no-store"
    others = {
        row["id"]
        for row in day.scene.app.extensions["openspace"].ledger.load(day.code).rows("people")
    }
    values = json.dumps(list(_values(day.kept())))
    # Of the ids of people, one's own neither: "me" stands for it.
    assert [id for id in others if f'"{id}"' in values] == []


def test_nothing_in_it_changes_when_somebody_else_is_erased(day: Day) -> None:
    does, ids = day.scene.command, day.scene.ids
    assert does("convener", "hand_over_notes", {"session": ids["session"]}) == "ok"
    assert does("attendee", "take_notes", {"session": ids["session"]}) == "ok"
    before = day.kept()["sessions"]

    erased = day.scene.call("attendee", "POST", f"/api/{day.code}/erase", {"words": False})

    assert erased.status_code == 200
    assert day.kept()["sessions"] == before


def test_the_page_tells_the_same_and_is_in_no_search_engine(day: Day) -> None:
    html = day.gets(f"/{day.code}/me/data").get_data(as_text=True)
    assert '<meta name="robots" content="noindex">' in html
    for word in (
        "Kim&#39;s other",
        "kim@example.org",
        "Ask the ward",
        "Dr Bob",
        "2027-06-01",
        day.photo,
    ):
        assert word in html
    assert "token" not in html


def test_the_page_tells_evidence_and_flags(day: Day) -> None:
    item = {"form": "evidence", "bearing": "refutes", "kind": "lived", "text": "I waited a year."}
    day.scene.command("convener", "post_evidence", {**item, "content_note": "Waiting"})
    flag = {"table": "topics", "id": day.scene.ids["theirs"], "words": "It names my ward."}
    day.scene.command("convener", "flag", flag)

    html = day.gets(f"/{day.code}/me/data").get_data(as_text=True)

    for words in ("Speaks against it", "What I lived", "I waited a year.", "Waiting"):
        assert words in html
    assert "It names my ward." in html


def test_the_page_tells_what_was_offered_to_the_repertoire_and_who_was_invited() -> None:
    scene = a_scene()
    kept = scene.call("convener", "GET", f"/api/{scene.code}/me").get_json()
    html = scene.call("convener", "GET", f"/{scene.code}/me/data").get_data(as_text=True)

    [offer] = kept["offers"]
    assert kept["invites"]
    for words in ("Invitations to convene a topic with you", offer["title"], offer["practice"]):
        assert escape(words) in html


def test_a_download_is_a_file(day: Day) -> None:
    response = day.gets(f"/api/{day.code}/me?download")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.get_json() == day.kept()


def test_a_name_that_others_use_of_me_and_what_is_hidden_is_still_mine_to_see(day: Day) -> None:
    ids = day.scene.ids
    day.scene.command("host", "hide_note", {"note": ids["note"], "hidden": True})
    day.scene.command("convener", "withdraw_topic", {"topic": ids["unplaced"]})
    kept = day.kept()
    assert {"We met."} <= {note["text"] for note in kept["notes"] if note["hidden"]}
    assert [t["title"] for t in kept["topics"] if t["withdrawn"]] == ["Kim's other"]


@pytest.mark.parametrize(
    "phase", ["lobby", "opening", "marketplace", "sessions", "closing", "harvest", "closed"]
)
def test_forgetting_and_seeing_work_in_every_phase(phase: str) -> None:
    scene = a_scene()
    assert scene.command("host", "set_phase", {"phase": phase}) == "ok"
    assert scene.call("convener", "GET", f"/api/{scene.code}/me").status_code == 200
    asked = scene.call("convener", "POST", f"/api/{scene.code}/erase", {"words": True})
    assert asked.status_code == 200
    assert asked.get_json()["erased"] is True
    assert scene.call("convener", "GET", f"/api/{scene.code}/me").status_code == 403


def test_forgetting_works_while_writing_is_paused() -> None:
    scene = a_scene()
    assert scene.command("host", "rest_author", {"note": scene.ids["note"], "rested": True}) == "ok"
    assert scene.command("host", "set_writing", {"writing": "host"}) == "ok"
    assert scene.call("convener", "GET", f"/{scene.code}/me/data").status_code == 200
    asked = scene.call("convener", "POST", f"/api/{scene.code}/erase", {"words": False})
    assert asked.status_code == 200


def _values(found: Any) -> Any:
    if isinstance(found, dict):
        for value in found.values():
            yield from _values(value)
    elif isinstance(found, list):
        for value in found:
            yield from _values(value)
    else:
        yield found


def test_it_is_found_in_a_store_that_names_nobody(app: Flask) -> None:
    client = app.test_client()
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    for name in ("Rosa", "Kim"):
        client.post(f"/api/{code}/join", json={"name": name})
        message = {"id": f"of {name}", "name": "propose_topic", "args": {"title": f"By {name}"}}
        assert client.post(f"/api/{code}/commands", json=message).get_json()["ok"]

    kept = client.get(f"/api/{code}/me").get_json()

    assert [topic["title"] for topic in kept["topics"]] == ["By Kim"]
    assert kept["changes"] == {"propose_topic": 1}
    assert kept["answers_kept"] == 1
