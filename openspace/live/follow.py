"""Shows what another process wrote into the same ledger: `openspace new`, a second server."""

from flask_socketio import SocketIO

from openspace.live.seats import Seats
from openspace.live.writer import Writer

_SECONDS = 1.0


def follow(socketio: SocketIO, seats: Seats, writer: Writer) -> None:
    """Runs as long as the server; costs one indexed look per gathering that somebody watches."""
    while True:
        socketio.sleep(_SECONDS)
        for code in seats.codes():
            writer.nudge(code)
