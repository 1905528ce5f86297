"""What was taken back is gone: no catching up from an earlier change tells it, by HTTP or by socket."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from tests.security.erased_day import Someone, assert_replay_equals_the_tables, found
from tests.support.samples import GATHERING

WORD = "xylophone"


class Room:
    """Kim, whose topic holds a cell; Rosa, who looks on; the host."""

    def __init__(self, app: Flask) -> None:
        self.app, client = app, app.test_client(use_cookies=False)
        opened = client.post("/api/gatherings", json=GATHERING).get_json()
        self.code = code = str(opened["code"])
        key = {"host_key": opened["host_key"]}
        self.host = Someone(client, code, client.post(f"/api/{code}/host", json=key).json["token"])

        def joins(name: str) -> Someone:
            answer = client.post(f"/api/{code}/join", json={"name": name}).get_json()
            return Someone(client, code, answer["token"])

        self.kim, self.rosa = joins(WORD), joins("")
        self.anyone = Someone(client, code, "")
        state = self.rosa.state()["tables"]
        slot = next(s["id"] for s in state["slots"] if s["kind"] == "session")
        self.topic = self.kim.does("propose_topic", title="Carers")["topic"]
        cell = {"room": state["rooms"][0]["id"], "slot": slot}
        self.session = self.kim.does("claim_cell", topic=self.topic, **cell)["session"]

    def note(self, **args: Any) -> str:
        given = {"session": self.session, "kind": "key_point", "text": "Tea", **args}
        return str(self.kim.does("post_note", **given)["note"])

    def all_that_can_be_caught_up(self, since: int) -> dict[str, str]:
        """What the public, Rosa and the host are answered, by HTTP and by socket, as JSON."""
        found = {}
        sockets = self.app.extensions["socketio"]
        for name in ("anyone", "rosa", "host"):
            who: Someone = getattr(self, name)
            headers = who.headers if who.token else {}
            path = f"/api/{self.code}/changes?since={since}"
            found[f"{name} by HTTP"] = who.client.get(path, headers=headers).get_data(as_text=True)
            auth = {"gathering": self.code, "since": since, "token": who.token or None}
            socket = sockets.test_client(self.app, auth=auth)
            found[f"{name} by socket"] = json.dumps(socket.get_received())
            socket.disconnect()
        return found


def a_note_retracted(room: Room) -> None:
    room.kim.does("retract_note", note=room.note(text=WORD))


def a_note_edited(room: Room) -> None:
    room.kim.does("edit_note", note=room.note(text=WORD), text="Tea")


def a_note_hidden(room: Room) -> None:
    room.host.does("hide_note", note=room.note(text=WORD))


def a_topic_withdrawn(room: Room) -> None:
    topic = room.kim.does("propose_topic", title=WORD)["topic"]
    room.kim.does("withdraw_topic", topic=topic)


def a_topic_hidden(room: Room) -> None:
    topic = room.kim.does("propose_topic", title=WORD)["topic"]
    room.host.does("hide_topic", topic=topic)


def a_title_edited(room: Room) -> None:
    topic = room.kim.does("propose_topic", title=WORD)["topic"]
    room.kim.does("edit_topic", topic=topic, title="Carers again")


def news_retracted(room: Room) -> None:
    room.host.does("retract_news", news=room.host.does("post_news", text=WORD)["news"])


def an_initiator_taken_out(room: Room) -> None:
    note = room.note(kind="action", initiator_name=WORD)
    room.kim.does("edit_note", note=note, initiator_name="")


def a_name_taken_off(room: Room) -> None:
    note = room.note(named=True)
    room.kim.does("edit_topic", topic=room.topic, convener_name=WORD)
    room.kim.does("edit_note", note=note, named=False)
    room.kim.does("edit_topic", topic=room.topic, convener_name="")


def a_name_emptied(room: Room) -> None:
    room.note(named=True)
    room.kim.does("edit_me", name="")


def a_contact_taken_off_the_list(room: Room) -> None:
    room.kim.does("edit_me", listed=True, contact=f"{WORD}@example.org", contact_listed=True)
    room.kim.does("edit_me", contact_listed=False, listed=False)


def a_topic_that_hides_its_notes(room: Room) -> None:
    room.note(text=WORD)
    room.host.does("hide_topic", topic=room.topic)


def a_free_place_left(room: Room) -> None:
    place = {"place": WORD, "starts_at": "2027-03-31T15:10"}
    room.kim.does("move_to_place", session=room.session, **place)
    room.kim.does("release_session", session=room.session)


def a_free_place_changed(room: Room) -> None:
    for place in (WORD, "The café"):
        where = {"place": place, "starts_at": "2027-03-31T15:10"}
        room.kim.does("move_to_place", session=room.session, **where)


def a_free_place_hidden_with_its_topic(room: Room) -> None:
    place = {"place": WORD, "starts_at": "2027-03-31T15:10"}
    room.kim.does("move_to_place", session=room.session, **place)
    room.host.does("hide_topic", topic=room.topic)


def a_person_erased(room: Room) -> None:
    room.note(text=WORD, named=True)
    room.kim.asks_to_be_forgotten(words=True)


TAKEN_BACK = [
    a_note_retracted,
    a_note_edited,
    a_note_hidden,
    a_topic_withdrawn,
    a_topic_hidden,
    a_title_edited,
    news_retracted,
    an_initiator_taken_out,
    a_name_taken_off,
    a_name_emptied,
    a_contact_taken_off_the_list,
    a_topic_that_hides_its_notes,
    a_free_place_left,
    a_free_place_changed,
    a_free_place_hidden_with_its_topic,
    a_person_erased,
]
SEEN_BY_THE_HOST = {a_note_hidden, a_topic_hidden, a_topic_that_hides_its_notes}
"""The host still sees these, and can undo the hiding."""


@pytest.mark.parametrize("taking_back", TAKEN_BACK)
def test_what_was_taken_back_is_told_to_nobody_who_catches_up(
    app: Flask, taking_back: Callable[[Room], None]
) -> None:
    room = Room(app)

    taking_back(room)

    for way, told in room.all_that_can_be_caught_up(since=1).items():
        if not (way.startswith("host") and taking_back in SEEN_BY_THE_HOST):
            assert WORD not in told, way


def test_catching_up_does_not_tie_rows_together_that_carried_a_name_once(app: Flask) -> None:
    """Kim's new name was put on a topic and a note in one change; then she took it off the note."""
    room = Room(app)
    room.kim.does("edit_topic", topic=room.topic, convener_name=WORD)
    note = room.note(named=True)
    begin = room.rosa.state()["seq"]
    room.kim.does("edit_me", name="Kim Ash")
    room.kim.does("edit_note", note=note, named=False)

    path = f"/api/{room.code}/changes?since={begin}"
    changes = room.anyone.client.get(path).get_json()["changes"]

    together = [
        {row["id"] for rows in change["puts"].values() for row in rows} for change in changes
    ]
    assert not [ids for ids in together if {room.topic, note} <= ids]


