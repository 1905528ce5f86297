"""Real threads and their locks, so that a slow disk or a long computation never blocks the event loop."""

import os
import threading
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

SLOW_AT_ONCE = 8
"""Threads for everything but commits. Eventlet's pool has 20 and gevent's 10, and commits need the rest."""

T = TypeVar("T")

InThread = Callable[[Callable[[], Any]], Any]


def thread_runner(async_mode: str, most: int | None = None) -> InThread:
    """Return a function that runs another one in a real thread, and returns its result.

    At most `most` run at once. Further calls wait on the event loop without a thread, so that photos and
    books never occupy the threads that commits need.
    """
    run = _runner(async_mode)
    if most is None or async_mode == "threading":
        return run  # each request has its own thread already
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
    """Return an exception instead of raising it in the thread: gevent would print it, with any text in its
    message."""
    try:
        return work(), None
    except BaseException as error:
        return None, error


def _found(outcome: tuple[Any, BaseException | None]) -> Any:
    answer, error = outcome
    if error:
        raise error
    return answer


def together(async_mode: str, works: Sequence[Callable[[], T]]) -> list[T]:
    """Return the results of all, in order. They run at the same time, on the event loop if there is one."""
    if async_mode == "eventlet":
        from eventlet.greenpool import GreenPool

        return list(GreenPool().imap(_called, works))
    if async_mode == "gevent":
        from gevent.pool import Pool

        return list(Pool().map(_called, works))
    with ThreadPoolExecutor() as pool:
        return list(pool.map(_called, works))


def _called(work: Callable[[], T]) -> T:
    return work()


def lock(async_mode: str) -> Any:
    """Return a lock for this mode, with `acquire(blocking=…)` and `release()`."""
    if async_mode == "gevent":
        from gevent.lock import BoundedSemaphore

        return BoundedSemaphore(1)
    return threading.Lock()


def semaphore(async_mode: str, many: int) -> Any:
    """Return a semaphore for this mode. Waiting for it does not occupy a real thread."""
    if async_mode == "eventlet":
        from eventlet.semaphore import Semaphore

        return Semaphore(many)
    if async_mode == "gevent":
        from gevent.lock import Semaphore

        return Semaphore(many)
    return threading.Semaphore(many)


def promise(async_mode: str) -> tuple[Callable[[Any], Any], Callable[[], Any]]:
    """Return a function that gives a value, once, and one that waits for it. With an event loop, both are
    called on it."""
    if async_mode == "eventlet":
        from eventlet.event import Event

        given = Event()
        return given.send, given.wait
    if async_mode == "gevent":
        from gevent.event import AsyncResult

        result = AsyncResult()
        return result.set, result.get
    future: Future[Any] = Future()
    return future.set_result, future.result


def quietly_import_eventlet() -> None:
    # Disable eventlet's DNS resolver, which takes most of the time of the import, and is not used.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    with warnings.catch_warnings():
        # It is deprecated, and support ends: docs/decisions/0002-runtime.md.
        warnings.simplefilter("ignore")
        import eventlet  # noqa: F401
