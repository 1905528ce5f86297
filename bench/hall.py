"""2,000 phones that scan at once: seconds until all are live, and the processor time of the server for each.

bin/bench hall [--against CHECKOUT]    both versions and the C limit, in turns
bin/bench hall --steps                 the processor time of each step of a phone, one after the other
"""

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from burst import burst_of_phones, step_by_step
from scenarios import entered, quantiles
from servers import Absent

HERE = Path(__file__).parent.parent
_FIGURES = {
    "all_live": "all live, ms",
    "half_live": "half live, ms",
    "server_each": "server, ms of the processor for a phone",
    "crowd_each": "crowd, the same",
    "claim_median": "a claim meanwhile, median ms",
    "claim_p99": "p99 ms",
    "refused": "refused",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=2_000)
    parser.add_argument("--pairs", type=int, default=5, help="runs of each")
    parser.add_argument("--mode", default="eventlet")
    parser.add_argument("--against", type=Path, help="an older checkout, measured in turns")
    parser.add_argument("--steps", action="store_true", help="one step after the other")
    parser.add_argument("--no-limit", action="store_true", help="without the C server")
    given = parser.parse_args()
    kinds: dict[str, Path | None] = {} if given.no_limit else {"C, the limit": None}
    kinds |= {"before": given.against.resolve()} if given.against else {}
    kinds["now"] = HERE
    runs: dict[str, list[dict[str, float]]] = {}
    for _ in range(given.pairs):
        for kind, checkout in kinds.items():
            try:
                run = _run(checkout, given.mode, given.phones, given.steps)
            except Absent as reason:
                print(f"without {kind}: {reason}")
                continue
            runs.setdefault(kind, []).append(run)
            print(kind, {name: round(value, 3) for name, value in run.items()}, flush=True)
    _print_table(runs, given.steps)


def _print_table(runs: dict[str, list[dict[str, float]]], steps: bool) -> None:
    names = list(dict.fromkeys(name for found in runs.values() for run in found for name in run))
    shown = {name: name for name in names} if steps else _FIGURES
    print(f"\n| medians | {' | '.join(runs)} |\n|---|{'---|' * len(runs)}")
    for name, words in shown.items():
        cells = []
        for found in runs.values():
            values = [run[name] for run in found if name in run]
            cells.append(f"{statistics.median(values):.4g}" if values else "")
        print(f"| {words} | {' | '.join(cells)} |")


def _run(checkout: Path | None, mode: str, phones: int, steps: bool) -> dict[str, float]:
    kind, environ = ("limit", {}) if checkout is None else (mode, {"PYTHONPATH": str(checkout)})
    with entered(kind, **environ) as (server, code, crowd, conveners):
        if steps:
            return step_by_step(server, code, crowd, phones)
        return burst_of_phones(server, code, crowd, conveners, phones, quantiles)


if __name__ == "__main__":
    main()
