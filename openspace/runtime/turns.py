"""Fair scheduling: a few requests start in each round of the event loop, in order."""

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

BEGUN_A_ROUND = 4
"""Requests that start before the event loop runs other tasks."""


def turns(async_mode: str, a_round: int = BEGUN_A_ROUND) -> Callable[[], None]:
    """Return a function that blocks, and returns to a few callers in each round of the event loop, in
    order."""
    if async_mode == "eventlet":
        from eventlet import sleep, spawn_n
        from eventlet.event import Event

        return _turns(lambda event: event.send(), Event, spawn_n, sleep, a_round)
    if async_mode == "gevent":
        from gevent import sleep, spawn
        from gevent.event import Event

        return _turns(lambda event: event.set(), Event, spawn, sleep, a_round)
    return lambda: None


def _turns(
    let: Callable[[Any], Any],
    event: Callable[[], Any],
    spawn: Callable[..., Any],
    sleep: Callable[[float], Any],
    a_round: int,
) -> Callable[[], None]:
    waiting: deque[Any] = deque()

    def call() -> None:
        while waiting:
            now = list(islice(waiting, a_round))
            for turn in now:
                let(turn)
            sleep(0)
            for _ in now:
                waiting.popleft()

    def wait() -> None:
        turn = event()
        waiting.append(turn)
        if len(waiting) == 1:
            spawn(call)
        turn.wait()

    return wait
