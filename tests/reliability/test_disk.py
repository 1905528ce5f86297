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
