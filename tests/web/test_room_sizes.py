"""Marks are counted every ten minutes, so that asking again and again shows nobody's tap."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from tests.clocks import at
from tests.security.erased_day import Someone, joins
from tests.support.samples import GATHERING


@pytest.fixture
def now() -> list[datetime]:
    return [datetime.fromisoformat("2027-03-31T07:00:00+00:00")]


@pytest.fixture
def app(now: list[datetime]) -> Flask:
    clock = at(now[0])
    clock._read = lambda: now[0]
    settings = Settings(async_mode="threading", limits=Limits.none())
    return create_app(settings, MemoryLedger(), clock)


def asks(someone: Someone, more: str = "") -> Any:
    path = f"/api/{someone.code}/room-sizes{more}"
    return someone.client.get(path, headers=someone.headers).get_json()


def test_a_new_count_waits_for_ten_minutes(app: Flask, now: list[datetime]) -> None:
    client = app.test_client(use_cookies=False)
    opened = client.post("/api/gatherings", json=GATHERING).get_json()
    code, key = opened["code"], {"host_key": opened["host_key"]}
    host = Someone(client, code, client.post(f"/api/{code}/host", json=key).get_json()["token"])
    kim = joins(app, code)
    state = kim.state()["tables"]
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    room = state["rooms"][0]["id"]
    host.does("edit_room", room=room, capacity=3)
    topic = kim.does("propose_topic", title="Sleep")["topic"]
    session = kim.does("claim_cell", topic=topic, room=room, slot=slot)["session"]
    assert asks(kim) == {"sizes": []}
    for _ in range(5):
        joins(app, code).does("mark_interest", topic=topic)

    now[0] += timedelta(minutes=9)
    assert asks(kim) == {"sizes": []}
    assert asks(host) == {"too_small": []}
    now[0] += timedelta(minutes=1)
    [size] = asks(kim)["sizes"]

    assert (size["session"], size["least"], size["most"], size["seats"]) == (session, 2, 5, 3)
    code = next(row["code"] for row in kim.state()["tables"]["sessions"])
    assert asks(host) == {"too_small": [code]}
    assert asks(joins(app, kim.code)) == {"sizes": []}
