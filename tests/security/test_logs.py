"""The server's log tells what went wrong with the server, and nothing of people."""

import json
import logging
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import websocket

from openspace.proceedings.formats import write_everything
from openspace.proceedings.render.worker import RenderProcess, WorkerFailed
from openspace.runtime.logs import PrivateFormatter
from tests.proceedings.test_docx import illustrated_book
from tests.support.server import served

pytestmark = pytest.mark.live

NAME, WORDS = "Canaria Flavescens", "yellowfeathered"

ODD = [
    "WORDS\n\n",
    "GET /WORDS HTTP/9.9\nHost: localhost\n\n",
    "GET /WORDS WORDS HTTP/1.1\nHost: localhost\n\n",
    "GET /WORDS HTTP/1.1\nHost: localhost\nContent-Length: WORDS\n\n",
    "POST /join HTTP/1.1\nHost: localhost\nContent-Length: 900\n\ncode=WORDS",
    "POST /join HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\nWORDS\nWORDS",
    "GET /?" + "WORDS" * 3_000 + " HTTP/1.1\nHost: localhost\n\n",
    "GET / HTTP/1.1\nHost: localhost\nX: " + "WORDS" * 8_000 + "\n\n",
    "GET / HTTP/1.1\nHost: localhost\nWORDS\n: WORDS\n\n",
    "GET / HTTP/1.1\nHost: localhost\n" + "X: WORDS\n" * 300 + "\n",
    "\x16\x03\x01WORDS",
]
"""Requests that are none, which the runtime itself answers."""


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_a_log_holds_no_names_texts_tokens_or_addresses(tmp_path: Path, mode: str) -> None:
    if mode != "threading":
        pytest.importorskip(mode)
    with served(mode, tmp_path) as server:
        venue = server.opens(title=WORDS)
        token, host = venue.joins(NAME)["token"], venue.host_token()
        venue.asks(token, "propose_topic", title=WORDS, convener_name=NAME)
        venue.asks(token, "propose_topic", title=["a list", WORDS])
        venue.asks(f"{token}x", "propose_topic", title=WORDS)
        venue.asks(host, "post_news", text=WORDS)
        at = server.url
        requests.get(f"{at}/{WORDS}/{NAME}?token={token}", timeout=30)
        requests.get(f"{at}/{venue.code}", headers={"Host": f"{WORDS}.example"}, timeout=30)
        requests.get(f"{at}/socket.io/?EIO=4&transport=polling&sid={WORDS}", timeout=30)
        requests.get(f"{at}/socket.io/?EIO={WORDS}&transport={WORDS}", timeout=30)
        requests.post(f"{venue.api}/join", data=f'{{"name": "{NAME}"', timeout=30)
        requests.post(f"{venue.api}/photos", files={"photo": WORDS.encode()}, timeout=30)
        requests.post(
            f"{venue.api}/erase", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        for frame in (
            f'421["command","{WORDS}"]',
            f'421["{WORDS}"',
            WORDS,
            "4" + WORDS,
            "421[" + WORDS * 9_000,
        ):
            line = websocket.create_connection(
                f"{at.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=30
            )
            line.recv()
            line.send("40" + json.dumps({"gathering": venue.code, "token": host}))
            line.recv()
            line.send(frame)
            line.shutdown()
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(
                f"{at.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&sid={WORDS}",
                header=[f"Cookie: {WORDS}"],
                origin=f"http://{WORDS}.example",
            )
        for said in ODD:
            with socket.create_connection(("127.0.0.1", server.port), timeout=2) as line:
                line.sendall(said.replace("WORDS", WORDS).replace("\n", "\r\n").encode())
                with suppress(OSError):
                    line.shutdown(socket.SHUT_WR)
                    line.recv(9000)
        key = venue.opened["host_key"]
        told = server.log
    for secret in (NAME, WORDS, token, host, key, venue.code, "127.0.0.1:"):
        assert secret not in told, told


def test_of_an_error_its_kind_and_place_are_told_and_not_its_words() -> None:
    def fails() -> None:
        try:
            {}[NAME]
        except KeyError as error:
            raise ValueError(WORDS) from error

    try:
        fails()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info())

    told = PrivateFormatter("%(message)s").format(record)

    assert told.startswith("failed\nTraceback")
    assert [line for line in told.splitlines() if line.endswith("Error")] == [
        "KeyError",
        "ValueError",
    ]
    assert "in fails" in told
    for secret in (NAME, WORDS):
        assert secret not in told


def test_of_a_book_that_cannot_be_made_its_words_are_told_neither_here_nor_by_its_process(
    capfd: pytest.CaptureFixture[str],
) -> None:
    bench = RenderProcess()
    try:
        with pytest.raises(WorkerFailed) as caught:
            bench.make(int, WORDS)
        bench.make(write_everything, replace(illustrated_book(), shared=WORDS, code=NAME))
    finally:
        bench.close()

    assert "ValueError" in str(caught.value)
    told = capfd.readouterr().err
    assert "could not be made for an archive" in told
    for secret in (WORDS, NAME):
        assert secret not in str(caught.value) + told
