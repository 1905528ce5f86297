"""Follows what other processes change in the same store: `openspace new`, another worker.

The store is the truth, and is polled. A hint from another process only makes this one look at once.
"""

from collections.abc import Callable
from functools import partial

from flask_socketio import SocketIO

from openspace.bus.port import Bus, Message
from openspace.ledger.port import Log, Signals, Unreadable
from openspace.live.broadcast import Broadcast
from openspace.live.connections import Connections
from openspace.runtime.threads import InThread
from openspace.service.queue import Queue

Followed = Callable[[str], None]
"""Counts a stream that another process changed, noticed by a `hint` or a `poll`."""


def take_hints(
    bus: Bus,
    connections: Connections,
    broadcast: Broadcast,
    queue: Queue,
    log: Log,
    followed: Followed = lambda by: None,
) -> None:
    """Broadcast what another process changed as soon as it says so."""

    def changed(_: str, message: Message) -> None:
        code, seq = message.get("code"), message.get("seq")
        if not (isinstance(code, str) and isinstance(seq, int)):
            return
        log.heard(code, seq)
        if connections.is_watched(code):
            newest = broadcast.newest(code)
            if newest is not None and newest < seq:
                followed("hint")
                queue.nudge(code)

    bus.on("changed", changed)


def watch_changes(
    socketio: SocketIO,
    in_thread: InThread,
    connections: Connections,
    broadcast: Broadcast,
    queue: Queue,
    signals: Signals,
    followed: Followed = lambda by: None,
    looked: Callable[[], None] = lambda: None,
) -> None:
    """Run as long as the server. A round is one query for all gatherings with a client. `looked` is called
    before the first round, and after each that could read the store."""
    looked()
    while True:
        socketio.sleep(signals.poll_seconds)
        codes = connections.codes()
        try:
            heads = in_thread(partial(signals.heads, codes)) if codes else {}
        except Unreadable:
            continue  # retry in the next round
        looked()
        for code in codes:
            if heads.get(code) != broadcast.newest(code):
                if queue.is_idle(code):  # otherwise it may be a change of our own
                    followed("poll")
                queue.nudge(code)
