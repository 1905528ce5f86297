"""Who is present, counted over several processes (without a server)."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from flask_socketio import SocketIO

from openspace.bus.port import NoBus
from openspace.bus.sealed import SealedBus
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.live.connections import Connection, Connections
from openspace.live.presence import Presence
from tests.support.buses import Wire

CODE = "K7MQ2X"
HIDDEN = "somebody-who-is-hidden"
ANA = {"page": "a1", "name": "Ana’s laptop", "on": "harvest", "item": ""}


class FakeSocketIO:
    """Background tasks run when the test lets time pass."""

    def __init__(self) -> None:
        self.tasks: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self.told: list[tuple[str, dict[str, Any]]] = []

    def start_background_task(self, task: Callable[..., None], *args: Any) -> None:
        self.tasks.append((task, args))

    def sleep(self, seconds: float) -> None:
        pass

    def emit(self, event: str, data: dict[str, Any], to: str) -> None:
        self.told.append((to, data))


class Process:
    def __init__(self, now: Callable[[], float], bus: Any) -> None:
        self.socketio, self.connections = FakeSocketIO(), Connections()
        self.presence = Presence(cast(SocketIO, self.socketio), self.connections, bus, now)

    def connects(self, sid: str, viewer: Viewer) -> Connection:
        one = Connection(sid, CODE, viewer)
        self.connections.add(one)
        self.presence.changed(CODE)
        return one

    def leaves(self, sid: str) -> None:
        self.presence.left(sid)
        self.connections.remove(sid)
        self.presence.changed(CODE)

    def told(self, to: str) -> list[dict[str, Any]]:
        return [data for room, data in self.socketio.told if room == to]


class House:
    """Some processes, and a clock of the test's own."""

    def __init__(self, many: int) -> None:
        self.time = 0.0
        self.wire = Wire()
        self.processes = [self.starts() for _ in range(many)]

    def starts(self) -> Process:
        return Process(lambda: self.time, SealedBus(self.wire.bus(), b"s" * 32))

    def settle(self) -> None:
        """Let what was scheduled happen, and what follows from it."""
        while tasks := [p.socketio.tasks.pop(0) for p in self.processes if p.socketio.tasks]:
            for task, args in tasks:
                task(*args)
            for process in self.processes:
                process.presence.tell()

    def passes(self, seconds: float, *alive: Process) -> None:
        for _ in range(int(seconds)):
            self.time += 1
            for process in alive or self.processes:
                process.presence.repeat()
                process.presence.tell()
            self.settle()


@pytest.fixture
def house() -> House:
    return House(2)


def person(id: str) -> Viewer:
    return Viewer("person", id)


def test_everybody_is_counted_once_wherever_they_are_connected(house: House) -> None:
    one, two = house.processes
    one.connects("a", person("kim"))
    one.connects("b", person("ines"))
    two.connects("c", person("kim"))
    two.connects("d", PUBLIC)
    house.settle()

    assert one.presence.here(CODE) == two.presence.here(CODE) == 2
    assert one.told(f"public:{CODE}")[-1] == two.told(f"public:{CODE}")[-1] == {"here": 2}

    one.leaves("a")
    one.leaves("b")
    house.settle()
    assert one.presence.here(CODE) == two.presence.here(CODE) == 1


def test_people_are_counted_once_for_all_screens_of_hosts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = house.processes
    for sid in ("ana", "bo", "cem"):
        one.connects(sid, HOST)
    counted: list[str] = []

    def here(code: str) -> int:
        counted.append(code)
        return 7

    monkeypatch.setattr(one.presence, "here", here)

    house.settle()

    assert counted == [CODE]
    assert [one.told(sid)[-1]["here"] for sid in ("ana", "bo", "cem")] == [7, 7, 7]


def test_a_process_without_others_wakes_up_only_to_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    slept, time = list[float](), 0.0
    alone = Process(lambda: time, NoBus())

    def sleep(seconds: float) -> None:
        nonlocal time
        time += seconds
        slept.append(seconds)
        if time > 60:
            raise StopIteration

    monkeypatch.setattr(alone.socketio, "sleep", sleep)
    with pytest.raises(StopIteration):
        alone.presence.run()

    assert len(slept) <= 21


