"""What somebody can do who reads and writes on the bus, and has no secret of the store: nothing."""

from typing import Any

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


def test_a_message_that_cannot_be_handled_stops_nobody_else() -> None:
    pair = Pair()
    pair.two.on("working", lambda _, message: message["missing"])
    pair.two.on("working", lambda _, message: pair.heard.append(message))

    pair.one.send("working", {})

    assert pair.heard == [{}]
