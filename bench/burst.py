"""A hall of phones that scan the same code in the same minute: page, join, state and socket, all at once."""

import json
import socket
import time
from collections.abc import Callable
from typing import Any

from crowd import Crowd, Wire
from day import Conveners, Venue


class Phone(Wire):
    """Plain HTTP on a connection that is kept, then a socket of its own."""

    def __init__(self, crowd: Crowd, code: str) -> None:
        super().__init__(crowd, socket.create_connection(("127.0.0.1", crowd.port), timeout=60))
        self.code = code
        self.sock.setblocking(False)
        self.token = ""
        self._data = b""
        self._asks = self._steps()
        crowd.watch(self)
        self._send(next(self._asks))

    def _steps(self) -> Any:
        yield _request("GET", f"/{self.code}")
        joined = yield _request("POST", f"/api/{self.code}/join", "{}")
        self.token = json.loads(joined)["token"]
        yield _request("GET", f"/api/{self.code}/state", token=self.token)

    def received(self, data: bytes) -> None:
        self._data += data
        head, end, body = self._data.partition(b"\r\n\r\n")
        if not end:
            return
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        if len(body) < size:
            return
        if head.split()[1][:1] != b"2":
            raise RuntimeError((head + body).decode(errors="replace"))
        self._data = b""
        try:
            self._send(self._asks.send(body))
        except StopIteration:
            # The page's connection stays open, as a browser's does.
            self.crowd.opens({"gathering": self.code, "token": self.token})

    def _send(self, request: bytes) -> None:
        self.sock.send(request)


def _request(method: str, path: str, body: str = "", token: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def burst_of_phones(
    venue: Venue,
    crowd: Crowd,
    conveners: Conveners,
    phones: int,
    quantiles: Callable[[list[float]], dict[str, float]],
) -> dict[str, float]:
    crowd.forgets()
    before, goal = crowd.live, crowd.live + phones
    cpu, mine, begin = venue.server.cpu, time.process_time(), time.perf_counter()
    halls = [Phone(crowd, venue.code) for _ in range(phones)]
    next_claim, times = begin, []
    while crowd.live < goal and time.perf_counter() - begin < 60:
        if time.perf_counter() >= next_claim:
            conveners.move()
            next_claim += 0.2
        before_step = crowd.live
        crowd.step(0.02)
        times += [time.perf_counter() - begin] * (crowd.live - before_step)
    took = time.perf_counter() - begin
    answered = [until - at for at, until, *_ in crowd.sent.done]
    figures = {
        "all_live": 1000 * took,
        "live": crowd.live - before,
        "half_live": 1000 * times[len(times) // 2] if times else float("nan"),
        "refused": crowd.lost + len(crowd.sent.refused),
        **{f"claim_{name}": value for name, value in quantiles(answered).items()},
        "claims": len(answered),
        "server_cpu": 100 * (venue.server.cpu - cpu) / took,
        "crowd_cpu": 100 * (time.process_time() - mine) / took,
    }
    crowd.runs(0.5)
    for phone in halls:
        phone.sock.close()
    crowd.goes()
    return figures
