"""A gathering whose answers without Flask are compared with Flask's."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import strategies as st

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.rules.facilitation import RingBell
from openspace.domain.viewer import HOST
from openspace.web.direct import DirectAnswers
from tests.clocks import at
from tests.support.samples import ONE_MORNING

NOW = at(datetime(2027, 3, 31, 9, tzinfo=UTC))
Answer = tuple[str, list[tuple[str, str]], bytes]


class Hall:
    """A gathering, whose direct answers are compared with Flask's."""

    def __init__(self, folder: Path, **flags: Any) -> None:
        limits = Limits.none()
        given = {"host": "127.0.0.1", "async_mode": "threading", "limits": limits, **flags}
        self.app: Flask = create_app(Settings(db=folder / "sessions.db", **given), clock=NOW)
        opened = self.app.test_client().post("/api/gatherings", json=ONE_MORNING).get_json()
        self.code: str = opened["code"]
        self.direct = _inside(self.app)
        self.of_flask = 0
        flask = self.direct._flask

        def counted(environ: Any, start_response: Any) -> Iterable[bytes]:
            self.of_flask += 1
            return flask(environ, start_response)

        self.direct._flask = self.direct._app._app = counted

    def asks(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        return _called(self.app.wsgi_app, method, path, body, headers)

    def asks_flask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        return _called(self.direct._flask, method, path, body, headers)

    def says(self) -> None:
        """The host rings: a change."""
        svc = self.app.extensions["openspace"]
        svc.commands.ask(self.code, HOST, RingBell(text="Come back"))


def _inside(app: Any) -> DirectAnswers:
    inside = app.wsgi_app
    while not isinstance(inside, DirectAnswers):
        inside = getattr(inside, "_inside", None) or inside._app
    return inside


def _called(
    app: Callable[..., Iterable[bytes]],
    method: str,
    path: str,
    body: bytes,
    headers: dict[str, str],
) -> Answer:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        **headers,
    }
    said: list[tuple[str, list[tuple[str, str]]]] = []
    pieces = app(environ, lambda status, fields, *_: said.append((status, list(fields))))
    return *said[-1], b"".join(pieces)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    made = Hall(tmp_path_factory.mktemp("hall"))
    yield made
    made.app.extensions["openspace"].ledger.close()


PACKED = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_ACCEPT_ENCODING": st.sampled_from(["gzip", "br", "gzip;q=0", "", "identity, *;q=0"]),
        "HTTP_HOST": st.sampled_from(
            ["localhost", "127.0.0.1:8000", "10.0.0.9", "LOCALHOST", "[::1]"]
        ),
        "HTTP_COOKIE": st.sampled_from(["a=b", "openspace_person_X=nonsense"]),
        "HTTP_AUTHORIZATION": st.sampled_from(["Bearer nonsense", "Basic eDp5"]),
        "QUERY_STRING": st.sampled_from(["as=host", "pass=1", ""]),
        "HTTP_IF_NONE_MATCH": st.just("*"),
        "HTTP_RANGE": st.just("bytes=0-10"),
        "HTTP_ACCEPT": st.sampled_from(["text/html", "application/json"]),
        "wsgi.url_scheme": st.sampled_from(["http", "https"]),
    },
)
