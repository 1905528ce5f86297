"""A server as whoever operates it sees it: its figures, its health, its log as JSON."""

import json
import signal
import socket
from pathlib import Path

import pytest
import requests

from tests.live.phone import Phone
from tests.support.process import free_port
from tests.support.server import Server, serving
from tests.support.waiting import waits

pytestmark = pytest.mark.live


def test_figures_of_all_workers_are_for_this_machine_and_the_log_is_json(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, "--workers", 2, "--metrics-port", port, "--json-logs") as server:
        venue = server.opens()
        phone = Phone(venue, venue.joins("Kim")["token"])
        phone.proposes("Waiting lists")
        waits(lambda: "openspace_sockets 1.0" in figures(port), says=lambda: figures(port))
        assert 'openspace_changes_total{name="propose_topic"} 1.0' in figures(port)
        assert "openspace_event_loop_delay_seconds_count" in figures(port)
        assert server.get("/readyz") == {"ready": True}
        assert bound_to(port) == {"127.0.0.1"}
        phone.goes()

    lines = [json.loads(line) for line in server.log.splitlines()]
    assert [one["message"] for one in lines if one["level"] == "info"] == ["ready", "stopped"]
    assert all(one.keys() >= {"time", "level", "logger", "process"} for one in lines)


def figures(port: int) -> str:
    return requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text


def bound_to(port: int) -> set[str]:
    """The addresses of this machine at which somebody listens on `port`."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = (row[1].split(":") for row in rows if row[3] == "0A")
    return {
        socket.inet_ntoa(bytes.fromhex(address)[::-1])
        for address, at in listening
        if int(at, 16) == port
    }


def test_a_server_that_drains_serves_on_and_tells_load_balancers(tmp_path: Path) -> None:
    with Server(tmp_path, "--drain", "600") as server:
        venue = server.opens()
        assert server.process
        server.process.send_signal(signal.SIGTERM)
        waits(lambda: server.get("/readyz") == {"ready": False, "why": "ending"})
        assert venue.asks(venue.joins()["token"], "propose_topic", title="Meanwhile").ok
        assert server.ends() == 0  # at the second signal
