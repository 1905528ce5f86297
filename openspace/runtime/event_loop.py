"""Whether code runs on the event loop, where nothing may wait for the network, and the way off it."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from openspace.runtime.threads import semaphore, thread_runner

T = TypeVar("T")


class EventLoop:
    """The event loop of the thread that creates this. With threads there is none, and all code may wait."""

    def __init__(self, async_mode: str = "threading", most: int | None = None) -> None:
        """At most `most` calls of `off_loop` run at once; further ones wait without a thread."""
        self._mode = async_mode
        self._thread = threading.get_ident()
        self._run = thread_runner(async_mode, most)

    def is_here(self) -> bool:
        return self._mode != "threading" and threading.get_ident() == self._thread

    def off_loop(self, work: Callable[[], T]) -> T:
        """Return the result of `work`: in a real thread if this is the event loop, else directly."""
        found: T = self._run(work) if self.is_here() else work()
        return found

    def semaphore(self, many: int) -> Any:
        return semaphore(self._mode, many)
