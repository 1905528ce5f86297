"""Ends statements that get no answer. PostgreSQL's own time-outs do not help if its machine is frozen or cut
off."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from openspace.ledger.postgres.connection import Session

_LOOK_SECONDS = 0.25


class Watchdog:
    """Shuts the socket of a connection that gets no answer for too long. Its statement then fails."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[Session, float] = {}
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postgres-watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def watched(self, raw: Session, seconds: float) -> Iterator[Callable[[], None]]:
        """Yield a function that grants `seconds` more from then on, for each statement."""

        def extend() -> None:
            self._until[raw] = time.monotonic() + seconds

        with self._lock:
            extend()
        try:
            yield extend
        finally:
            with self._lock:
                self._until.pop(raw, None)

    def close(self) -> None:
        self._ends.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ends.wait(_LOOK_SECONDS):
            now = time.monotonic()
            # The lock is held while a socket is shut, so that its connection is still in use.
            with self._lock:
                for raw in [raw for raw, until in self._until.items() if until < now]:
                    del self._until[raw]
                    _shut(raw)


def _shut(raw: Session) -> None:
    with suppress(Exception), socket.socket(fileno=raw.fileno()) as connected:
        try:
            connected.shutdown(socket.SHUT_RDWR)
        finally:
            connected.detach()  # the descriptor belongs to libpq
