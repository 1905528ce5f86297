"""The rows of commands and broadcasts alone: `bin/bench fanout [--mode eventlet] [--runs 5] [--only NAME…]`.

Each is measured `--runs` times; the C limit in turns with ours. It prints medians, and writes nothing.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import scenarios
from listeners import many_screens
from rows import median
from scenarios import Figures
from servers import Absent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", default="eventlet", choices=("eventlet", "gevent", "threading"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=tuple(ROWS), default=tuple(ROWS))
    given = parser.parse_args()
    for name in given.only:
        try:
            print(f"{name}: {ROWS[name](given.mode, given.runs)}", flush=True)
        except Absent as reason:
            print(f"{name}: left out, {reason}", flush=True)


def commands(mode: str, runs: int, gatherings: int = 1, workers: int = 1) -> str:
    found = [scenarios.commands(mode, 500, 5, gatherings, workers) for _ in range(runs)]
    shares = [median(found, name) for name in ("server_cpu", "crowd_cpu")]
    return (
        f"{median(found, 'per_second'):,.0f}/s, answer {_pair(found)} ms, "
        f"server {shares[0]:.0f} %, crowd {shares[1]:.0f} % of a core"
    )


def screens(size: int, workers: int = 1) -> Callable[[str, int], str]:
    def measure(mode: str, runs: int) -> str:
        ours: list[Figures] = []
        limit: list[Figures] = []
        for _ in range(runs):
            ours += scenarios.fan_out(mode, size, 10, 2.5, 1, workers)
            limit += scenarios.fan_out("limit", size, 10, 2.5, 1)
        ratios = [median(ours, name) / median(limit, name) for name in ("median", "p99")]
        return (
            f"{_pair(ours)} ms, the limit {_pair(limit)} ms: {ratios[0]:.2f} × and "
            f"{ratios[1]:.2f} ×; server {median(ours, 'server_cpu'):.0f} % of a core, "
            f"lost {sum(run['lost'] + run['missed'] for run in ours):.0f}"
        )

    return measure


def memory(mode: str, runs: int) -> str:
    few, many = (
        median(
            [run for _ in range(runs) for run in scenarios.fan_out(mode, size, 10, 0.5, 1)],
            "memory",
        )
        for size in (500, 5_000)
    )
    return f"{(many - few) / 4_500 / 1_000:.0f} kB each"


def twenty_thousand(mode: str, runs: int) -> str:
    found = [many_screens(mode, 20_000, 4, 2, 10) for _ in range(max(1, runs // 2))]
    return (
        f"{_pair(found)} ms, {median(found, 'memory') / 1e9:.1f} GB, "
        f"missed {sum(run['missed'] for run in found):.0f}"
    )


def _pair(runs: list[Figures]) -> str:
    return f"{median(runs, 'median'):.1f} / {median(runs, 'p99'):.1f}"


ROWS: dict[str, Callable[[str, int], str]] = {
    "commands": commands,
    "commands-2-workers": lambda mode, runs: commands(mode, runs, gatherings=2, workers=2),
    "200": screens(200),
    "2000": screens(2_000),
    "2000-2-workers": screens(2_000, workers=2),
    "5000": screens(5_000),
    "memory": memory,
    "20000-4-workers": twenty_thousand,
}
"""Name → what is measured."""


if __name__ == "__main__":
    main()
