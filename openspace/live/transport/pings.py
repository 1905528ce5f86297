"""Sends the pings of all clients from one thread.

Engine.IO starts a thread for each ping, which sleeps until it is due: 20,000 of them for 20,000 phones. Each
keeps the socket of a client that left in memory for 25 seconds.
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import ref

from engineio.exceptions import EngineIOError
from engineio.packet import PING, Packet
from flask_socketio import SocketIO

_LOOK_AGAIN = 0.25
SENT_A_ROUND = 50
"""Pings sent before other tasks run, because the clients of a hall that came in together are due together."""


class Pings:
    def __init__(self, socketio: SocketIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._sleep = clock, socketio.sleep
        self._interval = float(socketio.server.eio.ping_interval)
        # In order of time, because all wait equally long.
        self._due: deque[tuple[float, ref[Any]]] = deque()

    def take_over(self, socket: Any) -> None:
        """Ping this Engine.IO socket from here. A weak reference is kept, so the socket can be freed."""
        here = ref(socket)

        def schedule() -> None:
            one = here()
            # Like Engine.IO: only after the last ping was answered.
            if one is not None and one.last_ping:
                one.last_ping = None
                self._due.append((self._clock() + self._interval, here))

        socket.schedule_ping = schedule

    def send_due(self) -> bool:
        """Send some of the pings that are due. Return whether there may be more."""
        for _ in range(SENT_A_ROUND):
            if not self._due or self._due[0][0] > self._clock():
                return False
            _, here = self._due.popleft()
            socket = here()
            if socket is not None and not (socket.closing or socket.closed):
                socket.last_ping = time.time()
                with suppress(EngineIOError, OSError):
                    socket.send(Packet(PING))
        return True

    def run(self) -> None:
        """Run as long as the server."""
        while True:
            self._sleep(0 if self.send_due() else _LOOK_AGAIN)
