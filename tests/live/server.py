"""A real server in a process of its own, and people who talk to it by plain HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import requests

from tests.conftest import GATHERING

KEY = "the server's key"
_START = """
import sys
from pathlib import Path
from openspace import create_app, runtime
from openspace.config import Limits, Settings
mode, port, db, key = sys.argv[1:]
settings = Settings(
    host="127.0.0.1", port=int(port), db=Path(db), server_key=key, async_mode=mode,
    limits=Limits.none()
)
runtime.serve(create_app(settings), settings)
"""


class Server:
    def __init__(self, mode: str, folder: Path) -> None:
        self.mode, self.folder = mode, folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log)
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/healthz", timeout=2)
                return
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log}")

    def command(self) -> list[str]:
        arguments = [self.mode, str(self.port), str(self.folder / "sessions.db"), KEY]
        return [sys.executable, "-W", "ignore", "-c", _START, *arguments]

    def kill(self) -> None:
        """As when somebody pulls the plug."""
        assert self.process
        self.process.kill()
        self.process.wait()

    @property
    def log_file(self) -> Path:
        return self.folder / "server.log"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    # --- what people do

    def opens(self, **spec: Any) -> "Venue":
        answer = requests.post(f"{self.url}/api/gatherings", json={**GATHERING, **spec}, timeout=9)
        assert answer.status_code == 201, answer.text
        return Venue(self, answer.json())


class Venue:
    """One gathering on a server."""

    def __init__(self, server: Server, opened: dict[str, Any]) -> None:
        self.server, self.opened = server, opened
        self.code: str = opened["code"]
        self.api = f"{server.url}/api/{self.code}"

    def joins(self, name: str = "") -> dict[str, str]:
        """`{person, token}`."""
        return dict(requests.post(f"{self.api}/join", json={"name": name}, timeout=9).json())

    def host_token(self, key: str | None = None) -> str:
        body = {"host_key": key or self.opened["host_key"]}
        return str(requests.post(f"{self.api}/host", json=body, timeout=9).json()["token"])

    def get(self, path: str, token: str | None = None, **headers: str) -> requests.Response:
        return requests.get(f"{self.api}/{path}", headers=bearer(token, headers), timeout=9)

    def asks(self, token: str | None, name: str, /, id: str = "", **args: Any) -> requests.Response:
        body = {"id": id or token_hex(8), "name": name, "args": args}
        return requests.post(f"{self.api}/commands", json=body, headers=bearer(token), timeout=9)

    def state(self, token: str | None = None) -> dict[str, Any]:
        return dict(self.get("state", token).json())

    def cell(self, slot: str = "1", letter: str = "A") -> dict[str, str]:
        tables = self.state()["tables"]
        return {
            "room": next(r["id"] for r in tables["rooms"] if r["letter"] == letter),
            "slot": next(s["id"] for s in tables["slots"] if s["code"] == slot),
        }


def bearer(token: str | None, headers: dict[str, str] | None = None) -> dict[str, str]:
    return {**(headers or {}), **({"Authorization": f"Bearer {token}"} if token else {})}


def error_of(response: requests.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    error = response.json()["error"]
    assert error["message"]
    return response.status_code, error["code"]


@contextmanager
def served(mode: str, folder: Path) -> Iterator[Server]:
    server = Server(mode, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
    # gevent's own server writes one for each engine.io packet that is none.
    assert mode == "gevent" or "Traceback" not in server.log, server.log


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
