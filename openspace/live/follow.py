"""Polls for changes by other processes with the same store: `openspace new`, a second server, a new host key,
ended devices."""

from flask_socketio import SocketIO

from openspace.ledger.port import Signals, Unreadable
from openspace.live.connections import Connections
from openspace.live.sockets import IsRevoked
from openspace.service.queue import Queue

_SECONDS = 1.0


def watch_other_processes(
    socketio: SocketIO,
    connections: Connections,
    queue: Queue,
    signals: Signals,
    is_revoked: IsRevoked,
) -> None:
    """Run as long as the server. A round costs one or two indexed queries for each gathering with a
    client."""
    while True:
        socketio.sleep(_SECONDS)
        for code in connections.codes():
            queue.nudge(code)
            try:
                ended = signals.people_with_ended_devices(code)
                looked_at = connections.of_people(code, {"host", *ended})
                over = [one for one in looked_at if is_revoked(code, one.viewer, one.grant)]
            except Unreadable:
                continue  # the store cannot be read; retry in the next round
            for one in over:
                socketio.server.disconnect(one.sid)
