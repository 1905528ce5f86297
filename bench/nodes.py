"""Three nodes with PostgreSQL and Redis beside one process with SQLite, in turns: bin/bench nodes [--runs 5]

2,000 screens of one gathering, spread over the nodes, are told of ten claims a second, all made on one node.
Then 500 people send commands as fast as they are answered, in a gathering on each node, as nginx does it.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

sys.path.insert(0, str(Path(__file__).parent))

from crowd import Crowd
from day import Venue
from rows import median
from scenarios import Figures, measured, rate_of_commands
from servers import WORK, OpenSpace, in_postgresql

from tests.support.process import free_port
from tests.support.redis import Redis

SCREENS, SENDERS, RATE, SECONDS = 2_000, 500, 10, 2.5


class Nodes:
    """Servers that are measured as one; they end with `running`."""

    def __init__(self, running: ExitStack, mode: str, many: int) -> None:
        shared: dict[str, str] = {}
        if many > 1:
            redis = Redis()
            redis.start()
            running.callback(redis.remove)
            shared = in_postgresql(Path(mkdtemp(dir=WORK))) | {"OPENSPACE_REDIS": redis.address}
        self.all: list[OpenSpace] = []
        for _ in range(many):
            self.all.append(OpenSpace(mode, port=free_port(), **shared))
            running.callback(self.all[-1].ends)

    @property
    def cpu(self) -> float:
        return sum(node.cpu for node in self.all)


def screens(nodes: Nodes) -> Figures:
    crowd, venue = Crowd(nodes.all[0].port), Venue(nodes.all[0])
    conveners = venue.conveners(crowd, 20)
    each = SCREENS // len(nodes.all)
    for node in nodes.all:
        crowd.port = node.port
        crowd.comes([venue.wall()] * each, seconds=120)
    crowd.runs(1.5)
    try:
        return measured(nodes, crowd, conveners.move, RATE, SECONDS, each * len(nodes.all))
    finally:
        crowd.goes()


def commands(nodes: Nodes) -> Figures:
    return rate_of_commands(nodes.all, lambda: nodes.cpu, SENDERS, 5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", default="eventlet", choices=("eventlet", "gevent", "threading"))
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    told, answered = (_in_turns(given.mode, given.runs, what) for what in (screens, commands))
    one, three = (
        [median(told[many], name) for name in ("median", "p99", "server_cpu")] for many in (1, 3)
    )
    lost = sum(run["lost"] + run["missed"] for runs in told.values() for run in runs)
    ratios = [mine / alone for mine, alone in zip(three[:2], one[:2], strict=True)]
    print(f"one process, SQLite: {one[0]:.1f} / {one[1]:.1f} ms, {one[2]:.0f} % of a core")
    print(
        f"three nodes, PostgreSQL: {three[0]:.1f} / {three[1]:.1f} ms, {three[2]:.0f} % of a core"
    )
    print(f"{ratios[0]:.2f} x and {ratios[1]:.2f} x; goal: 1.3 x; lost or missed: {lost:.0f}")
    rates = [median(answered[many], "per_second") for many in (1, 3)]
    print(f"commands a second: one {rates[0]:,.0f}, three {rates[1]:,.0f}; goal: 3,000")
    return int(max(ratios) > 1.3 or rates[1] < 3_000 or lost > 0)


def _in_turns(mode: str, runs: int, what: Callable[[Nodes], Figures]) -> dict[int, list[Figures]]:
    """How many nodes → the figures of each run."""
    found: dict[int, list[Figures]] = {1: [], 3: []}
    for _ in range(runs):
        for many, figures in found.items():
            with ExitStack() as running:
                figures.append(what(Nodes(running, mode, many)))
                print(f"{what.__name__}, {many}: {figures[-1]}", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
