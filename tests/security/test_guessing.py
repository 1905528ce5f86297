"""Guessing codes: slowed down for all together, and never for a code that is right."""

import time
from pathlib import Path

from openspace import create_app
from openspace.config import Limits, Settings


def test_unknown_codes_slow_down_and_known_ones_do_not(tmp_path: Path) -> None:
    limits = Limits(unknown_codes_burst=5, unknown_codes_rate=0.001)
    app = create_app(Settings(db=tmp_path / "sessions.db", async_mode="threading", limits=limits))
    slept: list[float] = []
    house = app.extensions["openspace"]
    object.__setattr__(house, "sleep", slept.append)
    client = app.test_client()
    code = client.post("/api/gatherings", json={"title": "New"}).get_json()["code"]
    for nth in range(8):
        assert client.get(f"/api/NOSUC{nth}/state").status_code == 404
    assert len(slept) == 3
    socket = app.extensions["socketio"].test_client(app, auth={"gathering": "NOSUCH"})
    assert not socket.is_connected()
    assert len(slept) == 4
    began = time.monotonic()
    assert client.get(f"/api/{code}/state").status_code == 200
    assert client.post(f"/api/{code}/join", json={}).status_code == 201
    assert len(slept) == 4
    assert time.monotonic() - began < 1
