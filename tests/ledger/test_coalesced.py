"""Nothing waits for PostgreSQL on the event loop. All who ask there at the same time are answered by one
statement, and none by an older one."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from openspace.ledger.port import Ledger, Unreadable
from openspace.ledger.postgres.coalesced import Coalesced
from openspace.runtime.event_loop import EventLoop

_MANY_ASK = """
import sys, threading
from openspace.ledger.port import Ledger, Unreadable
from openspace.ledger.postgres.coalesced import Coalesced
from openspace.runtime.event_loop import EventLoop

mode = sys.argv[1]
if mode == "eventlet":
    from eventlet import sleep, spawn
else:
    from gevent import sleep, spawn

loop, newest, asked, may_answer = EventLoop(mode, most=5), 1, [], threading.Event()

def ask(keys):
    assert not loop.is_here()
    found = {key: newest for key in keys if key != "unknown"}
    asked.append(sorted(keys))
    if "fails" in keys:
        raise Unreadable
    may_answer.wait(30)
    return found

heads, answers = Coalesced(loop, ask), []

def get(key):
    try:
        answers.append((key, heads.get(key)))
    except Unreadable:
        answers.append((key, "unreadable"))

spawn(get, "first")
while not asked:
    sleep(0)
newest = 2  # a statement that runs already does not see it
for key in ("a", "b", "a", "unknown"):
    spawn(get, key)
sleep(0.05)
may_answer.set()
while len(answers) < 5:
    sleep(0.01)
assert asked == [["first"], ["a", "b", "unknown"]], asked
assert sorted(answers, key=str) == sorted(
    [("first", 1), ("a", 2), ("a", 2), ("b", 2), ("unknown", None)], key=str
), answers

del answers[:]
for key in ("fails", "after it"):
    spawn(get, key)
while len(answers) < 2:
    sleep(0.01)
assert set(answers) == {("fails", "unreadable"), ("after it", 2)}, answers
assert heads.get("again") == 2
"""


_READ_FROM_MEMORY = {"secret", "evict", "heard", "forget_grants", "keep_cached_while"}
_MADE_OF_OTHERS = {
    *("stream", "load", "community", "since", "news", "at", "generation", "host_key_hash"),
}
_IN_THREADS = {"turn", "close"}


def test_every_method_of_the_ports_leaves_the_event_loop() -> None:
    pytest.importorskip("psycopg")
    from openspace.ledger.postgres.store import OFF_LOOP

    methods = {name for name in dir(Ledger) if name[0] != "_" and callable(getattr(Ledger, name))}

    waits = methods - _READ_FROM_MEMORY - _MADE_OF_OTHERS - _IN_THREADS
    assert waits == {name for name in OFF_LOOP if name[0] != "_"}


@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_many_who_ask_are_answered_by_one_statement(mode: str) -> None:
    if find_spec(mode) is None:
        pytest.skip(f"{mode} is not installed")
    command = [sys.executable, "-W", "ignore", "-c", _MANY_ASK, mode]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")


def test_thread_asks_by_itself() -> None:
    asked = []

    def ask(keys: object) -> dict[str, int]:
        asked.append(keys)
        return {"a": 1}

    one = Coalesced(EventLoop("threading"), ask)

    assert (one.get("a"), one.get("b")) == (1, None)
    assert asked == [["a"], ["b"]]


def test_thread_hears_of_an_error() -> None:
    def ask(keys: object) -> dict[str, int]:
        raise Unreadable

    with pytest.raises(Unreadable):
        Coalesced(EventLoop("threading"), ask).get("a")
