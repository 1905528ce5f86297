"""Two processes on one store, linked by a bus, in one process of a test: what one knows, the other does."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from openspace.domain.gathering import Gathering
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.viewer import PUBLIC
from openspace.service.turn import CommandRequest
from tests.support.house import House
from tests.support.waiting import waits

HINTED = 0.8
"""Seconds within which a hint acts; the store is polled once a second."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "sessions.db") as found:
        yield found


def test_sockets_of_a_replaced_host_key_are_closed_on_the_other_process(house: House) -> None:
    old, wall = house.connects(house.two, house.host), house.connects(house.two)

    fresh = house.post(house.one, house.host, "host/rotate")["token"]

    waits(lambda: not old.is_connected(), HINTED)
    assert wall.is_connected()
    assert house.connects(house.two, fresh).is_connected()


def test_devices_that_were_ended_are_closed_on_the_other_process(house: House) -> None:
    kim, ines = house.joins(house.one), house.joins(house.one)
    own, other = house.connects(house.two, kim), house.connects(house.two, ines)

    house.post(house.one, kim, "me/end_others")

    waits(lambda: not own.is_connected(), HINTED)
    assert other.is_connected()


def test_a_socket_that_connects_during_a_revocation_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim, broadcast = house.joins(house.one), house.two.extensions["openspace"].broadcast
    add, auth = broadcast.add, {"gathering": house.code, "token": kim}

    def added_later(*one: Any) -> None:
        house.post(house.one, kim, "me/end_others")
        add(*one)

    monkeypatch.setattr(broadcast, "add", added_later)

    socket = house.two.extensions["socketio"].test_client(house.two, auth=auth)

    assert not socket.is_connected()
    assert broadcast.newest(house.code) is None  # it is in no audience


def test_nobody_is_told_of_an_end_that_the_store_does_not_know(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, broadcast = house.connects(house.two), house.two.extensions["openspace"].broadcast
    at_once = house.two.extensions["socketio"]
    monkeypatch.setattr(at_once, "start_background_task", lambda work, *args: work(*args))

    house.one.extensions["openspace"].bus.send("ended", {"code": house.code})

    assert wall.is_connected()
    assert broadcast.newest(house.code) is not None
    assert "deleted" not in [message["name"] for message in wall.get_received()]


def test_sockets_of_somebody_erased_are_closed_on_both_processes(house: House) -> None:
    kim, ines = house.joins(house.one), house.joins(house.one)
    own = [house.connects(app, kim) for app in (house.one, house.two)]
    others = [house.connects(app, ines) for app in (house.one, house.two)]

    house.post(house.one, kim, "erase", {"words": True})

    waits(lambda: not any(socket.is_connected() for socket in own), HINTED)
    assert all(socket.is_connected() for socket in others)


def test_deleted_gathering_ends_on_both_processes(house: House) -> None:
    sockets = [house.connects(app) for app in (house.one, house.two)]
    house.sees(house.two)

    house.post(house.one, house.host, "delete", {"confirm": house.code})

    waits(lambda: not any(socket.is_connected() for socket in sockets), HINTED)
    assert "deleted" in house.sees(house.two)


def test_message_of_an_end_is_not_sent_on(house: House) -> None:
    house.post(house.one, house.host, "delete", {"confirm": house.code})

    assert house.wire.buses[1].sent == []


def test_person_is_the_same_and_a_command_is_done_once_on_both(house: House) -> None:
    kim = house.joins(house.one)
    command = {"id": token_hex(8), "name": "propose_topic", "args": {"title": "Once"}}

    answers = [house.post(app, kim, "commands", command) for app in (house.one, house.two)]

    assert answers[0] == answers[1]
    assert house.sees(house.two).count('"Once"') == 1


def test_marks_are_counted_once_for_both_processes(house: House) -> None:
    """Somebody who asks one after the other would learn between which changes a mark was set."""
    kim = house.joins(house.one)
    topic, _ = house.places(kim)
    for _ in range(5):
        house.asks(house.one, house.joins(house.one), "mark_interest", topic=topic, interested=True)
    counted = house.marks(house.two)
    assert counted

    for _ in range(10):
        house.asks(house.one, house.joins(house.one), "mark_interest", topic=topic, interested=True)

    assert house.marks(house.one) == house.marks(house.two) == counted


def test_photo_of_one_process_is_shown_by_the_other(house: House) -> None:
    kim = house.joins(house.one)
    _, session = house.places(kim)
    picture = BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "JPEG")
    picture.seek(0)
    sent = house.http(house.one).post(
        f"{house.api}/photos",
        data={"photo": (picture, "chart.jpg")},
        headers={"Authorization": f"Bearer {kim}"},
    )
    photo = sent.get_json()["photo"]
    house.asks(house.two, kim, "post_note", session=session, kind="photo", photo=photo)

    shown = house.http(house.two).get(f"/{house.code}/photos/{photo}.jpg")

    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")


ERASED = "Words that are erased"
PAGES = ("state", "changes?since=0", "room-sizes")
BOOKS = ("proceedings.md?edition=draft", "proceedings.md", "schedule.json")


@pytest.mark.parametrize("way", ["retract", "by the host", "erase", "slowly"])
@pytest.mark.parametrize("is_cut", [False, True], ids=["hinted", "without a bus"])
def test_nobody_sees_what_was_taken_back_through_a_cache_of_the_other_process(
    house: House, way: str, is_cut: bool
) -> None:
    kim = house.joins(house.one, "Kim Unmistakable")
    _, session = house.places(kim)
    note = house.asks(
        house.one, kim, "post_note", session=session, kind="key_point", text=ERASED, named=True
    )["result"]["note"]
    house.asks(house.one, house.host, "publish_book")
    ines = house.joins(house.one)
    house.asks(house.one, ines, "wish_for_others", note=note, contact="07700 900123")
    assert ERASED in house.sees(house.two)
    assert ERASED in shown(house, house.two)

    house.wire.is_cut = is_cut
    if way == "retract":
        house.asks(house.one, kim, "retract_note", note=note)
    elif way == "by the host":
        house.asks(house.one, house.host, "hide_note", note=note)
        house.sees(house.two)
        house.asks(house.one, house.host, "erase_hidden", table="notes", id=note)
    else:
        house.post(
            house.one, kim, "erase", {"words": True, "pace": way if way == "slowly" else "now"}
        )
    if way == "slowly":
        house.sees(house.two)  # it knows that the person left, and waits for the words to go
        erase_slowly(house)

    for app in (house.two, house.one):
        assert ERASED not in shown(house, app)
        assert way in ("retract", "by the host") or "Unmistakable" not in shown(house, app)
    assert rows_of(house.load(house.two)) == rows_of(house.load(house.one))


def shown(house: House, app: Flask) -> str:
    """Everything that anybody can be shown."""
    pages = [house.sees(app, page, token) for page in PAGES for token in ("", house.host)]
    books = [house.http(app).get(f"/{house.code}/{book}").text for book in BOOKS]
    return " ".join([*pages, *books])


def rows_of(gathering: Gathering) -> dict[str, Any]:
    return {table: rows for table, rows in gathering.tables.items() if rows}


def erase_slowly(house: House) -> None:
    svc = house.one.extensions["openspace"]
    for table, id in svc.ledger.leaving(house.code, "9999"):
        svc.queue.run(house.code, CommandRequest(PUBLIC, EraseItem(table=table, id=id)))
