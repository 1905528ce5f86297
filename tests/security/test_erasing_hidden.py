"""What the host erases is in no byte that the server keeps: whoever wrote it, and also after the day on which
people are forgotten."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.ledger.sqlite.snapshots import snapshots
from openspace.service.clock import SYSTEM
from openspace.service.erasure import forget_people
from tests.security.erased_day import Someone, assert_replay_equals_the_tables, found
from tests.security.test_taken_back import WORD, Room

STATEMENT = "Teams learn slowly."
PATHS = ("proceedings.md?edition=draft", "proceedings.md", "agenda", "schedule.json", "export.json")


class Written:
    """Kim wrote WORD everywhere, and Rosa noted below her topic; the book was published with it."""

    def __init__(self, app: Flask) -> None:
        self.room = room = Room(app)
        self.services = app.extensions["openspace"]
        self.host, kim = room.host, room.kim
        self.host.does("edit_gathering", statement=STATEMENT)
        self.kim = kim
        self.alone = kim.does("propose_topic", title=WORD, description=f"{WORD} 1")["topic"]
        kim.does("edit_topic", topic=room.topic, title=f"{WORD} 2", convener_name=f"{WORD} 3")
        action = {"kind": "action", "initiator_name": f"{WORD} 4"}
        self.note = room.note(text=f"{WORD} 5", **action)
        kim.does("edit_note", note=self.note, text=f"{WORD} 6")
        self.photo = kim.sends_a_photo("yellow")
        self.shown = room.note(kind="photo", photo=self.photo, text="", alt=f"{WORD} 7")
        thought = {"form": "thought", "text": f"{WORD} 8"}
        self.evidence = kim.does("post_evidence", **thought)["evidence"]
        rosas = {"session": room.session, "kind": "question", "text": "Rosa asks"}
        room.rosa.does("post_note", **rosas)
        room.rosa.does("flag", table="notes", id=self.note, words=f"{WORD} 9")
        taken = room.rosa.does("propose_topic", title="Rosa's")["topic"]
        row = room.rosa.state()["tables"]["sessions"][0]
        room.rosa.tries("claim_cell", topic=taken, room=row["room"], slot=row["slot"])
        self.host.does("publish_book")
        self.services.snapshots.take()
        self.items = [
            *(("note", self.note), ("note", self.shown), ("evidence", self.evidence)),
            *(("topic", self.alone), ("topic", room.topic)),
        ]

    def erases_all(self, by: Someone) -> None:
        tables = {"note": "notes", "topic": "topics", "evidence": "evidence"}
        for noun, id in self.items:
            args: dict[str, Any] = {noun: id, "reason": f"{WORD} 10"}
            by.does(f"hide_{noun}", **args)
            by.does("erase_hidden", table=tables[noun], id=id)


@pytest.mark.parametrize("then", ["is here", "has left", "was forgotten"])
def test_erased_words_are_found_nowhere(app: Flask, tmp_path: Path, then: str) -> None:
    given = Written(app)
    if then == "has left":
        given.kim.asks_to_be_forgotten(words=False)
    elif then == "was forgotten":
        forget_people(given.services.ledger, given.room.code, SYSTEM)
    else:
        given.kim.does("edit_me", name="Kim")
    assert found(tmp_path, WORD)

    given.erases_all(given.host)
    assert given.services.tidy_up()

    assert found(tmp_path, WORD) == []
    assert found(tmp_path, given.photo) == []
    assert snapshots(tmp_path / "sessions.db")
    client = given.host.client
    for path in PATHS:
        for headers in ({}, given.host.headers):
            assert WORD not in client.get(f"/{given.room.code}/{path}", headers=headers).text, path
    for somebody in (given.host, given.room.anyone):
        assert WORD not in json.dumps(somebody.state())
    assert_replay_equals_the_tables(given.services.ledger, given.room.code)
    told = [row["person"] for row in given.services.ledger.load(given.room.code).rows("notices")]
    assert "somebody" not in told


def test_screens_that_were_away_fetch_the_state(app: Flask) -> None:
    given = Written(app)
    before = given.room.rosa.state()["seq"]

    given.erases_all(given.host)

    for way, told in given.room.all_that_can_be_caught_up(since=before).items():
        assert "resync" in told, way
        assert given.note not in told, way


def test_others_notes_stay_below_an_untitled_topic(app: Flask) -> None:
    given = Written(app)

    given.erases_all(given.host)
    given.host.does("hide_topic", topic=given.room.topic, hidden=False)

    tables = given.room.rosa.state()["tables"]
    assert [note["text"] for note in tables["notes"]] == ["Rosa asks"]
    assert {row["title"] for row in tables["topics"]} == {"Untitled", "Rosa's"}


def test_hosts_can_read_that_something_was_erased_and_not_what(app: Flask) -> None:
    given = Written(app)

    given.erases_all(given.host)

    path = f"/api/{given.room.code}/host-actions"
    entries = given.host.client.get(path, headers=given.host.headers).get_json()["actions"]
    erased = [entry for entry in entries if entry["name"] == "erase_hidden"]
    assert len(erased) == len(given.items)
    assert {entry["about"] for entry in erased} == {""}
    assert WORD not in json.dumps(entries)


def test_author_reads_on_their_own_page_that_it_was_erased(app: Flask) -> None:
    given = Written(app)

    given.erases_all(given.host)

    told = [row["text"] for row in given.kim.state()["tables"]["notices"]]
    assert sum("deleted something of yours for good" in text for text in told) == len(given.items)
    me = given.kim.client.get(f"/api/{given.room.code}/me", headers=given.kim.headers).text
    assert f"{WORD} " not in me
