"""Asked to end, the server ends: with phones on the line that send without pause, and when it is stuck."""

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import websocket

from openspace.ledger.stores import open_store
from tests.support.server import SERVE_SOON, Server, Venue

pytestmark = pytest.mark.live

LONGEST = 30
"""Seconds; only so that a server that does not end is seen. It ends by itself after five in any case."""


class Pressing:
    """A phone that sends the next command as soon as the last is answered, until the line is cut."""

    def __init__(self, venue: Venue) -> None:
        self.saved: list[str] = []
        self.busy = threading.Event()
        at = venue.server.url.replace("http", "ws")
        self._line = websocket.create_connection(f"{at}/socket.io/?EIO=4&transport=websocket")
        self._line.recv()
        auth = {"gathering": venue.code, "token": venue.joins()["token"]}
        self._line.send("40" + json.dumps(auth))
        self._thread = threading.Thread(target=self._press, daemon=True)
        self._thread.start()

    def _press(self) -> None:
        try:
            while True:
                title = token_hex(8)
                ask = {"id": title, "name": "propose_topic", "args": {"title": title}}
                self._line.send("421" + json.dumps(["command", ask]))
                answer = self._answer()
                if answer["ok"]:
                    self.saved.append(title)
                self.busy.set()
        except (OSError, websocket.WebSocketException):
            return

    def _answer(self) -> dict[str, Any]:
        while not (frame := str(self._line.recv())).startswith("431"):
            if frame == "2":
                self._line.send("3")
        return dict(json.loads(frame[3:])[0])

    def hangs_up(self) -> None:
        self._thread.join(LONGEST)
        self._line.close()


@contextmanager
def pressed_by(venue: Venue, phones: int) -> Iterator[list[Pressing]]:
    pressing = [Pressing(venue) for _ in range(phones)]
    try:
        assert all(phone.busy.wait(LONGEST) for phone in pressing)
        yield pressing
    finally:
        for phone in pressing:
            phone.hangs_up()


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_a_server_under_load_ends_ten_times_in_a_row(mode: str, tmp_path: Path) -> None:
    if mode != "threading":
        pytest.importorskip(mode)
    server, saved, code = Server(tmp_path, "--async-mode", mode, program=SERVE_SOON), set[str](), ""
    for _ in range(10):
        server.start()
        try:
            venue = server.opens()
            with pressed_by(venue, 4) as phones:
                assert server.ends() == 0, server.log
            assert not server.db.with_name("sessions.db-wal").exists()
            code = venue.code
            saved = {title for phone in phones for title in phone.saved}
        finally:
            server.kill()
        assert saved
        alone = copied_alone(tmp_path / "sessions.db")
        assert saved <= titles(alone, code)
    assert "Traceback" not in server.log
    assert server.log.count("openspace has stopped. Everything is kept in") == 10


def copied_alone(store: Path) -> Path:
    """As somebody takes the file home; its secret stays where it was."""
    home = store.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for name in (store.name, "sessions.secret"):
        shutil.copy(store.with_name(name), home)
    return home / store.name


def titles(store: Path, code: str) -> set[str]:
    ledger = open_store(store)
    try:
        return {row["title"] for row in ledger.load(code).tables["topics"].values()}
    finally:
        ledger.close()


STUCK = """
import time
from openspace.runtime.shutdown import run_until_signal

def never_returns(ended):
    print("stuck", flush=True)
    while True:
        time.sleep(0.01)

run_until_signal(lambda: None, lambda work: None, never_returns)
"""


@pytest.mark.parametrize("asked", ["once", "twice"])
def test_what_is_stuck_ends_in_any_case(asked: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", STUCK], stdout=subprocess.PIPE)
    try:
        assert process.stdout
        assert process.stdout.readline() == b"stuck\n"
        process.send_signal(signal.SIGTERM)
        if asked == "twice":
            process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 0
    finally:
        process.kill()
        process.communicate()


def test_what_the_server_raises_is_raised() -> None:
    program = (
        "import threading; from openspace.runtime.shutdown import run_until_signal\n"
        "def work(): raise OSError('the port is taken')\n"
        "spawn = lambda work: threading.Thread(target=work).start()\n"
        "run_until_signal(work, spawn, lambda ended: ended.recv(1))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stderr.strip().endswith("OSError: the port is taken")
