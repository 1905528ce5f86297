"""Two servers with one store and a Redis that comes and goes."""

from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from tests.live.phone import Phone
from tests.support.process import free_port
from tests.support.redis import Redis
from tests.support.server import Server, Venue
from tests.support.waiting import waits

pytestmark = pytest.mark.live


class Node(Server):
    def __init__(self, folder: Path, redis: Redis, store: Path) -> None:
        folder.mkdir()
        self.metrics_port = free_port()
        super().__init__(
            folder,
            db=store,
            OPENSPACE_REDIS=redis.address,
            OPENSPACE_METRICS_PORT=str(self.metrics_port),
        )


def test_changes_cross_by_hints_and_without_redis_by_polling(tmp_path: Path, redis: Redis) -> None:
    with ExitStack() as running:
        one, two = (
            running.enter_context(Node(tmp_path / name, redis, tmp_path / "sessions.db"))
            for name in ("one", "two")
        )
        here = one.opens()
        there = Venue(two, here.opened)
        phone, wall = Phone(here, here.joins("Kim")["token"]), Phone(there)
        try:
            titles: list[str] = []

            def crosses(title: str) -> None:
                titles.append(title)
                phone.proposes(title)
                waits(lambda: shown(wall) == titles)

            def crosses_by_a_hint() -> bool:
                """A poll may be there before it, and the first may be sent before anybody listens."""
                before = counted(two, "hint")
                crosses(f"With Redis {len(titles)}")
                return counted(two, "hint") > before

            waits(crosses_by_a_hint)

            redis.kill()
            crosses("Without")
            assert one.get("/readyz") == {"ready": True}

            redis.start()
            waits(lambda: "Redis can be used again" in one.log and "again" in two.log)
            waits(crosses_by_a_hint)
        finally:
            phone.goes()
            wall.goes()
        assert redis.address not in one.log


def shown(phone: Phone) -> list[str]:
    return [row["title"] for row in phone.copy.rows("topics")]


def counted(node: Node, by: str) -> float:
    """How often the server noticed a change of the other by a hint, or by polling."""
    text = requests.get(f"http://127.0.0.1:{node.metrics_port}/metrics", timeout=30).text
    name = f'openspace_followed_total{{by="{by}"}} '
    return next(
        (float(line[len(name) :]) for line in text.splitlines() if line.startswith(name)), 0
    )
