"""A day with somebody who leaves, and a search for what they leave behind."""

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from openspace.domain.gathering import Gathering
from openspace.ledger.port import Ledger
from openspace.ledger.sqlite.stream_list import fill
from tests.support.begun import begun
from tests.support.samples import GATHERING

NAME, CONTACT, WORDS = "Canaria Flavescens", "canary@cage.example", "yellowfeathered words"
STEM = "yellowfeath"
"""What the index of the search keeps of the first of them."""


class Someone:
    def __init__(self, client: FlaskClient, code: str, token: str, asked: int = 0) -> None:
        self.client, self.code, self.token, self.asked = client, code, token, asked

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def does(self, name: str, /, **args: Any) -> dict[str, Any]:
        answer = self.tries(name, **args)
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    def tries(self, name: str, /, **args: Any) -> dict[str, Any]:
        self.asked += 1
        message = {"id": f"{self.token[-6:]}-{self.asked}", "name": name, "args": args}
        path = f"/api/{self.code}/commands"
        return dict(self.client.post(path, json=message, headers=self.headers).get_json())

    def state(self) -> dict[str, Any]:
        return dict(self.client.get(f"/api/{self.code}/state", headers=self.headers).get_json())

    def sends_a_photo(self, colour: str) -> str:
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(picture, "PNG")
        picture.seek(0)
        path = f"/api/{self.code}/photos"
        form = {"photo": (picture, "canary.png")}
        return str(self.client.post(path, data=form, headers=self.headers).get_json()["photo"])

    def asks_to_be_forgotten(self, words: bool) -> Any:
        path = f"/api/{self.code}/erase"
        return self.client.post(path, json={"words": words}, headers=self.headers)


def joins(app: Flask, code: str) -> Someone:
    """Somebody new, without cookies."""
    client = app.test_client(use_cookies=False)
    token = client.post(f"/api/{code}/join", json={}).get_json()["token"]
    return Someone(client, code, token)


class Day:
    """A canary who named and listed herself, convened and wrote, edited and retracted; and Rosa."""

    def __init__(self, app: Flask) -> None:
        self.app, client = app, app.test_client(use_cookies=False)
        self.ledger: Ledger = app.extensions["openspace"].ledger
        played = begun(app, _Played)
        self.code, self.host_key = played.code, played.host_key
        self.host, self.canary, self.rosa = (
            Someone(client, played.code, token, asked) for token, asked in played.people
        )
        self.topic, self.alone, self.rosas = played.topic, played.alone, played.rosas
        self.session, self.note, self.rosas_note = played.session, played.note, played.rosas_note
        self.photo, self.loose = played.photo, played.loose


class _Played:
    """That day, and the ids of what is in it."""

    def __init__(self, app: Flask) -> None:
        client = app.test_client(use_cookies=False)
        opened = client.post("/api/gatherings", json=GATHERING).get_json()
        self.code = code = opened["code"]
        self.host_key = opened["host_key"]
        key = {"host_key": self.host_key}
        host = Someone(client, code, client.post(f"/api/{code}/host", json=key).get_json()["token"])

        def joins(name: str) -> Someone:
            token = client.post(f"/api/{code}/join", json={"name": name}).get_json()["token"]
            return Someone(client, code, token)

        canary, rosa = joins(NAME), joins("Rosa")
        state = rosa.state()["tables"]
        slot = next(s["id"] for s in state["slots"] if s["kind"] == "session")
        cell = {"room": state["rooms"][0]["id"], "slot": slot}
        canary.does("edit_me", listed=True, contact=CONTACT, contact_listed=True)
        topic = canary.does(
            "propose_topic",
            title=f"{WORDS} 1",
            description=f"{WORDS} 2",
            convener_name=NAME,
            tags=["yellowfeathered"],
        )["topic"]
        self.alone = canary.does(
            "propose_topic", title=f"{WORDS} 3", convener_name=f"{NAME} and Co"
        )["topic"]
        session = canary.does("claim_cell", topic=topic, **cell)["session"]
        canary.does("edit_topic", topic=topic, title=f"{WORDS} 4")
        self.note = canary.does(
            "post_note", session=session, kind="summary", text=f"{WORDS} 5", named=True
        )["note"]
        gone = canary.does("post_note", session=session, kind="story", text=f"{WORDS} 6")["note"]
        canary.does("edit_note", note=self.note, text=f"{WORDS} 7")
        canary.does("retract_note", note=gone)
        canary.does(
            "post_note", session=session, kind="action", text=f"{WORDS} 8", initiator_name=NAME
        )
        self.photo = canary.sends_a_photo("yellow")
        canary.does("post_note", session=session, kind="photo", photo=self.photo, alt=f"{WORDS} 9")
        self.loose = canary.sends_a_photo("gold")
        canary.does("mark_interest", topic=topic, interested=True)
        canary.does("take_notes", session=session, named=True)
        self.rosas = rosa.does("propose_topic", title="Rosa's")["topic"]
        rosa.tries("claim_cell", topic=self.rosas, **cell)
        rosa.does("ask_to_meet", session=session, topic=self.rosas)
        self.rosas_note = rosa.does(
            "post_note", session=session, kind="question", text="Rosa asks"
        )["note"]
        host.does("publish_book")
        other = {"room": state["rooms"][1]["id"], "slot": slot}
        theirs = rosa.does("claim_cell", topic=self.rosas, **other)["session"]
        canary.does("ask_to_meet", session=theirs, topic=topic)
        self.topic, self.session = topic, session
        self.people = [(one.token, one.asked) for one in (host, canary, rosa)]


def found(folder: Path, words: str) -> list[str]:
    """The files below `folder` that hold `words`, as UTF-8, in JSON's escapes or as UTF-16."""
    wanted = {words.encode(), json.dumps(words)[1:-1].encode(), words.encode("utf-16-le")}
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and any(one in file.read_bytes() for one in wanted)
    ]


def assert_replay_equals_the_tables(ledger: Ledger, code: str) -> None:
    ledger.evict(code)
    stored = ledger.load(code)
    replayed = Gathering().replay(ledger.since(code, 0)).with_people_of(stored)
    for table, rows in stored.tables.items():
        assert dict(replayed.tables.get(table, {})) == dict(rows), table


BEFORE = "2027-03-01T09:00:00.000+00:00"


def happened_before(day: Day) -> None:
    """Puts all changes before the last day, which may be over when the test runs."""
    with sqlite3.connect(day.ledger.path) as db:
        db.execute("UPDATE changes SET at = ? WHERE gathering = ?", [BEFORE, day.code])
        fill(db)
    day.ledger.evict(day.code)
