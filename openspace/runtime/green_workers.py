"""Green threads of eventlet that are used again.

Each new one maps memory for its stack, and unmaps it at its end. In a process with many threads this takes
longer than most of what a phone's green threads do.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from openspace.runtime import logs
from openspace.runtime.threads import quietly_import_eventlet

_MOST_IDLE = 64
"""Kept for later work. Each has some 20 kB."""


class GreenWorkers:
    """`spawn` is like eventlet's `spawn_n`. Call it on the event loop."""

    def __init__(self) -> None:
        quietly_import_eventlet()
        from eventlet.hubs import get_hub
        from greenlet import getcurrent, greenlet

        self._hub, self._here, self._new = get_hub, getcurrent, greenlet
        self._tasks: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque()
        self._idle: list[Any] = []

    def spawn(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Run `work` in a green thread, in the next round of the event loop."""
        if not self._tasks:
            self._hub().schedule_call_global(0, self._start)
        self._tasks.append((work, arguments))

    def _start(self) -> None:
        """Called by the event loop. A worker returns here when it waits for something, or has no task."""
        while self._tasks:
            worker = self._idle.pop() if self._idle else self._new(self._run, self._hub().greenlet)
            worker.switch()

    def _run(self) -> None:
        while True:
            while self._tasks:
                work, arguments = self._tasks.popleft()
                try:
                    work(*arguments)
                except Exception:
                    logs.log_error()
                del work, arguments  # they would keep a closed connection
                self._here().gr_context = None  # context variables, such as a reader's language
            if len(self._idle) >= _MOST_IDLE:
                return
            self._idle.append(self._here())
            self._hub().switch()


class ConnectionPool:
    """Has eventlet's server start a connection's green thread."""

    def __init__(self) -> None:
        self._workers = GreenWorkers()

    def spawn(self, work: Callable[..., Any], connection: Any) -> "_Started":
        started = _Started(work, connection)
        self._workers.spawn(started.run)
        return started

    def waitall(self) -> None:
        """Wait for nobody: the process ends."""


class _Started:
    def __init__(self, work: Callable[..., Any], connection: Any) -> None:
        self._work, self._connection = work, connection

    def link(self, then: Callable[..., Any], *arguments: Any) -> None:
        """Call `then` at the end."""
        self._then, self._arguments = then, arguments

    def run(self) -> None:
        try:
            self._work(self._connection)
        finally:
            self._then(self, *self._arguments)
