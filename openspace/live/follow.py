"""Polls for what another process did to the same ledger: `openspace new`, a second server, a new host key,
devices that their owner ended."""

from collections.abc import Callable

from flask_socketio import SocketIO

from openspace.ledger.port import Unreadable
from openspace.live.connections import Connections
from openspace.live.sockets import IsRevoked
from openspace.service.queue import Queue

_SECONDS = 1.0


def watch_other_processes(
    socketio: SocketIO,
    connections: Connections,
    queue: Queue,
    people_with_ended_devices: Callable[[str], set[str]],
    is_revoked: IsRevoked,
) -> None:
    """Runs as long as the server; costs one or two indexed looks per gathering that somebody watches."""
    while True:
        socketio.sleep(_SECONDS)
        for code in connections.codes():
            queue.nudge(code)
            try:
                looked_at = connections.of_people(code, {"host", *people_with_ended_devices(code)})
                over = [one for one in looked_at if is_revoked(code, one.viewer, one.grant)]
            except Unreadable:
                continue  # the disk is away; this goes on when it is back
            for one in over:
                socketio.server.disconnect(one.sid)
