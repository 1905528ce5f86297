"""Each phase of a connection has its time, and one is evicted where there is no room (without a server)."""

import errno
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from openspace.config import Limits, Settings
from openspace.runtime import with_proxy_idle_time
from openspace.runtime.connections import (
    ANSWER,
    BODY,
    HEAD,
    IDLE,
    SOCKET,
    UPLOAD,
    Connection,
    Connections,
)
from openspace.runtime.eventlet_server import make_accept_robust
from openspace.runtime.files import allow_many_files, most_connections, reserve
from openspace.runtime.served import ACCEPTED_A_ROUND

LINES: list["Line"] = []


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    yield
    while LINES:
        line = LINES.pop()
        line.ours.close()
        line.theirs.close()


class Line:
    """As much of a socket as is needed, and whether it was shut."""

    def __init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.theirs.settimeout(0)
        LINES.append(self)

    def is_shut(self) -> bool:
        try:
            return self.theirs.recv(1) == b""
        except BlockingIOError:
            return False


def opened(connections: Connections) -> tuple[Connection, Line]:
    line = Line()
    connection = connections.opened(line.ours)
    assert connection
    return connection, line


def test_who_waits_longest_goes_first_and_who_is_busy_never() -> None:
    connections = Connections(4, Limits())
    (busy, busy_line), (socket_, socket_line) = opened(connections), opened(connections)
    busy.enter(ANSWER)
    socket_.enter(SOCKET)
    (_, first), (_, second) = opened(connections), opened(connections)

    opened(connections)

    assert first.is_shut()
    assert not second.is_shut()
    assert not busy_line.is_shut()
    assert not socket_line.is_shut()
    assert len(connections) == 4


def test_a_full_server_of_busy_ones_takes_nobody_else() -> None:
    connections = Connections(1, Limits())
    busy, line = opened(connections)
    busy.enter(ANSWER)

    other = Line()
    assert connections.opened(other.ours) is None
    assert not line.is_shut()
    busy.closed()
    assert connections.opened(other.ours)


@pytest.mark.parametrize(
    ("phase", "seconds"),
    [(HEAD, 20), (IDLE, 60), (BODY, 20), (UPLOAD, 300), (ANSWER, 900), (SOCKET, None)],
)
def test_each_phase_has_its_time(phase: str, seconds: float | None) -> None:
    now = 0.0
    connections = Connections(10, Limits(), lambda: now)
    connection, line = opened(connections)
    connection.enter(phase)
    now = seconds - 1 if seconds else 10**9
    connections.close_overdue()
    assert not line.is_shut()

    now = seconds + 1 if seconds else 10**9
    connections.close_overdue()

    assert line.is_shut() is (seconds is not None)


def test_entering_the_same_phase_again_gains_no_time() -> None:
    now = 0.0
    connections = Connections(10, Limits(), lambda: now)
    connection, line = opened(connections)
    for now in range(1, 21):  # noqa: B007
        connection.enter(HEAD)
    connections.close_overdue()
    assert line.is_shut()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
def test_accepting_goes_on_when_no_file_is_left(number: int) -> None:
    slept: list[float] = []
    line = Line()
    waiting: list[Any] = [
        OSError(number, "none left"),
        OSError(errno.ECONNABORTED, "gone"),
        (line.ours, ""),
    ]
    if number == errno.ENOMEM:
        waiting[0] = MemoryError()

    class Listener:
        def accept(self) -> Any:
            found = waiting.pop(0)
            if isinstance(found, Exception):
                raise found
            return found

    listener = Listener()
    connections = Connections(10, Limits())
    _, silent = opened(connections)
    make_accept_robust(listener, connections, {}, slept.append)

    _, address = listener.accept()

    assert address == ""
    assert len(slept) == 2
    assert silent.is_shut()


def test_accepting_gives_way_to_all_others_after_each_round() -> None:
    happened: list[str] = []
    line = Line()

    class Listener:
        def accept(self) -> Any:
            happened.append("accepted")
            return line.ours, ""

    listener = Listener()
    make_accept_robust(
        listener, Connections(20, Limits()), {}, lambda _: happened.append("gave way")
    )
    for _ in range(200):
        listener.accept()

    rounds = "".join("." if one == "accepted" else "|" for one in happened).split("|")
    assert sum(map(len, rounds)) == 200
    assert max(map(len, rounds)) <= ACCEPTED_A_ROUND


@pytest.mark.parametrize(
    ("files", "connections"), [(256, 192), (1_024, 824), (4_096, 3_896), (65_536, 20_000)]
)
def test_connections_leave_files_for_the_store(
    files: int, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openspace.runtime.files.soft_limit", lambda: files)
    assert most_connections(20_000) == connections
    assert reserve(files) >= 64


class Resource:
    """A system's limits of files, which takes only what `takes` says."""

    RLIMIT_NOFILE = 7

    def __init__(self, hard: int, takes: int) -> None:
        self.limits, self._takes = (256, hard), takes

    def getrlimit(self, which: int) -> tuple[int, int]:
        return self.limits

    def setrlimit(self, which: int, limits: tuple[int, int]) -> None:
        if not 0 <= limits[0] <= self._takes:
            raise ValueError("current limit exceeds maximum limit")
        self.limits = limits


@pytest.mark.parametrize(
    ("hard", "takes", "soft"),
    [(-1, 10_240, 10_240), (2**63 - 1, 10_240, 10_240), (4_096, 4_096, 4_096)],
)
def test_as_many_files_are_allowed_as_the_system_takes(
    hard: int, takes: int, soft: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = Resource(hard, takes)
    monkeypatch.setitem(sys.modules, "resource", resource)  # type: ignore[arg-type]
    allow_many_files()
    assert resource.limits == (soft, hard)


def test_a_proxy_closes_its_idle_connections_before_we_do() -> None:
    settings = Settings(behind_proxy=True)
    assert with_proxy_idle_time(settings).limits.idle_seconds > 120
    assert with_proxy_idle_time(Settings()).limits.idle_seconds == 60
