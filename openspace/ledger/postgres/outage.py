"""While PostgreSQL cannot be reached, everything fails at once instead of waiting, and a thread tries it."""

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

_RETRY_SECONDS = 0.25


class Outage:
    """`reach` connects, or raises an exception. `on_end` is called when it succeeded."""

    def __init__(
        self,
        reach: Callable[[], None],
        on_end: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reach, self._on_end, self._clock = reach, on_end, clock
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._began = 0.0
        self.lasts = False

    @property
    def seconds(self) -> float:
        """Return how long it lasts; 0 if there is none."""
        return self._clock() - self._began if self.lasts else 0.0

    def begin(self) -> None:
        with self._lock:
            if self.lasts or self._closed.is_set():
                return
            self._began, self.lasts = self._clock(), True
        threading.Thread(target=self._wait, name="postgres-outage", daemon=True).start()

    def close(self) -> None:
        self._closed.set()

    def _wait(self) -> None:
        while not self._closed.is_set():
            try:
                self._reach()
            except Exception:  # whatever it is, the next attempt shows whether it is over
                self._closed.wait(_RETRY_SECONDS)
                continue
            self._on_end()
            self.lasts = False
            return
