"""Frames as nobody's phone sends them: each is answered within a second, and none makes a traceback."""

import json
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
import websocket

from bench.odd_frames import odd_frames
from openspace.domain.commands import MOST_TOGETHER
from tests.support.server import Venue, served
from tests.support.waiting import waits

pytestmark = pytest.mark.live

A_COMMAND = '421["command",{"id":"12345678","name":'
DEEP = "[" * 30_000 + "]" * 30_000
SENSELESS = {
    "no arguments": '421["command"]',
    "three arguments": '421["command",1,2,3]',
    "no object": '421["command","claim_cell"]',
    "a list for the object": '421["command",[]]',
    "nothing in it": '421["command",{}]',
    "no name": '421["command",{"id":"12345678","args":{}}]',
    "no arguments in it": A_COMMAND + '"claim_cell"}]',
    "a list for the arguments": A_COMMAND + '"claim_cell","args":[]}]',
    "a number for a text": A_COMMAND + '"propose_topic","args":{"title":1}}]',
    "NaN": A_COMMAND + '"propose_topic","args":{"title":NaN}}]',
    "2^63": A_COMMAND + '"edit_note","args":{"note":"n","rev":9223372036854775808}}]',
    "a number of 5,000 digits": A_COMMAND + '"edit_note","args":{"rev":' + "9" * 5000 + "}}]",
    "a lone surrogate as the name": A_COMMAND + '"\\ud800"}]',
    "a lone surrogate as the id": '421["command",{"id":"1234567\\ud800"}]',
    "30,000 levels": f'421["command",{DEEP}]',
    "30,000 levels in the arguments": f'{A_COMMAND}"edit_me","args":{{"name":{DEEP}}}}}]',
    "900 levels": '421["command",' + "[" * 900 + "]" * 900 + "]",
    "an unknown event": '421["shutdown",{}]',
    "nothing that a host works on": '421["working"]',
    "what a person works on": '421["working",{"page":"p","name":"Kim","on":"now","item":""}]',
    "the event connect": '421["connect",{}]',
    "the event disconnect": '421["disconnect"]',
    "an unknown command": A_COMMAND + '"drop_tables","args":{}}]',
    "another namespace": '42/admin,1["command",{}]',
    "binary": '451-1["command",{"_placeholder":true,"num":0}]',
    "binary that is never sent": '45999999-1["command",{"_placeholder":true,"num":-1}]',
    "no event": "421{}",
    "an empty event": "421[]",
    "an event that is no text": "421[[]]",
    "cut off": '421["command",{"id":',
}
"""What each sends; all ask for acknowledgement 1."""


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    with served("eventlet", tmp_path_factory.mktemp("frames")) as server:
        yield server.opens()


@pytest.fixture
def line(venue: Venue) -> Iterator[websocket.WebSocket]:
    """An open socket that has said nothing yet."""
    url = venue.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, timeout=30)
    line.recv()
    yield line
    line.shutdown()


def connect(line: websocket.WebSocket, venue: Venue) -> None:
    """As somebody who joined."""
    line.send("40" + json.dumps({"gathering": venue.code, "token": venue.joins()["token"]}))
    assert line.recv().startswith("40")


def answer(line: websocket.WebSocket) -> Any:
    """The next acknowledgement or refusal, in its JSON."""
    return waits(lambda: answer_in(line.recv()))


def answer_in(frame: str) -> Any:
    """None in a frame that is neither."""
    if frame.startswith("43"):
        return json.loads(frame[frame.index("[") :])[0]
    if frame.startswith(('42["refused"', "42/")):
        return {"ok": False, "error": json.loads(frame[frame.index("[") :])[1]}
    if frame.startswith("44"):
        return {"ok": False, "error": json.loads(frame[frame.index("{") :])}
    return None


def is_closed(line: websocket.WebSocket) -> bool:
    try:
        while line.recv():
            pass
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketException, OSError):
        pass
    return True


@pytest.mark.parametrize("frame", SENSELESS.values(), ids=SENSELESS)
def test_a_senseless_frame_is_refused_and_the_socket_goes_on(
    line: websocket.WebSocket, venue: Venue, frame: str
) -> None:
    connect(line, venue)
    line.send(frame)
    refused = answer(line)
    assert refused["ok"] is False
    codes = ("malformed", "unknown_command", "unknown_note", "not_allowed")
    assert refused["error"]["code"] in codes
    assert refused["error"]["message"]
    # The socket goes on as if nothing had been.
    line.send('422["command",{"id":"87654321","name":"edit_me","args":{"name":"Kim"}}]')
    assert answer(line)["ok"]


