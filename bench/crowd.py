"""Many phones in one loop: raw sockets, the WebSocket handshake and Socket.IO's frames spoken by hand.

Nothing but a look at the first bytes happens for each frame that comes in, so the crowd is not what is
measured; it reports its own share of a processor all the same.
"""

import contextlib
import json
import re
import select
import socket
import struct
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)
_SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
_SEQ = re.compile(rb'"seq":(\d+)')
_ACK = re.compile(rb'43(\d+)\[\{"ok":(true|false)(?:,"seq":(\d+))?')
_AT_ONCE = 300
"""Handshakes on the way at the same time, where the burst itself is not what is measured."""


def frame(text: str) -> bytes:
    """A masked text frame; a mask of zeros is one."""
    data = text.encode()
    size = len(data)
    head = (
        struct.pack("!BB", 0x81, 0x80 | size)
        if size < 126
        else struct.pack("!BBH", 0x81, 0xFE, size)
    )
    return head + b"\0\0\0\0" + data


_READ = 64 * 1024
"""Bytes. From 128 kB on, the C library maps memory for each read: three times the time of a read."""


class Wire:
    """One socket of the crowd: `received` gets what came in."""

    __slots__ = ("crowd", "live", "sock")

    def __init__(self, crowd: "Crowd", sock: socket.socket) -> None:
        self.crowd, self.sock, self.live = crowd, sock, False

    def readable(self) -> None:
        try:
            data = self.sock.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.received(data)
        else:
            self.crowd.lose(self)

    def received(self, data: bytes) -> None:
        raise NotImplementedError


@dataclass
class Hall:
    """The screens of one gathering: seq → when the last of them heard of it, and how many did."""

    last: dict[int, float] = field(default_factory=dict)
    heard: dict[int, int] = field(default_factory=lambda: defaultdict(int))


class Client(Wire):
    """A WebSocket: `take` gets each whole frame's payload."""

    __slots__ = ("buffer", "greeting", "hall", "pinged", "take", "upgraded")

    def __init__(self, crowd: "Crowd", sock: socket.socket, greeting: str, hall: Hall) -> None:
        super().__init__(crowd, sock)
        self.greeting, self.hall = greeting, hall
        self.buffer = b""
        self.pinged = 0.0
        self.upgraded = False
        self.take: Callable[[Client, bytes], None] = greet

    def send(self, text: str) -> None:
        with contextlib.suppress(BlockingIOError):
            self.sock.send(frame(text))

    def received(self, data: bytes) -> None:
        if not self.upgraded:
            data = self._upgrade(self.buffer + data)
            if not self.upgraded:
                self.buffer = data
                return
            self.buffer = b""
        data = self.buffer + data if self.buffer else data
        begin, end = 0, len(data)
        while end - begin >= 2:
            size, head = data[begin + 1], 2
            if size == 126:
                if end - begin < 4:
                    break
                size, head = int.from_bytes(data[begin + 2 : begin + 4], "big"), 4
            elif size == 127:
                if end - begin < 10:
                    break
                size, head = int.from_bytes(data[begin + 2 : begin + 10], "big"), 10
            if end - begin < head + size:
                break
            self.take(self, data[begin + head : begin + head + size])
            begin += head + size
        self.buffer = data[begin:]

    def _upgrade(self, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            return data
        if b" 101 " not in head.splitlines()[0] or b"permessage-deflate" in head:
            raise RuntimeError(head.decode())
        self.upgraded = True
        if not self.greeting:
            self.goes_live()
        return rest

    def goes_live(self) -> None:
        self.live, self.take = True, _listen
        self.crowd.live += 1


def greet(client: Client, payload: bytes) -> None:
    """Engine.IO says its parameters, Socket.IO lets in: then the client is live."""
    if payload.startswith(b"0"):
        client.pinged = client.crowd.now
        client.send("40" + client.greeting)
    elif payload.startswith(b"40"):
        client.goes_live()
    elif payload.startswith(b"44"):
        raise RuntimeError(payload.decode())


def _listen(client: Client, payload: bytes) -> None:
    crowd = client.crowd
    if payload.startswith(b"42"):
        if payload[3:12] == b'"presence':
            crowd.presence.append(crowd.now)
        elif found := _SEQ.search(payload, 0, 80):
            seq, hall = int(found[1]), client.hall
            hall.last[seq] = crowd.now
            hall.heard[seq] += 1
    elif payload == b"2":
        client.send("3")
        crowd.pings.append((client.pinged, crowd.now))
        client.pinged = crowd.now
    elif payload.startswith(b"43"):
        crowd.answered(client, payload)


@dataclass
class Sent:
    """Commands on their way: ack number → when; and what was answered: (sent, answered, seq, where)."""

    waiting: dict[int, float] = field(default_factory=dict)
    done: list[tuple[float, float, int, Hall]] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)


