"""Servers with one store in PostgreSQL, which is stopped, killed and frozen while they serve."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex

import pytest
import requests

from openspace.config import Limits
from tests.live.phone import Phone
from tests.support.postgres import Postgres, shared_or_skip
from tests.support.server import KEY, LEAN, Server, Venue
from tests.support.waiting import waits

pytestmark = pytest.mark.live


class Node(Server):
    """A server of its own, with a secret file like that of all others of the store."""

    def __init__(self, folder: Path, address: str, mode: str = "eventlet") -> None:
        folder.mkdir()
        super().__init__(
            folder,
            *("--async-mode", mode, "--server-key", KEY),
            program=LEAN,
            db=None,
            **Limits.none().as_environ(),
            OPENSPACE_DB=address,
            OPENSPACE_SECRET_FILE=str(folder.parent / "secret"),
        )


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A server that keeps what it acknowledged when it is killed."""
    shared_or_skip()  # says why, where it is not installed
    server = Postgres(durable=True)
    server.start()
    yield server
    server.remove()


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_change_on_one_server_is_on_the_screens_of_another(tmp_path: Path, mode: str) -> None:
    if mode != "threading":
        pytest.importorskip(mode)
    address = shared_or_skip().emptied()
    with ExitStack() as running:
        one, two = (
            running.enter_context(Node(tmp_path / name, address, mode)) for name in ("one", "two")
        )
        here = one.opens()
        there = Venue(two, here.opened)
        phone, wall = Phone(here, here.joins("Kim")["token"]), Phone(there)
        try:
            topic = phone.proposes("Carers")
            wall.sees("topics", topic)
            session = phone.asks("claim_cell", topic=topic, **here.cell())["result"]["session"]
            assert wall.sees("sessions", session)["code"] == "1A"
            # Who joined there is known here at once, and a repeated command has one effect.
            token = there.joins("Rosa")["token"]
            answers = [
                venue.asks(token, "propose_topic", id="same-id-1", title="Rest").json()
                for venue in (here, there)
            ]
            assert answers[0]["ok"]
            assert answers[0] == answers[1]
        finally:
            phone.goes()
            wall.goes()
        assert "not a secret" not in one.log + two.log


def test_race_of_two_servers_has_one_winner_in_each_cell(tmp_path: Path) -> None:
    address = shared_or_skip().emptied()
    with ExitStack() as running:
        nodes = [running.enter_context(Node(tmp_path / name, address)) for name in ("one", "two")]
        opened = nodes[0].opens()
        venues = [opened, Venue(nodes[1], opened.opened)]
        tables = opened.state()["tables"]
        cells = [
            {"room": room["id"], "slot": slot["id"]}
            for slot in tables["slots"]
            for room in tables["rooms"]
            if slot["kind"] != "plenary" and not room["folded"]
        ]
        won: list[list[bool]] = [[], []]

        def claims(nth: int) -> None:
            venue = venues[nth]
            for cell in cells:
                token = venue.joins()["token"]  # one person may have three cells
                topic = venue.asks(token, "propose_topic", title="x").json()["result"]["topic"]
                answer = venue.asks(token, "claim_cell", topic=topic, **cell).json()
                won[nth].append(answer["ok"])
                assert answer["ok"] or answer["error"]["code"] == "cell_taken", answer

        racers = [threading.Thread(target=claims, args=(nth,)) for nth in (0, 1)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()

        assert [a + b for a, b in zip(*won, strict=True)] == [1] * len(cells)
        states = [venue.state()["tables"]["sessions"] for venue in venues]
        assert states[0] == states[1]
        assert len(states[0]) == len(cells)


def test_nothing_is_lost_or_doubled_while_postgresql_comes_and_goes(
    tmp_path: Path, postgres: Postgres
) -> None:
    with Node(tmp_path / "one", postgres.new_database()) as node:
        venue = node.opens()
        sender = Sender(venue)
        sender.start()
        for fail, mend in (
            (postgres.stop, postgres.start),
            (postgres.kill, postgres.start),
            (postgres.pause, postgres.resume),
        ):
            waits(lambda: sender.is_sending, 60)
            fail()
            # Longer than a statement may take, so that a frozen server is noticed, too.
            waits(lambda: sender.is_refused, 60)
            assert venue.state()["tables"]["topics"]  # from the cache
            said = node.asks_for("GET", "/healthz").json()
            assert said == {"ok": False, "trouble": "PostgreSQL cannot be reached."}
            mend()
        waits(lambda: sender.is_sending, 60)
        sender.ends()

        titles = [row["title"] for row in venue.state()["tables"]["topics"]]
        assert sorted(titles) == sorted(set(titles))
        assert set(titles) >= set(sender.acknowledged)
        assert set(titles) <= set(sender.acknowledged) | {sender.unsure}
    seqs = postgres.execute("SELECT seq FROM changes ORDER BY seq", "d1")
    assert [seq for (seq,) in seqs] == list(range(1, len(seqs) + 1))
    assert "the store cannot be written: PostgreSQL cannot be reached." in node.log
    assert "the store can be written again" in node.log


class Sender(threading.Thread):
    """A phone's outbox: sends one topic after the other, and each with its id until it is answered."""

    def __init__(self, venue: Venue) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self.unsure = ""
        self.is_refused = False
        self._venue = venue
        self._ends = threading.Event()

    @property
    def is_sending(self) -> bool:
        """Whether one more is acknowledged."""
        before = len(self.acknowledged)
        waits(lambda: len(self.acknowledged) > before, 60)
        return True

    def run(self) -> None:
        token = self._venue.joins()["token"]
        number = 0
        while not self._ends.is_set():
            number += 1
            self._sends(token, f"Topic {number}")

    def _sends(self, token: str, title: str) -> None:
        id, self.unsure = token_hex(8), title
        while not self._ends.is_set():
            try:
                answer = self._venue.asks(token, "propose_topic", id=id, title=title).json()
            except requests.RequestException:
                answer = {"ok": False}
            self.is_refused = not answer.get("ok")
            if answer.get("ok"):
                self.acknowledged.append(title)
                return
            time.sleep(0.05)

    def ends(self) -> None:
        self._ends.set()
        self.join()
