"""Follows what other processes change in the same store: `openspace new`, another worker.

The store is the truth, and is polled. A hint from another process only makes this one look at once.
"""

from collections.abc import Callable
from functools import partial

from flask_socketio import SocketIO

from openspace.bus.port import LOST, Bus, Message
from openspace.ledger.port import Ledger, Unreadable
from openspace.live.broadcast import Broadcast
from openspace.live.connections import Connections
from openspace.runtime.one_at_a_time import OneAtATime
from openspace.runtime.threads import InThread
from openspace.service.queue import Queue

Followed = Callable[[str], None]
"""Counts a stream that another process changed, noticed by a `hint` or a `poll`."""


class Follower:
    """Broadcasts what other processes changed."""

    def __init__(
        self,
        socketio: SocketIO,
        in_thread: InThread,
        connections: Connections,
        broadcast: Broadcast,
        queue: Queue,
        ledger: Ledger,
        followed: Followed = lambda by: None,
        looked: Callable[[], None] = lambda: None,
    ) -> None:
        """`looked` is called before the first poll, and after each that could read the store."""
        self._socketio, self._in_thread = socketio, in_thread
        self._connections, self._broadcast = connections, broadcast
        self._queue, self._ledger = queue, ledger
        self._followed, self._looked = followed, looked

    def listen(self, bus: Bus) -> None:
        """Look at a stream as soon as another process says that it changed it."""
        bus.on("changed", self._changed)
        polls = OneAtATime(self._socketio.start_background_task, self.poll)
        bus.on(LOST, lambda _, __: polls.ask())

    def run(self) -> None:
        """Poll as long as the server runs."""
        self._looked()
        while True:
            self._socketio.sleep(self._ledger.poll_seconds)
            self.poll()

    def poll(self) -> None:
        """Look at all streams with a client, by one query."""
        codes = self._connections.codes()
        try:
            heads = self._in_thread(partial(self._ledger.heads, codes)) if codes else {}
        except Unreadable:
            return  # the next round tries again
        self._looked()
        for code in codes:
            if heads.get(code) != self._broadcast.newest(code):
                if self._queue.is_idle(code):  # otherwise it may be a change of our own
                    self._followed("poll")
                self._queue.nudge(code)

    def _changed(self, _: str, message: Message) -> None:
        code, seq = message.get("code"), message.get("seq")
        if isinstance(code, str) and isinstance(seq, int):
            self._ledger.heard(code, seq)
            newest = self._broadcast.newest(code)
            if newest is not None and newest < seq:
                self._followed("hint")
                self._queue.nudge(code)
