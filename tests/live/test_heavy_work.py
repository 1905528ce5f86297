"""Heavy work is limited for all processes of a machine together."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from openspace.runtime.heavy_work import heavy_work, share_limits, share_no_limits

HOLDS = """
import sys, time
from pathlib import Path
from openspace.runtime.heavy_work import heavy_work, share_limits
share_limits(Path(sys.argv[1]))
with heavy_work("render"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    share_limits(tmp_path)
    yield tmp_path
    share_no_limits()


def test_as_many_work_at_once_as_are_allowed(folder: Path) -> None:
    at_once, most = [0], [0]
    lock = threading.Lock()

    def work() -> None:
        with heavy_work("decode", 2):
            with lock:
                at_once[0] += 1
                most[0] = max(most[0], at_once[0])
            time.sleep(0.01)
            with lock:
                at_once[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [2]


def test_work_of_a_process_that_was_killed_holds_up_nobody(folder: Path) -> None:
    order: list[str] = []
    waiting = threading.Thread(target=lambda: _takes(order))
    program = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        waiting.start()
        with heavy_work("another"):
            order.append("another name is free")

        order.append("killed")
        holder.kill()
    waiting.join()

    assert order == ["another name is free", "killed", "taken"]


def _takes(order: list[str]) -> None:
    with heavy_work("render"):
        order.append("taken")


def test_process_without_others_does_not_wait(tmp_path: Path) -> None:
    with heavy_work("render"), heavy_work("render"):
        assert list(tmp_path.iterdir()) == []
