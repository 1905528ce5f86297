"""The limits of a request's body hold for every request but one that opens a WebSocket (without a server)."""

import io
from typing import Any

import pytest

from openspace.runtime.connections import ANSWER, BODY, ENVIRON, JOINING
from openspace.web.middleware.bodies import MOST_BYTES, BodyMiddleware


class Asked:
    """A request through the middleware: what it was answered, and the phases of its connection."""

    def __init__(self, method: str, path: str, length: int) -> None:
        self.phases: list[str] = []
        self.status = ""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "HTTP_UPGRADE": "WebSocket",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": io.BytesIO(b"x" * length),
            ENVIRON: self,
        }
        BodyMiddleware(_app)(environ, self._start)

    def enter(self, phase: str) -> None:
        self.phases.append(phase)

    def _start(self, status: str, _: Any, __: Any = None) -> Any:
        self.status = status[:3]


def _app(_: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return []


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/ABC123/join"), ("POST", "/socket.io/"), ("GET", "/api/gatherings")],
)
def test_a_header_upgrade_lifts_no_limit(method: str, path: str) -> None:
    large = Asked(method, path, MOST_BYTES + 1)
    assert (large.status, large.phases) == ("413", [BODY])
    small = Asked(method, path, 2)
    assert (small.status, small.phases) == ("200", [BODY, ANSWER])


def test_a_websocket_begins_without_a_body() -> None:
    socket = Asked("GET", "/socket.io/", 0)
    assert (socket.status, socket.phases) == ("200", [JOINING])
    with_body = Asked("GET", "/socket.io/", 2)
    assert (with_body.status, with_body.phases) == ("400", [BODY])