def test_process_that_starts_later_is_told_who_is_here(house: House) -> None:
    one, _ = house.processes
    one.connects("a", person("kim"))
    house.settle()

    late = house.starts()
    house.processes.append(late)
    late.connects("b", HOST)
    late.presence.working(late.connections.of_gathering(CODE)[0], ANA)
    house.settle()

    assert late.told("b")[-1] == {"here": 1, "hosts": []}


def test_hosts_see_what_hosts_on_another_process_work_on(house: House) -> None:
    one, two = house.processes
    ana = one.connects("ana", HOST)
    two.connects("tablet", HOST)
    one.presence.working(ana, ANA)
    house.settle()

    shown = [{"name": "Ana’s laptop", "on": "harvest", "item": ""}]
    assert two.told("tablet")[-1] == {"here": 0, "hosts": shown}
    assert one.told("ana")[-1] == {"here": 0, "hosts": []}

    one.leaves("ana")
    house.settle()
    assert two.told("tablet")[-1] == {"here": 0, "hosts": []}


def test_page_that_changes_its_process_is_no_other_host(house: House) -> None:
    one, two = house.processes
    one.presence.working(one.connects("old", HOST), ANA)
    two.presence.working(two.connects("new", HOST), ANA)
    house.settle()

    assert two.told("new")[-1]["hosts"] == []


def test_people_of_a_process_that_died_are_forgotten_within_seconds(house: House) -> None:
    one, two = house.processes
    one.connects("a", person("kim"))
    two.connects("b", person("ines"))
    house.settle()

    house.passes(5, two)
    assert two.presence.here(CODE) == 2
    house.passes(5, two)
    assert two.presence.here(CODE) == 1
    assert two.told(f"public:{CODE}")[-1] == {"here": 1}


def test_lost_message_is_made_up_for(house: House) -> None:
    one, two = house.processes
    two.connects("b", person("ines"))
    house.wire.is_cut = True
    one.connects("a", person("kim"))
    house.settle()
    assert two.presence.here(CODE) == 1

    house.wire.is_cut = False
    house.passes(1)
    assert two.presence.here(CODE) == 2


def test_who_polls_counts_as_present_for_some_seconds(house: House) -> None:
    one, two = house.processes
    two.connects("host", HOST)
    one.presence.polls(CODE, "kim")
    one.presence.polls(CODE, "kim")
    house.settle()
    assert two.told("host")[-1]["here"] == 1

    house.passes(9)
    assert two.told("host")[-1]["here"] == 0


def test_many_gatherings_are_told_in_one_message(house: House) -> None:
    """A few messages that arrive together are lost: the system keeps only some for a process."""
    one, two = house.processes
    for nth in range(500):
        code = f"CODE{nth}"
        one.connections.add(Connection(f"s{nth}", code, person("kim")))
        one.presence.changed(code)
    while one.socketio.tasks:
        task, args = one.socketio.tasks.pop()
        task(*args)
    one.presence.tell()

    assert len(house.wire.seen) == 1
    assert two.presence.here("CODE7") == two.presence.here("CODE499") == 1


def test_process_says_at_most_one_thing_a_second_of_a_gathering(house: House) -> None:
    one, _ = house.processes
    for nth in range(2_000):
        one.connects(f"s{nth}", person(f"p{nth}"))
    house.settle()

    assert len(house.wire.seen) == 1
    assert one.presence.here(CODE) == 2_000


def test_nobody_who_watches_the_bus_reads_who_is_here(house: House) -> None:
    one, _ = house.processes
    one.connects("a", person(HIDDEN))
    one.presence.working(one.connects("ana", HOST), ANA)
    house.settle()

    seen = " ".join(text for _, text in house.wire.seen)
    assert seen
    assert not any(word in seen for word in (HIDDEN, CODE, "laptop", "harvest"))


def test_single_process_counts_alone() -> None:
    process = Process(lambda: 0.0, NoBus())
    process.connects("a", person("kim"))
    process.presence.repeat()

    assert process.presence.here(CODE) == 1


def test_nothing_is_kept_of_gatherings_that_everybody_left(house: House) -> None:
    one, two = house.processes
    one.connects("a", person("kim"))
    house.settle()
    one.leaves("a")
    house.passes(10)
    before = len(house.wire.seen)
    house.passes(5)

    assert len(house.wire.seen) == before
    assert two.presence.here(CODE) == 0
