"""Clients without a socket ask for changes over HTTP, again and again."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Settings
from openspace.ledger.memory import MemoryLedger
from openspace.live.broadcast import Broadcast
from tests.support.buses import Wire


def joins(client: FlaskClient, code: str) -> dict[str, str]:
    token = client.post(f"/api/{code}/join", json={}).get_json()["token"]
    client.delete_cookie(f"openspace_person_{code}")
    return {"Authorization": f"Bearer {token}"}


def test_person_who_polls_counts_as_present_and_only_the_host_is_told(
    app: Flask, client: FlaskClient, opened: dict[str, Any]
) -> None:
    code, key = opened["code"], {"host_key": opened["host_key"]}
    kim = joins(client, code)
    token = client.post(f"/api/{code}/host", json=key).get_json()["token"]
    host = {"Authorization": f"Bearer {token}"}

    plain = client.get(f"/api/{code}/changes?since=0", headers=kim).get_json()
    assert app.extensions["openspace"].presence.here(code) == 0
    polled = client.get(f"/api/{code}/changes?since=0&here=1", headers=kim).get_json()
    client.get(f"/api/{code}/changes?since=0&here=1", headers=kim)

    assert polled == plain
    seen = client.get(f"/api/{code}/changes?since=0&here=1", headers=host).get_json()
    assert (seen["here"], seen["hosts"]) == (1, [])
    public = client.get(f"/api/{code}/changes?since=0&here=1", headers={"Authorization": ""})
    assert "here" not in public.get_json()


def test_poll_without_news_is_answered_by_its_etag(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    code = opened["code"]
    kim = joins(client, code)
    seq = client.get(f"/api/{code}/state").get_json()["seq"]
    at = f"/api/{code}/changes?since={seq}"

    first = client.get(at, headers=kim)
    again = client.get(at, headers={**kim, "If-None-Match": first.headers["ETag"]})
    assert first.get_json() == {"since": seq, "seq": seq, "changes": []}
    assert (again.status_code, again.data) == (304, b"")

    joins(client, code)
    news = client.get(at, headers={**kim, "If-None-Match": first.headers["ETag"]})
    assert news.status_code == 200
    assert "ETag" not in news.headers


def test_several_processes_refuse_the_polling_of_engine_io(tmp_path: Path) -> None:
    address = "/socket.io/?EIO=4&transport=polling"
    settings = Settings(async_mode="threading", db=tmp_path / "sessions.db")
    several = create_app(settings, MemoryLedger(), bus=Wire().bus()).test_client().get(address)
    alone = create_app(settings, MemoryLedger()).test_client().get(address)

    assert (several.status_code, several.text) == (400, '"Invalid transport"')
    assert alone.status_code == 200


def test_nothing_new_is_neither_read_nor_compressed_again(
    client: FlaskClient, opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = opened["code"]
    seq = client.get(f"/api/{code}/state").get_json()["seq"]
    at, packs = f"/api/{code}/changes?since={seq}&here=1", {"Accept-Encoding": "gzip"}
    first = client.get(at, headers=packs)
    assert "Content-Encoding" not in first.headers  # too short
    assert "Authorization" in first.headers["Vary"]
    long = client.get(f"/api/{code}/changes?since=0", headers=packs)
    assert (long.headers["Content-Encoding"], long.headers["Vary"]) == (
        "gzip",
        first.headers["Vary"],
    )

    monkeypatch.setattr(Broadcast, "catch_up", None)
    again = client.get(at, headers={**packs, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == first.headers["Vary"]
