"""Fixtures of all tests: an app with its own store, its client, and a small gathering opened in it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings

GATHERING: dict[str, Any] = {
    "title": "Learning together",
    "theme": "What helps a team to go on learning?",
    "statement": "Creating a learning team is one of the most difficult challenges we face.",
    "timezone": "Europe/London",
    "rooms": [
        {"name": "Oak", "capacity": 30, "access": "Step-free"},
        {"name": "Elm", "capacity": 12},
        {"name": "Spare", "folded": True},
    ],
    "slots": [
        {
            "starts_at": "2027-03-31T09:30",
            "ends_at": "2027-03-31T10:00",
            "label": "Opening circle",
            "kind": "plenary",
        },
        {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T10:45"},
        {"starts_at": "2027-03-31T11:00", "ends_at": "2027-03-31T11:45"},
    ],
}
"""A small gathering: two open rooms and two time slots, so four cells."""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = Settings(
        host="127.0.0.1",
        db=tmp_path / "sessions.db",
        server_key="key",
        async_mode="threading",
        limits=Limits.none(),
    )
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def opened(client: FlaskClient) -> dict[str, Any]:
    """What `POST /api/gatherings` answered for GATHERING."""
    answer: dict[str, Any] = client.post("/api/gatherings", json=GATHERING).get_json()
    return answer
