"""deploy/nginx.conf, run by a real nginx: which node it asks, and what it tells the node."""

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import requests

from tests.support.certificate import certificate
from tests.support.nginx import Nginx, nginx_or_skip
from tests.support.waiting import waits

pytestmark = pytest.mark.live


class Upstream:
    """A server that answers every request with what it was told."""

    def __init__(self, name: str, port: int = 0) -> None:
        self.name, self.hangs_up, node = name, False, self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                if node.hangs_up:
                    self.close_connection = True
                    return
                length = int(self.headers.get("Content-Length") or 0)
                told = {
                    "node": name,
                    "path": self.path,
                    "headers": {key.casefold(): value for key, value in self.headers.items()},
                    "length": len(self.rfile.read(length)),
                }
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.do_GET()

            def setup(self) -> None:
                super().setup()
                accepted.append(self.connection)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        accepted = self._accepted = list[socket.socket]()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def ends(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        for one in self._accepted:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Front:
    def __init__(self, running: ExitStack, folder: Path) -> None:
        self.nodes = [Upstream(name) for name in ("one", "two", "three")]
        for node in self.nodes:
            running.callback(node.ends)
        cert, key = certificate(folder)
        self.trusts = ssl.create_default_context(cafile=str(cert))
        self._session = running.enter_context(requests.Session())
        self._cert = str(cert)
        self.nginx = Nginx(folder / "nginx", [node.port for node in self.nodes], cert, key)
        self.nginx.start()
        running.callback(self.nginx.kill)

    def asks(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> requests.Response:
        return self._session.request(
            method,
            self.nginx.url + path,
            data=body or None,
            headers=headers,
            verify=self._cert,
            timeout=20,
        )

    def told(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Any:
        """What the node was told, and its name."""
        answer = self.asks(path, method, body, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def node(self, path: str, method: str = "GET", body: bytes = b"") -> str:
        return str(self.told(path, method, body)["node"])


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    nginx_or_skip()
    with ExitStack() as running:
        yield Front(running, tmp_path_factory.mktemp("front"))


def test_nginx_takes_the_file_without_a_warning(front: Front) -> None:
    said = front.nginx.checks()

    assert "syntax is ok" in said
    assert "[warn]" not in said


@pytest.mark.parametrize("key", ["K7MQ2X", "c/harbour"])
def test_everything_of_a_gathering_goes_to_one_node(front: Front, key: str) -> None:
    paths = (f"/{key}", f"/{key}/wall", f"/api/{key}/state", f"/api/{key}/changes?since=7")
    sockets = f"/socket.io/?EIO=4&transport=websocket&at={key}"

    nodes = {front.node(path) for path in (*paths, sockets)}
    nodes.add(front.node(f"/api/{key}/commands", "POST", b"{}"))

    assert len(nodes) == 1


def test_readiness_of_a_node_is_not_for_the_outside(front: Front) -> None:
    assert front.asks("/readyz").status_code == 404


def test_gatherings_and_what_belongs_to_none_spread_over_all_nodes(front: Front) -> None:
    codes = [token_hex(3).upper() for _ in range(60)]

    assert {front.node(f"/{code}") for code in codes} == {"one", "two", "three"}
    for path in ("/", "/static/css/base.css", "/new", "/socket.io/?EIO=4"):
        assert len({front.node(path) for _ in range(40)}) == 3, path


def test_a_node_is_told_the_name_and_the_scheme_and_no_address(front: Front) -> None:
    forged = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "e",
    }
    headers = front.told("/K7MQ2X", **forged)["headers"]

    assert headers["host"] == headers["x-forwarded-host"] == f"localhost:{front.nginx.port}"
    assert headers["x-forwarded-proto"] == "https"
    assert "x-forwarded-for" not in headers
    assert "connection" not in headers


def test_a_photo_passes_and_what_no_phone_sends_does_not(front: Front) -> None:
    photo = b"x" * 12 * 1024 * 1024

    assert front.told("/api/K7MQ2X/photos", "POST", photo)["length"] == len(photo)
    # A command is kept in memory until it is whole.
    for path, length in (("photos", 17 << 20), ("commands", 513 << 10)):
        line = HTTPSConnection("localhost", front.nginx.port, timeout=20, context=front.trusts)
        with closing(line):
            line.request("POST", f"/api/K7MQ2X/{path}", b"x", {"Content-Length": str(length)})
            assert line.getresponse().status == 413


def test_without_tls_a_page_is_only_named(front: Front) -> None:
    with closing(HTTPConnection("127.0.0.1", front.nginx.plain, timeout=20)) as plain:
        plain.request("GET", "/K7MQ2X", headers={"Host": "circle.example.org"})
        answer = plain.getresponse()

    assert (answer.status, answer.headers["Location"]) == (301, "https://circle.example.org/K7MQ2X")


def test_while_a_node_is_down_the_next_one_is_asked(front: Front) -> None:
    """Also a POST, because the node that refuses the connection has not seen it."""
    before = front.node("/K7MQ2X")
    down = next(node for node in front.nodes if node.name == before)
    down.ends()
    try:
        after = {front.node("/K7MQ2X"), front.node("/api/K7MQ2X/commands", "POST", b"{}")}
        assert len(after) == 1
        assert before not in after
    finally:
        front.nodes[front.nodes.index(down)] = Upstream(before, down.port)


def test_sockets_find_a_node_that_was_down_while_only_sockets_asked(front: Front) -> None:
    """A WebSocket does not end, so it never tells nginx that a node is healthy again."""
    socket_of = "/socket.io/?EIO=4&transport=websocket&at=K7MQ2X"
    name = front.node(socket_of)
    first, *others = sorted(front.nodes, key=lambda node: node.name != name)
    first.ends()
    asked = [front.node(socket_of) for _ in range(6)]
    back = Upstream(first.name, first.port)
    front.nodes[front.nodes.index(first)] = back
    for node in others:
        node.ends()
    try:
        assert first.name not in asked
        assert {front.node(socket_of) for _ in range(6)} == {back.name}
    finally:
        for node in others:
            front.nodes[front.nodes.index(node)] = Upstream(node.name, node.port)


def where(front: Front) -> dict[str, str]:
    """A code of each node that is asked."""
    codes = [token_hex(3).upper() for _ in range(60)]
    return {front.node(f"/{code}"): code for code in codes}


def test_a_command_is_sent_again_when_a_node_hangs_up_and_a_join_is_not(front: Front) -> None:
    """The command may have been executed already, and is known by its id."""
    # While nginx believes that a node is down, its codes are answered by others.
    waits(lambda: len(where(front)) == len(front.nodes))
    of = where(front)
    joining, sending = front.nodes[:2]
    joining.hangs_up = sending.hangs_up = True
    try:
        join = front.asks(f"/api/{of[joining.name]}/join", "POST", b"{}")
        assert join.status_code == 502
        command = b"x" * 300 * 1024
        sent = front.told(f"/api/{of[sending.name]}/commands", "POST", command)
        assert sent["length"] == len(command)
    finally:
        joining.hangs_up = sending.hangs_up = False


def test_nobodys_address_is_written_down(front: Front) -> None:
    """Last, so that the other tests have asked already."""
    front.told("/K7MQ2X")

    written = [path for path in front.nginx.folder.rglob("*") if path.is_file()]
    for path in written:
        if path.name != "nginx.conf":
            assert "127.0.0.1" not in path.read_text(errors="replace"), path
