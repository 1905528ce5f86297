"""Fixtures of all tests: an app with its own store, its client, and a small gathering opened in it."""

import gc
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as examples_of

from openspace import create_app
from openspace.config import Limits, Settings
from tests.support.routes import RuleCompiledOnce
from tests.support.samples import GATHERING

pytest_plugins = ["tests.support.alone", "tests.support.costs"]

Flask.url_rule_class = RuleCompiledOnce

# A loaded machine must not fail a test: no example has a time limit.
examples_of.register_profile("openspace", deadline=None)
examples_of.load_profile("openspace")


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


def pytest_collection_finish() -> None:
    """Spare the garbage collector the objects of all modules, which it would look at again and again."""
    gc.freeze()
