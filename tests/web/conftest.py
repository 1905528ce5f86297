"""A community with a gathering, in a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from openspace import create_app
from openspace.config import Limits, Settings
from tests.clocks import Ahead
from tests.web.circles import Circle


@pytest.fixture
def circle(new_store: Path) -> Iterator[Circle]:
    clock = Ahead()
    settings = Settings(db=new_store, async_mode="threading", limits=Limits.none())
    app = create_app(settings, clock=clock)
    yield Circle(app, clock)
    app.extensions["openspace"].ledger.close()
