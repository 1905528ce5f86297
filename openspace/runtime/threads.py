"""Real threads, so that a slow disk or a long computation never stalls the event loop, and their locks."""

import os
import threading
import warnings
from collections.abc import Callable
from typing import Any

SLOW_AT_ONCE = 8
"""Threads for all that is no commit. Eventlet and gevent have 20 and 10, and commits need the rest."""

InThread = Callable[[Callable[[], Any]], Any]


def thread_runner(async_mode: str, most: int | None = None) -> InThread:
    """A function that runs another in a real thread, and answers what it answers.

    At most `most` at once: the next ones wait on the event loop, without a thread, so that pictures and
    books never occupy the threads that commits need.
    """
    run = _runner(async_mode)
    if most is None or async_mode == "threading":
        return run  # each request has a thread of its own
    slots = semaphore(async_mode, most)

    def run_in_slot(work: Callable[[], Any]) -> Any:
        with slots:
            return run(work)

    return run_in_slot


def _runner(async_mode: str) -> InThread:
    if async_mode == "eventlet":
        quietly_import_eventlet()
        from eventlet import tpool

        return lambda work: tpool.execute(work)
    if async_mode == "gevent":
        import gevent

        return lambda work: _found(gevent.get_hub().threadpool.apply(_caught, (work,)))
    return lambda work: work()


def _caught(work: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    """An error is carried out of the thread: gevent would print it with whatever words it holds."""
    try:
        return work(), None
    except BaseException as error:
        return None, error


def _found(outcome: tuple[Any, BaseException | None]) -> Any:
    answer, error = outcome
    if error:
        raise error
    return answer


def lock(async_mode: str) -> Any:
    """A lock for what runs side by side in this mode, with `acquire(blocking=…)` and `release()`."""
    if async_mode == "gevent":
        from gevent.lock import BoundedSemaphore

        return BoundedSemaphore(1)
    return threading.Lock()


def semaphore(async_mode: str, many: int) -> Any:
    """A semaphore for what runs side by side in this mode. Who waits for it holds no real thread."""
    if async_mode == "eventlet":
        from eventlet.semaphore import Semaphore

        return Semaphore(many)
    if async_mode == "gevent":
        from gevent.lock import Semaphore

        return Semaphore(many)
    return threading.Semaphore(many)


def quietly_import_eventlet() -> None:
    # Its own resolver of names, which takes longer to import than all else of it; we look up none.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    with warnings.catch_warnings():
        # We know: docs/decisions says what happens when eventlet's support ends.
        warnings.simplefilter("ignore")
        import eventlet  # noqa: F401
