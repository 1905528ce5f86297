"""One server for all live tests of an async mode, and phones that hang up when the test is over."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from tests.live.phone import Phone
from tests.support.redis import Redis, redis_or_skip
from tests.support.server import Server, Venue, served


def _mode(name: str, needs: str | None = None) -> Any:
    absent = bool(needs) and find_spec(str(needs)) is None
    return pytest.param(name, marks=pytest.mark.skipif(absent, reason=f"{needs} is not installed"))


@pytest.fixture(
    scope="session",
    params=[_mode("eventlet", "eventlet"), _mode("threading"), _mode("gevent", "gevent")],
)
def async_mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def server(async_mode: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(async_mode, tmp_path_factory.mktemp(async_mode)) as running:
        yield running


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    server = redis_or_skip()
    yield server
    server.remove()


@pytest.fixture
def venue(server: Server) -> Venue:
    """A fresh gathering."""
    return server.opens()


@pytest.fixture
def phone() -> Iterator[Callable[..., Phone]]:
    """phone(venue, token, …) connects."""
    phones = []

    def connects(venue: Venue, token: str | None = None, **auth: Any) -> Phone:
        phones.append(Phone(venue, token, **auth))
        return phones[-1]

    yield connects
    for one in phones:
        one.goes()
