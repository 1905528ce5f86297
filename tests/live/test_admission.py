"""A hall that comes in delays nobody who is in: all that it brings begins a few at a time."""

import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from types import SimpleNamespace

import pytest
from socketio import Manager

from openspace import runtime
from openspace.live.transport.manager import Encoded, FrameManager

_CROWD = """
import sys
from collections import Counter
from openspace import runtime
from openspace.runtime.turns import A_ROUND, OF_FLASK

mode = sys.argv[1]
wait = runtime.turns(mode)
if mode == "eventlet":
    from eventlet import sleep, spawn
else:
    from gevent import sleep, spawn

rounds, begun = 0, []

def tick():
    global rounds
    while len(begun) < 20:
        rounds += 1
        sleep(0)

def phone(n):
    wait(OF_FLASK)
    begun.append((n, rounds))

spawn(tick)
for n in range(20):
    spawn(phone, n)
while len(begun) < 20:
    sleep(0)
assert [n for n, _ in begun] == list(range(20)), begun
assert max(Counter(at for _, at in begun).values()) <= A_ROUND // OF_FLASK, begun
"""


@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_requests_begin_in_their_order_and_few_in_each_round(mode: str) -> None:
    if find_spec(mode) is None:
        pytest.skip(f"{mode} is not installed")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _CROWD, mode], capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_threads_wait_for_no_turn() -> None:
    runtime.turns("threading")(1)


def test_whoever_leaves_has_left_all_rooms() -> None:
    ours, ordinary = FrameManager(), Manager()
    for manager in (ours, ordinary):
        ids = map(str, range(9))
        names = SimpleNamespace(generate_id=lambda ids=ids: next(ids))
        manager.server = SimpleNamespace(eio=names)
        for client in "abc":
            sid = manager.connect(f"client {client}", "/")
            manager.enter_room(sid, "/", "public:K7MQ2X")
        manager.enter_room("1", "/", "host:K7MQ2X")
        manager.pre_disconnect("1", "/")
        manager.disconnect("1", "/")

    assert ours.rooms == ordinary.rooms
    assert ours.pending_disconnect == ordinary.pending_disconnect == {}
    assert ours.get_rooms("1", "/") == []
    assert [sid for sid, _ in ours.get_participants("/", "public:K7MQ2X")] == ["0", "2"]


def test_who_is_told_first_changes_every_time() -> None:
    manager, told = FrameManager(), []
    manager.direct = SimpleNamespace(write=lambda clients, frame: told.append(clients) or [])
    clients = [f"client {n}" for n in range(10)]

    for _ in range(1_000):
        manager.send_event(clients, "bell", Encoded("{}"))

    assert all(sorted(one) == sorted(clients) for one in told)
    first = Counter(one[0] for one in told)
    assert min(first[client] for client in clients) > 90
