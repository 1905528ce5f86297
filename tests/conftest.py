"""Fixtures of all tests: an app with its own store, its client, and a small gathering opened in it."""

import gc
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as examples_of

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.stores import open_store
from openspace.web import pages
from tests.support.routes import RoutesAddedOnce, RuleCompiledOnce
from tests.support.samples import GATHERING
from tests.support.templates import TemplatesCompiledOnce

pytest_plugins = ["tests.support.scheduler", "tests.support.costs", "tests.support.fast"]

Flask.url_rule_class = RuleCompiledOnce
pages.add_routes = RoutesAddedOnce(pages.add_routes)
Flask.jinja_options = {"bytecode_cache": TemplatesCompiledOnce()}

# A loaded machine must not fail a test: no example has a time limit.
examples_of.register_profile("openspace", deadline=None)
examples_of.load_profile("openspace")


# Reading all tests leaves hardly any garbage, and the collector looks at what was read again and again.
gc.disable()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which nothing has happened."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(folder / "sessions.db").close()
    return folder


@pytest.fixture
def new_store(empty_store: Path, tmp_path: Path) -> Path:
    """A new store, copied: to make one takes longer than most tests with it."""
    shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True)
    return tmp_path / "sessions.db"


@pytest.fixture
def app(new_store: Path) -> Flask:
    settings = Settings(
        host="127.0.0.1",
        db=new_store,
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
    """Spare the garbage collector the objects of all modules."""
    gc.freeze()
    gc.enable()
