"""Work that is asked for often, and that one run does for all who asked before it began."""

import threading
from collections.abc import Callable


class OneAtATime:
    """Runs `work` in the background: at most one run at a time, and at most one more waits for it."""

    def __init__(
        self, start: Callable[[Callable[[], None]], object], work: Callable[[], None]
    ) -> None:
        """`start` runs a function as a background task."""
        self._start, self._work = start, work
        self._is_running = self._is_asked = False
        self._lock = threading.Lock()

    def ask(self) -> None:
        """Have the work done once from its beginning, soon."""
        with self._lock:
            self._is_asked = True
            if self._is_running:
                return
            self._is_running = True
        self._start(self._run)

    def _run(self) -> None:
        while self._is_due():
            try:
                self._work()
            except BaseException:
                with self._lock:
                    self._is_running = False
                raise

    def _is_due(self) -> bool:
        with self._lock:
            due, self._is_asked = self._is_asked, False
            self._is_running = due
            return due
