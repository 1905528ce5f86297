"""Two processes with one store: what one of them changes is on the screens of the other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from openspace import create_app
from openspace.bus.port import LOST
from openspace.config import Limits, Settings
from openspace.ledger.port import Unreadable
from openspace.live.follow import Follower
from tests.support.buses import SharedBus, Wire
from tests.support.samples import GATHERING
from tests.support.waiting import waits


class Process:
    """A server without its background tasks, so that only hints bring what others did."""

    def __init__(self, db: Path, bus: SharedBus) -> None:
        limits = Limits.none()
        self.bus = bus
        self.app = create_app(
            Settings(db=db, server_key="key", async_mode="threading", limits=limits), bus=bus
        )
        self.client = self.app.test_client()

    def screen(self, code: str) -> Any:
        socketio = self.app.extensions["socketio"]
        return socketio.test_client(self.app, auth={"gathering": code})


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Process, Process]:
    wire = Wire()
    one, two = (Process(tmp_path / "sessions.db", wire.bus()) for _ in range(2))
    return one, two


def opens(one: Process) -> str:
    return str(one.client.post("/api/gatherings", json=GATHERING).get_json()["code"])


def seqs(screen: Any) -> list[int]:
    return [m["args"][0]["seq"] for m in screen.get_received() if m["name"] == "changes"]


def proposes(one: Process, code: str, title: str) -> int:
    token = one.client.post(f"/api/{code}/join", json={}).get_json()["token"]
    answer = one.client.post(
        f"/api/{code}/commands",
        json={"id": title, "name": "propose_topic", "args": {"title": title}},
        headers={"Authorization": f"Bearer {token}"},
    ).get_json()
    assert answer["ok"], answer
    return int(answer["seq"])


def test_a_hint_brings_a_change_to_the_screens_of_the_other_process(
    pair: tuple[Process, Process],
) -> None:
    one, two = pair
    code = opens(one)
    screen = two.screen(code)

    seq = proposes(one, code, "Carers")

    waits(lambda: seq in seqs(screen))


def test_a_hint_has_code_and_seq_and_nothing_else(pair: tuple[Process, Process]) -> None:
    one, two = pair
    code = opens(one)
    heard: list[Any] = []
    two.app.extensions["openspace"].bus.on("changed", lambda _, message: heard.append(message))

    seq = proposes(one, code, "Carers")

    assert {"code": code, "seq": seq} in heard
    assert "Carers" not in str(heard)
    assert code not in str(one.bus.sent)


def test_a_refused_command_sends_no_hint(pair: tuple[Process, Process]) -> None:
    one, _ = pair
    code = opens(one)
    proposes(one, code, "Carers")
    before = list(one.bus.sent)

    one.client.post(
        f"/api/{code}/commands",
        json={"id": "refused", "name": "propose_topic", "args": {"title": ""}},
    )

    assert one.bus.sent == before


@pytest.mark.parametrize(
    "hint", [{}, {"code": 7, "seq": 9}, {"code": "K7MQ2X"}, {"code": ["K7MQ2X"], "seq": 2}]
)
def test_a_hint_that_makes_no_sense_does_nothing(hint: dict[str, Any]) -> None:
    followed = Followed({"K7MQ2X": 1})

    followed.bus.receive("another", "changed", hint)

    assert followed.nudged == []


def test_a_hint_about_what_is_known_or_not_watched_does_nothing() -> None:
    followed = Followed({"K7MQ2X": 5})

    for code, seq in (("K7MQ2X", 5), ("K7MQ2X", 4), ("AAAAAA", 9)):
        followed.bus.receive("another", "changed", {"code": code, "seq": seq})
    assert followed.nudged == []

    followed.bus.receive("another", "changed", {"code": "K7MQ2X", "seq": 6})
    assert followed.nudged == ["K7MQ2X"]


def test_a_poll_nudges_only_what_has_moved_or_is_gone() -> None:
    followed = Followed({"SAME": 5, "MOVED": 5, "GONE": 5}, {"SAME": 5, "MOVED": 6})

    followed.polls()

    assert followed.nudged == ["MOVED", "GONE"]
    assert followed.asked == [["SAME", "MOVED", "GONE"]]


def test_screens_fetch_the_state_when_the_log_became_shorter(pair: tuple[Process, Process]) -> None:
    """PostgreSQL failed over to a replica that lacks the last moments."""
    one, _ = pair
    code = opens(one)
    proposes(one, code, "Carers")
    screen, ledger = one.screen(code), one.app.extensions["openspace"].ledger
    lost = ledger.load(code).seq

    with closing(sqlite3.connect(ledger.path)) as db:
        db.execute("DELETE FROM topics")
        db.execute("DELETE FROM changes WHERE seq = ?", [lost])
        db.commit()
    ledger.evict(code)
    one.app.extensions["openspace"].broadcast.publish(code)

    assert ("resync", {"seq": lost - 1}) in [
        (m["name"], m["args"][0]) for m in screen.get_received()
    ]


def test_nothing_is_asked_while_nobody_is_connected() -> None:
    followed = Followed({})

    followed.polls()

    assert followed.asked == []


def test_hints_that_may_be_lost_cause_a_poll_at_once() -> None:
    followed = Followed({"MOVED": 5}, {"MOVED": 6})

    followed.bus.receive(followed.bus.me, LOST, {})

    assert followed.nudged == ["MOVED"]


def test_a_flood_of_lost_hints_causes_one_poll_and_one_more() -> None:
    started: list[Any] = []
    followed = Followed({"MOVED": 5}, {"MOVED": 6}, started.append)
    lost = partial(followed.bus.receive, followed.bus.me, LOST, {})
    for _ in range(20):
        lost()
    [run] = started
    followed.on_ask = lambda: [lost() for _ in range(20)] if len(followed.asked) == 1 else None

    run()

    assert len(followed.asked) == 2
    assert len(started) == 1
    lost()
    assert len(started) == 2


class Followed:
    """What `live/follow.py` looks at: `shown` has the seq that the screens of each gathering show."""

    def __init__(
        self,
        shown: dict[str, int],
        heads: dict[str, int] | None = None,
        start: Callable[[Any], Any] = lambda work: work(),
    ) -> None:
        self.bus = Wire().bus()
        self.nudged: list[str] = []
        self.asked: list[list[str]] = []
        self.known: list[tuple[str, int]] = []
        self.on_ask: Callable[[], Any] = lambda: None
        heads = heads or {}

        def ask(codes: list[str]) -> dict[str, int]:
            self.asked.append(codes)
            self.on_ask()
            return heads

        connections: Any = SimpleNamespace(codes=lambda: list(shown))
        broadcast: Any = SimpleNamespace(newest=shown.get)
        queue: Any = SimpleNamespace(nudge=self.nudged.append, is_idle=lambda code: True)
        ledger: Any = SimpleNamespace(
            poll_seconds=1.0, heads=ask, heard=lambda code, seq: self.known.append((code, seq))
        )
        loop: Any = SimpleNamespace(start_background_task=start)
        follower = Follower(loop, lambda work: work(), connections, broadcast, queue, ledger)
        follower.listen(self.bus)
        self.polls = follower.poll


def test_socket_is_refused_while_the_store_cannot_be_read(
    pair: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page tries again. It is not told that it has ended."""
    one, _ = pair
    code = opens(one)

    def unreadable(*_: object) -> None:
        raise Unreadable("It is away.")

    monkeypatch.setattr(one.app.extensions["openspace"].broadcast, "add", unreadable)

    screen = one.screen(code)

    assert not screen.is_connected()
    monkeypatch.undo()
    assert one.screen(code).is_connected()
