"""One statement for all requests that ask the same question at the same time, as a group commit does."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from openspace.ledger.port import Unreadable
from openspace.runtime.event_loop import EventLoop

K = TypeVar("K")
V = TypeVar("V")


class _Batch(Generic[K, V]):
    def __init__(self, loop: EventLoop) -> None:
        self.keys: set[K] = set()
        self.found: Mapping[K, V] | None = None
        self.is_done = loop.semaphore(0)


class Coalesced(Generic[K, V]):
    """`ask` answers many keys with one statement; unknown ones are left out. Whoever asks while a statement
    runs is answered by the next one, so that an answer is never older than its question."""

    def __init__(self, loop: EventLoop, ask: Callable[[Collection[K]], Mapping[K, V]]) -> None:
        self._loop, self._ask = loop, ask
        self._turnstile = loop.semaphore(1)
        self._next: _Batch[K, V] | None = None

    def get(self, key: K) -> V | None:
        """Return the answer for `key`, or None if it is unknown. Raises Unreadable."""
        if not self._loop.is_here():
            return self._ask([key]).get(key)
        # Nothing below is preempted: on the event loop, others run only while this waits.
        batch, is_first = self._next, self._next is None
        if batch is None:
            batch = self._next = _Batch(self._loop)
        batch.keys.add(key)
        if is_first:
            self._answer(batch)
        else:
            with batch.is_done:
                pass  # and it releases the next one that waits
        if batch.found is None:
            raise Unreadable
        return batch.found.get(key)

    def _answer(self, batch: _Batch[K, V]) -> None:
        try:
            with self._turnstile:
                self._next = None
                with suppress(Unreadable):
                    batch.found = self._loop.off_loop(lambda: self._ask(batch.keys))
        finally:
            if self._next is batch:
                self._next = None
            batch.is_done.release()
