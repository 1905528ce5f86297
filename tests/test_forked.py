"""A server that was forked from a process that has loaded openspace is one like any other."""

import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.support.forked import Forked
from tests.support.process import free_port
from tests.support.server import KEY, LEAN, SERVE, SERVE_SOON, Server

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(sys.platform != "linux", reason="forks only there"),
]


def test_it_serves_is_killed_serves_again_and_ends(tmp_path: Path) -> None:
    server = Server(tmp_path, program=LEAN)
    server.start()
    venue = server.opens()
    assert isinstance(server.process, Forked)
    server.kill()
    assert server.process.returncode == -signal.SIGKILL
    assert not server.lives

    server.start()

    assert venue.state()["tables"]["rooms"]
    assert server.ends() == 0
    assert server.process.poll() == 0


def test_it_says_the_same_as_a_program_that_was_started(tmp_path: Path) -> None:
    said, port = [], free_port()
    for program in (SERVE, SERVE_SOON):
        with Server(tmp_path, "--server-key", KEY, program=program, port=port) as server:
            assert server.ends() == 0
            said.append(server.log)
        server.log_file.unlink()

    assert said[0] == said[1]
    assert "openspace is open." in said[0]
    assert "openspace has stopped." in said[0]


def test_why_it_cannot_start_is_in_its_log(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = Server(tmp_path, program=SERVE_SOON, port=other.getsockname()[1])

        assert server.begun().wait(60) == 2

    assert f"Port {server.port} is in use" in server.log
