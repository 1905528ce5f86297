"""What sockets are refused, and when they are closed."""

from collections.abc import Callable

import pytest
import requests
import socketio
import websocket

from openspace.languages.pseudo import pseudo
from openspace.ledger.stores import open_store
from tests.live.phone import Phone, new_client
from tests.support.server import Server, Venue

pytestmark = pytest.mark.live
Connects = Callable[..., Phone]


def test_wall_cannot_command(venue: Venue, phone: Connects) -> None:
    wall = phone(venue, **{"as": "wall"})

    for name, args in (("propose_topic", {"title": "Carers"}), ("set_phase", {"phase": "closed"})):
        assert wall.asks(name, **args)["error"]["code"] == "not_allowed"

    assert venue.state()["seq"] == 1


def test_person_cannot_do_what_only_the_host_may(venue: Venue, phone: Connects) -> None:
    kim = phone(venue, venue.joins()["token"])

    assert kim.asks("set_phase", phase="sessions")["error"]["code"] == "not_allowed"


BAD_FRAMES = [
    ((), "malformed"),
    ((1, 2, 3), "malformed"),
    (([],), "malformed"),
    ((7,), "malformed"),
    (({},), "malformed"),
    (({"id": "12345678"},), "unknown_command"),
    (({"id": "12345678", "name": ["x"]},), "unknown_command"),
    (({"id": "12345678", "name": "no_such_thing"},), "unknown_command"),
    (({"id": "", "name": "propose_topic", "args": {"title": "x"}},), "malformed"),
    (({"id": "1234567\u2028", "name": "propose_topic", "args": {"title": "x"}},), "malformed"),
    (({"id": "12345678", "name": "propose_topic", "args": []},), "malformed"),
    (({"id": "12345678", "name": "propose_topic", "args": {"title": 7}},), "malformed"),
    (({"id": "12345678", "name": "propose_topic", "args": {"title": b"x"}},), "malformed"),
    (({"id": "12345678", "name": "propose_topic", "args": {"title": " \n"}},), "missing"),
    (({"id": "another-id", "name": "post_note", "args": {"session": "s\ud800", "kind": "story"}},),
     "unknown_session"),
]  # fmt: skip


def test_frames_that_make_no_sense_are_answered(venue: Venue, phone: Connects) -> None:
    kim = phone(venue, venue.joins()["token"])

    for frame, code in BAD_FRAMES:
        answer = kim.sends(*frame)
        assert answer["ok"] is False
        assert answer["error"]["code"] == code, frame
        assert answer["error"]["message"]


def test_event_that_nobody_knows_is_answered(venue: Venue, phone: Connects) -> None:
    kim = phone(venue, venue.joins()["token"])

    assert kim.sends({"x": 1}, event="comand")["error"]["code"] == "unknown_command"


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (None, "malformed"),
        ({"gathering": 7}, "malformed"),
        ({"gathering": "NOBODY"}, "unknown_gathering"),
        ({"gathering": "\ud800"}, "unknown_gathering"),
        ({"gathering": "CODE", "token": "forged"}, "not_allowed"),
        ({"gathering": "CODE", "token": "\ud800"}, "not_allowed"),
        ({"gathering": "CODE", "token": 7}, "malformed"),
        ({"gathering": "CODE", "since": "1"}, "malformed"),
    ],
)
def test_connection_that_cannot_be_is_refused_with_a_sentence(
    venue: Venue, auth: dict[str, object] | None, code: str
) -> None:
    if auth and auth["gathering"] == "CODE":
        auth = {**auth, "gathering": venue.code}
    said = []
    client = new_client()
    client.on("connect_error", said.append)

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(venue.server.url, transports=["websocket"], auth=auth)

    assert said[0]["data"]["code"] == code
    assert said[0]["message"] == said[0]["data"]["message"]
    client.disconnect()


def test_host_ends_when_the_key_is_replaced(venue: Venue, phone: Connects) -> None:
    old = venue.host_token()
    host = phone(venue, old)
    assert host.asks("ring_bell")["ok"]

    rotated = requests.post(
        f"{venue.api}/host/rotate", headers={"Authorization": f"Bearer {old}"}, timeout=30
    ).json()

    host.waits(lambda: not host.connected)
    assert venue.asks(old, "ring_bell").status_code == 403
    key = {"host_key": venue.opened["host_key"]}
    assert requests.post(f"{venue.api}/host", json=key, timeout=30).status_code == 403
    for token in (rotated["token"], venue.host_token(rotated["host_key"])):
        assert phone(venue, token).asks("ring_bell")["ok"]


def test_devices_that_another_process_ended_are_closed(venue: Venue, phone: Connects) -> None:
    joined, rosa = venue.joins("Kim"), phone(venue, venue.joins("Rosa")["token"])
    kim = phone(venue, joined["token"])
    ledger = open_store(venue.server.folder / "sessions.db")

    ledger.end_devices(venue.code, joined["person"])

    # Without asking for anything: it would go on hearing otherwise.
    kim.waits(lambda: not kim.connected)
    assert venue.get("state", joined["token"]).status_code == 403
    assert rosa.asks("propose_topic", title="On we go")["ok"]
    ledger.close()


def test_socket_of_another_site_is_refused(server: Server, venue: Venue) -> None:
    client = new_client()

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(
            server.url,
            transports=["websocket"],
            headers={"Origin": "http://elsewhere.example"},
            auth={"gathering": venue.code},
        )
    client.disconnect()


def test_socket_that_sends_garbage_disturbs_nobody_else(venue: Venue, phone: Connects) -> None:
    kim = phone(venue, venue.joins()["token"])
    url = venue.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    for frame in ("x", "42", "42[", "421[]", "42" + "[" * 30_000, "4510-[]", "2probe", b"\x00"):
        raw = websocket.create_connection(url, timeout=30)
        raw.recv()
        raw.send('40{"gathering":"%s"}' % venue.code)  # noqa: UP031
        raw.recv()
        raw.send(frame)
        raw.close()

    assert kim.asks("propose_topic", title="Carers")["ok"]


def test_refusal_is_in_the_language_of_the_page(venue: Venue, phone: Connects) -> None:
    joined = venue.joins()
    kim, sam = phone(venue, joined["token"], language="en-XA"), phone(venue, joined["token"])
    english = sam.asks("withdraw_topic", topic="none")["error"]

    error = kim.asks("withdraw_topic", topic="none")["error"]

    assert error["code"] == english["code"]
    assert error["message"] == pseudo(english["message"])


def test_page_without_access_is_told_in_its_language(venue: Venue) -> None:
    said = []
    client = new_client()
    client.on("connect_error", said.append)
    auth = {"gathering": venue.code, "token": "forged", "language": "en-XA"}

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(venue.server.url, transports=["websocket"], auth=auth)

    assert said[0]["message"].startswith("⟦")
    client.disconnect()
