"""What a client can make the server hold for it: codes, fragments, sockets and answers, all bounded."""

import gc
import json
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from select import select
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import websocket
from flask import Flask

from openspace.config import Limits
from openspace.live.transport.reading import LimitedFragments
from openspace.live.transport.unjoined import Unjoined
from openspace.service.codes import as_known_code
from tests.security.limited import MODES, Limited, heard, limited
from tests.support.http import bearer
from tests.support.server import Venue

SECONDS = {"head_seconds": 2, "stalled_seconds": 1}
UNENDING, CONTINUED, PING = 0x01, 0x00, 0x89
"""First bytes of frames: a text that goes on, what goes on with it, a ping."""


@pytest.fixture(scope="module", params=MODES)
def server(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Limited]:
    if request.param != "threading":
        pytest.importorskip(request.param)
    with limited(request.param, tmp_path_factory.mktemp("held"), **SECONDS) as running:
        yield running


def opened(server: Limited, join: Venue | None = None) -> websocket.WebSocket:
    line = websocket.create_connection(
        f"{server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=30
    )
    line.recv()
    if join:
        line.send(f'40{{"gathering":"{join.code}"}}')
        assert line.recv().startswith("40")
    return line


def frame(first: int, payload: bytes) -> bytes:
    """A frame as clients send it, masked with zeros."""
    size = len(payload)
    head = struct.pack("!BB", first, 0x80 | size) if size < 126 else b""
    return (head or struct.pack("!BBH", first, 0x80 | 126, size)) + b"\0" * 4 + payload


def is_closed(line: websocket.WebSocket) -> bool:
    """Within thirty seconds."""
    try:
        while line.recv():
            pass
    except (websocket.WebSocketConnectionClosedException, OSError) as error:
        return not isinstance(error, TimeoutError | websocket.WebSocketTimeoutException)
    return True


def is_closed_while_it_sends(line: websocket.WebSocket, data: bytes) -> bool:
    """Within thirty seconds. Later, a socket is closed that answers no ping."""
    rest, end = memoryview(data), time.monotonic() + 30
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        while True:
            left = max(0.0, end - time.monotonic())
            readable, writable, _ = select([line.sock], [line.sock] if rest else [], [], left)
            if not left or not (readable or writable):
                return False
            # `recv` would answer a farewell, and wait until that is sent.
            if readable and line.recv_frame().opcode == websocket.ABNF.OPCODE_CLOSE:
                return True
            if writable:
                rest = rest[line.sock.send(rest[:60_000]) :]
    return True


@pytest.mark.live
@pytest.mark.parametrize(("piece", "many"), [(b"x" * 60_000, 200), (b"x" * 100, 50_000)])
def test_fragments_without_an_end_end_the_socket(server: Limited, piece: bytes, many: int) -> None:
    line = opened(server, server.opens())
    line.sock.sendall(frame(UNENDING, b"42"))
    assert is_closed_while_it_sends(line, frame(CONTINUED, piece) * many)
    line.shutdown()


def test_empty_fragments_count_as_well() -> None:
    message = SimpleNamespace(opcode=1, data=[b""])
    sent: list[str] = []
    closed: list[Any] = []

    def read(message: Any = message) -> Any:
        message.data.append(b"")
        return message

    socket = SimpleNamespace(
        _recv_frame=read, send=sent.append, close=lambda close_data: closed.append(close_data)
    )
    fragments = LimitedFragments(socket, 100, lambda seconds: None)
    fragments(message)
    with suppress(ConnectionAbortedError):
        for _ in range(200):
            fragments(message)
    assert len(message.data) < 200
    assert closed == [(1009, "This message is too long.")]
    assert "too_long" in sent[0]


@pytest.mark.live
def test_a_message_in_fragments_is_still_a_message(server: Limited) -> None:
    line = opened(server, server.opens())
    line.sock.sendall(frame(UNENDING, b'421["s') + frame(PING, b"?") + frame(0x80, b'eq"]'))
    while not (said := line.recv()).startswith("431"):
        assert said
    line.shutdown()


@pytest.mark.live
def test_a_socket_that_joins_no_gathering_is_closed_and_one_that_did_is_not(
    server: Limited,
) -> None:
    venue = server.opens()
    joined, silent, refused = opened(server, venue), opened(server), opened(server)
    refused.send('40{"gathering":"NOSUCH"}')

    assert is_closed(silent)
    assert is_closed(refused)
    joined.send('421["seq"]')
    while not (said := joined.recv()).startswith("431"):
        assert said
    for line in (joined, silent, refused):
        line.shutdown()


