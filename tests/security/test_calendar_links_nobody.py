"""A name taken away leaves no trace in the calendar: events of one person do not change together."""

import re

import pytest
from flask import Flask

from tests.security.erased_day import Someone
from tests.support.samples import GATHERING


def revisions(app: Flask, code: str) -> dict[str, tuple[str, str]]:
    """{session: (SEQUENCE, DTSTAMP)}, as the public is told."""
    text = app.test_client().get(f"/{code}/schedule.ics").get_data(as_text=True)
    events = {}
    for event in text.split("BEGIN:VEVENT")[1:]:
        if uid := re.search(r"UID:session-(.*?)@", event):
            parts = [re.search(rf"{key}[^:]*:(.*)", event) for key in ("SEQUENCE", "DTSTAMP")]
            events[uid[1]] = tuple(part[1].strip() for part in parts if part)
    return events  # type: ignore[return-value]


@pytest.mark.parametrize("read_before", [False, True])
def test_name_taken_away_leaves_events_that_nobody_can_link(app: Flask, read_before: bool) -> None:
    # given: topics of Kim under her name, and of Rosa without one, all in cells
    client = app.test_client(use_cookies=False)
    code = str(client.post("/api/gatherings", json=GATHERING).get_json()["code"])

    def joins(name: str) -> Someone:
        answer = client.post(f"/api/{code}/join", json={"name": name}).get_json()
        return Someone(client, code, answer["token"])

    kim, rosa = joins("Kim"), joins("")
    tables = rosa.state()["tables"]
    slots = [s["id"] for s in tables["slots"] if s["kind"] == "session"]
    rooms = [room["id"] for room in tables["rooms"]]
    for who, name, room, slot in ((kim, "Kim", 0, 0), (rosa, None, 1, 0), (kim, "Kim", 0, 1)):
        topic = who.does("propose_topic", title="Carers", convener_name=name)["topic"]
        who.does("claim_cell", topic=topic, room=rooms[room], slot=slots[slot])
    if read_before:
        before = revisions(app, code)
    # when
    kim.does("edit_me", name="")
    # then
    after = revisions(app, code)
    assert len(after) == 3
    assert len(set(after.values())) == 1
    if read_before:
        assert all(int(after[id][0]) > int(before[id][0]) for id in after)
