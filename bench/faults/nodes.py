"""A node is killed, PostgreSQL and Redis stop and return, while people write on several nodes. Nothing that
was acknowledged is lost, nothing is doubled or double-booked, and everybody goes on by themselves."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from bench.faults.cluster import DATABASE, Cluster, new_store, running_cluster
from bench.faults.days import double_bookings, opened
from bench.faults.kills import NEVER, TOPICS_A_DAY, holes, live, titles_of, verdict_of
from bench.faults.people import Books, Person
from bench.faults.verdict import Verdict, percentile
from tests.support.postgres import Postgres
from tests.support.process import LONGEST
from tests.support.server import KEY

Crowd = list[Person]

_GATHERINGS, _PEOPLE = 3, 4
"""Gatherings of a day, and people in each."""


class Play:
    """People in some gatherings, who write until `during` is over. Before one is full, all go to new ones."""

    def __init__(self, cluster: Cluster, topics_a_day: int = TOPICS_A_DAY) -> None:
        self.cluster, self.books = cluster, Books()
        self.crowd: Crowd = []
        self.back: list[float] = []
        self.days = 0
        self._topics_a_day = topics_a_day
        self._codes: list[str] = []
        self._busy: list[asyncio.Task[None]] = []

    async def run(self, during: Callable[["Play"], Awaitable[None]]) -> Counter[str]:
        await self._begin_day()
        try:
            await during(self)
        finally:
            await self._end_day()
        return self._judge()

    async def writes(self, wanted: int) -> float:
        """Wait for so many more acknowledged writes. Return the seconds until the first."""
        if max(self.books.topics.values(), default=0) >= self._topics_a_day:
            await self._end_day()
            await self._begin_day()
        begin, before, first = time.monotonic(), len(self.books.acknowledged), 0.0
        while len(self.books.acknowledged) < before + wanted:
            if not first and len(self.books.acknowledged) > before:
                first = time.monotonic() - begin
            if time.monotonic() - begin > 2 * LONGEST:
                raise AssertionError(f"nothing is saved any more; refused: {self.books.refused}")
            await asyncio.sleep(0.005)
        return first

    async def all_back(self, since: float) -> None:
        """Wait until everybody who was disconnected after `since` is connected again, and add how long it
        took them to `back`."""
        await asyncio.sleep(0.3)
        hit = [one for one in self.crowd if (one.down_since or 0) >= since]
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                while not all(map(_is_up, hit)):
                    await asyncio.sleep(0.01)
        self.back += [max(0.0, one.up_since - since) if _is_up(one) else LONGEST for one in hit]

    async def _begin_day(self) -> None:
        self.days += 1
        self.books.topics.clear()
        for _ in range(_GATHERINGS):
            code, tokens, _ = await asyncio.to_thread(opened, self.cluster.front, _PEOPLE, KEY)
            self._codes.append(code)
            self.crowd += [Person(self.cluster.front.url, code, t, self.books) for t in tokens]
        await asyncio.gather(*(one.arrive() for one in self.crowd))
        self._busy = [asyncio.create_task(live(one)) for one in self.crowd]

    async def _end_day(self) -> None:
        for one in self.crowd:
            one.rests = True
        try:
            async with asyncio.timeout(2 * LONGEST):
                await asyncio.gather(*self._busy)
        finally:
            await asyncio.gather(*(one.leave() for one in self.crowd))
            self.crowd = []

    def _judge(self) -> Counter[str]:
        titles: Counter[str] = Counter()
        found: Counter[str] = Counter()
        for code in self._codes:
            titles += titles_of(self.cluster.front, code)
            log = self.cluster.log(code)
            found["double-booked"] += double_bookings(log)
            found["holes in the log"] += holes([seq for seq, _, _ in log])
        return found + verdict_of(self.books, titles)


def _is_up(one: Person) -> bool:
    return one.up_since > (one.down_since or 0)


def _played(
    name: str,
    folder: Path,
    during: Callable[[Play], Awaitable[None]],
    least: int,
    *stores: Postgres,
    topics_a_day: int = TOPICS_A_DAY,
    days: int = 1,
    within: float | None = None,
) -> Verdict:
    """Play with a new store; or with `stores`, a server and its replica. Expect at least so many acknowledged
    writes, and days, and that people are connected again within so many seconds (p99)."""
    with ExitStack() as running:
        store, *replicas = stores or (running.enter_context(new_store()),)
        address = store.address(DATABASE)
        for replica in replicas:
            place = f"127.0.0.1:{store.port}"
            address = address.replace(place, f"{place},127.0.0.1:{replica.port}")
        cluster = running.enter_context(running_cluster(folder, store, address))
        play = Play(cluster, topics_a_day)
        found = asyncio.run(play.run(during))
    figures = {name: found[name] for name in ("acknowledged", "sent again", *NEVER)}
    figures["back p99 s"] = round(percentile(play.back, 99), 2)
    figures["disconnected"] = len(play.back)
    figures["days"] = play.days
    most = {} if within is None else {"back p99 s": within}
    return Verdict(name, figures, NEVER, most, {"acknowledged": least, "days": days})


def node_kills(folder: Path, times: int, writes_a_life: int = 60, within: float = 3.0) -> Verdict:
    """Kills one node after the other. Its phones go on at another one before it is started again."""

    async def during(play: Play) -> None:
        for nth in range(times):
            node = play.cluster.nodes[nth % len(play.cluster.nodes)]
            await play.writes(writes_a_life)
            killed = time.monotonic()
            await asyncio.to_thread(node.kill)
            await play.all_back(killed)
            await play.writes(1)
            await asyncio.to_thread(node.start)

    least = times * writes_a_life // 2
    return _played("kill -9 of a node", folder, during, least, within=within)


def store_stops(folder: Path, seconds: float, how: str) -> Verdict:
    """PostgreSQL freezes or is killed for some seconds. Nobody is answered meanwhile, and then all go on."""

    async def during(play: Play) -> None:
        store = play.cluster.store
        await play.writes(50)
        await asyncio.to_thread(store.pause if how == "frozen" else store.kill)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(store.resume if how == "frozen" else store.start)
        play.back.append(await play.writes(50))

    return _played(f"PostgreSQL {how} for {seconds:g} s", folder, during, 50)


def failover(folder: Path) -> Verdict:
    """PostgreSQL dies for good, and its synchronous replica becomes the store. Nodes know both addresses."""
    with new_store() as store:
        replica = store.replica()

        async def during(play: Play) -> None:
            await play.writes(50)
            await asyncio.to_thread(store.kill)
            await asyncio.sleep(1)
            await asyncio.to_thread(replica.promote)
            play.cluster.store = replica
            play.back.append(await play.writes(50))

        try:
            return _played("failover to a replica", folder, during, 50, store, replica)
        finally:
            replica.remove()


def redis_stops(folder: Path, seconds: float) -> Verdict:
    """Redis freezes, is killed, and comes back. Everybody goes on."""

    async def during(play: Play) -> None:
        redis = play.cluster.redis
        await play.writes(50)
        await asyncio.to_thread(redis.pause)
        await asyncio.sleep(seconds)
        await play.writes(20)
        await asyncio.to_thread(redis.kill)
        await asyncio.sleep(seconds)
        await play.writes(20)
        await asyncio.to_thread(redis.start)
        await play.writes(20)

    return _played("Redis frozen, killed, back", folder, during, 60)


def upgrade(folder: Path, times: int, topics_a_day: int = TOPICS_A_DAY, days: int = 1) -> Verdict:
    """Each node is ended as an administrator does, and started again, one after the other."""

    async def during(play: Play) -> None:
        for _ in range(times):
            for node in play.cluster.nodes:
                ended = time.monotonic()
                await asyncio.to_thread(node.ends)
                await play.all_back(ended)
                await asyncio.to_thread(node.start)
                await play.writes(10)

    return _played("rolling upgrade", folder, during, 30, topics_a_day=topics_a_day, days=days)
