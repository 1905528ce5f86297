"""What a host could do, also with a phone of their own among the others, to find out whose two anonymous
items are: nothing that comes of it tells whether one person made both."""

from typing import Any

import pytest
from flask import Flask

from tests.security.erased_day import Someone
from tests.security.test_taken_back import WORD, Room
from tests.support.waiting import told


@pytest.mark.parametrize("hidden", [True, False])
def test_who_is_told_that_something_is_hidden_cannot_count_the_authors(
    app: Flask, hidden: bool
) -> None:
    """The host's own phone posts a third note and reads the number of its notice."""
    numbers = []
    for same_author in (True, False):
        room = Room(app)
        spy = joins(room)
        first = room.note(text="One")
        author = room.kim if same_author else room.rosa
        for someone in (author, spy):
            someone.does("post_note", session=room.session, kind="quote", text="Two")
        at = next(n["at"] for n in spy.state()["tables"]["notes"] if n["id"] == first)

        room.host.does("hide_since", at=at, hidden=True)
        if not hidden:
            room.host.does("hide_since", at=at, hidden=False)

        numbers.append([notice["id"] for notice in spy.state()["tables"]["notices"]])

    assert numbers[0] == numbers[1]


def test_host_who_names_nobody_for_a_moment_learns_of_no_name_taken_off_before(app: Flask) -> None:
    room = Room(app)
    room.note(text="One", named=True)
    room.kim.does("edit_topic", topic=room.topic, convener_name=WORD)
    room.kim.does("edit_me", name="")
    begin = room.rosa.state()["seq"]

    room.host.does("edit_gathering", naming="none")
    room.host.does("edit_gathering", naming="choice")

    for change in caught_up(room, begin)["changes"]:
        assert set(change["puts"]) <= {"gatherings"}


def test_nobody_is_told_which_items_carried_a_name_before_nobody_was_named(app: Flask) -> None:
    """All that somebody signed, in one list, where they alone signed."""
    room = Room(app)
    begin = room.rosa.state()["seq"]
    for text in ("One", "Two"):
        room.note(text=text, named=True)
    room.rosa.does("post_note", session=room.session, kind="quote", text="Three")
    socket = app.extensions["socketio"].test_client(app, auth={"gathering": room.code})

    room.host.does("edit_gathering", naming="none")

    assert caught_up(room, begin)["error"]["code"] == "resync"
    assert told(socket) == ["resync"]


def joins(room: Room) -> Someone:
    client = room.host.client
    token = client.post(f"/api/{room.code}/join", json={}).get_json()["token"]
    return Someone(client, room.code, token)


def caught_up(room: Room, since: int) -> dict[str, Any]:
    path = f"/api/{room.code}/changes?since={since}"
    return dict(room.anyone.client.get(path).get_json())
