"""The processor time of each test. Wall-clock times say little on a machine that does other things.

`OPENSPACE_TEST_COSTS=FOLDER bin/test` notes it, `python -m tests.support.costs FOLDER` shows it by file and
by test, and `--keep` keeps it in costs.json. Files that cost most begin first, so that no process ends long
after the others. The time of a test includes the processes that it started, and a browser or server that
an earlier test started. Needs /proc.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = os.environ.get("OPENSPACE_TEST_COSTS")
KEPT = Path(__file__).with_name("costs.json")
_LEAST = 2.0
"""Seconds. Cheaper files are not kept: their order makes no difference."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    cost = json.loads(KEPT.read_text("utf-8"))
    items.sort(key=lambda item: -cost.get(file_of(item.nodeid), 0))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not FOLDER:
        return (yield)
    used, began = used_by(os.getpid()), time.monotonic()
    try:
        return (yield)
    finally:
        # A process that nobody waited for takes its time with it.
        used = max(0.0, used_by(os.getpid()) - used)
        row = [item.nodeid, used, time.monotonic() - began]
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        with (Path(FOLDER) / f"{os.getpid()}.jsonl").open("a") as rows:
            rows.write(json.dumps(row) + "\n")


def used_by(pid: int) -> float:
    """Seconds of processor time of a process and its descendants, those that have ended included."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return 0.0
    children = {child for task in tasks for child in _children(task)}
    return sum(map(int, fields[11:15])) / _TICKS + sum(used_by(int(child)) for child in children)


def _children(task: Path) -> list[str]:
    """What a thread started. If it has ended meanwhile, another thread of its process has them."""
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def file_of(test: str) -> str:
    return test.partition("::")[0]


def main() -> None:
    by_test: Counter[str] = Counter()
    by_file: Counter[str] = Counter()
    for file in Path(sys.argv[1]).glob("*.jsonl"):
        for test, used, _ in map(json.loads, file.read_text("utf-8").splitlines()):
            by_test[test] += used
            by_file[file_of(test)] += used
    print(f"{by_file.total():.0f} s of processor time, {len(by_test)} tests")
    for table in (by_file, by_test):
        print("", *(f"{used:8.2f} {name}" for name, used in table.most_common(60)), sep="\n")
    if "--keep" in sys.argv:
        kept = {name: round(used) for name, used in by_file.most_common() if used >= _LEAST}
        KEPT.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
