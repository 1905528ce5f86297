"""The queue of one gathering: what is broadcast when somebody asks for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from openspace.service.queue import Queue


def test_a_nudge_during_a_broadcast_causes_another_one() -> None:
    """A broadcast that has read the store does not have what was committed since."""
    published: list[str] = []
    started: list[tuple[Callable[..., None], Any]] = []
    loop: Any = SimpleNamespace(
        start_background_task=lambda work, *args: started.append((work, args))
    )

    def publish(code: str) -> None:
        published.append(code)
        if len(published) == 1:
            queue.nudge(code)

    queue = Queue(loop, lambda code, asks: [], publish, lambda work: work())
    queue.nudge("K7MQ2X")
    for work, args in started:
        work(*args)

    assert published == ["K7MQ2X", "K7MQ2X"]
    assert len(started) == 1
