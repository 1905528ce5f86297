"""A real server in a process of its own, that is killed by its id and started again on the same store."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class Served:
    """`with Served(folder) as server:` speaks as a script would."""

    def __init__(
        self,
        folder: Path,
        start: tuple[str, ...] = ("-m", "openspace", "serve"),
        **environment: str,
    ) -> None:
        self.folder, self.db = folder, folder / "sessions.db"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._start, self._environment = start, environment
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Served":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", *self._start]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--db", str(self.db)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self._environment}
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            try:
                self.get("/healthz")
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"the server did not start:\n{self.log}")

    def kill(self) -> None:
        """As when somebody pulls the plug of the program, not of the computer."""
        assert self._process
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def megabytes(self) -> float:
        """Memory of the process itself, without its workers; 0 where there is no /proc."""
        status = Path(f"/proc/{self._process.pid if self._process else 0}/status")
        if not status.exists():
            return 0.0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        """The answer's JSON, of a refusal too."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self._answer(
            urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        )

    def get(self, path: str, token: str = "") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self._answer(urllib.request.Request(self.url + path, headers=headers))

    def _answer(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(request, timeout=15) as response:
                return dict(json.load(response))
        except urllib.error.HTTPError as error:
            return dict(json.load(error))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
