"""`kill -9` of one of several workers under load: nothing acknowledged is lost, and its people are on another
one soon."""

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from bench.faults.days import opened, unlimited
from bench.faults.kills import NEVER, TOPICS_A_DAY, all_leave, judge, live, until_acknowledged
from bench.faults.people import Books, Person
from bench.faults.verdict import Verdict, percentile
from tests.support.workers import Workers

_WRITES_A_LIFE = 60
_SEEN_SECONDS = 0.5
"""So long after the kill, whoever was on that worker has noticed it."""


def worker_kills(
    folder: Path, times: int, people: int = 16, workers: int = 2, within: float = 3.0
) -> Verdict:
    """Kills a random worker `times`. The supervisor starts it again; the others serve meanwhile."""
    found: Counter[str] = Counter()
    back: list[float] = []
    with Workers(folder, workers, **unlimited()) as server:
        server.are_all_there()
        while found["kills"] < times:
            found += asyncio.run(_play(server, times - found["kills"], people, back))
    figures = {name: found[name] for name in ("kills", "acknowledged", "sent again", *NEVER)}
    return Verdict(
        f"kill -9 of one of {workers} workers",
        {
            **figures,
            "people moved": len(back),
            "back p50 s": round(percentile(back, 50), 2),
            "back p99 s": round(percentile(back, 99), 2),
        },
        zero=NEVER,
        most={"back p99 s": within},
        least={"acknowledged": times * _WRITES_A_LIFE // 2},
    )


async def _play(server: Workers, times: int, people: int, back: list[float]) -> Counter[str]:
    code, tokens, _ = opened(server, people)
    books = Books()
    crowd = [Person(server.url, code, token, books) for token in tokens]
    await asyncio.gather(*(one.arrive() for one in crowd))
    busy = [asyncio.create_task(live(one)) for one in crowd]
    killed = 0
    while killed < times and len(books.acknowledged) < TOPICS_A_DAY:
        wanted = len(books.acknowledged) + random.randint(_WRITES_A_LIFE // 2, _WRITES_A_LIFE)
        await until_acknowledged(books, wanted)
        at = time.monotonic()
        server.kill_worker(random.choice(server.workers))
        killed += 1
        back += await _moved(crowd, at)
        await asyncio.to_thread(server.are_all_there)
    await all_leave(crowd, busy)
    return judge(server, code, books) + Counter(kills=killed)


async def _moved(crowd: list[Person], at: float) -> list[float]:
    """For each person who was on the worker that was killed `at`, the seconds until their socket was open
    again."""
    await asyncio.sleep(_SEEN_SECONDS)
    with suppress(TimeoutError):
        async with asyncio.timeout(20):
            while any((one.down_since or 0) > one.up_since for one in crowd):
                await asyncio.sleep(0.01)
    return [
        one.up_since - at if one.up_since > one.down_since else 20.0
        for one in crowd
        if one.down_since and one.down_since >= at
    ]
