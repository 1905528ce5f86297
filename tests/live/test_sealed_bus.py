"""What somebody can do who reads and writes on the bus, and has no secret of the store: nothing."""

from typing import Any

import pytest

from openspace.bus.port import LOST, UNSENT
from openspace.bus.sealed import SealedBus
from tests.support.buses import SharedBus, Wire

SECRET = b"the secret of the store"


class Pair:
    """Two processes whose clocks differ by `ahead` seconds."""

    def __init__(self, ahead: float = 0) -> None:
        wire = Wire()
        self.time, self.heard = 1_000_000.0, list[Any]()
        self.sender, self.receiver = wire.bus(), wire.bus()
        self.one = SealedBus(self.sender, SECRET, lambda: self.time)
        self.two = SealedBus(self.receiver, SECRET, lambda: self.time + ahead)
        for kind in ("ended", LOST):
            self.two.on(kind, lambda _, message, kind=kind: self.heard.append((kind, message)))

    def repeats(self, to: SharedBus, sender: str = "somebody") -> None:
        to.receive(sender, *self.sender.sent[0])


def test_a_message_that_is_sent_again_is_dropped() -> None:
    pair = Pair()
    pair.one.send("ended", {"code": "K7MQ2X"})
    assert pair.heard == [("ended", {"code": "K7MQ2X"})]

    for seconds in (0, 20, 20, 20, 20, 3_600):
        pair.time += seconds
        pair.repeats(pair.receiver)

    assert len(pair.heard) == 1


def test_a_message_is_good_while_clocks_differ_by_some_seconds() -> None:
    for ahead, hears in ((0, 1), (10, 1), (-10, 1), (31, 0), (-31, 0)):
        pair = Pair(ahead)

        pair.one.send("ended", {})

        assert len(pair.heard) == hears, ahead


def test_a_message_of_a_clock_ahead_cannot_be_sent_again_as_long_as_it_is_good() -> None:
    pair = Pair(ahead=-29)
    pair.one.send("ended", {})

    for _ in range(12):
        pair.time += 5
        pair.one.send("other", {})
        pair.repeats(pair.receiver)

    assert len(pair.heard) == 1


def test_a_message_does_not_come_back_to_its_sender() -> None:
    pair, heard = Pair(), list[Any]()
    pair.one.on("ended", lambda *said: heard.append(said))
    pair.one.send("ended", {})

    pair.repeats(pair.sender)

    assert heard == []


def test_a_bus_that_could_not_send_has_the_others_look_at_everything() -> None:
    pair = Pair()

    pair.sender.receive(pair.sender.me, UNSENT, {})

    assert pair.heard == [(LOST, {})]


OF_NOVEMBER_2026 = (
    "AAECAwQFBgcICQoLk8ZtkNoaD3gA7PCJVvTszYJSwvp9nmm360TlU9Ddi/fNSsa8pWaAfX1DmXXDKFuOrzm5"
    "YPyfRxwaL6hNaalWzw83y6HceeC42pipkMox6YUQtvpVS3MtgMOpy6wm+zKtqyHznB7SrrAR07d4C6se6zBY"
    "R38tx6QQvOMYu3Lxr8lvwP0j1ZitNilOoualAeeD"
)
"""A message as it is on its way: `["1a", 1000000.0, "ended", {"code": "K7MQ2X"}]`, padded."""


OF_A_LATER_VERSION = (
    "AQIDBAUGBwgJCgsMS3bqK7UNHtEF9mvbCMEniEBmDPAbLHAUjg/CFYLJH8DLqKwdV8LKsFgSPj+y1Ku1vOxg"
    "GMQT+kDOfNrpox/Ht0gFAZTVSBvjp0GJdGxPNoiHShIXAC+ZyaTkLeiZq6Tx0UahsUTA+CV0lmmm8CQrJiO8"
    "BnJ1mT9UsFl1VW1Yfx3ucDhQvfm99pEFkQjvTapn"
)
"""The same, with two elements more at its end."""


@pytest.mark.parametrize("message", [OF_NOVEMBER_2026, OF_A_LATER_VERSION])
def test_processes_of_other_versions_understand_each_other(message: str) -> None:
    """Who changes the key or the form of a message parts the nodes of an upgrade until all are new."""
    pair = Pair()

    pair.receiver.receive("1a", "sealed", {"sealed": message})

    assert pair.heard == [("ended", {"code": "K7MQ2X"})]


def test_messages_that_cannot_be_handled_are_logged_once_for_each_kind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pair = Pair()
    pair.two.on("working", lambda _, message: message["missing"])
    pair.two.on("sizes", lambda _, message: message["missing"])

    for kind in ("working", "working", "sizes", "working"):
        pair.one.send(kind, {})

    assert len(caplog.records) == 2


def test_a_message_that_cannot_be_handled_stops_nobody_else() -> None:
    pair = Pair()
    pair.two.on("working", lambda _, message: message["missing"])
    pair.two.on("working", lambda _, message: pair.heard.append(message))

    pair.one.send("working", {})

    assert pair.heard == [{}]
