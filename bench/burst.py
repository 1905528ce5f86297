"""A hall of phones that scan the same code in the same minute: page, join, state and socket, all at once."""

import gzip
import re
import socket
import time
from collections.abc import Callable
from typing import Any

from crowd import Client, Crowd, Wire, greet
from day import Conveners
from servers import Measured

HTTP_STEPS = ("page", "join", "state")
"""The requests of a phone before its socket. The last is only sent to an older server, whose answer to `join`
has no state."""

_TOKEN = re.compile(rb'"token":"([^"]+)"')


class Phone(Wire):
    """Plain HTTP on a connection that is kept, as a browser's is; then a socket of its own.

    `asks()` sends the next request. `on_answer` is called with each answer.
    """

    def __init__(self, crowd: Crowd, code: str, on_answer: Callable[["Phone"], None]) -> None:
        super().__init__(crowd, socket.create_connection(("127.0.0.1", crowd.port), timeout=60))
        self.sock.setblocking(False)
        self.code, self.token, self.done = code, "", 0
        self._data, self._on_answer = b"", on_answer
        self.answered = 0
        """Bytes of the last answer, with its head."""
        crowd.watch(self)

    def asks(self) -> None:
        match HTTP_STEPS[self.done]:
            case "page":
                request = _request("GET", f"/{self.code}")
            case "join":
                request = _request("POST", f"/api/{self.code}/join", '{"state":true}')
            case _:
                request = _request("GET", f"/api/{self.code}/state", token=self.token)
        self.sock.send(request)

    @property
    def auth(self) -> dict[str, object]:
        """What its socket connects with."""
        return {"gathering": self.code, "token": self.token}

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
        if HTTP_STEPS[self.done] == "join":
            if b"ontent-Encoding: gzip" in head:
                body = gzip.decompress(body)
            self.done += b'"state":' in body
            self.token = _TOKEN.search(body)[1].decode()
        self.answered, self._data = len(self._data), b""
        self.done += 1
        self._on_answer(self)


def _request(method: str, path: str, body: str = "", token: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def burst_of_phones(
    server: Measured,
    code: str,
    crowd: Crowd,
    conveners: Conveners | None,
    phones: int,
    quantiles: Callable[[list[float]], dict[str, float]],
) -> dict[str, float]:
    """All phones begin at once. Without `conveners` nobody claims meanwhile."""
    crowd.forgets()
    before, goal = crowd.live, crowd.live + phones
    cpu, mine, begin = server.cpu, time.process_time(), time.perf_counter()
    halls = [Phone(crowd, code, _next) for _ in range(phones)]
    for phone in halls:
        phone.asks()
    next_claim, times = begin, []
    while crowd.live < goal and time.perf_counter() - begin < 60:
        if conveners and time.perf_counter() >= next_claim:
            conveners.move()
            next_claim += 0.2
        before_step = crowd.live
        crowd.step(0.02)
        times += [time.perf_counter() - begin] * (crowd.live - before_step)
    took = time.perf_counter() - begin
    used = server.cpu - cpu
    answered = [until - at for at, until, *_ in crowd.sent.done]
    figures = {
        "all_live": 1000 * took,
        "live": crowd.live - before,
        "half_live": 1000 * times[len(times) // 2] if times else float("nan"),
        "refused": crowd.lost + len(crowd.sent.refused),
        "claims": len(answered),
        "server_cpu": 100 * used / took,
        "server_each": 1000 * used / phones,
        "crowd_cpu": 100 * (time.process_time() - mine) / took,
        "crowd_each": 1000 * (time.process_time() - mine) / phones,
    }
    if answered:
        figures |= {f"claim_{name}": value for name, value in quantiles(answered).items()}
    crowd.runs(0.5)
    for phone in halls:
        phone.sock.close()
    crowd.goes()
    return figures


def _next(phone: Phone) -> None:
    if phone.done < len(HTTP_STEPS):
        phone.asks()
    else:
        # The page's connection stays open, as a browser's does.
        phone.crowd.opens(phone.auth)


# --- one step after the other


def step_by_step(server: Measured, code: str, crowd: Crowd, phones: int) -> dict[str, float]:
    """Let all phones take each step before the next. {step: ms of the server's processor for one phone}."""
    steps: dict[str, float] = {}
    answers: list[Any] = []

    def measured(name: str, act: Callable[[], object], awaited: int = phones) -> None:
        answers.clear()
        cpu, end = server.cpu, time.perf_counter() + 120
        act()
        while len(answers) < awaited and time.perf_counter() < end:
            crowd.step(0.02)
        crowd.runs(0.3)
        steps[name] = 1000 * (server.cpu - cpu) / phones

    hall: list[Phone] = []
    clients: list[Client] = []

    def connects() -> None:
        hall.extend(Phone(crowd, code, answers.append) for _ in range(phones))

    def held(client: Client, payload: bytes) -> None:
        if payload.startswith(b"0"):
            answers.append(client)

    def opens() -> None:
        for phone in hall:
            clients.append(crowd.opens(phone.auth))
            clients[-1].take = held

    def enters() -> None:
        for client in clients:
            client.take = entered
            client.send("40" + client.greeting)

    def entered(client: Client, payload: bytes) -> None:
        greet(client, payload)
        if client.live:
            answers.append(client)

    measured("connection", connects, 0)
    for nth, name in enumerate(HTTP_STEPS):
        if all(phone.done == nth for phone in hall):
            measured(name, lambda: [phone.asks() for phone in hall])
    measured("socket: connection and handshake", opens)
    measured("socket: Socket.IO connect", enters)
    measured("three seconds more", lambda: crowd.runs(3), 0)
    for phone in hall:
        phone.sock.close()
    crowd.goes()
    return steps
