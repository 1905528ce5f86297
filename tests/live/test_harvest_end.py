"""The server closes a gathering whose time for reports is over, and publishes its book."""

from datetime import timedelta

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from openspace.service.harvest_end import end_harvest, harvests_over
from tests.clocks import Ahead
from tests.security.erased_day import Day


@pytest.fixture
def clock() -> Ahead:
    return Ahead()


@pytest.fixture
def app(clock: Ahead) -> Flask:
    settings = Settings(async_mode="threading", limits=Limits.none())
    return create_app(settings, MemoryLedger(), clock)


def test_it_is_closed_and_its_book_published_once(app: Flask, clock: Ahead) -> None:
    day, services = Day(app), app.extensions["openspace"]
    ledger, queue = services.ledger, services.queue
    before = len(ledger.load(day.code).rows("editions"))
    day.host.does("set_phase", phase="harvest", publish_after=True)
    assert harvests_over(ledger, clock) == []

    with clock.later(timedelta(hours=49)):
        assert harvests_over(ledger, clock) == [day.code]
        end_harvest(queue, day.code)
        end_harvest(queue, day.code)
        assert harvests_over(ledger, clock) == []

    closed = ledger.load(day.code)
    assert closed.info["phase"] == "closed"
    assert len(closed.rows("editions")) == before + 1
