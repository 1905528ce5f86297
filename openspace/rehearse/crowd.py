"""All clients of a rehearsal. They arrive together and act at the same time, each one action at a time."""

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
"""Seconds that the last screen may take to catch up after the last command."""


class Crowd:
    """People by number, and one wall. `pace`: seconds between two actions of a person."""

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
        """Context manager in which all of them have joined and are connected."""
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
        """Call `do` for each item of `items`, (number of a person, argument). The items of one person run in
        sequence."""
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
        """Wait until every replica has reached `seq`, for QUIET_WITHIN seconds at most."""
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
    """Run all tasks at once. The first error cancels the others and is raised."""
    waiting = [asyncio.ensure_future(task) for task in tasks]
    try:
        await asyncio.gather(*waiting)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