@pytest.mark.parametrize(
    "frame",
    [
        '42["command",{}]',
        '42["nothing"]',
        "4",
        "4[[[",
        "49",
        "4null",
        "41/admin,",
        '40{"gathering":"x"}',
        "44",
        "2",
        "4" + DEEP,
    ],
)
def test_a_frame_that_asks_for_no_answer_disturbs_nobody(
    line: websocket.WebSocket, venue: Venue, frame: str
) -> None:
    connect(line, venue)
    line.send(frame)
    line.send('422["command",{"id":"87654321","name":"edit_me","args":{"name":"Kim"}}]')
    while not (got := answer(line))["ok"]:
        assert got["error"]["code"]
    line.shutdown()


def test_events_before_connecting_are_refused(line: websocket.WebSocket, venue: Venue) -> None:
    line.send('421["command",{}]')
    assert answer(line)["error"]["code"] == "not_allowed"
    for auth in (
        "[",
        '{"gathering":[]}',
        "[]",
        '{"gathering":"\\ud800"}',
        '{"since":NaN}',
        DEEP,
        '"x"',
    ):
        line.send(f"40{auth}")
        assert answer(line)["error"]["message"]
    line.send('40/admin,{"gathering":"x"}')
    assert answer(line)["error"]["message"]


def test_a_frame_above_320_kib_is_answered_and_ends_its_own_socket_only(
    line: websocket.WebSocket, venue: Venue
) -> None:
    connect(line, venue)
    line.send('421["command",{"id":"' + "1" * 330_000 + '"}]')
    while not (said := line.recv()).startswith('42["refused"'):
        assert said
    assert json.loads(said[2:])[1]["code"] == "too_long"
    assert is_closed(line)
    assert venue.get("state").ok


@pytest.mark.parametrize("sign", ["ก", "🌱"])
def test_the_longest_note_passes_however_it_is_escaped(
    line: websocket.WebSocket, venue: Venue, sign: str
) -> None:
    """Python's Socket.IO client writes each sign as one or two \\uXXXX."""
    connect(line, venue)
    ask = {"id": "1", "name": "propose_topic"}
    args = {"title": sign * 500, "description": sign * 20_000}
    line.send("421" + json.dumps(["command", {**ask, "args": args}]))
    assert answer(line)["ok"]


def test_the_longest_texts_of_one_command_pass_and_longer_ones_are_told_so(
    line: websocket.WebSocket, venue: Venue
) -> None:
    """A note with a picture has two long texts, a text and the description of the picture."""
    connect(line, venue)
    for length, code in ((MOST_TOGETHER, "unknown_session"), (MOST_TOGETHER + 1, "too_long")):
        texts = {"text": "🌱" * 20_000, "alt": "🌱" * (length - 20_000 - len("nowherephoto"))}
        args = {"session": "nowhere", "kind": "photo", **texts}
        ask = {"id": str(length), "name": "post_note", "args": args}
        line.send("421" + json.dumps(["command", ask]))
        assert answer(line)["error"]["code"] == code


def test_a_thousand_odd_frames_are_answered(line: websocket.WebSocket, venue: Venue) -> None:
    connect(line, venue)
    seed = random.randrange(10**6)
    for frame in odd_frames(random.Random(seed), 1000):
        line.send(frame)
        if frame.startswith("421"):
            assert "ok" in answer(line), (seed, frame)
    assert "Traceback" not in venue.server.log, seed


def test_a_flood_of_one_socket_lets_others_have_their_turn(
    line: websocket.WebSocket, venue: Venue
) -> None:
    connect(line, venue)
    flood = 1000

    for _ in range(flood):
        line.send('421["command",{}]')

    assert [answer(line)["ok"] for _ in range(flood)] == [False] * flood


@pytest.mark.parametrize("cuts", [(1,), (2, 5), (7, 30, 31), (40, 41, 42)])
def test_frames_are_read_in_whatever_pieces_they_come(
    line: websocket.WebSocket, venue: Venue, cuts: tuple[int, ...]
) -> None:
    connect(line, venue)
    texts = ('421["seq"]', f'422["seq","{"ä" * 90}"]', '423["seq"]')
    sent = b"".join(
        websocket.ABNF.create_frame(text, websocket.ABNF.OPCODE_TEXT).format() for text in texts
    )
    for begin, end in zip((0, *cuts), (*cuts, len(sent)), strict=True):
        line.sock.sendall(sent[begin:end])
        time.sleep(0.01)

    heard: list[str] = []
    while len(heard) < 3:
        frame = str(line.recv())
        heard += [frame[:3]] if frame.startswith("43") else []
    assert heard == ["431", "432", "433"]
