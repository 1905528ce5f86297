"""Everybody of a rehearsal: they arrive together, and act at once, each one thing at a time."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from time import perf_counter
from typing import Any

from openspace.client.api import Api
from openspace.client.attendee import Attendee, Refusal
from openspace.client.replica import Replica
from openspace.client.tally import Tally
from openspace.rehearse.progress import Progress

ARRIVING_AT_ONCE = 25
QUIET_WITHIN = 20.0
"""Seconds that the last screen may need to catch up once nobody asks anything any more."""


class Crowd:
    """People by number, and one wall that looks on. `pace`: seconds between two actions of a person."""

    def __init__(
        self,
        server: Api,
        code: str,
        names: Sequence[str],
        pace: float,
        tally: Tally,
        progress: Progress,
    ) -> None:
        self._wall = Attendee(server, code, tally)
        self._people = [Attendee(server, code, tally, name) for name in names]
        self._pace, self._progress = pace, progress

    def __getitem__(self, number: int) -> Attendee:
        return self._people[number]

    def __len__(self) -> int:
        return len(self._people)

    @contextlib.asynccontextmanager
    async def here(self) -> AsyncIterator[None]:
        """All of them joined and connected."""
        door = asyncio.Semaphore(ARRIVING_AT_ONCE)
        self._progress.begin("Arriving", len(self) + 1)

        async def arrive(person: Attendee, as_wall: bool = False) -> None:
            async with door:
                await person.arrive(as_wall=as_wall)
            self._progress.step()

        try:
            await together([arrive(self._wall, True), *(arrive(p) for p in self._people)])
            yield
        finally:
            leaving = [person.leave() for person in [self._wall, *self._people]]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(10):
                    await asyncio.gather(*leaving, return_exceptions=True)

    async def each_in_turn(
        self, act: str, items: Iterable[tuple[int, Any]], do: Callable[[Any], Awaitable[None]]
    ) -> None:
        """`do` each of `items` (number of a person, what to do): a person's own one after another."""
        by_person: dict[int, list[Any]] = {}
        for person, item in items:
            by_person.setdefault(person, []).append(item)
        if not by_person:
            return
        self._progress.begin(act, sum(map(len, by_person.values())))

        async def take_turns(mine: list[Any]) -> None:
            for item in mine:
                if self._pace:
                    await asyncio.sleep(self._pace * random.uniform(0.3, 1.7))
                with contextlib.suppress(Refusal):
                    await do(item)
                self._progress.step()

        await together(take_turns(mine) for mine in by_person.values())

    async def until_all_have(self, seq: int) -> None:
        """Waits until every screen shows the gathering as of `seq`, for so long at most."""
        replicas = list(self.replicas().values())
        self._progress.begin("Every screen the same", len(replicas))
        shown = 0
        until = perf_counter() + QUIET_WITHIN
        while shown < len(replicas) and perf_counter() < until:
            ready = sum(replica.seq >= seq for replica in replicas)
            for _ in range(ready - shown):
                self._progress.step()
            shown = ready
            await asyncio.sleep(0.05)

    def replicas(self) -> dict[str, Replica]:
        people = {f"person {n}": who.replica for n, who in enumerate(self._people, 1)}
        return {**people, "the wall": self._wall.replica}


async def together(tasks: Iterable[Awaitable[None]]) -> None:
    """All at once; the first trouble ends the others, and is raised as itself."""
    waiting = [asyncio.ensure_future(task) for task in tasks]
    try:
        await asyncio.gather(*waiting)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
