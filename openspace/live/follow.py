"""Notices what another process did to the same ledger: `openspace new`, a second server, a new host key."""

from collections.abc import Callable

from flask_socketio import SocketIO

from openspace.ledger.port import Unreadable
from openspace.live.seats import Seats
from openspace.live.writer import Writer

_SECONDS = 1.0


def follow(
    socketio: SocketIO, seats: Seats, writer: Writer, host_key_hash: Callable[[str], str | None]
) -> None:
    """Runs as long as the server; costs one or two indexed looks per gathering that somebody watches."""
    while True:
        socketio.sleep(_SECONDS)
        for code in seats.codes():
            writer.nudge(code)
            hosts = [seat for seat in seats.at(code) if seat.host_key]
            try:
                key = host_key_hash(code) if hosts else None
            except Unreadable:
                continue  # the disk is away; this goes on when it is back
            for seat in hosts:
                if seat.host_key != key:
                    socketio.server.disconnect(seat.sid)
