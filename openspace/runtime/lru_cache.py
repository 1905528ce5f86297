"""A thread-safe LRU cache: the least recently used entry is evicted first."""

import threading
from collections.abc import Callable
from itertools import count
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """Keeps at most `most` entries, not counting those that are `in_use`.

    Thread-safe. Reading takes no lock.
    """

    def __init__(self, most: int, in_use: Callable[[K], bool] = lambda key: False) -> None:
        self.in_use = in_use
        self._most = most
        self._kept: dict[K, V] = {}
        self._used: dict[K, int] = {}
        self._ticks = count()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        found = self._kept.get(key)
        if found is not None:
            self._used[key] = next(self._ticks)
        return found

    def put(self, key: K, value: V) -> V:
        with self._lock:
            grows = key not in self._kept
            self._kept[key] = value
            self._used[key] = next(self._ticks)
            if grows and len(self._kept) > self._most:
                self._drop_oldest()
        return value

    def pop(self, key: K) -> V | None:
        with self._lock:
            return self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._used.clear()

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def _drop_oldest(self) -> None:
        # A reader may have recorded the use of an entry that was just evicted.
        self._used = {key: tick for key, tick in list(self._used.items()) if key in self._kept}
        idle = [k for k in sorted(self._used, key=self._used.__getitem__) if not self.in_use(k)]
        for key in idle[: -self._most]:
            self._drop(key)

    def _drop(self, key: K) -> V | None:
        self._used.pop(key, None)
        return self._kept.pop(key, None)