class Crowd:
    def __init__(self, port: int, greets: bool = True) -> None:
        """`greets`: the server speaks Socket.IO."""
        self.port, self.greets = port, greets
        self.epoll = select.epoll()
        self.clients: dict[int, Wire] = {}
        self.live = self.lost = 0
        self.now = 0.0
        self.halls = [Hall()]
        self.sent = Sent()
        self.presence: list[float] = []
        self.pings: list[tuple[float, float]] = []
        """(when this socket was pinged before, or opened; when now)"""
        self.on_answer: Callable[[Client], None] | None = None
        self._acks = 0

    # --- coming and going

    def enters(self) -> None:
        """From now on, new screens are counted in another gathering than those before."""
        self.halls.append(Hall())

    def comes(self, auths: list[dict[str, object]], seconds: float = 90) -> list[Client]:
        """A phone for each of `auths`, all live when this returns. Raises TimeoutError."""
        new: list[Client] = []
        goal, end = self.live + len(auths), time.perf_counter() + seconds
        while self.live < goal:
            while len(new) < len(auths) and len(self.clients) - self.live < _AT_ONCE:
                new.append(self.opens(auths[len(new)]))
            self.step(0.05)
            if time.perf_counter() > end or self.lost:
                raise TimeoutError(f"{self.live} of {goal} are live, {self.lost} were lost")
        return new

    def opens(self, auth: dict[str, object]) -> Client:
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        path = _SOCKET_IO if self.greets else "/"
        sock.sendall(_UPGRADE.format(path=path, port=self.port).encode())
        sock.setblocking(False)
        # As our pages ask for it.
        greeting = json.dumps({**auth, "brief": True}) if self.greets else ""
        client = Client(self, sock, greeting, self.halls[-1])
        self.watch(client)
        return client

    def watch(self, client: Wire) -> None:
        number = client.sock.fileno()
        self.clients[number] = client
        self.epoll.register(number, select.EPOLLIN)

    def lose(self, client: Wire) -> None:
        number = client.sock.fileno()
        if self.clients.pop(number, None):
            self.epoll.unregister(number)
            self.live -= client.live
            self.lost += 1
        client.sock.close()

    def goes(self) -> None:
        for client in self.clients.values():
            client.sock.close()
        self.clients.clear()
        self.epoll.close()

    # --- what happens

    def step(self, seconds: float) -> None:
        """Waits at most so long for frames, and takes them."""
        clients = self.clients
        for number, _ in self.epoll.poll(max(seconds, 0), 4096):
            client = clients.get(number)
            if client is not None:
                self.now = time.perf_counter()
                client.readable()

    def runs(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.step(left)

    def asks(self, client: Client, event: str, *body: dict[str, Any]) -> None:
        """Emits `[event, body]` and asks for an acknowledgement."""
        self._acks += 1
        self.sent.waiting[self._acks] = time.perf_counter()
        text = json.dumps([event, *body], separators=(",", ":"))
        client.send(f"42{self._acks}{text}" if self.greets else f"42{text}")

    def answered(self, client: Client, payload: bytes) -> None:
        found = _ACK.match(payload)
        if not found or found[2] != b"true":
            self.sent.refused.append(payload)
        if found:
            at = self.sent.waiting.pop(int(found[1]))
            self.sent.done.append((at, self.now, int(found[3] or 0), client.hall))
        if self.on_answer:
            self.on_answer(client)

    def forgets(self) -> None:
        """Begins a new measurement."""
        for hall in self.halls:
            hall.last.clear()
            hall.heard.clear()
        self.sent = Sent()
        self.presence.clear()
        self.pings.clear()

    def delays(self) -> list[float]:
        """For each command that was answered: seconds until the last of its screens had heard of it."""
        found = []
        seqs = {id(hall): sorted(hall.last) for hall in self.halls}
        for at, _, seq, hall in self.sent.done:
            told = seqs[id(hall)]
            covering = bisect_left(told, seq)
            if covering < len(told):
                found.append(hall.last[told[covering]] - at)
        return found

    def told(self) -> tuple[int, int]:
        """How many messages there were, and how many times one was heard, in all halls together."""
        counts = [hall.heard for hall in self.halls]
        return sum(map(len, counts)), sum(sum(heard.values()) for heard in counts)
