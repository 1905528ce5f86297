"""A request that two programs could read in two ways is refused, in every runtime."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from openspace.config import Settings
from openspace.runtime.strict import read_fields
from openspace.web.middleware.origins import Origins
from tests.security.limited import MODES, Limited, heard, limited, status
from tests.support.server import Server, Venue

HOST = b"Host: 127.0.0.1\r\n"
CHUNKS = b"Transfer-Encoding: chunked\r\n\r\n"
JOIN = b"POST /api/NOSUCH/join HTTP/1.1\r\n" + HOST

AMBIGUOUS = {
    "two lengths": JOIN + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "two unlike lengths": JOIN + b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
    "a list of lengths": JOIN + b"Content-Length: 2, 2\r\n\r\n{}",
    "a length with a sign": JOIN + b"Content-Length: +2\r\n\r\n{}",
    "a length with an underscore": JOIN + b"Content-Length: 1_0\r\n\r\n{}        ",
    "a negative length": JOIN + b"Content-Length: -2\r\n\r\n{}",
    "an empty length": JOIN + b"Content-Length: \r\n\r\n",
    "a length and chunks": JOIN + b"Content-Length: 2\r\n" + CHUNKS + b"2\r\n{}\r\n0\r\n\r\n",
    "a chunk with a sign": JOIN + CHUNKS + b"+2\r\n{}\r\n0\r\n\r\n",
    "a chunk with an underscore": JOIN + CHUNKS + b"0_2\r\n{}\r\n0\r\n\r\n",
    "a chunk with 0x": JOIN + CHUNKS + b"0x2\r\n{}\r\n0\r\n\r\n",
    "chunks": JOIN + CHUNKS + b"2\r\n{}\r\n0\r\n\r\n",
    "chunks of another kind": JOIN + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": JOIN + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a space before another colon": JOIN + b"X : 1\r\n\r\n",
    "a folded line": JOIN + b"X: 1\r\n Content-Length: 2\r\n\r\n{}",
    "a line without a colon": JOIN + b"X\r\n\r\n",
    "a bare LF": JOIN + b"X: 1\nContent-Length: 2\r\n\r\n{}",
    "a bare CR": JOIN + b"X: 1\rContent-Length: 2\r\n\r\n{}",
    "only LF": b"GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n",
    "NUL in a header": JOIN + b"X: a\x00b\r\n\r\n",
    "NUL in the address": b"GET /healthz\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "two hosts": b"GET /healthz HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "the same host twice": b"GET /healthz HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "a host with a user": b"GET /healthz HTTP/1.1\r\nHost: evil@127.0.0.1\r\n\r\n",
    "a host with a fragment": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1#.evil\r\n\r\n",
    "a host with a path": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1/evil\r\n\r\n",
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
    "HTTP/2.0": b"GET /healthz HTTP/2.0\r\n" + HOST + b"\r\n",
    "two spaces": b"GET  /healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tab": b"GET\t/healthz HTTP/1.1\r\n" + HOST + b"\r\n",
}


@pytest.fixture(scope="module", params=MODES)
def server(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Limited]:
    if request.param != "threading":
        pytest.importorskip(request.param)
    with limited(request.param, tmp_path_factory.mktemp("strict"), idle_seconds=2) as running:
        yield running


@pytest.mark.live
@pytest.mark.parametrize("what", AMBIGUOUS)
def test_an_ambiguous_request_is_refused_and_nothing_after_it_is_read(
    server: Limited, what: str
) -> None:
    smuggled = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    with server.line(AMBIGUOUS[what] + smuggled) as line:
        said = heard(line)
    assert status(said) in (400, 411, 505), said
    assert len(re.findall(rb"HTTP/1\.[01] \d{3} ", said)) == 1, said
    assert b'"ok"' not in said


@pytest.mark.live
def test_a_head_without_an_end_is_refused(server: Limited) -> None:
    with server.line(b"GET /healthz HTTP/1.1\r\n" + HOST) as line:
        with suppress(OSError):
            line.sendall((b"X: " + b"x" * 1_000 + b"\r\n") * 80)
        # Hung up on, where not all of it was read.
        assert status(heard(line)) in (0, 400, 431)


@pytest.mark.live
def test_an_ordinary_request_is_answered_and_so_is_the_next(server: Limited) -> None:
    venue: Venue = server.opens()
    token = venue.joins("Kim")["token"]
    assert venue.asks(token, "propose_topic", title="Ordinary").json()["ok"]
    with server.line(b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: \xc3\xa4\r\n\r\n") as line:
        assert status(heard(line)) == 200
    with server.line(b"GET /healthz HTTP/1.0\r\n" + HOST + b"\r\n") as line:
        assert status(heard(line)) == 200
    assert isinstance(server, Server)


@pytest.mark.parametrize(
    "host", [b"127.0.0.1", b"[::1]:8000", b"a-b.example:80", b"X_y.local", b""]
)
def test_hosts_as_browsers_send_them_pass(host: bytes) -> None:
    lines = [b"Host: " + host + b"\r\n", b"\r\n"]
    assert read_fields(b"GET / HTTP/1.1\r\n", lines) == [("Host", host.decode())]


@pytest.mark.parametrize(
    "host",
    [
        "evil@127.0.0.1",
        "127.0.0.1#.evil",
        "127.0.0.1?.evil",
        "127.0.0.1/.evil",
        "127.0.0.1\\.evil",
        "127.0.0.1:80:90",
        "127.0.0.1:x",
        "127.0.0.1 ",
        "[127.0.0.1",
        "127.0.0.1,127.0.0.1",
        "１２７.0.0.1",
        "",
    ],
)
def test_what_only_contains_our_name_is_none_of_ours(host: str) -> None:
    assert not Origins(Settings(), list).answers_to(host)
