"""Pictures that are read hold up nobody else: proven by a server that reads none until it is let."""

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import requests

from tests.live.test_photos import picture
from tests.support.http import bearer, error_of
from tests.support.server import Server, served

pytestmark = pytest.mark.live


@pytest.fixture
def reader(async_mode: str, tmp_path: Path) -> Iterator[Server]:
    """Reads no picture until `lets_read`."""
    with served(async_mode, tmp_path, "--inside", "tests.live.slow_reader") as server:
        yield server


def lets_read(reader: Server) -> None:
    (reader.folder / "go").touch()


def test_commands_are_answered_while_24_pictures_wait(reader: Server) -> None:
    crowded, other = reader.opens(), reader.opens()
    senders = [crowded.joins()["token"] for _ in range(24)]
    someone = other.joins()["token"]
    sent = threading.Barrier(len(senders) + 1)

    def sends(token: str) -> int:
        sent.wait()
        files = {"photo": ("chart.jpg", picture(400, 300, "JPEG"))}
        return requests.post(
            f"{crowded.api}/photos", files=files, headers=bearer(token), timeout=60
        ).status_code

    with ThreadPoolExecutor(len(senders)) as phones:
        uploads = [phones.submit(sends, token) for token in senders]
        sent.wait()
        answers = [
            other.asks(someone, "propose_topic", title=f"Topic {n}").json()["ok"] for n in range(5)
        ]
        here = crowded.asks(senders[0], "propose_topic", title="Here as well").json()["ok"]
        still_waiting = not any(upload.done() for upload in uploads)
        lets_read(reader)
        statuses = [upload.result() for upload in uploads]

    assert answers == [True] * 5
    assert here
    assert still_waiting
    assert statuses == [201] * 24


def test_a_second_picture_is_refused_until_the_first_is_there(reader: Server) -> None:
    venue = reader.opens()
    token = venue.joins()["token"]

    def sends() -> requests.Response:
        files = {"photo": ("chart.jpg", picture(40, 30, "JPEG"))}
        return requests.post(f"{venue.api}/photos", files=files, headers=bearer(token), timeout=30)

    with ThreadPoolExecutor(2) as phone:
        uploads = [phone.submit(sends) for _ in range(2)]
        done, waiting = wait(uploads, timeout=20, return_when=FIRST_COMPLETED)
        lets_read(reader)
        (refused,), (taken,) = done, waiting

    assert error_of(refused.result()) == (429, "too_many")
    assert refused.result().json()["error"]["again_in"] > 0
    assert taken.result().status_code == 201
    assert sends().status_code == 201