@pytest.mark.alone
@pytest.mark.live
@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_who_takes_no_answer_is_disconnected(mode: str, tmp_path: Path) -> None:
    # With threads there is one answer a connection, which fits into the system's own buffers.
    pytest.importorskip(mode)
    with limited(mode, tmp_path, **SECONDS) as server:
        page = requests.get(f"{server.url}/", timeout=30).text
        asset = page.split("css/base")[0].rpartition("/static/")[2] + "css/base"
        asset += page.partition("css/base")[2].partition('"')[0]
        asked = f"GET /static/{asset} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        size = len(requests.get(f"{server.url}/static/{asset}", timeout=30).content)
        many = 30_000_000 // size
        with server.line() as line:
            line.settimeout(0.5)
            with suppress(OSError):
                line.sendall(asked * many)
            time.sleep(4)
            line.settimeout(10)
            assert heard(line).count(b"HTTP/1.1 200") < many


def test_no_code_is_looked_up_that_can_be_none(app: Flask) -> None:
    ledger, looked = app.extensions["openspace"].ledger, []
    ordinary = ledger.load

    def load(code: str) -> Any:
        looked.append(code)
        return ordinary(code)

    ledger.load = load
    client = app.test_client()
    for code in ("ABC", "A" * 13, "A" * 60_000, "..", "ÄÖÜABC", "AB_CDE"):
        assert client.get(f"/api/{code[:7_000]}/state").status_code == 404
        socket = app.extensions["socketio"].test_client(app, auth={"gathering": code})
        assert not socket.is_connected()
    assert [code for code in looked if not 4 <= len(code) <= 12] == []


def test_code_of_no_gathering_is_kept_nowhere(app: Flask) -> None:
    code, client = "NXSUCH", app.test_client()
    for path in (f"/api/{code}/state", f"/{code}/wall", f"/{code}/schedule.ics", f"/{code}/host"):
        assert client.get(path).status_code == 404
    for path, body in (("join", {}), ("host", {"host_key": "guess"}), ("host", {"pass": "guess"})):
        assert client.post(f"/api/{code}/{path}", json=body).status_code == 404
    assert not app.extensions["socketio"].test_client(app, auth={"gathering": code}).is_connected()
    assert app.extensions["openspace"].ledger.host_key_hash(code) is None

    gc.collect()
    ours = [one for one in gc.get_objects() if str(type(one).__module__).startswith("openspace.")]
    kept = [kept for one in ours for kept in getattr(one, "__dict__", {}).values()]
    keys = [key for one in kept if isinstance(one, dict) for key in one]
    assert [key for key in keys if code in (key if isinstance(key, tuple) else (key,))] == []


@pytest.mark.parametrize("typed", ["k7pm3q", "K7P-M3Q", " k7 pm3q "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert as_known_code(typed) == "K7PM3Q"


@pytest.mark.live
def test_a_slow_sender_keeps_nobody_waiting(server: Limited) -> None:
    venue = server.opens()
    token = venue.joins()["token"]
    head = f"POST /api/{venue.code}/commands HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
    slow = [server.line(head + b"Content-Length: 60000\r\n\r\n{") for _ in range(30)]
    assert venue.asks(token, "propose_topic", title="Meanwhile").json()["ok"]
    assert requests.get(f"{venue.api}/state", headers=bearer(token), timeout=30).ok
    for line in slow:
        line.close()


@pytest.mark.live
@pytest.mark.parametrize("mode", MODES)
def test_sessions_that_only_poll_are_bounded_and_phones_still_come_in(
    mode: str, tmp_path: Path
) -> None:
    if mode != "threading":
        pytest.importorskip(mode)
    with limited(mode, tmp_path, connections=60) as server:
        venue = server.opens()
        at, sids = f"{server.url}/socket.io/?EIO=4&transport=polling", []
        for _ in range(200):
            sids.append(json.loads(requests.get(at, timeout=30).text[1:])["sid"])

        line = opened(server, venue)

        known = [requests.get(f"{at}&sid={sid}", timeout=30) for sid in sids[:100]]
        assert {answer.status_code for answer in known} == {400}
        line.shutdown()


class Session:
    """As much of an Engine.IO socket as it takes to be closed."""

    closed = closing = False

    def __init__(self, client: str, told: list[str]) -> None:
        self._client, self._told = client, told

    def close(self, **_: object) -> None:
        self._told.append(self._client)


def test_who_joins_nothing_is_closed_in_time_and_who_joined_is_not(app: Flask) -> None:
    now = 0.0
    closed: list[str] = []
    socketio = app.extensions["socketio"]
    unjoined = Unjoined(socketio, Limits(), lambda: now)
    unjoined._connect = lambda client, environ: None
    for client in ("joined", "waits", "left"):
        socketio.server.eio.sockets[client] = Session(client, closed)
        unjoined._connected(client, {})
    unjoined.joined("joined")
    unjoined.joined("left")
    now = 15.0
    unjoined.left("left")
    now = 21.0
    unjoined.close_overdue()
    assert closed == ["waits"]
    now = 36.0
    unjoined.close_overdue()
    assert closed == ["waits", "left"]
