"""Fair scheduling: a few requests start in each round of the event loop, in order."""

from collections import deque
from collections.abc import Callable
from typing import Any

A_ROUND = 16
"""What may start before the event loop runs other tasks: 4 requests that Flask answers, or 16 direct ones."""

OF_FLASK = 4
"""The part of a round that a request takes which Flask answers."""

OF_CONNECT = 2
"""The part of a round that a socket takes which joins a gathering."""

Wait = Callable[[int], None]
"""(cost): blocks until it is the caller's turn, if others took all of this round."""


def turns(async_mode: str, a_round: int = A_ROUND) -> Wait:
    """Return a function that returns to a few callers in each round of the event loop, in order."""
    if async_mode == "eventlet":
        from eventlet import sleep, spawn_n
        from eventlet.event import Event

        return _turns(lambda event: event.send(), Event, spawn_n, sleep, a_round)
    if async_mode == "gevent":
        from gevent import sleep, spawn
        from gevent.event import Event

        return _turns(lambda event: event.set(), Event, spawn, sleep, a_round)
    return lambda cost: None


def _turns(
    let: Callable[[Any], Any],
    event: Callable[[], Any],
    spawn: Callable[..., Any],
    sleep: Callable[[float], Any],
    a_round: int,
) -> Wait:
    waiting: deque[tuple[Any, int]] = deque()
    left, is_running = a_round, False

    def run() -> None:
        nonlocal left, is_running
        while left < a_round or waiting:
            sleep(0)
            left = a_round
            while waiting and left > 0:
                turn, cost = waiting.popleft()
                left -= cost
                let(turn)
        is_running = False

    def wait(cost: int) -> None:
        nonlocal left, is_running
        if not is_running:
            is_running = True
            spawn(run)
        if left > 0 and not waiting:
            left -= cost
            return
        turn = event()
        waiting.append((turn, cost))
        turn.wait()

    return wait
