"""Floods: refused with a sentence, for the one who floods, and never for the address they share."""

import io
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.refusals import Refused
from openspace.service.commands import Commands
from openspace.service.rate_limits import Limiter
from openspace.service.uploads import Uploads
from tests.security.scene import a_scene
from tests.support.samples import GATHERING

LIMITS = Limits(
    person_burst=5, person_rate=0.01, joins_burst=4, joins_rate=0.01, newcomer_share=1.0
)


@pytest.fixture
def client(new_store: Path) -> FlaskClient:
    settings = Settings(db=new_store, async_mode="threading", limits=LIMITS)
    return create_app(settings).test_client(use_cookies=False)


def asks(client: FlaskClient, code: str, token: str, nth: int) -> Any:
    message = {"id": f"command-{nth}", "name": "edit_me", "args": {"name": f"Kim {nth}"}}
    headers = {"Authorization": f"Bearer {token}"}
    return client.post(f"/api/{code}/commands", json=message, headers=headers)


def test_who_floods_is_refused_and_nobody_else_at_the_same_address(client: FlaskClient) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    kim, rosa = (client.post(f"/api/{code}/join", json={}).get_json()["token"] for _ in range(2))
    assert [asks(client, code, kim, nth).status_code for nth in range(7)] == [200] * 5 + [429] * 2
    refused = asks(client, code, kim, 8).get_json()["error"]
    assert refused["code"] == "too_many"
    assert refused["message"].endswith(".")
    assert refused["again_in"] > 0
    assert asks(client, code, rosa, 1).status_code == 200


def test_the_host_is_never_refused(client: FlaskClient) -> None:
    opened = client.post("/api/gatherings", json=GATHERING).get_json()
    code, key = opened["code"], {"host_key": opened["host_key"]}
    token = client.post(f"/api/{code}/host", json=key).get_json()["token"]
    for nth in range(20):
        message = {"id": f"command-{nth}", "name": "post_news", "args": {"text": f"News {nth}"}}
        headers = {"Authorization": f"Bearer {token}"}
        assert (
            client.post(f"/api/{code}/commands", json=message, headers=headers).status_code == 200
        )


def test_a_flood_of_strangers_fills_one_gathering_only(client: FlaskClient) -> None:
    one, other = (client.post("/api/gatherings", json=GATHERING).get_json()["code"] for _ in "12")
    statuses = [client.post(f"/api/{one}/join", json={}).status_code for _ in range(6)]
    assert statuses == [201] * 4 + [429] * 2
    assert client.post(f"/api/{other}/join", json={}).status_code == 201


@pytest.mark.parametrize(
    ("most", "asker", "name", "args"),
    [
        ("topics.MOST_TOPICS", "attendee", "propose_topic", {"title": "One more"}),
        ("harvest.MOST_NOTES", "attendee", "post_note", {"kind": "question", "text": "One more"}),
        ("setup.MOST_ROOMS", "host", "add_room", {"name": "One more"}),
    ],
)
def test_a_gathering_holds_so_many_and_no_more(
    monkeypatch: pytest.MonkeyPatch, most: str, asker: str, name: str, args: dict[str, Any]
) -> None:
    scene = a_scene()
    if name == "post_note":
        args = {**args, "session": scene.ids["session"]}
    assert scene.command(asker, name, args) == "ok"

    monkeypatch.setattr(f"openspace.domain.rules.{most}", 1)

    assert scene.command(asker, name, args) == "too_many"


