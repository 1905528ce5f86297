"""Closes sockets whose access ended: a new host key, ended devices.

The process where that happens tells the others. Each also asks the store once a second for all streams,
because a message may be lost, and another program may have replaced the key.
"""

from collections.abc import Callable, Collection
from functools import partial
from itertools import count

from flask_socketio import SocketIO

from openspace.bus.port import LOST, Bus, Message
from openspace.domain.viewer import Grant, Viewer
from openspace.ledger.port import Grants, Signals, Unreadable
from openspace.live.connections import Connections
from openspace.runtime.one_at_a_time import OneAtATime
from openspace.runtime.threads import InThread

_SECONDS = 1.0
_ROUNDS = 60

IsRevoked = Callable[[str, Viewer, Grant], bool]
"""(code, viewer, grant): whether the grant was replaced since."""


class Revocations:
    """`in_thread` reads the store, and does not wait for slow work."""

    def __init__(
        self,
        socketio: SocketIO,
        connections: Connections,
        bus: Bus,
        signals: Signals,
        is_revoked: IsRevoked,
        in_thread: InThread,
    ) -> None:
        self._socketio = socketio
        self._connections = connections
        self._bus, self._signals = bus, signals
        self._is_revoked, self._in_thread = is_revoked, in_thread
        self._looked_at: dict[str, Grants] = {}
        self._heard_of: set[str] = set()
        self._looks = OneAtATime(socketio.start_background_task, self._look_at_heard)
        bus.on("revoked", self._heard)
        bus.on(LOST, lambda _, __: self._look_soon(connections.codes()))

    def tell(self, code: str) -> None:
        """Close the sockets whose access to the stream ended, in all processes. Call it after the store was
        written."""
        self._bus.send("revoked", {"code": code})
        self._signals.forget_grants(code)
        self._look([code])

    def run(self) -> None:
        """Run as long as the server."""
        for round in count():
            self._socketio.sleep(_SECONDS)
            if round % _ROUNDS == 0:
                self._looked_at = {}  # a host's second factor ends although no grant changed
            codes = self._connections.codes()
            self._looked_at = {c: self._looked_at[c] for c in codes if c in self._looked_at}
            if codes:
                self._look(codes)

    def _heard(self, sender: str, message: Message) -> None:
        self._signals.forget_grants(message["code"])
        if self._connections.is_watched(message["code"]):
            self._look_soon([message["code"]])

    def _look_soon(self, codes: Collection[str]) -> None:
        self._heard_of.update(codes)
        self._looks.ask()

    def _look_at_heard(self) -> None:
        codes = set()
        while self._heard_of:
            codes.add(self._heard_of.pop())
        if codes:
            self._look(codes)

    def _look(self, codes: Collection[str]) -> None:
        try:
            for code, grants in self._in_thread(partial(self._signals.grants, codes)).items():
                if grants != self._looked_at.get(code):
                    self._close_revoked(code, grants)
                    self._looked_at[code] = grants
        except Unreadable:
            return  # the next round tries again

    def _close_revoked(self, code: str, grants: Grants) -> None:
        for one in self._connections.of_people(code, {"host", *grants.devices}):
            if self._is_revoked(code, one.viewer, one.grant):
                self._socketio.server.disconnect(one.sid)
