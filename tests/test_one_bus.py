"""Which bus a worker has: one, and never a second that nobody uses."""

from pathlib import Path

import pytest

from openspace import create_app
from openspace.bus.local import LocalBus
from openspace.cli import workers
from openspace.config import Settings
from openspace.ledger.memory import MemoryLedger
from tests.support.buses import Wire

REDIS = "redis://127.0.0.1:1"


@pytest.mark.parametrize(("redis", "sockets"), [(None, ["0"]), (REDIS, [])])
def test_workers_with_redis_open_no_bus_of_their_own(
    tmp_path: Path, redis: str | None, sockets: list[str]
) -> None:
    settings = Settings(workers=2, redis=redis, async_mode="threading")

    with workers._own_bus(settings, tmp_path, 0) as bus:
        assert isinstance(bus, LocalBus) is bool(sockets)
        assert [path.name for path in tmp_path.iterdir()] == sockets


def test_a_bus_that_is_given_is_the_one_that_is_used() -> None:
    given = Wire().bus()

    app = create_app(Settings(redis=REDIS, async_mode="threading"), MemoryLedger(), bus=given)

    assert app.extensions["openspace"].bus.me == given.me
