"""Follows what other processes do with the same store: changes (`openspace new`, another worker), a new host
key, ended devices.

The store is the truth, and is polled. A hint from another process only makes this one look at once.
"""

from collections.abc import Callable
from functools import partial

from flask_socketio import SocketIO

from openspace.bus.port import Bus, Message
from openspace.ledger.port import Signals, Unreadable
from openspace.live.broadcast import Broadcast
from openspace.live.connections import Connections
from openspace.live.sockets import IsRevoked
from openspace.runtime.threads import InThread
from openspace.service.queue import Queue

_REVOKED_SECONDS = 1.0

Followed = Callable[[str], None]
"""Counts a stream that another process changed, noticed by a `hint` or a `poll`."""


def take_hints(
    bus: Bus,
    connections: Connections,
    broadcast: Broadcast,
    queue: Queue,
    followed: Followed = lambda by: None,
) -> None:
    """Broadcast what another process changed as soon as it says so."""

    def changed(_: str, message: Message) -> None:
        code, seq = message.get("code"), message.get("seq")
        if isinstance(code, str) and isinstance(seq, int) and connections.is_watched(code):
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


def watch_revocations(
    socketio: SocketIO,
    connections: Connections,
    signals: Signals,
    is_revoked: IsRevoked,
) -> None:
    """Run as long as the server, and disconnect the sockets whose grant another process revoked."""
    while True:
        socketio.sleep(_REVOKED_SECONDS)
        for code in connections.codes():
            try:
                ended = signals.people_with_ended_devices(code)
                looked_at = connections.of_people(code, {"host", *ended})
                over = [one for one in looked_at if is_revoked(code, one.viewer, one.grant)]
            except Unreadable:
                continue  # the store cannot be read; retry in the next round
            for one in over:
                socketio.server.disconnect(one.sid)
