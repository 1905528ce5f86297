"""Each row of the goal table, measured: functions that answer `{figure: value}`, in ms and bytes."""

import contextlib
import gzip
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import large
from burst import burst_of_phones
from crowd import Client, Crowd
from day import Venue
from servers import Absent as Absent
from servers import OpenSpace, Server, limit, openspace, peer

Figures = dict[str, float]

PAD = "How a team goes on learning, and what it needs for that. " * 6


# --- one claim onto every screen


def fan_out(kind: str, clients: int, rate: float, seconds: float, runs: int) -> list[Figures]:
    """`kind`: "limit", "node", or a runtime of ours. Raises Absent."""
    found = []
    with _crowded(kind, clients) as (server, crowd, claim):
        connected = server.memory()
        for _ in range(runs):
            found.append(_measured(server, crowd, claim, rate, seconds, clients))
            found[-1]["memory"] = connected
    return found


@contextlib.contextmanager
def _crowded(kind: str, clients: int) -> Iterator[tuple[Server, Crowd, Callable[[], None]]]:
    with {"limit": limit, "node": peer}.get(kind, lambda: openspace(kind))() as server:
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
            crowd.sent.done.append((now, now, seq))
            crowd.asks(client, "changes", {"since": seq - 1, "seq": seq, "pad": PAD})
        else:
            crowd.asks(client, "command", {"pad": PAD})

    return claim


def _measured(
    server: Server,
    crowd: Crowd,
    claim: Callable[[], None],
    rate: float,
    seconds: float,
    clients: int,
) -> Figures:
    crowd.forgets()
    lost, cpu, mine = crowd.lost, server.cpu(), time.process_time()
    begin = time.perf_counter()
    for n in range(int(rate * seconds)):
        # Not in step with anything else that ticks.
        crowd.runs(begin + (n + random.random() / 2) / rate - time.perf_counter())
        claim()
    crowd.runs(0.8)
    took = time.perf_counter() - begin
    delays = crowd.delays()
    expected = clients * len(crowd.heard)
    return {
        **quantiles(delays),
        "claims": len(delays),
        "unanswered": len(crowd.sent.waiting) if crowd.greets and crowd.sent.done else 0,
        "refused": len(crowd.sent.refused),
        "lost": crowd.lost - lost,
        "missed": max(0, expected - sum(crowd.heard.values())),
        "server_cpu": 100 * (server.cpu() - cpu) / took,
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


def burst(mode: str, phones: int) -> Figures:
    with openspace(mode) as server:
        venue = Venue(server, rooms=8, slots=8)
        crowd = Crowd(server.port)
        conveners = venue.conveners(crowd, 8)
        crowd.comes([venue.wall()])
        crowd.runs(0.5)
        return burst_of_phones(venue, crowd, conveners, phones, quantiles)


# --- commands that are kept


def commands(mode: str, senders: int, seconds: float) -> Figures:
    """Each of `senders` asks again as soon as it is answered."""
    with openspace(mode) as server:
        venue = Venue(server)
        crowd = Crowd(server.port)
        conveners = venue.conveners(crowd, 1)
        (topic,) = (row["id"] for row in venue.state()["tables"]["topics"])
        people = crowd.comes(
            [{"gathering": venue.code, "token": venue.joins()} for _ in range(senders)]
        )
        interested: dict[int, bool] = {}

        def ask(client: Client) -> None:
            wish = interested[id(client)] = not interested.get(id(client), False)
            args = {"topic": topic, "interested": wish}
            crowd.asks(
                client, "command", {"id": token_hex(8), "name": "mark_interest", "args": args}
            )

        crowd.runs(1)
        crowd.forgets()
        crowd.on_answer = ask
        cpu, mine, begin = server.cpu(), time.process_time(), time.perf_counter()
        for client in people:
            ask(client)
        crowd.runs(seconds)
        took = time.perf_counter() - begin
        crowd.on_answer = None
        figures = {
            "per_second": len(crowd.sent.done) / took,
            **quantiles([answered - at for at, answered, _ in crowd.sent.done]),
            "refused": len(crowd.sent.refused),
            "server_cpu": 100 * (server.cpu() - cpu) / took,
            "crowd_cpu": 100 * (time.process_time() - mine) / took,
        }
        crowd.runs(1)
        crowd.goes()
        assert conveners.sessions
        return figures


def stall(mode: str) -> Figures:
    """A second in which nothing can be written (another process holds the store's lock, as a disk that
    hangs in fsync would): how late is the answer, and how late are reads and what waits for nobody?"""
    with openspace(mode) as server:
        venue = Venue(server)
        crowd = Crowd(server.port)
        conveners = venue.conveners(crowd, 1)
        crowd.comes([venue.wall()] * 50)
        crowd.runs(1.5)
        crowd.forgets()
        db = sqlite3.connect(server.db, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        reads, begin = [], time.perf_counter()
        conveners.move()
        while time.perf_counter() - begin < 1:
            crowd.step(0)
            reads.append(server.get(f"/api/{venue.code}/state")[1])
        db.execute("ROLLBACK")
        crowd.runs(1)
        ((at, answered, _),) = crowd.sent.done
        crowd.goes()
        return {"answer": 1000 * (answered - at), "reads": len(reads), **quantiles(reads)}


# --- notes


def notes(mode: str, readers: int, seconds: float, rate: float = 10) -> Figures:
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
            return _measured(server, crowd, note, rate, seconds, readers)
        finally:
            crowd.goes()


# --- many gatherings


def gatherings(mode: str, count: int, each: int, rate: float, seconds: float) -> Figures:
    """`rate` claims a second in all, spread over them."""
    with openspace(mode) as server:
        crowds, moves = [], []
        main = Crowd(server.port)
        for _ in range(count):
            venue = Venue(server, rooms=8, slots=8)
            conveners = venue.conveners(main, 1)
            main.comes([venue.wall()] * each)
            moves.append(conveners.move)
            crowds.append(venue)
        main.runs(1.5)
        # Seqs of many gatherings are alike, so only one claim is on its way at a time.
        delays: list[float] = []
        begin = time.perf_counter()
        for n in range(int(rate * seconds)):
            main.runs(begin + n / rate - time.perf_counter())
            main.forgets()
            moves[n % count]()
            until = time.perf_counter() + 1
            while not _all_heard(main, each) and time.perf_counter() < until:
                main.step(0.01)
            delays += main.delays()
        main.goes()
        return {**quantiles(delays), "claims": len(delays)}


def _all_heard(crowd: Crowd, each: int) -> bool:
    return bool(crowd.sent.done) and any(count > each for count in crowd.heard.values())


# --- a large gathering


def large_gathering(mode: str, folder: Path) -> Figures:
    db = folder / "large.db"
    code = large.made(db)
    with openspace(mode, db) as server:
        first, _ = server.get(f"/api/{code}/state", **{"Accept-Encoding": "gzip"})
        ready = 1000 * (time.perf_counter() - server.began)
        body = gzip.decompress(first)
        again = [
            1000 * server.get(f"/api/{code}/state", **{"Accept-Encoding": "gzip"})[1]
            for _ in range(20)
        ]
        page, _ = server.get(f"/{code}/wall", **{"Accept-Encoding": "gzip"})
        return {
            "seq": json.loads(body)["seq"],
            "start": ready,
            "state_gzip": len(first),
            "state_plain": len(body),
            "again": statistics.median(again),
            "wall_page_gzip": len(page),
        }
