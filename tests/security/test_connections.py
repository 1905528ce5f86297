"""Whatever somebody on the network does with connections, the server lives and answers everybody else."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from openspace.web.middleware.bodies import MOST_BYTES
from tests.security.limited import MODES, Limited, heard, limited, status

SECONDS = {"head_seconds": 1, "body_seconds": 1, "idle_seconds": 2, "stalled_seconds": 1}


@pytest.fixture(scope="module", params=MODES)
def hasty(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Limited]:
    """A server that waits a second for each thing."""
    if request.param != "threading":
        pytest.importorskip(request.param)
    with limited(request.param, tmp_path_factory.mktemp("hasty"), **SECONDS) as server:
        yield server


@pytest.mark.live
@pytest.mark.parametrize("mode", MODES)
def test_more_silent_connections_than_files_end_nothing(mode: str, tmp_path: Path) -> None:
    if mode != "threading":
        pytest.importorskip(mode)
    with limited(mode, tmp_path, files=256) as server, ExitStack() as lines:
        venue = server.opens()
        for _ in range(600):
            lines.enter_context(server.line())

        token = venue.joins()["token"]
        answer = venue.asks(token, "propose_topic", title="We are still here")

        assert answer.json()["ok"]
        assert server.lives
        # Once for each cause: no place left, and, where closing is slower than accepting, no file.
        said = [line for line in server.log.splitlines() if "no room for more connections" in line]
        assert said
        assert len(said) == len(set(said))


@pytest.mark.live
def test_half_a_head_is_closed_in_time(hasty: Limited) -> None:
    with hasty.line(b"GET / HTTP/1.1\r\nHost: 127.0") as line:
        assert status(heard(line)) in (0, 400)
    with hasty.line() as line:
        assert heard(line) == b""


MOST_PIECES = 150
JOIN = b"POST /api/NOSUCH/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n"


@pytest.mark.live
@pytest.mark.parametrize("begun", [b"GET / HTTP/1.1\r\nX: ", JOIN], ids=["head", "body"])
def test_what_comes_byte_by_byte_is_closed_in_time(hasty: Limited, begun: bytes) -> None:
    sent = 0
    with hasty.line(begun) as line:
        line.settimeout(0.2)
        try:
            while sent < MOST_PIECES:
                line.sendall(b"x")
                sent += 1
                try:
                    if line.recv(1_000) == b"":
                        break
                except TimeoutError:
                    continue
        except OSError:
            pass
    assert sent < MOST_PIECES


@pytest.mark.live
def test_half_a_body_is_closed_in_time(hasty: Limited) -> None:
    head = b"POST /api/NOSUCH/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n"
    with hasty.line(head + b'{"name": ') as line:
        assert status(heard(line)) in (0, 400, 500)


@pytest.mark.live
def test_a_connection_that_asks_no_more_is_closed_in_time(hasty: Limited) -> None:
    with hasty.line(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as line:
        assert status(heard(line)) == 200


@pytest.mark.live
def test_a_websocket_outlives_all_these_times(hasty: Limited) -> None:
    venue = hasty.opens()
    line = websocket.create_connection(
        f"{hasty.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=30
    )
    line.recv()
    line.send(f'40{{"gathering":"{venue.code}"}}')
    assert line.recv().startswith("40")
    with hasty.line() as other:
        heard(other)  # as long as the server waits for anybody else
    with hasty.line(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as other:
        heard(other)
    line.send('421["seq"]')
    while not (said := line.recv()).startswith("43"):
        assert said
    line.close()


@pytest.mark.live
def test_what_is_too_large_is_refused_before_it_comes(hasty: Limited) -> None:
    venue = hasty.opens()
    for path, size in (
        (f"/api/{venue.code}/join", MOST_BYTES + 1),
        (f"/api/{venue.code}/host", 1_000_000),
        (f"/api/{venue.code}/photos", 13_000_000),
        ("/api/plan", 10**14),
    ):
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n\r\n"
        with hasty.line(head.encode()) as line:
            said = heard(line)
        assert status(said) == 413, said
        assert b'"message": "That is too large.' in said


@pytest.mark.live
def test_a_large_body_that_is_refused_lets_its_sender_read_why(hasty: Limited) -> None:
    venue = hasty.opens()
    answer = requests.post(f"{venue.api}/join", data=b"x" * 5_000_000, timeout=30)
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "request_entity_too_large"


# --- the parts
