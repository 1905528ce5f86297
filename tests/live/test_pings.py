"""Pings are sent in time, a few at once, and keep nobody in memory who has gone."""

import gc
from types import SimpleNamespace
from typing import Any
from weakref import ref

import pytest

from openspace.live.transport.pings import SENT_A_ROUND, Pings


class Socket:
    """As much of an Engine.IO socket as a ping needs. It has just been opened."""

    def __init__(self) -> None:
        self.closing = self.closed = False
        self.last_ping: float | None = 1.0
        self.sent: list[Any] = []

    def send(self, packet: Any) -> None:
        self.sent.append(packet.packet_type)

    def schedule_ping(self) -> None:
        raise AssertionError("nobody took over")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pings(clock: Clock) -> Pings:
    server = SimpleNamespace(eio=SimpleNamespace(ping_interval=25))
    return Pings(SimpleNamespace(sleep=None, server=server), clock)


def test_a_ping_is_sent_after_the_interval_and_the_next_after_its_answer(
    pings: Pings, clock: Clock
) -> None:
    socket = Socket()
    pings.take_over(socket)
    socket.schedule_ping()
    clock.now = 24
    pings.send_due()
    assert socket.sent == []

    clock.now = 26
    pings.send_due()
    assert socket.sent == [2]
    assert socket.last_ping

    clock.now = 60
    pings.send_due()
    assert socket.sent == [2], "not before the answer"
    socket.schedule_ping()
    socket.schedule_ping()
    clock.now = 90
    pings.send_due()
    assert socket.sent == [2, 2]


def test_who_has_gone_is_sent_nothing_and_is_not_kept(pings: Pings, clock: Clock) -> None:
    gone, closed = Socket(), Socket()
    for socket in (gone, closed):
        pings.take_over(socket)
        socket.schedule_ping()
    closed.closed = True
    kept = ref(gone)
    gc.disable()
    try:
        del gone, socket
        assert kept() is None
    finally:
        gc.enable()
    clock.now = 26
    pings.send_due()
    assert closed.sent == []


def test_a_hall_is_pinged_a_few_at_once(pings: Pings, clock: Clock) -> None:
    hall = [Socket() for _ in range(3 * SENT_A_ROUND)]
    for socket in hall:
        pings.take_over(socket)
        socket.schedule_ping()
    clock.now = 26

    rounds = []
    while pings.send_due():
        rounds.append(sum(len(socket.sent) for socket in hall))

    assert rounds == [SENT_A_ROUND, 2 * SENT_A_ROUND, 3 * SENT_A_ROUND]
