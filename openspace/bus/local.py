"""The bus between the workers of one machine: a Unix datagram socket for each, in a folder of their account.

The system keeps a few messages for a worker that is busy (10 by default on Linux), and further ones are
dropped. A worker that finds so many waiting looks at everything once, because there may have been more.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from openspace.bus.port import LOST, OWN_KINDS, Message, Take, Takes, new_id

_MOST_BYTES = 256 * 1024
_MOST_WAITING = 10
"""Messages that the system keeps for a socket, if it has no limit of its own (`_SYSTEMS_LIMIT`)."""
_SYSTEMS_LIMIT = Path("/proc/sys/net/unix/max_dgram_qlen")

WaitReadable = Callable[[socket.socket], None]


class _Packet(msgspec.Struct, array_like=True):
    sender: str
    kind: str
    message: Message


class LocalBus:
    """The bus of worker number `slot` of `workers`. `wait` returns when a socket can be read.

    A worker that is started again has the slot, and so the address, of the one that ended.
    """

    def __init__(self, folder: Path, slot: int, workers: int, wait: WaitReadable) -> None:
        self.me = new_id()
        self._takes = Takes()
        self._others = [str(folder / str(other)) for other in range(workers) if other != slot]
        self._wait = wait
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(_Packet).decode
        own = folder / str(slot)
        own.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(str(own))
        self._most_waiting = _most_waiting()

    def send(self, kind: str, message: Message) -> None:
        data = self._encode(_Packet(self.me, kind, message))
        for other in self._others:
            # Its buffer is full, or it is just being started again.
            with suppress(OSError):
                self._socket.sendto(data, other)

    def on(self, kind: str, take: Take) -> None:
        self._takes.add(kind, take)

    def run(self) -> None:
        while self._socket.fileno() >= 0:
            self._wait(self._socket)
            waiting = self._waiting()
            for packet in waiting:
                if packet.kind not in OWN_KINDS:
                    self._takes.give(packet.sender, packet.kind, packet.message)
            if len(waiting) >= self._most_waiting:
                self._takes.give(self.me, LOST, {})

    def close(self) -> None:
        self._socket.close()

    def _waiting(self) -> list[_Packet]:
        """Return all messages that wait."""
        found: list[_Packet] = []
        while True:
            try:
                data = self._socket.recv(_MOST_BYTES)
            except OSError:
                return found
            with suppress(msgspec.DecodeError):
                found.append(self._decode(data))


def _most_waiting() -> int:
    try:
        return int(_SYSTEMS_LIMIT.read_text())
    except (OSError, ValueError):
        return _MOST_WAITING
