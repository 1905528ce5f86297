"""Several workers are one server: one port, one store, one life."""

import json
import os
import re
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import requests

from openspace.config import Limits
from tests.live.phone import Phone
from tests.support.process import LONGEST, free_port
from tests.support.server import SERVE, Venue
from tests.support.waiting import waits
from tests.support.workers import Workers, is_alive

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

Connects = Callable[..., Phone]
UNLIMITED = Limits.none().as_environ()


@pytest.fixture(scope="module", params=["eventlet", "gevent", "threading", "one listener"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    mode = request.param
    if mode in ("eventlet", "gevent") and find_spec(mode) is None:
        pytest.skip(f"{mode} is not installed")
    options = ("--one-listener",) if mode == "one listener" else ("--async-mode", mode)
    folder = tmp_path_factory.mktemp("workers")
    with Workers(folder, 2, *options, **UNLIMITED) as running:
        running.are_all_there()
        yield running
    assert "Traceback" not in running.log, running.log


@pytest.fixture
def venue(server: Workers) -> Venue:
    return server.opens()


@pytest.fixture
def phone(server: Workers) -> Iterator[Connects]:
    """phone(venue, token, on=pid) connects, to that worker if one is given."""
    phones: list[Phone] = []

    def connects(venue: Venue, token: str | None = None, on: int | None = None) -> Phone:
        for _ in range(200):
            one = Phone(venue, token)
            phones.append(one)
            if on is None or worker_of(server, one) == on:
                return one
            one.goes()
        raise AssertionError("no connection came to this worker")

    yield connects
    for one in phones:
        one.goes()


def worker_of(server: Workers, phone: Phone) -> int | None:
    return server.worker_of(phone._client.eio.ws.sock)


def test_a_change_on_one_worker_is_on_the_screens_of_the_other(
    server: Workers, venue: Venue, phone: Connects
) -> None:
    one, two = server.workers
    kim, wall = phone(venue, venue.joins()["token"], on=one), phone(venue, on=two)

    topic = kim.proposes("Carers")

    assert wall.sees("topics", topic)["title"] == "Carers"


def test_two_workers_give_a_cell_to_one_of_two(
    server: Workers, venue: Venue, phone: Connects
) -> None:
    venue.asks(venue.host_token(), "set_phase", phase="marketplace")
    phones = [phone(venue, venue.joins()["token"], on=pid) for pid in server.workers]
    topics = [one.proposes(f"Topic {number}") for number, one in enumerate(phones)]

    answers = [
        one.asks("claim_cell", topic=topic, **venue.cell())
        for one, topic in zip(phones, topics, strict=True)
    ]

    assert [answer["ok"] for answer in answers] == [True, False]
    assert answers[1]["error"]["code"] == "cell_taken"


def test_people_and_hosts_are_counted_once_over_all_workers(
    server: Workers, venue: Venue, phone: Connects
) -> None:
    one, two = server.workers
    token = venue.joins()["token"]
    host = phone(venue, venue.host_token(), on=one)
    for pid in (one, two):
        phone(venue, token, on=pid)
    phone(venue, venue.joins()["token"], on=two)
    tablet = phone(venue, venue.host_token(), on=two)

    tablet.sends({"page": "t1", "name": "tablet", "on": "notes", "item": ""}, event="working")

    shown = [{"name": "tablet", "on": "notes", "item": ""}]
    host.hears("presence", lambda data: data == {"here": 2, "hosts": shown})


def test_a_replaced_host_key_closes_the_sockets_of_every_worker(
    server: Workers, venue: Venue, phone: Connects
) -> None:
    old = venue.host_token()
    hosts = [phone(venue, old, on=pid) for pid in server.workers]
    wall = phone(venue)

    venue.server.asks_for("POST", f"/api/{venue.code}/host/rotate", old)

    for host in hosts:
        host.waits(lambda host=host: not host.connected)  # type: ignore[misc]
    assert wall.connected


def test_polling_of_engine_io_is_refused_because_it_needs_one_process(server: Workers) -> None:
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"

    answer = requests.get(address, timeout=30)

    assert (answer.status_code, answer.text) == (400, '"Invalid transport"')


def test_one_worker_does_the_housekeeping(server: Workers) -> None:
    assert server.db
    assert waits(lambda: housekeeper(server))


def housekeeper(server: Workers) -> str:
    """The id of the process that has the duty now."""
    assert server.db
    leases = json.loads(server.db.with_suffix(".lock").read_text() or "{}")
    return str(leases.get("housekeeping", [""])[0])


def test_another_worker_takes_the_housekeeping_over(server: Workers) -> None:
    before = waits(lambda: housekeeper(server))

    for pid in server.workers:
        server.kill_worker(pid)

    waits(lambda: housekeeper(server) not in (before, ""), 30)
    server.are_all_there()


def is_answered(venue: Venue) -> bool:
    """Whether new connections go to who lives. Some were on their way to who was killed."""
    try:
        return venue.get("state").ok
    except requests.ConnectionError:
        return False


def test_a_worker_that_was_killed_is_there_again_and_its_phones_go_on(
    server: Workers, venue: Venue, phone: Connects
) -> None:
    one, two = server.workers
    kim, wall = phone(venue, token := venue.joins()["token"], on=one), phone(venue, on=two)
    kim.proposes("Before")

    server.kill_worker(one)
    kim.waits(lambda: not kim.connected)
    wall.waits(lambda: is_answered(venue))
    topic = phone(venue, token).proposes("After")

    assert wall.sees("topics", topic)["title"] == "After"
    assert wall.connected
    server.are_all_there()
    assert one not in server.workers
    assert two in server.workers
    again = phone(venue, token, on=next(pid for pid in server.workers if pid != two))
    last = again.proposes("From the new one")
    assert wall.sees("topics", last)["title"] == "From the new one"
    assert "A worker ended unexpectedly (signal 9). It is started again" in server.log


# --- beginning and end


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Workers]:
    # A path that is too long for a socket would be replaced.
    with (
        tempfile.TemporaryDirectory(prefix="openspace-test-") as short,
        Workers(tmp_path, 2, program=SERVE, TMPDIR=short) as running,
    ):
        waits(lambda: "openspace is open." in running.log, LONGEST)
        yield running


def bus_folders(server: Workers) -> list[Path]:
    return list(Path(server._environ["TMPDIR"]).glob("openspace-bus-*"))


def test_asked_to_end_it_ends_with_its_workers(two_workers: Workers) -> None:
    workers = two_workers.workers
    venue = two_workers.opens()
    token = venue.joins()["token"]
    with_phone = Phone(venue, token)

    assert two_workers.ends() == 0, two_workers.log
    with_phone.goes()

    assert not any(map(is_alive, workers))
    assert two_workers.log.count("openspace is open.") == 1
    assert two_workers.log.count("openspace has stopped. Everything is kept in") == 1
    assert sorted(p.name for p in two_workers.folder.iterdir() if p.name.startswith("sess")) == [
        "sessions.db",
        "sessions.lock",
        "sessions.secret",
    ]
    assert bus_folders(two_workers) == []
    assert "Traceback" not in two_workers.log


def test_ctrl_c_at_the_terminal_is_one_signal_for_all(two_workers: Workers) -> None:
    """The terminal sends it to the whole process group, and a second signal would end a worker at once."""
    workers = two_workers.workers
    assert two_workers.process
    groups = {os.getpgid(pid) for pid in workers}

    assert os.getpgid(two_workers.process.pid) not in groups
    two_workers.process.send_signal(signal.SIGINT)
    assert two_workers.process.wait(LONGEST) == 0
    assert not any(map(is_alive, workers))


def test_a_second_signal_ends_it_at_once(two_workers: Workers) -> None:
    workers = two_workers.workers
    assert two_workers.process
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)  # so that they do not end by themselves

    two_workers.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    assert two_workers.lives
    two_workers.process.send_signal(signal.SIGTERM)

    two_workers.process.wait(LONGEST)
    assert not any(map(is_alive, workers))


