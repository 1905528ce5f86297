"""A real server in a process of its own, for rehearsals to play on."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path, *arguments: str, **environ: str) -> Iterator[str]:
    """`openspace serve` on a free port of this machine only; yields its address. `environ`: e.g. limits."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "openspace", "serve", "--host", "127.0.0.1"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--port", str(port), "--db", str(folder / "sessions.db"), *arguments],
            stdout=log,
            stderr=log,
            env={**os.environ, **environ},
        )
        try:
            _wait_until_it_serves(url, server, folder / "server.log")
            yield url
        finally:
            server.terminate()
            server.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_serves(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
