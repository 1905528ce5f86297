"""People on several nodes, which cannot tell each other anything, want the same cells at once.

The log decides: one wins each cell, and every loser is told who.
"""

import asyncio
import random
from collections import Counter
from pathlib import Path

from bench.faults.cluster import DATABASE, Cluster, new_store, running_cluster
from bench.faults.days import GRID, double_bookings, opened
from bench.faults.people import Books, Person
from bench.faults.verdict import Verdict
from tests.support.server import KEY

_AT_ONCE = 10
"""Claims that one person has on their way."""

_NEVER = (
    *("cells with two winners", "cells with no winner", "losers not told"),
    *("double-booked", "holes in the log"),
)


def node_races(folder: Path, cells: int) -> Verdict:
    """About `cells` cells, each wanted by somebody on each of three nodes without Redis."""
    with (
        new_store() as store,
        running_cluster(folder, store, store.address(DATABASE), has_redis=False) as cluster,
    ):
        found = asyncio.run(_race(cluster, max(1, cells // len(GRID))))
    return Verdict("races on three nodes", dict(found), zero=_NEVER)


async def _race(cluster: Cluster, rounds: int) -> Counter[str]:
    code, tokens, _ = opened(cluster.front, len(cluster.nodes), KEY)
    racers = [
        Person(node.url, code, token, Books())
        for node, token in zip(cluster.nodes, tokens, strict=True)
    ]
    await asyncio.gather(*(one.arrive() for one in racers))
    topics = await asyncio.gather(*(_proposes(one, len(GRID)) for one in racers))
    found = Counter(dict.fromkeys(("cells", "claims", *_NEVER), 0))
    for _ in range(rounds):
        told = await asyncio.gather(
            *(_claims(one, found, own) for one, own in zip(racers, topics, strict=True))
        )
        winners = Counter(cell for won in told for cell in won)
        found["cells"] += len(GRID)
        found["cells with two winners"] += sum(count > 1 for count in winners.values())
        found["cells with no winner"] += len(GRID) - len(winners)
        await asyncio.gather(
            *(
                one.ask("release_session", session=session)
                for one, won in zip(racers, told, strict=True)
                for session in won.values()
            )
        )
    await asyncio.gather(*(one.leave() for one in racers))
    log = cluster.log(code)
    found["double-booked"] = double_bookings(log)
    found["holes in the log"] = len(log) - log[-1][0]
    return found


async def _proposes(one: Person, many: int) -> list[str]:
    return [str(await one.proposes()) for _ in range(many)]


async def _claims(
    one: Person, found: Counter[str], topics: list[str]
) -> dict[tuple[str, str], str]:
    """Claim every cell, in an order of their own. Return the sessions of the cells that they got."""
    slots = asyncio.Semaphore(_AT_ONCE)
    won: dict[tuple[str, str], str] = {}

    async def claim(topic: str, cell: tuple[str, str]) -> None:
        async with slots:
            answer = await one.ask("claim_cell", topic=topic, room=cell[0], slot=cell[1])
        found["claims"] += 1
        if answer["ok"]:
            won[cell] = answer["result"]["session"]
        else:
            error = answer["error"]
            found["losers not told"] += (
                error["code"] != "cell_taken" or not error["held_by"]["topic"]
            )

    order = random.sample(GRID, len(GRID))
    await asyncio.gather(*(claim(t, c) for t, c in zip(topics, order, strict=True)))
    return won
