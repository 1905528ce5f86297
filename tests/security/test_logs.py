"""The server's log tells what went wrong with the server, and nothing of people."""

import json
from pathlib import Path

import pytest
import requests
import websocket

from tests.live.server import served

pytestmark = pytest.mark.live

NAME, WORDS = "Canaria Flavescens", "yellowfeathered"


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_a_log_holds_no_names_texts_tokens_or_addresses(tmp_path: Path, mode: str) -> None:
    with served(mode, tmp_path) as server:
        venue = server.opens(title=WORDS)
        token, host = venue.joins(NAME)["token"], venue.host_token()
        venue.asks(token, "propose_topic", title=WORDS, convener_name=NAME)
        venue.asks(token, "propose_topic", title=["a list", WORDS])
        venue.asks(f"{token}x", "propose_topic", title=WORDS)
        venue.asks(host, "post_news", text=WORDS)
        at = server.url
        requests.get(f"{at}/{WORDS}/{NAME}?token={token}", timeout=5)
        requests.get(f"{at}/{venue.code}", headers={"Host": f"{WORDS}.example"}, timeout=5)
        requests.post(f"{venue.api}/join", data=f'{{"name": "{NAME}"', timeout=5)
        requests.post(f"{venue.api}/photos", files={"photo": WORDS.encode()}, timeout=5)
        requests.post(f"{venue.api}/erase", headers={"Authorization": f"Bearer {token}"}, timeout=5)
        for frame in (
            f'421["command","{WORDS}"]',
            f'421["{WORDS}"',
            WORDS,
            "4" + WORDS,
            "421[" + WORDS * 9_000,
        ):
            line = websocket.create_connection(
                f"{at.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=2
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
        key = venue.opened["host_key"]
        told = server.log
    for secret in (NAME, WORDS, token, host, key, venue.code, "127.0.0.1:"):
        assert secret not in told, told
