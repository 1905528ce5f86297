"""Floods: refused with a sentence, for the one who floods, and never for the address they share."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.limits import Buckets
from tests.conftest import GATHERING

LIMITS = Limits(person_burst=5, person_rate=0.01, joins_burst=4, joins_rate=0.01)


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    settings = Settings(db=tmp_path / "sessions.db", async_mode="threading", limits=LIMITS)
    return create_app(settings).test_client(use_cookies=False)


def asks(client: FlaskClient, code: str, token: str, nth: int) -> Any:
    message = {"id": f"command-{nth}", "name": "edit_me", "args": {"name": f"Kim {nth}"}}
    headers = {"Authorization": f"Bearer {token}"}
    return client.post(f"/api/{code}/commands", json=message, headers=headers)


def test_who_floods_is_refused_and_nobody_else_at_the_same_address(client: FlaskClient) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    kim, rosa = (client.post(f"/api/{code}/join", json={}).get_json()["token"] for _ in range(2))
    assert [asks(client, code, kim, nth).status_code for nth in range(7)] == [200] * 5 + [429] * 2
    refused = asks(client, code, kim, 8).get_json()["error"]
    assert refused["code"] == "too_many"
    assert refused["message"].endswith(".")
    assert refused["again_in"] > 0
    assert asks(client, code, rosa, 1).status_code == 200


def test_the_host_is_never_refused(client: FlaskClient) -> None:
    opened = client.post("/api/gatherings", json=GATHERING).get_json()
    code, key = opened["code"], {"host_key": opened["host_key"]}
    token = client.post(f"/api/{code}/host", json=key).get_json()["token"]
    for nth in range(20):
        message = {"id": f"command-{nth}", "name": "post_news", "args": {"text": f"News {nth}"}}
        headers = {"Authorization": f"Bearer {token}"}
        assert (
            client.post(f"/api/{code}/commands", json=message, headers=headers).status_code == 200
        )


def test_a_flood_of_strangers_fills_one_gathering_only(client: FlaskClient) -> None:
    one, other = (client.post("/api/gatherings", json=GATHERING).get_json()["code"] for _ in "12")
    statuses = [client.post(f"/api/{one}/join", json={}).status_code for _ in range(6)]
    assert statuses == [201] * 4 + [429] * 2
    assert client.post(f"/api/{other}/join", json={}).status_code == 201


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    bucket = Buckets(2, 1, lambda: now)
    assert [bucket.wait_for("kim") for _ in range(3)] == [0, 0, 1]
    now = 0.5
    assert bucket.wait_for("kim") == 0.5
    now = 1.0
    assert bucket.wait_for("kim") == 0
    now = 100.0
    assert [bucket.wait_for("kim") for _ in range(3)] == [0, 0, 1]
