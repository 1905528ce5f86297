"""Redis that is away, frozen or watched: what it must not break. `test_buses.py` has the rest."""

import socket
import threading
from collections.abc import Callable, Iterator
from select import select
from typing import Any

import pytest

from openspace.bus.port import LOST, Bus
from openspace.bus.redis import RedisBus
from openspace.bus.sealed import channel_of, sealed
from tests.support.redis import Redis
from tests.support.waiting import waits

pytestmark = pytest.mark.live

SECRET = b"the secret of the store"
MESSAGE = {"code": "K7MQ2X", "seq": 7}


class Member:
    """A process with its bus, running. Messages are sealed, as in the server."""

    def __init__(self, raw: RedisBus, secret: bytes) -> None:
        self.raw = raw
        self.bus: Bus = sealed(raw, secret)
        self.heard: list[tuple[str, str, Any]] = []
        for kind in ("changed", "ended", LOST):
            self.bus.on(kind, self._listener(kind))
        threading.Thread(target=raw.run, daemon=True).start()

    def _listener(self, kind: str) -> Callable[[str, Any], None]:
        return lambda sender, message: self.heard.append((kind, sender, message))

    def all(self, kind: str) -> list[Any]:
        return [message for heard, _, message in self.heard if heard == kind]


Joins = Callable[..., Member]


@pytest.fixture
def joins(redis: Redis) -> Iterator[Joins]:
    members: list[Member] = []

    def new(secret: bytes = SECRET) -> Member:
        bus = RedisBus(redis.address, channel_of(secret), readable, silent_seconds=0.3)
        members.append(Member(bus, secret))
        waits(lambda: members[-1].all(LOST))  # it listens from now on
        members[-1].heard.clear()
        return members[-1]

    yield new
    if not redis.lives:
        redis.start()
    for member in members:
        member.raw.close()


def readable(sock: socket.socket) -> None:
    select([sock], [], [])


def test_messages_of_many_threads_all_arrive(joins: Joins) -> None:
    one, two = joins(), joins()

    def sends(first: int) -> None:
        for n in range(first, first + 20):
            one.bus.send("changed", {"seq": n})

    threads = [threading.Thread(target=sends, args=(first,)) for first in range(0, 100, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    waits(lambda: len(two.all("changed")) == 100)
    assert sorted(message["seq"] for message in two.all("changed")) == list(range(100))


def test_while_redis_is_away_nothing_waits_and_then_everything_is_looked_at(
    joins: Joins, redis: Redis
) -> None:
    one, two = joins(), joins()
    redis.kill()

    for n in range(5_000):
        one.bus.send("changed", {"seq": n})
    waits(lambda: one.raw.trouble and two.raw.trouble)

    redis.start()
    waits(lambda: two.all(LOST))
    waits(lambda: sends_until_heard(one, two))


def test_a_frozen_redis_delays_nobody(joins: Joins, redis: Redis) -> None:
    one, two = joins(), joins()
    redis.pause()
    try:
        for n in range(5_000):
            one.bus.send("changed", {"seq": n})
        waits(lambda: one.raw.trouble)
    finally:
        redis.resume()

    waits(lambda: two.all(LOST))
    waits(lambda: sends_until_heard(one, two))


def sends_until_heard(one: Member, two: Member) -> bool:
    one.bus.send("ended", {"code": "K7MQ2X"})
    return bool(two.all("ended"))


def test_redis_reads_and_forges_no_message(joins: Joins, redis: Redis) -> None:
    """Who can use the same Redis learns neither codes nor what is done, and cannot end a gathering."""
    import redis as library

    one, two = joins(), joins()
    stranger = library.Redis.from_url(redis.address)
    listening = stranger.pubsub()
    listening.psubscribe("*")
    listening.get_message(timeout=30)
    one.bus.send("ended", MESSAGE)
    waits(lambda: two.all("ended"))

    heard = listening.get_message(timeout=30)
    assert heard
    assert b"K7MQ2X" not in heard["data"] + heard["channel"]
    assert b"ended" not in heard["data"]
    channel = heard["channel"]
    for forged in (b"", b"[]", b'["x",[["ended",{"code":"K7MQ2X"}]]]', b'["x",[["sealed",{}]]]'):
        stranger.publish(channel, forged)
    one.bus.send("changed", MESSAGE)
    waits(lambda: two.all("changed"))
    assert len(two.all("ended")) == 1


def test_two_installations_share_a_redis_and_hear_nothing_of_each_other(joins: Joins) -> None:
    one, two, stranger = joins(), joins(), joins(b"of another store")

    one.bus.send("changed", MESSAGE)

    waits(lambda: two.all("changed"))
    assert stranger.heard == []