def test_the_number_of_a_private_row_is_told_to_nobody_when_it_goes(app: Flask) -> None:
    """It would tie the mark to its end: one person made both."""
    room = Room(app)
    begin = room.rosa.state()["seq"]
    room.rosa.does("mark_interest", topic=room.topic, interested=True)
    room.rosa.does("mark_interest", topic=room.topic, interested=False)

    for someone, drops in ((room.anyone, {}), (room.host, {}), (room.rosa, {"interests"})):
        path = f"/api/{room.code}/changes?since={begin}"
        headers = someone.headers if someone.token else {}
        changes = someone.client.get(path, headers=headers).get_json()["changes"]
        assert {table for change in changes for table in change["drops"]} == set(drops)


def test_a_retracted_text_leaves_the_log_and_the_files_at_the_next_cleanup(
    app: Flask, tmp_path: Path
) -> None:
    room = Room(app)
    app.extensions["openspace"].snapshots.take()
    note = room.note(text=WORD + " one")
    room.kim.does("edit_note", note=note, text=WORD + " two")
    room.kim.tries("edit_note", note=note, rev=1, text="stale")
    app.extensions["openspace"].snapshots.take()
    room.kim.does("retract_note", note=note)
    assert found(tmp_path, WORD + " one")

    services = app.extensions["openspace"]
    run_once(services.ledger, services.snapshots, SYSTEM)

    for text in (WORD + " one", WORD + " two"):
        assert found(tmp_path, text) == []
    assert_replay_equals_the_tables(services.ledger, room.code)


def test_an_edited_text_leaves_the_log_and_the_files_at_the_next_cleanup(
    app: Flask, tmp_path: Path
) -> None:
    room = Room(app)
    note = room.note(kind="action", text=WORD + " said too much", initiator_name=WORD + " Doe")
    topic = room.kim.does("propose_topic", title=WORD + " title")["topic"]
    room.host.does("publish_book")
    room.kim.does("edit_note", note=note, text="Less", initiator_name="")
    room.kim.does("edit_topic", topic=topic, title="Another title")

    services = app.extensions["openspace"]
    run_once(services.ledger, services.snapshots, SYSTEM)

    for text in (" said too much", " Doe", " title"):
        assert found(tmp_path, WORD + text) == []
    assert services.ledger.at(room.code, services.ledger.load(room.code).seq)
    assert_replay_equals_the_tables(services.ledger, room.code)


def test_what_was_taken_back_answers_like_what_never_was(app: Flask) -> None:
    """Otherwise the answer tells which topics and notes went with somebody who was erased."""
    room = Room(app)
    hidden, retracted = room.note(), room.note()
    room.host.does("hide_note", note=hidden)
    room.kim.does("retract_note", note=retracted)
    other = room.kim.does("propose_topic", title="Withdrawn")["topic"]
    room.kim.does("withdraw_topic", topic=other)

    notes = [room.rosa.tries("edit_note", note=id, text="x") for id in (hidden, retracted, "n999")]
    sessions = [
        room.rosa.tries("post_note", session=id, kind="key_point", text="Tea")
        for id in ("s" + other[1:], "s999")
    ]

    assert [answer["error"] for answer in notes] == [notes[0]["error"]] * 3
    assert [answer["error"] for answer in sessions] == [sessions[0]["error"]] * 2
