"""The fast way to every screen keeps its promises: order, no gap, nobody waits for the slow ones.

Also the contract with what lies below Flask-SocketIO: when a new version of it is different, these fail.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace.live.transport.direct import MOST_WAITING
from openspace.live.transport.raw_sockets import frame_of, unmasked
from tests.live.phone import new_client
from tests.support.server import Server, Venue, served
from tests.support.waiting import waits

pytestmark = pytest.mark.live
NEVER = -1
"""The number of no bell."""
LOOK_INSIDE = ("--inside", "tests.live.look_inside")
"""Two more addresses: one shows the lines, one rings many bells, some in the ordinary way."""


@pytest.fixture(scope="module")
def server(async_mode: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(async_mode, tmp_path_factory.mktemp(async_mode), *LOOK_INSIDE) as running:
        yield running


class Screen:
    """A WebSocket on the wire itself, that reads when it is told to."""

    def __init__(self, venue: Venue, receives: int = 0) -> None:
        sock = socket.socket()
        if receives:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        sock.connect(("127.0.0.1", venue.server.port))
        self.ws = websocket.create_connection(
            venue.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
            socket=sock,
            timeout=20,
            # In Python, byte by byte. `recv` decodes the whole text anyway, and raises if it cannot.
            skip_utf8_validation=True,
            header={"Sec-WebSocket-Extensions": "permessage-deflate"},
        )
        self.ws.recv()
        self.ws.send("40" + json.dumps({"gathering": venue.code}))
        assert self.ws.recv().startswith("40")

    def bells(self, until: int) -> list[int]:
        """The numbers of the bells, up to the last one."""
        heard: list[int] = []
        while not heard or heard[-1] != until:
            frame = str(self.ws.recv())
            if frame.startswith('42["bell"'):
                heard.append(json.loads(frame[2:])[1]["n"])
            elif frame == "2":
                self.ws.send("3")
        return heard

    def goes(self) -> None:
        if self.ws.sock:
            self.ws.sock.close()


@pytest.fixture
def screen(venue: Venue) -> Iterator[Callable[..., Screen]]:
    screens: list[Screen] = []

    def opens(**how: Any) -> Screen:
        screens.append(Screen(venue, **how))
        return screens[-1]

    yield opens
    for one in screens:
        one.goes()


def rings(venue: Venue, times: int, size: int = 4_000, together: int = 5) -> None:
    requests.get(f"{venue.server.url}/ring/{venue.code}/{times}/{size}/{together}", timeout=60)


@contextmanager
def reading(work: Callable[[], list[int]]) -> Iterator[list[list[int]]]:
    """Read in a thread, and wait for it at the end. What it returned is in the list."""
    heard: list[list[int]] = []
    thread = threading.Thread(target=lambda: heard.append(work()))
    thread.start()
    yield heard
    thread.join()


def inside(venue: Venue) -> dict[str, Any]:
    return dict(requests.get(f"{venue.server.url}/inside", timeout=30).json())


def test_every_websocket_has_a_line_with_the_versions_that_are_installed(
    venue: Venue, async_mode: str, screen: Callable[..., Screen]
) -> None:
    """Fails when a new version of engine.io, eventlet or simple-websocket is different underneath."""
    for _ in range(3):
        screen()

    waits(lambda: inside(venue)["lines"][-3:] == [True, True, True])
    assert inside(venue)["detached"][-3:] == [async_mode == "eventlet"] * 3
    assert "cannot be written to directly" not in venue.server.log


def test_without_the_inner_parts_the_public_calls_do_it_all(
    async_mode: str, tmp_path: Path
) -> None:
    changed = ("--inside", "tests.live.changed_parts")
    with served(async_mode, tmp_path, *changed, *LOOK_INSIDE) as running, closing_all() as screens:
        venue = running.opens()
        screens += [Screen(venue), Screen(venue)]
        rings(venue, 80)

        assert [one.bells(until=79) for one in screens] == [list(range(80))] * 2
        assert not any(inside(venue)["lines"])
        assert running.log.count("sockets cannot be written to directly") == 1


@contextmanager
def closing_all() -> Iterator[list[Screen]]:
    screens: list[Screen] = []
    yield screens
    for one in screens:
        one.goes()


def test_nobody_is_offered_compression(venue: Venue, screen: Callable[..., Screen]) -> None:
    headers = screen().ws.headers

    assert "sec-websocket-extensions" not in headers


def test_bells_come_in_order_and_without_a_gap_to_quick_and_slow_screens(
    venue: Venue, screen: Callable[..., Screen]
) -> None:
    quick, slow = screen(), screen(receives=4_096)

    with reading(lambda: quick.bells(until=199)) as heard:
        rings(venue, 200, size=20_000)

    assert [*heard, slow.bells(until=199)] == [list(range(200))] * 2
    # When all has been read, it is written to directly again.
    waits(lambda: inside(venue)["lines"][-2:] == [True, True])


@pytest.mark.parametrize("transports", [["polling"], ["polling", "websocket"]])
def test_bells_come_in_order_to_who_polls_and_to_who_upgrades_meanwhile(
    venue: Venue, screen: Callable[..., Screen], transports: list[str]
) -> None:
    heard: list[int] = []
    # It gives up at more than 16 packets in one answer, which no browser does.
    client = new_client()
    client.on("bell", lambda bell: heard.append(bell["n"]))
    wall = screen()
    rung = threading.Thread(target=rings, args=(venue, 80, 400, 1))

    client.connect(venue.server.url, transports=transports[:1], auth={"gathering": venue.code})
    if len(transports) > 1:
        client.disconnect()
        client.connect(venue.server.url, transports=transports, auth={"gathering": venue.code})
    rung.start()

    assert wall.bells(until=79) == list(range(80))
    waits(lambda: heard and heard[-1] == 79)
    rung.join()
    client.disconnect()
    assert heard == list(range(80))


@pytest.mark.alone
def test_screen_that_reads_nothing_is_cut_and_delays_nobody(
    venue: Venue, screen: Callable[..., Screen]
) -> None:
    stalled, wall = screen(receives=4_096), screen()
    before = len(inside(venue)["waiting"])

    # In parts, each fewer than may wait: on a busy machine the wall may be slow, and must not be cut too.
    for _ in range(14):
        with reading(lambda: wall.bells(until=49)) as heard:
            rings(venue, 50, size=40_000, together=10)
        assert heard == [list(range(50))]

    waits(lambda: len(inside(venue)["waiting"]) == before - 1)
    assert max(inside(venue)["waiting"]) <= MOST_WAITING + 1
    stalled.ws.settimeout(5)
    with pytest.raises((websocket.WebSocketException, OSError)):
        stalled.bells(until=NEVER)


def test_ping_in_the_middle_of_a_frame_is_answered_between_two(
    venue: Venue, screen: Callable[..., Screen]
) -> None:
    slow = screen(receives=4_096)
    # The first goes the ordinary way; one of the next six is the first that the system takes in part.
    rings(venue, 8, size=900_000, together=1)
    for n in range(3):
        slow.ws.ping(f"ping {n}")

    bells: list[int] = []
    pongs: list[bytes] = []
    while len(bells) < 8 or len(pongs) < 3:
        kind, data = slow.ws.recv_data(control_frame=True)
        if kind == websocket.ABNF.OPCODE_PONG:
            pongs.append(data)
        elif data.startswith(b'42["bell"'):
            bells.append(json.loads(data[2:])[1]["n"])

    assert bells == list(range(8))
    assert pongs == [b"ping 0", b"ping 1", b"ping 2"]


def test_screen_that_closes_in_the_middle_of_a_frame_gets_whole_ones_to_the_end(
    venue: Venue, screen: Callable[..., Screen]
) -> None:
    slow, wall = screen(receives=4_096), screen()
    rings(venue, 8, size=900_000, together=1)
    slow.ws.send_close()

    bells: list[int] = []
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        kind = None
        while kind != websocket.ABNF.OPCODE_CLOSE:
            kind, data = slow.ws.recv_data(control_frame=True)
            if data.startswith(b'42["bell"'):
                bells.append(json.loads(data[2:])[1]["n"])

    assert bells == list(range(len(bells)))
    assert wall.bells(until=7) == list(range(8))


@pytest.mark.parametrize("size", [0, 5, 125, 126, 65_535, 65_536])
def test_frame_is_read_by_another_library(size: int) -> None:
    payload = ("ä" * size).encode()[:size] if size < 200 else b"x" * size
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        threading.Thread(target=ours.sendall, args=(frame_of(payload),)).start()
        reader = websocket.WebSocket()
        reader.sock = theirs
        assert reader.recv_frame().data == payload
        reader.sock = None


@settings(deadline=None)
@given(st.binary(max_size=40), st.binary(min_size=4, max_size=4), st.integers(0, 9))
def test_unmasking_is_eventlets_own(data: bytes, mask: bytes, offset: int) -> None:
    theirs = pytest.importorskip("eventlet.websocket").RFC6455WebSocket._apply_mask

    assert unmasked(data, tuple(mask), offset=offset) == theirs(data, tuple(mask), offset=offset)
