"""Each row of the goal table, measured: functions that answer `{figure: value}`, in ms and bytes."""

import contextlib
import functools
import gzip
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from secrets import token_hex
from typing import Protocol

import large
from burst import HTTP_STEPS, Phone, burst_of_phones
from crowd import Client, Crowd
from day import Conveners, Venue
from servers import WORK, Measured, OpenSpace, limit, openspace, peer, with_workers

Figures = dict[str, float]


class Costly(Protocol):
    """What uses a processor: one server, or several that count as one."""

    @property
    def cpu(self) -> float: ...


PAD = "How a team goes on learning, and what it needs for that. " * 6


# --- one claim onto every screen


def fan_out(
    kind: str, clients: int, rate: float, seconds: float, runs: int, workers: int = 1
) -> list[Figures]:
    """`kind`: "limit", "node", or a runtime of ours. Raises Absent."""
    found = []
    with _crowded(kind, clients, workers) as (server, crowd, claim):
        connected = server.memory
        for _ in range(runs):
            found.append(measured(server, crowd, claim, rate, seconds, clients))
            found[-1]["memory"] = connected
    return found


@contextlib.contextmanager
def _crowded(
    kind: str, clients: int, workers: int
) -> Iterator[tuple[Measured, Crowd, Callable[[], None]]]:
    ours = functools.partial(openspace, kind, None, **with_workers(workers))
    with {"limit": limit, "node": peer}.get(kind, ours)() as server:
        crowd = Crowd(server.port, greets=kind != "limit")
        try:
            if isinstance(server, OpenSpace):
                venue = Venue(server)
                conveners = venue.conveners(crowd, 20)
                _grows(crowd, [venue.wall()] * clients)
                claim = conveners.move
            else:
                claim = _plain_claims(kind, crowd, _grows(crowd, [{}] * clients)[0])
            crowd.runs(1.5)
            yield server, crowd, claim
        finally:
            crowd.goes()


def _grows(crowd: Crowd, auths: list[dict[str, object]]) -> list[Client]:
    return crowd.comes(auths, seconds=120)


def _plain_claims(kind: str, crowd: Crowd, client: Client) -> Callable[[], None]:
    seq = 0

    def claim() -> None:
        nonlocal seq
        seq += 1
        if kind == "limit":
            now = time.perf_counter()
            crowd.sent.done.append((now, now, seq, client.hall))
            crowd.asks(client, "changes", {"since": seq - 1, "seq": seq, "pad": PAD})
        else:
            crowd.asks(client, "command", {"pad": PAD})

    return claim


def measured(
    server: Costly,
    crowd: Crowd,
    claim: Callable[[], None],
    rate: float,
    seconds: float,
    clients: int,
) -> Figures:
    crowd.forgets()
    lost, cpu, mine = crowd.lost, server.cpu, time.process_time()
    begin = time.perf_counter()
    for n in range(int(rate * seconds)):
        # Not in step with anything else that ticks.
        crowd.runs(begin + (n + random.random() / 2) / rate - time.perf_counter())
        claim()
    crowd.runs(0.8)
    took = time.perf_counter() - begin
    delays = crowd.delays()
    messages, heard = crowd.told()
    return {
        **quantiles(delays),
        "claims": len(delays),
        "unanswered": len(crowd.sent.waiting) if crowd.greets and crowd.sent.done else 0,
        "refused": len(crowd.sent.refused),
        "lost": crowd.lost - lost,
        "missed": max(0, clients * messages - heard),
        "server_cpu": 100 * (server.cpu - cpu) / took,
        "crowd_cpu": 100 * (time.process_time() - mine) / took,
    }


def quantiles(delays: list[float]) -> Figures:
    if not delays:
        return {"median": float("nan"), "p99": float("nan"), "worst": float("nan")}
    delays = sorted(1000 * delay for delay in delays)
    return {
        "median": statistics.median(delays),
        "p99": delays[round(0.99 * (len(delays) - 1))],
        "worst": delays[-1],
    }


# --- a hall that comes in


def burst(kind: str, phones: int) -> Figures:
    """`kind`: "limit", or a runtime of ours. Raises Absent."""
    with entered(kind) as (server, code, crowd, conveners):
        return burst_of_phones(server, code, crowd, conveners, phones, quantiles)


@contextlib.contextmanager
def entered(kind: str, **environ: str) -> Iterator[tuple[Measured, str, Crowd, Conveners | None]]:
    """A server with a gathering, its code, and people in it who claim cells. Raises Absent."""
    if kind == "limit":
        with limit(*sizes_of_answers()) as other:
            yield other, "x", Crowd(other.port), None
        return
    with openspace(kind, **environ) as server:
        venue = Venue(server, rooms=8, slots=8)
        crowd = Crowd(server.port)
        conveners = venue.conveners(crowd, 8)
        crowd.comes([venue.wall()])
        crowd.runs(0.5)
        yield server, venue.code, crowd, conveners


