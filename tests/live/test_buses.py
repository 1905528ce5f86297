"""What every bus promises: the one that connects the workers of one machine, and Redis between machines."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openspace.bus.local import LocalBus
from openspace.bus.port import LOST, UNSENT, Bus
from openspace.bus.redis import RedisBus
from openspace.runtime import wait_readable
from tests.support.waiting import waits

AnyBus = Callable[[int], Any]
Buses = Callable[[int], LocalBus]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Buses]:
    """bus(slot) is that of one of three workers."""
    opened: list[LocalBus] = []

    def opens(slot: int) -> LocalBus:
        opened.append(LocalBus(tmp_path, slot, 3, wait_readable("threading")))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


@pytest.fixture(params=["local", pytest.param("redis", marks=pytest.mark.live)])
def any_bus(request: pytest.FixtureRequest) -> Iterator[AnyBus]:
    """any_bus(slot) is that of one of three processes, of either kind."""
    if request.param == "local":
        yield request.getfixturevalue("bus")
        return
    redis, opened = request.getfixturevalue("redis"), list[RedisBus]()

    def opens(slot: int) -> RedisBus:
        opened.append(RedisBus(redis.address, "test", wait_readable("threading")))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


def heard(bus: Bus, kind: str = "changed") -> list[Any]:
    """What it receives from now on, as (sender, message)."""
    found: list[Any] = []
    bus.on(kind, lambda sender, message: found.append((sender, message)))
    return found


def runs(bus: Any) -> None:
    """Return as soon as it hears."""
    lost = heard(bus, LOST)
    threading.Thread(target=bus.run, daemon=True).start()
    if isinstance(bus, RedisBus):
        waits(lambda: lost != [])


def test_a_message_reaches_all_others_once_and_not_its_sender(any_bus: AnyBus) -> None:
    buses = [any_bus(slot) for slot in range(3)]
    ears = [heard(one) for one in buses]
    for one in buses:
        runs(one)

    buses[0].send("changed", {"code": "K7MQ2X", "seq": 7})
    buses[1].send("changed", {"code": "K7MQ2X", "seq": 8})

    first, second = (
        (buses[0].me, {"code": "K7MQ2X", "seq": 7}),
        (
            buses[1].me,
            {"code": "K7MQ2X", "seq": 8},
        ),
    )
    waits(lambda: [len(ear) for ear in ears] == [1, 1, 2])
    assert ears[:2] == [[second], [first]]
    assert first in ears[2]
    assert second in ears[2]


def test_a_message_of_another_kind_is_for_others(any_bus: AnyBus) -> None:
    one, two = any_bus(0), any_bus(1)
    changed, presence = heard(two), heard(two, "presence")
    runs(one)
    runs(two)

    one.send("presence", {"here": 3})
    one.send("changed", {"seq": 1})

    waits(lambda: changed != [])
    assert presence == [(one.me, {"here": 3})]


def test_every_start_has_another_id(any_bus: AnyBus) -> None:
    assert len({any_bus(slot).me for slot in range(3)}) == 3


def test_nobody_waits_for_a_worker_that_is_busy_dead_or_not_there(bus: Buses) -> None:
    one, _ = bus(0), bus(1)  # the second does not read, and there is no third

    for seq in range(5_000):
        one.send("changed", {"seq": seq})


def test_a_worker_that_may_have_missed_messages_is_told(bus: Buses) -> None:
    one, two = bus(0), bus(1)
    changed, lost = heard(two), heard(two, LOST)
    for seq in range(5_000):
        one.send("changed", {"seq": seq})
    runs(two)

    waits(lambda: lost != [])
    assert [message["seq"] for _, message in changed] == list(range(len(changed)))
    assert len(changed) < 5_000


def test_a_worker_that_is_started_again_hears_what_is_sent_then(bus: Buses) -> None:
    one, two = bus(0), bus(1)
    two.close()
    one.send("changed", {"seq": 1})
    again = bus(1)
    changed = heard(again)
    runs(again)

    one.send("changed", {"seq": 2})

    waits(lambda: changed != [])
    assert changed == [(one.me, {"seq": 2})]


@pytest.mark.parametrize("data", [b"", b"{", b"[1,2,3]", b'["a","b",[]]', b"\xff" * 70_000])
def test_what_is_no_message_is_ignored(bus: Buses, tmp_path: Path, data: bytes) -> None:
    one, two = bus(0), bus(1)
    changed = heard(two)
    runs(two)

    one._socket.sendto(data, str(tmp_path / "1"))
    one.send("changed", {"seq": 1})

    waits(lambda: changed != [])
    assert len(changed) == 1


def test_a_message_that_cannot_be_handled_stops_nothing(any_bus: AnyBus) -> None:
    one, two = any_bus(0), any_bus(1)
    two.on("changed", lambda sender, message: message["seq"])
    changed = heard(two)
    runs(one)
    runs(two)

    one.send("changed", {})
    one.send("changed", {"seq": 2})

    waits(lambda: len(changed) == 2)


def test_nobody_but_the_bus_itself_says_that_messages_were_lost(any_bus: AnyBus) -> None:
    one, two = any_bus(0), any_bus(1)
    runs(one)
    runs(two)
    changed, own = heard(two), [heard(two, LOST), heard(two, UNSENT)]

    for kind in (LOST, UNSENT, "changed"):
        one.send(kind, {})

    waits(lambda: changed != [])
    assert own == [[], []]
