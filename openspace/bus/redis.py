"""The bus between several machines: publish and subscribe in Redis, or in Valkey. Nothing is stored there.

Two real threads talk to Redis, so that the event loop never waits for the network. While Redis is away,
messages are dropped. When it is back, every process looks at everything once, because some may be missing.
"""

import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from openspace.bus.port import LOST, OWN_KINDS, UNSENT, Message, Take, Takes, new_id

log = logging.getLogger(__name__)

_MOST_QUEUED = 1_000
"""Messages that wait to be sent, or to be handled here. Further ones are dropped."""
_AT_ONCE = 100
"""Messages that are sent together."""
_PAUSES = (0.1, 0.25, 0.5, 1.0, 2.0)
"""Seconds between attempts to connect."""

WaitReadable = Callable[[socket.socket], None]


class _Packet(msgspec.Struct, array_like=True):
    kind: str
    message: Message


class _Parcel(msgspec.Struct, array_like=True):
    sender: str
    packets: list[_Packet]


class RedisBus:
    """`channel` is that of the store (`sealed.py`). `wait` returns when a socket can be read.

    After `silent_seconds` without a message Redis is asked for an answer, and after twice this time given up.
    Raises ValueError if `address` is no address of Redis.
    """

    def __init__(
        self, address: str, channel: str, wait: WaitReadable, silent_seconds: float = 2.0
    ) -> None:
        import redis

        self.me = new_id()
        self.trouble: str | None = None
        """Why Redis cannot be used now, as the name of the error; None if it can."""
        self._error = redis.RedisError
        self._client = redis.Redis.from_url(
            address,
            socket_timeout=silent_seconds,
            socket_connect_timeout=silent_seconds,
            retry=None,
        )
        self._channel, self._wait, self._silent_seconds = channel, wait, silent_seconds
        self._takes = Takes()
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(_Parcel).decode
        self._outgoing: SimpleQueue[_Packet] = SimpleQueue()
        self._incoming: deque[tuple[str, _Packet]] = deque(maxlen=_MOST_QUEUED)
        self._woken, self._wake = socket.socketpair()
        self._woken.setblocking(False)
        self._wake.setblocking(False)
        self._is_closed = False
        self._threads: list[threading.Thread] = []

    # --- on the event loop, or in any thread

    def send(self, kind: str, message: Message) -> None:
        if self._outgoing.qsize() < _MOST_QUEUED:
            self._outgoing.put(_Packet(kind, message))

    def on(self, kind: str, take: Take) -> None:
        self._takes.add(kind, take)

    def run(self) -> None:
        for work in (self._run_sending, self._run_receiving):
            self._threads.append(threading.Thread(target=work, name="redis", daemon=True))
            self._threads[-1].start()
        while not self._is_closed:
            self._wait(self._woken)
            with suppress(OSError):
                self._woken.recv(4096)
            while self._incoming:
                sender, packet = self._incoming.popleft()
                self._takes.give(sender, packet.kind, packet.message)
        self._woken.close()

    def close(self) -> None:
        self._is_closed = True
        self._outgoing.put(_Packet("left", {}))  # its answer ends the thread that receives
        self._notify()
        for thread in self._threads:
            thread.join()
        self._client.close()
        self._wake.close()
        if not self._threads:
            self._woken.close()

    # --- in the thread that sends

    def _run_sending(self) -> None:
        failed = 0
        while not (self._is_closed and self._outgoing.empty()):
            packets = self._next_packets()
            try:
                parcel = _Parcel(self.me, [] if failed else packets)
                self._client.publish(self._channel, self._encode(parcel))
                if failed:
                    self._take_in(self.me, _Packet(UNSENT, {}))
                failed = 0
            except (self._error, OSError):
                # The receiving thread reports it. What is queued would be outdated after the pause.
                time.sleep(_PAUSES[min(failed, len(_PAUSES) - 1)])
                failed += 1
                with suppress(Empty):
                    while True:
                        self._outgoing.get_nowait()
                if not self._is_closed:
                    self._outgoing.put(_Packet(UNSENT, {}))  # so that it tries again

    def _next_packets(self) -> list[_Packet]:
        """Wait for a message, and return what is queued then, at most `_AT_ONCE`."""
        found = [self._outgoing.get()]
        with suppress(Empty):
            while len(found) < _AT_ONCE:
                found.append(self._outgoing.get_nowait())
        return found

    # --- in the thread that receives

    def _run_receiving(self) -> None:
        failed = 0
        while not self._is_closed:
            try:
                with self._client.pubsub() as listening:  # type: ignore[no-untyped-call]
                    listening.subscribe(self._channel)
                    for data in self._messages(listening):
                        failed = 0
                        self._receive(data)
            except (self._error, OSError) as error:
                self._report(type(error).__name__)
                time.sleep(_PAUSES[min(failed, len(_PAUSES) - 1)])
                failed += 1

    def _messages(self, listening: Any) -> Any:
        """Yield the data of each message. Raises TimeoutError if Redis is silent."""
        asked = False
        while not self._is_closed:
            found = listening.get_message(timeout=self._silent_seconds)
            if found is None:
                if asked:
                    raise TimeoutError
                listening.ping()
                asked = True
                continue
            asked = False
            if found["type"] == "subscribe":
                self._report(None)
                self._take_in(self.me, _Packet(LOST, {}))
            elif found["type"] == "message":
                yield found["data"]

    def _receive(self, data: bytes) -> None:
        try:
            parcel = self._decode(data)
        except msgspec.DecodeError:
            return  # from another version, or another program
        if parcel.sender != self.me:
            for packet in parcel.packets:
                if packet.kind not in OWN_KINDS:
                    self._take_in(parcel.sender, packet)

    def _take_in(self, sender: str, packet: _Packet) -> None:
        if len(self._incoming) >= _MOST_QUEUED - 1:
            self._incoming.clear()
            packet = _Packet(LOST, {})
        self._incoming.append((sender, packet))
        self._notify()

    def _notify(self) -> None:
        with suppress(OSError):  # it is full, so the event loop is being woken already
            self._wake.send(b"\0")

    def _report(self, trouble: str | None) -> None:
        """Log it once when Redis is gone, and once when it is back."""
        if trouble and not self.trouble:
            log.warning("Redis cannot be used (%s): other servers' changes are seen later", trouble)
        elif self.trouble and not trouble:
            log.warning("Redis can be used again")
        self.trouble = trouble
