"""Makes faults on purpose and says whether the promises held: python -m bench.soak [--full] [NAME…]

Short forms take seconds each and run in bin/test; --full runs the counts of docs/reliability.md. In parts
that add up: kills --times 100 --into FILE, ten times. It talks to this machine only, ends what it started.
"""

import argparse
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.faults.acks import lost_answers
from bench.faults.hops import hops
from bench.faults.kills import kills
from bench.faults.node_races import node_races
from bench.faults.nodes import failover, node_kills, redis_stops, store_stops, upgrade
from bench.faults.power import power_cuts
from bench.faults.races import races
from bench.faults.slow_disk import slow_disk
from bench.faults.story import stories
from bench.faults.verdict import Verdict
from bench.faults.worker_kills import worker_kills
from bench.floods import cases as floods
from bench.floods import connections


@dataclass(frozen=True)
class Fault:
    """`full` is told how many times; `times` is how many make the full form."""

    short: Callable[[Path], Verdict]
    full: Callable[[Path, int], Verdict]
    times: int


SHORT = 2.5
"""Seconds of the short form of a flood. In bin/test nothing else runs meanwhile."""

FAULTS = {
    "kills": Fault(lambda at: kills(at, 3, people=6, within=60.0), kills, 1_000),
    "worker-kills": Fault(lambda at: worker_kills(at, 4, people=6, within=60.0), worker_kills, 200),
    "hops": Fault(lambda at: hops(at, 2, phones=6, within=15.0), hops, 100),
    "power": Fault(lambda at: power_cuts(at, 30), power_cuts, 1_000),
    "power-control": Fault(
        lambda at: power_cuts(at, 30, "NORMAL"),
        lambda at, times: power_cuts(at, times, "NORMAL"),
        1_000,
    ),
    "answers": Fault(lambda at: lost_answers(at, 1_600), lost_answers, 100_000),
    "races": Fault(lambda at: races(at, 800), races, 100_000),
    "slow-disk": Fault(lambda at: slow_disk(at, 6, sync_takes=3.0), slow_disk, 60),
    "story": Fault(
        lambda at: stories(at, 40, 30), lambda at, times: stories(at, times, 50), 10_000
    ),
    # Several nodes with PostgreSQL, Redis and nginx. Of what stops, `times` are seconds.
    "node-kills": Fault(lambda at: node_kills(at, 2, 20, within=60.0), node_kills, 200),
    "node-races": Fault(lambda at: node_races(at, 100), node_races, 25_000),
    "store-frozen": Fault(
        lambda at: store_stops(at, 2, "frozen"), lambda at, s: store_stops(at, s, "frozen"), 10
    ),
    "store-killed": Fault(
        lambda at: store_stops(at, 1, "killed"), lambda at, s: store_stops(at, s, "killed"), 10
    ),
    "store-failover": Fault(failover, lambda at, _: failover(at), 1),
    "redis-stops": Fault(lambda at: redis_stops(at, 1), redis_stops, 10),
    "upgrade": Fault(lambda at: upgrade(at, 1, topics_a_day=3, days=2), upgrade, 10),
    # Of floods, `times` are seconds. The short forms do not look at how long a command takes.
    "flood-uploads": Fault(lambda at: floods.uploads(at, SHORT, False), floods.uploads, 60),
    "flood-commands": Fault(lambda at: floods.commands(at, SHORT, False, 400), floods.commands, 60),
    "flood-joins": Fault(lambda at: floods.joins(at, SHORT, False), floods.joins, 60),
    "flood-note": Fault(lambda at: floods.long_note(at, SHORT, False), floods.long_note, 60),
    "flood-silent": Fault(
        lambda at: connections.silent(at, SHORT, 1_000, 300, False), connections.silent, 60
    ),
    "flood-half": Fault(lambda at: connections.half(at, SHORT, 600, False), connections.half, 60),
    "flood-readers": Fault(
        lambda at: connections.readers(at, SHORT, 30, 200, False), connections.readers, 60
    ),
    "flood-fragments": Fault(
        lambda at: connections.fragments(at, SHORT, 5, False), connections.fragments, 60
    ),
    "flood-bodies": Fault(
        lambda at: connections.bodies(at, SHORT, 2, False), connections.bodies, 60
    ),
    "flood-hosts": Fault(lambda at: connections.hosts(at, SHORT, 5, False), connections.hosts, 60),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *FAULTS], help="all, if none is named")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--times", type=int, help="a part of the full form only")
    parser.add_argument("--into", type=Path, help="file that parts are added up in")
    how = parser.parse_args()
    broken = False
    for name in how.names or FAULTS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="openspace-soak-") as folder:
            fault = FAULTS[name]
            full = how.full or how.times
            verdict = (
                fault.full(Path(folder), how.times or fault.times)
                if full
                else fault.short(Path(folder))
            )
        print(f"{verdict} · {time.monotonic() - began:.0f} s", flush=True)
        broken = broken or bool(verdict.broken)
        if how.into:
            parts, together = _added(how.into, name, verdict)
            print(f"{parts} parts together: {together}", flush=True)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    sys.exit(broken)


def _added(file: Path, name: str, verdict: Verdict) -> tuple[int, Verdict]:
    """How many parts of the fault `name` the file now has, and what they come to together."""
    with file.open("a") as parts:
        parts.write(json.dumps({"fault": name, **asdict(verdict)}) + "\n")
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    found = [
        Verdict(**{key: row[key] for key in row if key != "fault"})
        for row in rows
        if row["fault"] == name
    ]
    return len(found), functools.reduce(Verdict.plus, found)


if __name__ == "__main__":
    main()
