"""Makes faults on purpose and says whether the promises held: python -m bench.soak [--full] [NAME…]

Short forms take seconds each and run in bin/test; --full runs the counts of docs/reliability.md. It talks to
this machine only, ends what it started, and stops by itself.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults.acks import lost_answers
from bench.faults.hops import hops
from bench.faults.kills import kills
from bench.faults.power import power_cuts
from bench.faults.races import races
from bench.faults.slow_disk import slow_disk
from bench.faults.story import stories
from bench.faults.verdict import Verdict

Form = Callable[[Path], Verdict]

FAULTS: dict[str, tuple[Form, Form]] = {
    "kills": (lambda at: kills(at, 3, people=6), lambda at: kills(at, 1_000)),
    "hops": (lambda at: hops(at, 2, phones=6, within=5.0), lambda at: hops(at, 100)),
    "power": (lambda at: power_cuts(at, 30), lambda at: power_cuts(at, 1_000)),
    "power-control": (
        lambda at: power_cuts(at, 30, "NORMAL"),
        lambda at: power_cuts(at, 1_000, "NORMAL"),
    ),
    "answers": (lambda at: lost_answers(at, 1_600), lambda at: lost_answers(at, 100_000)),
    "races": (lambda at: races(at, 800), lambda at: races(at, 100_000)),
    "slow-disk": (lambda at: slow_disk(at, 5), lambda at: slow_disk(at, 60)),
    "story": (lambda at: stories(at, 40, 30), lambda at: stories(at, 10_000, 50)),
}
"""Name → short form, full form."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *FAULTS], help="all, if none is named")
    parser.add_argument("--full", action="store_true")
    how = parser.parse_args()
    broken = False
    for name in how.names or FAULTS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="openspace-soak-") as folder:
            verdict = FAULTS[name][how.full](Path(folder))
        print(f"{verdict} · {time.monotonic() - began:.0f} s", flush=True)
        broken = broken or bool(verdict.broken)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    sys.exit(broken)


if __name__ == "__main__":
    main()
