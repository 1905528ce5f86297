"""Sends one message to a whole room: encoded once, framed once, and written directly to each socket.

A client that cannot take it at once (slow, polling, still upgrading) is served by Socket.IO's queue, and
never delays the others. `direct.py` decides when a frame may be written directly.
"""

from collections.abc import Sequence
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from flask_socketio import SocketIO
from socketio import Manager
from socketio.packet import EVENT

from openspace.live.transport.direct import MOST_WAITING, DirectSockets, install_direct_sockets
from openspace.live.transport.raw_sockets import frame_of

_STEP = 0.618
"""Golden ratio: each round starts far from where earlier ones started."""


class Encoded(str):
    """Event data that is encoded as JSON already."""


class FrameManager(Manager):  # type: ignore[misc]
    """python-socketio's client manager with another `emit`."""

    def __init__(self) -> None:
        super().__init__()
        self._start = 0.0
        self.direct = DirectSockets({})
        self._entered: dict[str, list[Any]] = {}
        """sid → the rooms that it has entered."""

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: Any = None) -> None:
        super().basic_enter_room(sid, namespace, room, eio_sid)
        self._entered.setdefault(sid, []).append(room)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """Leave the rooms that `sid` has entered. The ordinary manager looks for it in all rooms, and each
        socket has one of its own: 20,000 phones that leave would look into 400 million."""
        for room in self._entered.pop(sid, ()):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            sids = pending.get(namespace, [])
            if sid in sids:
                sids.remove(sid)
                if not sids:
                    del pending[namespace]

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **options: Any,
    ) -> None:
        room = to or room
        skip = set(skip_sid) if isinstance(skip_sid, list) else {skip_sid}
        packet = (
            None if callback or isinstance(data, tuple) else self._packet(event, data, namespace)
        )
        if packet is None:
            super().emit(
                event, data, namespace, room=room, skip_sid=skip_sid, callback=callback, **options
            )
            return
        clients = [c for sid, c in self.get_participants(namespace, room) if sid not in skip]
        self.send_text(self._rotated(clients), packet.data)

    def send_text(self, clients: Sequence[str], text: str) -> None:
        """Send one Socket.IO packet to each of these clients (engine.io sids)."""
        late = self.direct.write(clients, frame_of(f"{MESSAGE}{text}".encode()))
        if late:
            packet = EnginePacket(MESSAGE, text)
            for client in late:
                self._send_queued(client, packet)

    def send_event(self, clients: list[str], event: str, data: Encoded) -> None:
        """Like `emit`, to these clients."""
        self.send_text(self._rotated(clients), f'2["{event}",{data}]')

    def _packet(self, event: str, data: Any, namespace: str) -> EnginePacket | None:
        """Return the message as one Engine.IO text packet, or None if it needs several."""
        if isinstance(data, Encoded):
            return EnginePacket(MESSAGE, f'2["{event}",{data}]')
        arguments = [] if data is None else [data]
        encoded = self.server.packet_class(
            EVENT, namespace=namespace, data=[event, *arguments]
        ).encode()
        return EnginePacket(MESSAGE, encoded) if isinstance(encoded, str) else None

    def _rotated(self, clients: list[str]) -> list[str]:
        """Start with another client each time, so that clients that connected early are not always served
        first."""
        self._start = (self._start + _STEP) % 1
        first = int(self._start * len(clients))
        return clients[first:] + clients[:first]

    def _send_queued(self, client: str, packet: EnginePacket) -> None:
        socket = self.server.eio.sockets.get(client)
        polls = socket is not None and not hasattr(socket, "direct")
        if polls and socket.queue.qsize() > MOST_WAITING:
            # It has stopped polling. Its queue is limited, and it reconnects with `since`.
            self.server.start_background_task(socket.close, wait=False, abort=True)
            return
        self.server._send_eio_packet(client, packet)


def install(socketio: SocketIO) -> None:
    """Let a SocketIO with a FrameManager write to its sockets directly."""
    server = socketio.server
    server.manager.direct = install_direct_sockets(server.eio, socketio.async_mode)
