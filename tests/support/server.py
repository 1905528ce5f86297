"""Our server in a process of its own, and people who talk to it by plain HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import requests

from openspace.config import Limits
from tests.support.forked import Forked, can_fork
from tests.support.http import Client
from tests.support.process import Program, free_port
from tests.support.samples import GATHERING

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "the server's key"
PYTHON = (sys.executable, "-W", "ignore", "-m")
SERVE = (*PYTHON, "openspace", "serve")
SERVE_SOON = (*PYTHON, "openspace.cli.main", "serve")
"""The same, forked (`forked.py`)."""
LEAN = (*PYTHON, "tests.support.lean")
"""Starts sooner: forked, and without the greeting and the checks of the machine."""


class Server(Program, Client):
    """`with Server(folder) as server:` A store in `folder`, a free port, the usual limits. It ends killed.

    `options` are those of `openspace serve`, `environ` comes on top of ours. Without a `db` the program
    chooses a file by itself; `environment` replaces ours.
    """

    def __init__(
        self,
        folder: Path,
        *options: object,
        program: tuple[object, ...] = SERVE,
        db: Path | None | str = "sessions.db",
        port: int = 0,
        cwd: Path | None = None,
        trusts: Path | None = None,
        environment: dict[str, str] | None = None,
        **environ: str,
    ) -> None:
        ours = {**os.environ, "PYTHONPATH": str(ROOT)} if environment is None else environment
        Program.__init__(self, folder, port or free_port(), {**ours, **environ}, cwd)
        Client.__init__(self, self.url.replace("http", "https") if trusts else self.url, trusts)
        self.db = folder / db if db else None
        self._program, self._options = program, options

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def command(self) -> list[str]:
        where = [
            "--host",
            "127.0.0.1",
            "--port",
            self.port,
            *(["--db", self.db] if self.db else []),
        ]
        return [str(part) for part in (*self._program, *where, *self._options)]

    def begun(self) -> subprocess.Popen[bytes] | Forked:
        command, python = self.command(), len(PYTHON)
        if tuple(command[:python]) != PYTHON or not can_fork(command[python]):
            return super().begun()
        return Forked(command[python:], self._cwd, self._environ, self.log_file)

    def answers(self) -> bool:
        if not super().answers():
            return False
        try:
            return self.asks_for("GET", "/healthz").ok
        except requests.RequestException:
            return False

    def opens(self, **spec: Any) -> "Venue":
        answer = self.asks_for("POST", "/api/gatherings", json={**GATHERING, **spec})
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
        return self.server.post(f"/api/{self.code}/join", {"name": name})

    def host_token(self, key: str | None = None) -> str:
        body = {"host_key": key or self.opened["host_key"]}
        return str(self.server.post(f"/api/{self.code}/host", body)["token"])

    def get(self, path: str, token: str | None = None, **headers: str) -> requests.Response:
        return self.server.asks_for("GET", f"/api/{self.code}/{path}", token, headers=headers)

    def asks(self, token: str | None, name: str, /, id: str = "", **args: Any) -> requests.Response:
        body = {"id": id or token_hex(8), "name": name, "args": args}
        return self.server.asks_for("POST", f"/api/{self.code}/commands", token, json=body)

    def state(self, token: str | None = None) -> dict[str, Any]:
        return dict(self.get("state", token).json())

    def cell(self, slot: str = "1", letter: str = "A") -> dict[str, str]:
        tables = self.state()["tables"]
        return {
            "room": next(r["id"] for r in tables["rooms"] if r["letter"] == letter),
            "slot": next(s["id"] for s in tables["slots"] if s["code"] == slot),
        }


@contextmanager
def serving(folder: Path, *options: object, **how: Any) -> Iterator[Server]:
    """`openspace serve`, started and ended as people do."""
    server = Server(folder, *options, **how)
    server.start()
    try:
        yield server
    finally:
        server.ends()


@contextmanager
def served(mode: str, folder: Path, *options: object) -> Iterator[Server]:
    """A lean server in this mode, for programs that act faster than hands. Its log has no traceback."""
    unlimited = Limits.none().as_environ()
    mode_and_key = ("--async-mode", mode, "--server-key", KEY)
    with Server(folder, *mode_and_key, *options, program=LEAN, **unlimited) as server:
        yield server
    # gevent's own server writes one for each engine.io packet that is none.
    assert mode == "gevent" or "Traceback" not in server.log, server.log
