"""A disk that takes no more: reading goes on, health says so, and what was asked is saved later."""

import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.ledger.sqlite.connection import Connection
from openspace.ledger.sqlite.snapshots import snapshots
from tests.support.samples import GATHERING


def test_full_disk_is_read_on_and_said(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    token = client.post(f"/api/{code}/join", json={}).get_json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    command = {
        "id": secrets.token_hex(8),
        "name": "propose_topic",
        "args": {"title": "Carers", "description": "y" * 4000},
    }
    ledger = app.extensions["openspace"].ledger
    [pages] = ledger._writer.execute("PRAGMA page_count").fetchone()
    ledger._writer.execute(f"PRAGMA max_page_count = {pages}")

    refused = client.post(f"/api/{code}/commands", json=command, headers=bearer)
    health = client.get("/healthz")
    read = client.get(f"/{code}/wall")
    ledger._writer.execute("PRAGMA max_page_count = 1000000")
    saved = client.post(f"/api/{code}/commands", json=command, headers=bearer)

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "busy")
    assert (health.status_code, health.get_json()["trouble"]) == (503, "The disk is full.")
    assert read.status_code == 200
    assert saved.get_json()["ok"]
    assert client.get("/healthz").get_json() == {"ok": True}


class FullDisk:
    """The writer's connection on a disk that takes a change only where `has_room` says so."""

    def __init__(self, writer: Connection, has_room: Callable[[], bool]) -> None:
        self._writer, self._has_room = writer, has_room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if statement.startswith(("INSERT", "UPDATE", "REPLACE", "DELETE")) and not self._has_room():
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        return self._writer.execute(statement, *values)


@pytest.mark.parametrize("taken", [1, 3])
def test_full_disk_forgets_whom_the_snapshots_make_room_for(
    app: Flask, client: FlaskClient, tmp_path: Path, taken: int
) -> None:
    code, bearer = somebody(client)
    at_home, db = app.extensions["openspace"], tmp_path / "sessions.db"
    for _ in range(taken):
        client.post(f"/api/{code}/join", json={})
        assert at_home.snapshots.take()
    at_home.ledger._writer = FullDisk(at_home.ledger._writer, lambda: not snapshots(db))

    answer = client.post(f"/api/{code}/erase", json={}, headers=bearer)

    assert answer.get_json().get("erased"), answer.get_json()
    assert [row["name"] for row in at_home.ledger.load(code).rows("people")] == [""] * taken


@pytest.mark.parametrize("statements", [0, 1, 3, 5])
def test_full_disk_says_that_nobody_is_forgotten_yet_and_leaves_nothing_half_done(
    app: Flask, client: FlaskClient, statements: int
) -> None:
    code, bearer = somebody(client)
    ledger, room = app.extensions["openspace"].ledger, [True] * statements
    ledger._writer = FullDisk(ledger._writer, lambda: bool(room) and room.pop())
    ledger.evict(code)
    before = ledger.load(code)

    refused = client.post(f"/api/{code}/erase", json={}, headers=bearer)
    ledger.evict(code)
    after = ledger.load(code)
    room += [True] * 1_000
    then = client.post(f"/api/{code}/erase", json={}, headers=bearer)

    assert refused.status_code == 503
    assert refused.get_json()["error"]["why"] == "not_erased"
    assert after == before
    assert "Set-Cookie" not in refused.headers
    assert then.get_json()["erased"]


def somebody(client: FlaskClient) -> tuple[str, dict[str, str]]:
    """The code of a gathering, and the headers of somebody in it."""
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    token = client.post(f"/api/{code}/join", json={"name": "Kim"}).get_json()["token"]
    return code, {"Authorization": f"Bearer {token}"}


def test_a_store_that_turns_read_only_is_read_on_and_said(app: Flask, client: FlaskClient) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    ledger = app.extensions["openspace"].ledger
    ledger._writer.execute("PRAGMA query_only = ON")

    refused = client.post(f"/api/{code}/join", json={})
    health = client.get("/healthz")
    read = client.get(f"/{code}/wall")
    ledger._writer.execute("PRAGMA query_only = OFF")
    joined = client.post(f"/api/{code}/join", json={})

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "busy")
    assert health.get_json()["trouble"] == "The store can be read but not written."
    assert read.status_code == 200
    assert joined.status_code == 201


def test_a_store_damaged_under_the_server_is_read_on_and_said(
    app: Flask, client: FlaskClient
) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    ledger = app.extensions["openspace"].ledger
    ledger._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole[:4096] + b"\x5a" * (len(whole) - 4096))
    ledger._writer_is_broken = True  # it opens the file anew

    refused = client.post(f"/api/{code}/join", json={})
    health = client.get("/healthz")
    read = client.get(f"/{code}/wall")

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "busy")
    assert (health.status_code, health.get_json()["trouble"]) == (503, "The store is damaged.")
    assert read.status_code == 200