def test_people_are_so_many_and_no_more(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    monkeypatch.setattr("openspace.domain.rules.people.MOST_PEOPLE", 2)
    assert [client.post(f"/api/{code}/join", json={}).status_code for _ in range(3)] == [
        201,
        201,
        429,
    ]


def sender(tmp_path: Path, **limits: float) -> tuple[Any, FlaskClient]:
    """`sends(token)` posts a new picture of 160 × 120 pixels, `sends.joins()` and `sends.host()` answer
    tokens; and the client it uses."""
    settings = Settings(
        db=tmp_path / "sessions.db", async_mode="threading", limits=Limits(**limits)
    )
    client = create_app(settings).test_client(use_cookies=False)
    opened = client.post("/api/gatherings", json=GATHERING).get_json()
    code, key = opened["code"], {"host_key": opened["host_key"]}

    def sends(token: str) -> Any:
        picture = io.BytesIO()
        Image.effect_noise((160, 120), 90).save(picture, "PNG")
        picture.seek(0)
        form, headers = {"photo": (picture, "a.png")}, {"Authorization": f"Bearer {token}"}
        return client.post(f"/api/{code}/photos", data=form, headers=headers)

    sends.joins = lambda: client.post(f"/api/{code}/join", json={}).get_json()["token"]  # type: ignore[attr-defined]
    sends.host = lambda: client.post(f"/api/{code}/host", json=key).get_json()["token"]  # type: ignore[attr-defined]
    return sends, client


@pytest.mark.parametrize("limit", ["person_photo_bytes", "gathering_photo_bytes"])
def test_pictures_are_so_many_bytes_and_no_more(tmp_path: Path, limit: str) -> None:
    sends, _ = sender(tmp_path, **{limit: 40_000.0})
    kim, rosa = sends.joins(), sends.joins()

    answers = [sends(kim) for _ in range(9)]

    statuses = [answer.status_code for answer in answers]
    assert (statuses[0], statuses[-1]) == (201, 429)
    assert answers[-1].get_json()["error"]["message"].endswith(".")
    assert sends(rosa).status_code == (201 if limit == "person_photo_bytes" else 429)


def test_host_sends_pictures_where_the_gathering_is_full_of_them(tmp_path: Path) -> None:
    sends, _ = sender(tmp_path, person_photo_bytes=1.0, gathering_photo_bytes=1.0)
    kim, host = sends.joins(), sends.host()

    answers = [sends(who).status_code for who in (host, host, kim)]

    assert answers == [201, 201, 429]


def test_pixels_of_one_person_are_so_many_at_once(tmp_path: Path) -> None:
    sends, _ = sender(
        tmp_path, photo_pixels_burst=40_000.0, photo_pixels_rate=10.0, newcomer_share=1.0
    )
    kim, rosa = sends.joins(), sends.joins()

    answers = [sends(kim) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].get_json()["error"]["again_in"] > 60
    assert sends(rosa).status_code == 201


def test_uploads_at_once_are_so_many_and_half_of_them_are_left_to_other_gatherings() -> None:
    uploads = Uploads(threading.Semaphore(1), most=4)

    def is_refused(code: str, person: str) -> bool:
        try:
            with uploads.upload_slot(code, person):
                return False
        except Refused as refused:
            return refused.parameters["again_in"] > 0

    with uploads.upload_slot("FLOOD", "p1"), uploads.upload_slot("FLOOD", "p2"):
        assert is_refused("FLOOD", "p1")
        assert is_refused("FLOOD", "p3")
        with uploads.upload_slot("OTHER", "p1"), uploads.upload_slot("OTHER", "p2"):
            assert is_refused("THIRD", "p1")
        assert not is_refused("OTHER", "p1")
    assert not is_refused("FLOOD", "p1")


@pytest.fixture
def usual(tmp_path: Path) -> FlaskClient:
    """With the limits that a server has if nobody sets any. Its time is what it has slept."""
    slept: list[float] = []
    settings = Settings(db=tmp_path / "usual.db", async_mode="threading")
    app = create_app(settings)
    services, limiter = app.extensions["openspace"], Limiter(settings.limits, lambda: sum(slept))
    commands = Commands(services.ledger, services.queue, limiter, slept.append)
    app.extensions["openspace"] = replace(services, limiter=limiter, commands=commands)
    return app.test_client(use_cookies=False)


def test_new_identities_shut_a_gathering_with_neither_topics_nor_text(usual: FlaskClient) -> None:
    opened = usual.post("/api/gatherings", json=GATHERING).get_json()
    code, taken = opened["code"], []
    for _ in range(11):
        token = usual.post(f"/api/{code}/join", json={}).get_json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        for nth in range(20):
            args = {"title": f"Topic {nth}", "description": "x" * 20_000}
            message = {"id": f"command-{nth}", "name": "propose_topic", "args": args}
            taken.append(usual.post(f"/api/{code}/commands", json=message, headers=headers))
    statuses = [answer.status_code for answer in taken]
    assert 11 <= statuses.count(200) <= 33
    assert statuses.count(200) + statuses.count(429) == 220


def test_small_edits_of_a_long_note_are_charged_what_everybody_is_sent(tmp_path: Path) -> None:
    limits = Limits(person_bytes_burst=50_000, person_bytes_rate=0.01, newcomer_share=1.0)
    settings = Settings(db=tmp_path / "sessions.db", async_mode="threading", limits=limits)
    client = create_app(settings).test_client(use_cookies=False)
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    token = client.post(f"/api/{code}/join", json={}).get_json()["token"]

    def does(name: str, **args: Any) -> Any:
        message = {"id": f"{name} {args}"[:100], "name": name, "args": args}
        headers = {"Authorization": f"Bearer {token}"}
        return client.post(f"/api/{code}/commands", json=message, headers=headers)

    long = {"title": "Carers", "description": "x" * 20_000}
    topic = does("propose_topic", **long).get_json()["result"]["topic"]
    edits = [does("edit_topic", topic=topic, title=f"Carers {nth}") for nth in range(9)]

    assert [answer.status_code for answer in edits] == [200] * 2 + [429] * 7


def test_nothing_more_is_read_for_a_moment_from_who_floods(client: FlaskClient) -> None:
    slept: list[float] = []
    extensions = client.application.extensions
    services = extensions["openspace"]
    commands = Commands(services.ledger, services.queue, services.limiter, slept.append)
    extensions["openspace"] = replace(services, commands=commands)
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    kim, rosa = (client.post(f"/api/{code}/join", json={}).get_json()["token"] for _ in range(2))

    for nth in range(5):
        asks(client, code, kim, nth)
    assert slept == []
    asks(client, code, kim, 6)
    assert len(slept) == 1
    asks(client, code, rosa, 1)
    assert len(slept) == 1


def test_who_comes_back_is_as_limited_as_before(client: FlaskClient) -> None:
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    kim = client.post(f"/api/{code}/join", json={}).get_json()["token"]
    assert [asks(client, code, kim, nth).status_code for nth in range(6)] == [200] * 5 + [429]

    again = client.post(f"/api/{code}/join", json={"token": kim}).get_json()["token"]

    assert asks(client, code, again, 7).status_code == 429
