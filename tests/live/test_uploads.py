"""Pictures that are read hold up nobody else: proven by a server that reads none until it is let."""

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import requests

from tests.live.server import Server, bearer, error_of
from tests.live.test_photos import picture

pytestmark = pytest.mark.live

_READING_WAITS = """
import time
from openspace.service import photos
go, read = Path(sys.argv[3]).with_name("go"), photos._read
def wait_and_read(*args):
    while not go.exists():
        time.sleep(0.02)
    return read(*args)
photos._read = wait_and_read
"""


class SlowReader(Server):
    """Reads no picture until there is a file `go`."""

    def command(self) -> list[str]:
        *before, script, mode, port, db, key = super().command()
        imports, serve = script.split("mode, port")
        return [*before, f"{imports}{_READING_WAITS}mode, port{serve}", mode, port, db, key]

    def go(self) -> None:
        (self.folder / "go").touch()


@pytest.fixture
def reader(async_mode: str, tmp_path: Path) -> Iterator[SlowReader]:
    server = SlowReader(async_mode, tmp_path)
    server.start()
    yield server
    server.kill()


def test_commands_are_answered_while_24_pictures_wait(reader: SlowReader) -> None:
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
        reader.go()
        statuses = [upload.result() for upload in uploads]

    assert answers == [True] * 5
    assert here
    assert still_waiting
    assert statuses == [201] * 24


def test_a_second_picture_is_refused_until_the_first_is_there(reader: SlowReader) -> None:
    venue = reader.opens()
    token = venue.joins()["token"]

    def sends() -> requests.Response:
        files = {"photo": ("chart.jpg", picture(40, 30, "JPEG"))}
        return requests.post(f"{venue.api}/photos", files=files, headers=bearer(token), timeout=30)

    with ThreadPoolExecutor(2) as phone:
        uploads = [phone.submit(sends) for _ in range(2)]
        done, waiting = wait(uploads, timeout=20, return_when=FIRST_COMPLETED)
        reader.go()
        (refused,), (taken,) = done, waiting

    assert error_of(refused.result()) == (429, "too_many")
    assert refused.result().json()["error"]["again_in"] > 0
    assert taken.result().status_code == 201
    assert sends().status_code == 201
