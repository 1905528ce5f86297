"""One connection of eventlet's HTTP, without a server: what a slow client makes it hold and do."""

from typing import Any

import pytest

from openspace.runtime.eventlet_http import Answer
from openspace.runtime.http_line import Line
from openspace.runtime.strict import Ambiguous

MOST_OWN = 64 * 1024
"""Bytes that a slow reader may hold for itself."""


class Sock:
    """As much of a socket as is needed: what it sends, and what it keeps for that."""

    def __init__(self, *received: bytes) -> None:
        self._received = iter(received)
        self.sent = b""
        self.held: list[Any] = []

    def recv(self, _: int) -> bytes:
        return next(self._received, b"")

    def sendall(self, data: memoryview) -> None:
        self.sent += data
        self.held.append(data.obj)


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_slow_reader_of_a_long_answer_holds_no_copy_of_it(is_chunked: bool) -> None:
    book, sock = bytes(range(256)) * 8_000, Sock()
    answer = Answer(Line(sock), "GET", is_new=True, closes=False)
    answer.start("200 OK", [])
    answer.send(
        iter([b"before", book, b"", b"after"]) if is_chunked else [b"before", book, b"after"]
    )

    assert all(one is book or len(one) <= MOST_OWN for one in sock.held)
    head, _, body = sock.sent.partition(b"\r\n\r\n")
    if is_chunked:
        assert body == b"6\r\nbefore\r\n1f4000\r\n" + book + b"\r\n5\r\nafter\r\n0\r\n\r\n"
    else:
        assert body == b"before" + book + b"after"
        assert f"Content-Length: {len(body)}".encode() in head


def test_a_short_answer_is_sent_with_its_head_in_one_call() -> None:
    sock = Sock()
    answer = Answer(Line(sock), "GET", is_new=True, closes=False)
    answer.start("200 OK", [])
    answer.send([b"a", b"b" * 20_000])

    assert len(sock.held) == 1
    assert sock.sent.endswith(b"\r\n\r\na" + b"b" * 20_000)


def _head(*received: bytes) -> bytes:
    return Line(Sock(*received)).head(lambda: None)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1_000])
def test_a_head_is_found_in_whatever_parts_it_comes(size: int) -> None:
    first, second = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /b HTTP/1.1\r\nA: b\n\n"
    both = first + second
    line = Line(Sock(*(both[at : at + size] for at in range(0, len(both), size))))

    assert line.head(lambda: None) == first
    assert line.head(lambda: None) == second
    assert line.head(lambda: None) == b""


def test_a_wrong_first_line_is_refused_before_the_rest_has_come() -> None:
    with pytest.raises(Ambiguous) as refused:
        _head(b"GET / HT", b"TP/2.0\r", b"\n")
    assert refused.value.args[0] == 400


@pytest.mark.parametrize("has_end", [False, True])
@pytest.mark.parametrize("part", [1_000, 100_000])
def test_a_long_address_is_refused_complete_or_not(part: int, has_end: bool) -> None:
    head = b"GET /" + b"a" * 8_192 + b" HTTP/1.1\r\n\r\n" * has_end
    with pytest.raises(Ambiguous) as refused:
        _head(*(head[at : at + part] for at in range(0, len(head), part)))
    assert refused.value.args[0] == 414


@pytest.mark.parametrize("has_end", [False, True])
def test_a_long_head_is_refused_complete_or_not(has_end: bool) -> None:
    beginning = b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 11_000
    half = len(beginning) // 2
    with pytest.raises(Ambiguous) as refused:
        _head(beginning[:half], beginning[half:] + b"\r\n" * has_end)
    assert refused.value.args[0] == 431
