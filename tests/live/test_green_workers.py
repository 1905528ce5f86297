"""Green threads that are used again run all that they are given, whatever became of the work before."""

import subprocess
import sys

_WORK = """
import logging
from weakref import ref
from openspace.languages.text import speak, spoken
from openspace.runtime.green_workers import ConnectionPool, GreenWorkers
from eventlet import sleep
from eventlet.event import Event
from greenlet import getcurrent

logging.disable()
workers, held, done, threads = GreenWorkers(), Event(), [], set()

def work(n):
    threads.add(getcurrent())
    if n == 1:
        held.wait()
    if n == 2:
        raise ValueError
    if n == 3:
        workers.spawn(work, 103)
    done.append(n)

for n in range(100):
    workers.spawn(work, n)
assert done == []
sleep(0)
# One waits, one failed, and one was asked for by another.
assert done == [0, *range(3, 100), 103], done
assert len(threads) == 2, threads
held.send()
sleep(0)
sleep(0)
assert done[-1] == 1, done

for n in range(200, 300):
    workers.spawn(work, n)
    sleep(0)
assert done[-100:] == list(range(200, 300)), done
assert len(threads) == 2, threads

def speaks():
    said.append(spoken().code)
    speak("fr")

said = []
workers.spawn(speaks)
workers.spawn(speaks)
sleep(0)
workers.spawn(speaks)
sleep(0)
assert said == ["en", "en", "en"], said

class Kept:
    def look(self):
        pass

kept = Kept()
known = ref(kept)
workers.spawn(kept.look)
del kept
sleep(0)
assert known() is None

ended = []
started = ConnectionPool().spawn(lambda connection: 1 / 0, "a connection")
started.link(lambda gone, connection: ended.append(connection), "a connection")
sleep(0)
assert ended == ["a connection"], ended
"""


def test_workers_run_everything_and_keep_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WORK], capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
