"""Files that were made stay on a shelf until something changes: the second person waits for nothing.

When a hall scans the code of the book, everybody asks for the same file at once: it is made once, and
the others wait without holding a thread, since the threads belong to those who claim and write.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import current_app

from openspace.domain.refusals import Refused
from openspace.proceedings.worker import WorkerFailed
from openspace.web.shell import house

log = logging.getLogger(__name__)

_MOST_FILES = 256
_MOST_BYTES = 96 * 1024 * 1024
_MOST_AT_ONCE = 2
_LOOK_AGAIN = 0.05


class Shelf:
    """Keeps what `make` made by its key. The key must name all that the file depends on."""

    def __init__(self) -> None:
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._in_making: set[Hashable] = set()
        self._lock = Lock()  # never held while something waits

    def get(
        self, key: Hashable, make: Callable[[], bytes], sleep: Callable[[float], object]
    ) -> bytes:
        """The file of `key`, from the shelf or made now. Raises what `make` raises."""
        while True:
            with self._lock:
                if key in self._files:
                    self._files.move_to_end(key)
                    return self._files[key]
                if key not in self._in_making and len(self._in_making) < _MOST_AT_ONCE:
                    self._in_making.add(key)
                    break
            sleep(_LOOK_AGAIN)
        try:
            made = make()
            self._keep(key, made)
            return made
        finally:
            with self._lock:
                self._in_making.discard(key)

    def holds(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._files

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._files[key] = made
            while len(self._files) > 1 and (
                len(self._files) > _MOST_FILES or sum(map(len, self._files.values())) > _MOST_BYTES
            ):
                self._files.popitem(last=False)


def from_shelf(code: str, key: str, make: Callable[[], bytes]) -> bytes:
    """The file `key` of a gathering, made in a real thread where it is not there: people claim cells
    meanwhile. Raises Refused (`busy`)."""
    at_home = house()
    try:
        return shelf().get((code, key), lambda: at_home.in_thread(make), at_home.sleep)
    except WorkerFailed as failed:
        log.error("a file of the proceedings could not be made: %s", failed)
        raise Refused(
            "busy",
            "This file could not be made just now. Please try again, or take another format.",
        ) from None


def shelf() -> Shelf:
    here: Shelf = current_app.extensions.setdefault("openspace.shelf", Shelf())
    return here
