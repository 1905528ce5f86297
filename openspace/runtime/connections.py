"""All open connections with their phase and its start, to enforce time-outs and to evict one when there is no
room.

A client that sends nothing, or one byte at a time (slowloris), would otherwise hold its connection for ever,
and enough of them would keep everybody else out. Each phase has a time limit, after which the client is
disconnected.
"""

import _socket
import errno
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Any

from openspace.config import Limits

log = logging.getLogger(__name__)

ENVIRON = "openspace.connection"
"""Key of a request's `Connection` in its environ."""

NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
"""Errors of `accept` if the process or the system has no file descriptor or memory for another connection."""

PAUSE = 0.2
"""Seconds between a failed `accept` and the next."""

_CLOSED_A_ROUND = 16
_BETWEEN_ROUNDS = 0.005
_LOOK_AGAIN = 1.0
"""Seconds until the next search for overdue connections, if all have been closed."""

HEAD, IDLE, BODY, UPLOAD, ANSWER = "head", "idle", "body", "upload", "answer"
"""A request's head is awaited; the next request; a body; a picture; the answer is made and sent."""

JOINING, SOCKET, LEAVING = "joining", "socket", "leaving"
"""A WebSocket that has joined no gathering; one that has, and has its own ping; one that was closed."""

_FIRST_TO_GO = (HEAD, LEAVING, JOINING, IDLE, BODY, UPLOAD)


class Connection:
    __slots__ = ("_all", "is_handed_over", "phase", "since", "sock")

    def __init__(self, every: "Connections", sock: Any, since: float) -> None:
        self._all, self.sock, self.since = every, sock, since
        self.phase = HEAD
        self.is_handed_over = False

    def enter(self, phase: str) -> None:
        """Start a phase and its time limit. Entering the same phase again changes nothing."""
        if self.is_handed_over and phase not in (JOINING, SOCKET, LEAVING):
            return  # the request has ended, and the connection has not
        if phase in (JOINING, SOCKET):
            with suppress(OSError):  # the client may have disconnected
                self.sock.settimeout(None)
        self._all.move(self, phase)

    def close(self) -> None:
        """Shut down both directions. Whoever serves the connection notices, and closes the file."""
        with suppress(OSError):
            # Shut down below TLS, whose closing handshake would wait for the client. Eventlet and gevent wrap
            # the system's socket.
            raw = getattr(self.sock, "fd", None) or getattr(self.sock, "_sock", None) or self.sock
            _socket.socket.shutdown(raw, _socket.SHUT_RDWR)

    @property
    def is_counted(self) -> bool:
        """Return False after it was evicted here, because its file descriptor is needed for another
        client."""
        return self._all.counts(self)

    def hand_over(self, sock: Any) -> None:
        """The connection outlives its request, as `sock`."""
        self.sock, self.is_handed_over = sock, True

    def hand_back(self) -> None:
        """The connection that was handed over is closed."""
        self.is_handed_over = False
        self.closed()

    def closed(self) -> None:
        """The request has ended, and the connection with it, unless it was handed over."""
        if not self.is_handed_over:
            self._all.remove(self)


class Connections:
    """At most `most` at once. Thread-safe; no method blocks."""

    def __init__(
        self, most: int, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most = most
        self._clock = clock
        self._seconds = {
            HEAD: limits.head_seconds,
            IDLE: limits.idle_seconds,
            BODY: limits.body_seconds,
            UPLOAD: limits.upload_seconds,
            ANSWER: limits.answer_seconds,
            JOINING: limits.head_seconds,
            LEAVING: limits.stalled_seconds,
        }
        # Each in order of time, so that the first one is the oldest.
        self._phases: dict[str, dict[Connection, None]] = {
            phase: {} for phase in (*self._seconds, SOCKET)
        }
        self._lock = threading.Lock()
        self._logged: set[str] = set()

    def __len__(self) -> int:
        return sum(map(len, self._phases.values()))

    def opened(self, sock: Any) -> Connection | None:
        """Register a new connection. Return None if there is no room, and no other connection may be
        evicted."""
        with self._lock:
            if len(self) >= self.most:
                self._log_once(f"all {self.most} are in use")
                if not self._make_room():
                    return None
            connection = Connection(self, sock, self._clock())
            self._phases[HEAD][connection] = None
            return connection

    def refused(self, error: Exception) -> None:
        """Handle a failed `accept`. With `NO_ROOM`, evict the connection that waits longest, and log it
        once."""
        if isinstance(error, MemoryError) or getattr(error, "errno", None) in NO_ROOM:
            with self._lock:
                self._make_room()
            self._log_once(getattr(error, "strerror", None) or "no memory")

    def close_overdue(self) -> bool:
        """Close some of the connections that exceeded a time limit. Return whether there may be more.

        Only a few at a time: closing 20,000 at once would block the event loop for long.
        """
        now, overdue = self._clock(), []
        with self._lock:
            for phase, seconds in self._seconds.items():
                for connection in islice(self._phases[phase], _CLOSED_A_ROUND):
                    if now - connection.since < seconds:
                        break
                    overdue.append(connection)
        for connection in overdue:
            connection.close()
            self.remove(connection)
        return len(overdue) >= _CLOSED_A_ROUND

    def run_closing(self, sleep: Callable[[float], Any]) -> None:
        """Run as long as the server."""
        while True:
            sleep(_BETWEEN_ROUNDS if self.close_overdue() else _LOOK_AGAIN)

    def move(self, connection: Connection, phase: str) -> None:
        with self._lock:
            if connection.phase == phase or connection not in self._phases[connection.phase]:
                return
            del self._phases[connection.phase][connection]
            connection.phase, connection.since = phase, self._clock()
            self._phases[phase][connection] = None

    def counts(self, connection: Connection) -> bool:
        return connection in self._phases[connection.phase]

    def remove(self, connection: Connection) -> None:
        with self._lock:
            self._phases[connection.phase].pop(connection, None)

    def _log_once(self, why: str) -> None:
        if why not in self._logged:
            self._logged.add(why)
            log.warning(
                "no room for more connections: %s; those that have been idle longest are closed",
                why,
            )

    def _make_room(self) -> bool:
        for phase in _FIRST_TO_GO:
            for connection in self._phases[phase]:
                del self._phases[phase][connection]
                connection.close()
                return True
        return False
