"""Sends one message to a whole room: encoded once, framed once, and written straight to each socket.

What has to wait for a client (slow, polling, still upgrading) takes Socket.IO's ordinary way, client by
client; a slow one never delays the others. `direct.py` says when a frame may be written at once.
"""

import struct
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from flask_socketio import SocketIO
from socketio import Manager
from socketio.packet import EVENT

from openspace.live.transport.direct import MOST_WAITING, DirectSockets, install_direct_sockets

_STEP = 0.618
"""Golden section: wherever one round began, the next begins far from it, and from all before."""


class Encoded(str):
    """Data of an event that is JSON already."""


class FrameManager(Manager):  # type: ignore[misc]
    """python-socketio's manager of clients, with another `emit`."""

    def __init__(self) -> None:
        super().__init__()
        self._start = 0.0
        self.direct = DirectSockets({})

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
        self.send_packet(self._rotated(clients), packet)

    def send_packet(self, clients: list[str], packet: EnginePacket) -> None:
        """Sends one packet of text to each of these clients (engine.io's sids)."""
        for client in self.direct.write(clients, frame_of(packet.encode().encode())):
            self._send_ordinarily(client, packet)

    def send_event(self, clients: list[str], event: str, data: Encoded) -> None:
        """As `emit`, to these clients."""
        packet = EnginePacket(MESSAGE, f'2["{event}",{data}]')
        self.send_packet(self._rotated(clients), packet)

    def _packet(self, event: str, data: Any, namespace: str) -> EnginePacket | None:
        """The message as one Engine.IO packet of text; None where it takes several."""
        if isinstance(data, Encoded):
            return EnginePacket(MESSAGE, f'2["{event}",{data}]')
        arguments = [] if data is None else [data]
        encoded = self.server.packet_class(
            EVENT, namespace=namespace, data=[event, *arguments]
        ).encode()
        return EnginePacket(MESSAGE, encoded) if isinstance(encoded, str) else None

    def _rotated(self, clients: list[str]) -> list[str]:
        """Who is first changes every time, so that those who came early are not always served early."""
        self._start = (self._start + _STEP) % 1
        first = int(self._start * len(clients))
        return clients[first:] + clients[:first]

    def _send_ordinarily(self, client: str, packet: EnginePacket) -> None:
        socket = self.server.eio.sockets.get(client)
        polls = socket is not None and not hasattr(socket, "direct")
        if polls and socket.queue.qsize() > MOST_WAITING:
            # And has stopped polling: what waits for it is bounded, and it comes back with `since`.
            self.server.start_background_task(socket.close, wait=False, abort=True)
            return
        self.server._send_eio_packet(client, packet)


def install(socketio: SocketIO) -> None:
    """Lets the sockets of a SocketIO that has a FrameManager be written to directly."""
    server = socketio.server
    server.manager.direct = install_direct_sockets(server.eio, socketio.async_mode)


def frame_of(payload: bytes) -> bytes:
    """One unmasked WebSocket text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload
