"""Whoever takes their name off again and again does not have every screen fetch the state each time."""

from typing import Any

import pytest
from flask import Flask

from openspace.live import broadcast
from tests.security.test_taken_back import Room
from tests.support.waiting import told, waits


def takes_name_off(room: Room, note: str) -> None:
    room.kim.does("edit_me", name="Kim")
    room.kim.does("edit_note", note=note, named=True)
    room.kim.does("edit_me", name="")


def test_screens_fetch_the_state_once_and_again_when_they_have_had_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "LONGEST_RESYNC", 1e6)
    monkeypatch.setattr(broadcast, "RESYNC_SECONDS", 1e6)
    room = Room(app)
    note = room.note(text="One", named=True)
    svc, socketio = app.extensions["openspace"], app.extensions["socketio"]
    later: list[Any] = []
    resync_later = svc.broadcast.resync_later
    monkeypatch.setattr(svc.broadcast, "resync_later", lambda *which: later.append(which))
    socket = socketio.test_client(app, auth={"gathering": room.code})

    takes_name_off(room, note)
    heard: list[str] = []
    waits(lambda: heard.extend(told(socket)) or "resync" in heard)
    for _ in range(3):
        takes_name_off(room, note)
    room.rosa.does("propose_topic", title="Said meanwhile")

    waits(lambda: later)
    assert "resync" not in [message["name"] for message in socket.get_received()]
    [(code, cursors)] = later
    cursors.resync_at = 0.0  # they have had time
    resync_later(code, cursors)
    assert told(socket) == ["resync"]
    room.rosa.does("propose_topic", title="Said later")
    assert told(socket) == ["changes"]
