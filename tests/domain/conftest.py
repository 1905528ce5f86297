"""Fixtures that tests of rules share: one morning, and who is there."""

import pytest

from tests.domain.given import Day, Someone, a_gathering


@pytest.fixture
def day() -> Day:
    return a_gathering()


@pytest.fixture
def kim(day: Day) -> Someone:
    return day.joins("Kim")


@pytest.fixture
def rosa(day: Day) -> Someone:
    return day.joins("Rosa")
