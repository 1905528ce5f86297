"""One connection of eventlet's HTTP, without a server: what a slow client makes it hold and do."""

from typing import Any

import pytest

from openspace.runtime.eventlet_http import Answer
from openspace.runtime.http_line import Line

MOST_OWN = 64 * 1024
"""Bytes that a slow reader may hold for itself."""


class Sock:
    """As much of a socket as is needed: what it sends, and what it keeps for that."""

    def __init__(self) -> None:
        self.sent = b""
        self.held: list[Any] = []

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
