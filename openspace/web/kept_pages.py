"""Pages that were answered within the last second, kept within a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Kept(Protocol):
    until: float

    @property
    def size(self) -> int: ...


P = TypeVar("P", bound=Kept)


class KeptPages(Generic[P]):
    """The page that was used least recently makes room for a new one, so nobody who asks for a page in many
    ways can displace the one that a hall is asking for. Thread-safe."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._pages: OrderedDict[Hashable, P] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> P | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: P, now: float) -> None:
        """Keep the page, and drop those whose time is over: they may have what was taken back since."""
        with self._lock:
            for old in [old for old, known in self._pages.items() if known.until < now]:
                del self._pages[old]
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > 1 and self._is_too_much():
                self._pages.popitem(last=False)

    def _is_too_much(self) -> bool:
        # A page is renewed when its gathering changes, and then has another size.
        size = sum(page.size for page in self._pages.values())
        return size > self._most_bytes or len(self._pages) > self._most

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pages

    def __len__(self) -> int:
        return len(self._pages)
