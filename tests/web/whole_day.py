"""A whole day, which the app has stored."""

import pytest
from flask import Flask

from tests.proceedings.day import Day, full_day


@pytest.fixture
def day(app: Flask) -> Day:
    day = full_day()
    day.moves_into(app.extensions["openspace"].ledger)
    return day