def test_workers_whose_supervisor_was_killed_end_by_themselves(two_workers: Workers) -> None:
    workers = two_workers.workers

    two_workers.kill()

    waits(lambda: not any(map(is_alive, workers)), LONGEST)
    waits(lambda: not bus_folders(two_workers))


def test_no_other_account_can_use_the_bus(two_workers: Workers) -> None:
    [folder] = bus_folders(two_workers)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(list(folder.iterdir())) == 2


def test_the_figures_of_all_workers_are_in_one_place(tmp_path: Path) -> None:
    pytest.importorskip("prometheus_client")
    port = free_port()
    with Workers(tmp_path, 2, "--metrics-port", port, program=SERVE) as running:
        waits(lambda: "openspace is open." in running.log, LONGEST)
        phones = [Phone(running.opens()) for _ in range(6)]

        def figures() -> str:
            return requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text

        waits(lambda: re.search(r"sockets.* 6\.0", figures()), 20, figures)
        for phone in phones:
            phone.goes()


def test_a_demo_is_played_on_workers(tmp_path: Path) -> None:
    db = tmp_path / "demo.db"
    with Workers(tmp_path, 2, "--demo", program=SERVE, TMPDIR=str(tmp_path)) as running:
        waits(lambda: "Wall" in running.log, 60)
        assert len(running.workers) == 2
        assert db.name not in running.log