@functools.cache
def sizes_of_answers() -> tuple[int, ...]:
    """The bytes of our answers to one phone, which the C server sends, too."""
    sizes: list[int] = []
    with entered("eventlet") as (_, code, crowd, _conveners):
        phone = Phone(crowd, code, lambda phone: sizes.append(phone.answered))
        while phone.done < len(HTTP_STEPS):
            heard = len(sizes)
            phone.asks()
            while len(sizes) == heard:
                crowd.step(0.1)
        crowd.goes()
    return tuple(sizes)


# --- commands that are kept


def commands(
    mode: str, senders: int, seconds: float, gatherings: int = 1, workers: int = 1
) -> Figures:
    with openspace(mode, None, **with_workers(workers)) as server:
        return rate_of_commands([server] * gatherings, lambda: server.cpu, senders, seconds)


def rate_of_commands(
    servers: list[OpenSpace], cpu_of_all: Callable[[], float], senders: int, seconds: float
) -> Figures:
    """A gathering on each of `servers`, and `senders` spread over them, who ask again once answered."""
    crowd = Crowd(servers[0].port)
    people: list[Client] = []
    topics: dict[int, str] = {}
    for server in servers:
        crowd.port = server.port
        crowd.enters()
        venue = Venue(server)
        venue.conveners(crowd, 1)
        (topic,) = (row["id"] for row in venue.state()["tables"]["topics"])
        auth = {"gathering": venue.code}
        tokens = [venue.joins() for _ in range(senders // len(servers))]
        new = crowd.comes([{**auth, "token": token} for token in tokens])
        people += new
        topics |= {id(client): topic for client in new}
    interested: dict[int, bool] = {}

    def ask(client: Client) -> None:
        wish = interested[id(client)] = not interested.get(id(client), False)
        args = {"topic": topics[id(client)], "interested": wish}
        crowd.asks(client, "command", {"id": token_hex(8), "name": "mark_interest", "args": args})

    crowd.runs(1)
    crowd.forgets()
    crowd.on_answer = ask
    cpu, mine, begin = cpu_of_all(), time.process_time(), time.perf_counter()
    for client in people:
        ask(client)
    crowd.runs(seconds)
    took = time.perf_counter() - begin
    crowd.on_answer = None
    figures = {
        "per_second": len(crowd.sent.done) / took,
        **quantiles([answered - at for at, answered, *_ in crowd.sent.done]),
        "refused": len(crowd.sent.refused),
        "server_cpu": 100 * (cpu_of_all() - cpu) / took,
        "crowd_cpu": 100 * (time.process_time() - mine) / took,
    }
    crowd.runs(1)
    crowd.goes()
    return figures


# --- notes


def notes(mode: str, readers: int, seconds: float, runs: int, rate: float = 10) -> list[Figures]:
    with openspace(mode) as server:
        venue = Venue(server)
        crowd = Crowd(server.port)
        conveners = venue.conveners(crowd, 4)
        crowd.comes([{"gathering": venue.code, "token": venue.joins()} for _ in range(readers)])
        crowd.runs(1.5)
        turn = 0

        def note() -> None:
            nonlocal turn
            turn += 1
            args = {"session": conveners.sessions[0], "kind": "key_point", "text": PAD[:120]}
            client = conveners.clients[turn % 4]
            crowd.asks(client, "command", {"id": token_hex(8), "name": "post_note", "args": args})

        try:
            return [measured(server, crowd, note, rate, seconds, readers) for _ in range(runs)]
        finally:
            crowd.goes()


# --- many gatherings


def gatherings(mode: str, count: int, each: int, rate: float, seconds: float) -> Figures:
    """`rate` claims a second in all, spread over `count` gatherings of `each` screens, sent by the clock."""
    with openspace(mode) as server:
        crowd, moves = Crowd(server.port), []
        try:
            for _ in range(count):
                crowd.enters()
                venue = Venue(server, rooms=8, slots=8)
                moves.append(venue.conveners(crowd, 20 // count or 1).move)
                crowd.comes([venue.wall()] * each)
            crowd.runs(1.5)
            turns = cycle(moves)
            return measured(server, crowd, lambda: next(turns)(), rate, seconds, each)
        finally:
            crowd.goes()


# --- a large gathering


@functools.cache
def large_store() -> tuple[Path, str]:
    """The file, and the gathering's code: made once, and only read."""
    db = WORK / "large.db"
    return db, large.made(db)


def large_gathering(mode: str) -> Figures:
    db, code = large_store()
    with openspace(mode, db) as server:
        first, _ = server.timed(f"/api/{code}/state", **{"Accept-Encoding": "gzip"})
        ready = 1000 * (time.perf_counter() - server.began)
        body = gzip.decompress(first)
        again = [
            1000 * server.timed(f"/api/{code}/state", **{"Accept-Encoding": "gzip"})[1]
            for _ in range(20)
        ]
        page, _ = server.timed(f"/{code}/wall", **{"Accept-Encoding": "gzip"})
        return {
            "seq": json.loads(body)["seq"],
            "start": ready,
            "state_gzip": len(first),
            "state_plain": len(body),
            "again": statistics.median(again),
            "wall_page_gzip": len(page),
        }
