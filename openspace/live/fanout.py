"""Shows every screen what changed: live and catch-up are one idea, "changes since the seq you have".

Rooms: `public:<code>` holds everybody but hosts, `host:<code>` the hosts. Who is concerned by a change
(its convener, its author) gets a view of their own instead of the public's, on a socket that is theirs.
"""

from typing import Any

from flask_socketio import SocketIO

from openspace.domain.audience import HOST, PUBLIC, Viewer, concerned, see_change
from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.ledger.port import Ledger
from openspace.live.seats import Seat, Seats

MOST_TO_CATCH_UP = 1_000
"""Further behind than this, the whole state is the shorter way."""


class Fanout:
    def __init__(self, socketio: SocketIO, ledger: Ledger, seats: Seats) -> None:
        self._socketio = socketio
        self._ledger = ledger
        self._seats = seats
        self._shown: dict[str, int] = {}

    def publish(self, code: str) -> None:
        """Sends what came since the last time. Called from the gathering's own line only."""
        since = self._shown.get(code)
        if since is None:
            return  # nobody has looked yet
        gathering = self._ledger.load(code)
        changes = self._ledger.since(code, since)
        if not changes:
            return
        self._shown[code] = changes[-1].seq
        self._send_to_all(gathering, since, changes)
        for change in changes:
            if change.name == "ring_bell":
                self._ring(code, change)

    def welcome(self, seat: Seat, since: int | None) -> None:
        """Makes a new socket part of the audience, then brings it up to date.

        In this order: a change in between is sent twice, which a client forgives, and never missed.
        """
        gathering = self._ledger.load(seat.code)
        self._shown.setdefault(seat.code, gathering.seq)
        self._seats.take(seat)
        room = "host" if seat.viewer.role == "host" else "public"
        self._socketio.server.enter_room(seat.sid, f"{room}:{seat.code}")
        if since is not None:
            self._catch_up(seat, since)

    def unseat_hosts(self, code: str) -> None:
        """Ends the sockets of hosts, whose key is no more; who holds the new one connects again."""
        for seat in self._seats.at(code):
            if seat.viewer.role == "host":
                self._socketio.server.disconnect(seat.sid)

    def shown(self, code: str) -> int | None:
        """The seq of the newest change that was sent to all; None when nobody has looked yet."""
        return self._shown.get(code)

    def catch_up(self, code: str, viewer: Viewer, since: int) -> dict[str, Any] | None:
        """The message that brings `viewer` from `since` to now; None when that is too far."""
        gathering = self._ledger.load(code)
        if not 0 <= since <= gathering.seq or gathering.seq - since > MOST_TO_CATCH_UP:
            return None
        return _message(gathering, since, self._ledger.since(code, since), viewer)

    def _catch_up(self, seat: Seat, since: int) -> None:
        message = self.catch_up(seat.code, seat.viewer, since)
        if message is None:
            seq = self._ledger.load(seat.code).seq
            self._socketio.emit("resync", {"seq": seq}, to=seat.sid)
        elif message["changes"]:
            self._socketio.emit("changes", message, to=seat.sid)

    def _send_to_all(self, gathering: Gathering, since: int, changes: list[Change]) -> None:
        people = set().union(*(concerned(change) for change in changes))
        own = [seat for seat in self._seats.at(gathering.code) if seat.viewer.person in people]
        self._socketio.emit(
            "changes",
            _message(gathering, since, changes, PUBLIC),
            to=f"public:{gathering.code}",
            skip_sid=[seat.sid for seat in own],
        )
        for seat in own:
            self._socketio.emit(
                "changes", _message(gathering, since, changes, seat.viewer), to=seat.sid
            )
        self._socketio.emit(
            "changes", _message(gathering, since, changes, HOST), to=f"host:{gathering.code}"
        )

    def _ring(self, code: str, change: Change) -> None:
        text = next((row["text"] for row in change.puts.get("news", ())), "")
        bell = {"text": text, "at": change.at, "seq": change.seq}
        for room in ("public", "host"):
            self._socketio.emit("bell", bell, to=f"{room}:{code}")


def _message(
    gathering: Gathering, since: int, changes: list[Change], viewer: Viewer
) -> dict[str, Any]:
    return {
        "since": since,
        "seq": changes[-1].seq if changes else since,
        "changes": [see_change(gathering, change, viewer) for change in changes],
    }
