"""Uploads of photos in progress: one for each person, and few decoded at the same time."""

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from openspace.domain.refusals import Refused

AT_ONCE = max(1, min(2, (os.cpu_count() or 2) // 2))
"""Photos decoded at the same time. One of 50 million pixels takes about 300 MB, and the event loop needs a
core of its own."""


class Uploads:
    """`places` is a semaphore of the runtime. Waiting for it does not occupy a real thread, which commits
    need."""

    def __init__(self, places: AbstractContextManager[object], most: int) -> None:
        self._places, self._most = places, most
        self._in_progress: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def upload_slot(self, code: str, sender: str) -> Iterator[None]:
        """Raise Refused (`too_many`) while `sender` uploads another photo, or too many people do.

        Half of the uploads are reserved for other gatherings than `code`.
        """
        with self._lock:
            if (code, sender) in self._in_progress:
                raise Refused("too_many", why="sending", again_in=2.0)
            here = sum(gathering == code for gathering, _ in self._in_progress)
            if len(self._in_progress) >= self._most or here >= self._most / 2:
                raise Refused("too_many", why="all_sending", again_in=4.0)
            self._in_progress.add((code, sender))
        try:
            yield
        finally:
            with self._lock:
                self._in_progress.discard((code, sender))

    @contextmanager
    def decoding_slot(self) -> Iterator[None]:
        with self._places:
            yield
