"""Heavy work is limited for all processes of a machine together."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from openspace.runtime import slots
from openspace.runtime.slots import share_slots, slot

HOLDS = """
import sys, time
from pathlib import Path
from openspace.runtime.slots import share_slots, slot
share_slots(Path(sys.argv[1]))
with slot("render"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    share_slots(tmp_path)
    yield tmp_path
    slots.forget_slots()


def test_as_many_hold_a_slot_at_once_as_there_are(folder: Path) -> None:
    at_once, most = [0], [0]
    lock = threading.Lock()

    def work() -> None:
        with slot("decode", 2):
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


def test_slot_of_a_process_that_was_killed_is_free(folder: Path) -> None:
    order: list[str] = []
    waiting = threading.Thread(target=lambda: _takes(order))
    program = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        waiting.start()
        with slot("another"):
            order.append("another name is free")

        order.append("killed")
        holder.kill()
    waiting.join()

    assert order == ["another name is free", "killed", "taken"]


def _takes(order: list[str]) -> None:
    with slot("render"):
        order.append("taken")


def test_process_without_others_does_not_wait(tmp_path: Path) -> None:
    with slot("render"), slot("render"):
        assert list(tmp_path.iterdir()) == []
