"""Limits of several processes together: a flood through three of them gets what it gets from one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openspace.bus.sealed import SealedBus
from openspace.config import Limits
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer
from openspace.service.rate_limits import Limiter
from openspace.service.shared_limits import SharedLimiter
from tests.support.buses import Wire

SECRET = b"s" * 32
PROCESSES = 3
KIM = Viewer("person", "kim-who-is-not-to-be-found")
LONG_AGO = (datetime.now(UTC) - timedelta(days=1)).isoformat()


class Processes:
    """Limiters of several processes, and a clock that stands still until it is moved on."""

    def __init__(self, many: int = PROCESSES, **limits: float) -> None:
        self.time = 0.0
        self.wire = Wire()
        self.limiters = [
            SharedLimiter(Limits(**limits), SealedBus(self.wire.bus(), SECRET), lambda: self.time)
            for _ in range(many)
        ]

    def flood(self, ask: Callable[[Limiter], Any], seconds: float = 0.0, each: int = 1) -> int:
        """Return how often all processes together accepted `ask`. Each is asked `each` times in 100 ms."""
        accepted = 0
        for _ in range(int(seconds * 10) or 20):
            for _ in range(each):
                accepted += sum(accepts(limiter, ask) for limiter in self.limiters)
                self.time += 0.1 / each
            for limiter in self.limiters:
                limiter.tell_due()
        return accepted


def accepts(limiter: Limiter, ask: Callable[[Limiter], Any]) -> bool:
    try:
        return ask(limiter) is not False
    except Refused:
        return False


def asks(name: str = "edit_me", viewer: Viewer = KIM, **args: Any) -> Callable[[Limiter], Any]:
    message = {"id": "x" * 20, "name": name, "args": args}
    return lambda limiter: limiter.ask("K7MQ2X", viewer, message, lambda: LONG_AGO)


LARGE = {"text": "x" * 5_000}
KINDS = {
    "people": asks(),
    "bytes": asks("edit_note", **LARGE),
    "topics": asks("propose_topic"),
    "notes": asks("post_note"),
    "joins": lambda limiter: limiter.join("K7MQ2X", 0),
    "plans": lambda limiter: limiter.plan("K7MQ2X"),
    "contacts": lambda limiter: limiter.contact("c/green"),
    "searches": lambda limiter: limiter.search("c/green"),
    "duplicates": lambda limiter: limiter.duplicate(),
    "host factors": lambda limiter: limiter.guess_factor("K7MQ2X"),
    "host logins": lambda limiter: limiter.host_login("K7MQ2X"),
    "pixels": lambda limiter: limiter.photo_pixels("K7MQ2X", KIM, 4_000_000, lambda: LONG_AGO),
    "unknown codes": lambda limiter: limiter.unknown_code(),
    "wrong answers": lambda limiter: limiter.wrong_answer(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_flood_through_three_processes_gets_what_one_process_gives(kind: str) -> None:
    ask = KINDS[kind]

    alone = Processes(1).flood(ask, 5, each=120)
    together = Processes(3).flood(ask, 5, each=40)

    assert together <= alone * 1.1 + 6
    assert together >= alone * 0.9 - 3


def test_gathering_has_one_limit_whoever_asks_where() -> None:
    limits = {"gathering_burst": 200.0, "gathering_rate": 0.01}
    processes, crowd = Processes(3, **limits), [Viewer("person", f"p{n}") for n in range(400)]

    accepted = 0
    for nth, viewer in enumerate(crowd):
        accepted += accepts(processes.limiters[nth % 3], asks(viewer=viewer))
        if nth % 10 == 0:
            for limiter in processes.limiters:
                limiter.tell_due()

    assert 200 <= accepted <= 215


def test_nothing_is_told_of_people_who_do_little() -> None:
    processes = Processes()
    for nth in range(200):
        viewer = Viewer("person", f"p{nth}")
        for _ in range(10):
            assert accepts(processes.limiters[nth % 3], asks("mark_interest", viewer))
    for limiter in processes.limiters:
        limiter.tell_due()

    assert processes.wire.seen == []


def test_flood_of_many_people_does_not_flood_the_bus() -> None:
    processes = Processes(2, person_burst=50.0)
    limiter = processes.limiters[0]
    for nth in range(100):
        for _ in range(50):
            accepts(limiter, asks(viewer=Viewer("person", f"p{nth}")))
        processes.time += 0.001
    limiter.tell_due()

    assert len(processes.wire.seen) <= 22  # one every 5 ms, and one at the end
    assert not accepts(processes.limiters[1], asks(viewer=Viewer("person", "p7")))


def test_right_codes_of_one_process_use_up_no_guesses_of_another() -> None:
    processes = Processes(2, host_factors_burst=3.0, host_factors_rate=0.0)
    here, there = processes.limiters
    for _ in range(20):
        assert accepts(here, KINDS["host factors"])
        here.guessed_factor("K7MQ2X")
        here.tell_due()

    assert sum(accepts(there, KINDS["host factors"]) for _ in range(9)) == 3


def test_what_others_took_is_told_though_it_was_little() -> None:
    """The first process took less than it tells of; the second one's message makes it tell."""
    processes = Processes(2, person_burst=160.0, person_rate=0.0)
    first, second = processes.limiters
    assert sum(accepts(first, asks()) for _ in range(10)) == 10
    first.tell_due()
    assert processes.wire.seen == []

    assert sum(accepts(second, asks()) for _ in range(20)) == 20
    second.tell_due()
    first.tell_due()

    assert sum(accepts(second, asks()) for _ in range(200)) == 130


def test_limits_hold_for_each_process_alone_while_the_bus_is_silent() -> None:
    processes = Processes(person_rate=0.0001)
    processes.wire.is_cut = True

    assert processes.flood(asks(), each=20) == 3 * 300


def test_nobody_who_watches_the_bus_reads_who_took_what() -> None:
    processes = Processes()
    processes.flood(asks("propose_topic"))

    assert processes.wire.seen
    for kind, text in processes.wire.seen:
        assert kind == "sealed"
        assert not any(word in text for word in (KIM.person, "K7MQ2X", "topics", "people", "takes"))


def test_message_sealed_by_another_installation_is_dropped() -> None:
    wire = Wire()
    ours, theirs = SealedBus(wire.bus(), SECRET), SealedBus(wire.bus(), b"t" * 32)
    heard: list[object] = []
    ours.on("takes", lambda sender, message: heard.append(message))

    theirs.send("takes", {"taken": []})
    wire.buses[1].send("sealed", {"sealed": "AAAA"})
    wire.buses[1].send("takes", {"taken": []})

    assert heard == []


def test_kind_of_bucket_of_a_newer_process_is_ignored() -> None:
    wire = Wire()
    limiter = SharedLimiter(Limits(), wire.bus())

    wire.bus().send("takes", {"taken": [["unheard of", ["K7MQ2X", "kim"], 5.0, 1.0]]})

    assert accepts(limiter, asks())


def test_what_a_newer_process_adds_to_a_message_is_ignored() -> None:
    wire = Wire()
    limiter = SharedLimiter(Limits(host_factors_burst=3.0), wire.bus())

    wire.bus().send("takes", {"taken": [["host_factors", "K7MQ2X", 3.0, 1.0, "more"]], "more": 1})

    assert not accepts(limiter, KINDS["host factors"])
