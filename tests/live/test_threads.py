"""Commits have threads of their own: nothing that is slow can occupy them."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

_COMMIT_BESIDE_SLOW_WORK = """
import sys, threading
from openspace import runtime

mode = sys.argv[1]
slow = runtime.thread_runner(mode, most=runtime.SLOW_AT_ONCE)
commit = runtime.thread_runner(mode)
if mode == "eventlet":
    from eventlet import sleep, spawn
else:
    from gevent import sleep, spawn

committed = threading.Event()
done = []

def picture(nth):
    slow(lambda: committed.wait(30))
    done.append(nth)

for nth in range(60):
    spawn(picture, nth)
sleep(0.1)
assert not done
assert commit(lambda: "kept") == "kept"
committed.set()
while len(done) < 60:
    sleep(0.01)
assert sorted(done) == list(range(60))

def fails():
    raise ValueError("no picture")

for _ in range(20):
    try:
        slow(fails)
    except ValueError:
        pass
assert slow(lambda: "a slot is given back") == "a slot is given back"
"""


@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_a_commit_waits_for_no_slow_work(mode: str) -> None:
    if find_spec(mode) is None:
        pytest.skip(f"{mode} is not installed")
    command = [sys.executable, "-W", "ignore", "-c", _COMMIT_BESIDE_SLOW_WORK, mode]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
