"""A disk that takes no more: reading goes on, health says so, and what was asked is saved later."""

import secrets
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import GATHERING


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
    ledger._spoilt = True  # it opens the file anew

    refused = client.post(f"/api/{code}/join", json={})
    health = client.get("/healthz")
    read = client.get(f"/{code}/wall")

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "busy")
    assert (health.status_code, health.get_json()["trouble"]) == (503, "The store is damaged.")
    assert read.status_code == 200
