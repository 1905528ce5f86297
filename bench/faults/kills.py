"""`kill -9` of the server under load: nothing acknowledged is lost, doubled or double-booked."""

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from bench.faults.days import GRID, log_of, opened, unlimited
from bench.faults.people import Books, Person
from bench.faults.verdict import Verdict, percentile
from tests.support.http import Client
from tests.support.server import LEAN, Server

TOPICS_A_DAY = 3_500
"""A gathering holds 5,000 topics at most, so a new one begins well before that."""


def kills(
    folder: Path, times: int, people: int = 16, writes_a_life: int = 90, within: float = 5.0
) -> Verdict:
    """Kills the server `times`, each life after about `writes_a_life` acknowledged writes."""
    found: Counter[str] = Counter()
    back: list[float] = []
    with Server(folder, program=LEAN, **unlimited()) as server:
        while found["kills"] < times:
            left = times - found["kills"]
            found += asyncio.run(_play(server, left, people, writes_a_life, back))
    figures = {name: found[name] for name in ("kills", "acknowledged", "sent again", *NEVER)}
    return Verdict(
        "kill -9 under load",
        {**figures, "back p99 s": round(percentile(back, 99), 2)},
        zero=NEVER,
        most={"back p99 s": within},
        least={"acknowledged": times * writes_a_life // 2},
    )


NEVER = ("lost", "doubled", "double-booked", "holes in the log")


async def _play(
    server: Server, times: int, people: int, writes_a_life: int, back: list[float]
) -> Counter[str]:
    """One gathering, of `times` kills at most. Adds to `back` how long each phone took to come back (s)."""
    code, tokens, _ = opened(server, people)
    books = Books()
    crowd = [Person(server.url, code, token, books) for token in tokens]
    await asyncio.gather(*(one.arrive() for one in crowd))
    busy = [asyncio.create_task(live(one)) for one in crowd]
    killed = 0
    while killed < times and len(books.acknowledged) < TOPICS_A_DAY:
        wanted = len(books.acknowledged) + random.randint(
            writes_a_life // 2, writes_a_life * 3 // 2
        )
        await until_acknowledged(books, wanted)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        killed += 1
        ready = time.monotonic()
        back += await asyncio.gather(*(_is_back(one, ready) for one in crowd))
    await all_leave(crowd, busy)
    return judge(server, code, books) + Counter(kills=killed)


async def until_acknowledged(books: Books, topics: int) -> None:
    """Wait until so many topics were acknowledged, at most 30 s."""
    patience = time.monotonic() + 30
    while len(books.acknowledged) < topics and time.monotonic() < patience:
        await asyncio.sleep(0.005)


async def all_leave(crowd: list[Person], busy: list[asyncio.Task[None]]) -> None:
    """Have everybody stop writing, wait for their last answers, and close their sockets."""
    # They are told, and their tasks are not cancelled: until Python 3.12, wait_for may swallow a cancellation
    # when an answer comes at the same moment.
    for one in crowd:
        one.rests = True
    await asyncio.gather(*busy)
    await asyncio.gather(*(one.leave() for one in crowd))


async def live(one: Person) -> None:
    """Proposes, claims, moves and gives up cells, as fast as the answers come."""
    while not one.rests:
        topic = await one.proposes()
        if topic is None or random.random() < 0.7:
            continue
        room, slot = random.choice(GRID)
        answer = await one.ask("claim_cell", topic=topic, room=room, slot=slot)
        if answer["ok"] and random.random() < 0.9:
            await one.ask("release_session", session=answer["result"]["session"])


async def _is_back(one: Person, ready: float) -> float:
    """Seconds from when the server could be reached until this person's socket is open again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(20):
            while one.up_since < ready - 1 or (one.down_since or 0) > one.up_since:
                await asyncio.sleep(0.01)
    return max(0.0, one.up_since - ready)


def judge(server: Server, code: str, books: Books) -> Counter[str]:
    seqs, double_booked = log_of(server.db, code)
    return verdict_of(books, titles_of(server, code)) + Counter(
        {"double-booked": double_booked, "holes in the log": holes(seqs)}
    )


def titles_of(server: Client, code: str) -> Counter[str]:
    state = server.get(f"/api/{code}/state")
    return Counter(topic["title"] for topic in state["tables"]["topics"])


def verdict_of(books: Books, titles: Counter[str]) -> Counter[str]:
    """What became of the titles that were acknowledged, in one gathering or in several."""
    return Counter(
        {
            "acknowledged": len(books.acknowledged),
            "sent again": books.sent_again,
            "lost": sum(not titles[title] for title in books.acknowledged),
            "doubled": sum(count > 1 for count in titles.values()),
        }
    )


def holes(seqs: list[int]) -> int:
    """How far a log's seqs are from being all the numbers from 1."""
    return len(seqs) - len(set(seqs)) + abs(len(seqs) - max(seqs))
