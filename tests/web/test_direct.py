"""Answers without Flask have the same bytes as Flask's, and what is not for everybody is left to it."""

import gzip
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.rules.facilitation import RingBell
from openspace.domain.viewer import HOST
from openspace.languages.known import LANGUAGES
from openspace.languages.preference import known_in
from openspace.web.direct import DirectAnswers
from openspace.web.kept_pages import KeptPages
from tests.clocks import at
from tests.support.examples import examples
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


# --- the page

PATHS = st.sampled_from(
    ["/{}", "/{}/s/1A", "/{}/wall", "/{}/agenda", "/ZZZZZZ", "/", "/join", "/{}/"]
)
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


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["GET", "GET", "HEAD", "POST", "OPTIONS"]), PATHS, HEADERS, st.booleans())
def test_every_page_has_the_same_bytes(
    hall: Hall, method: str, path: str, headers: dict[str, str], changes: bool
) -> None:
    path = path.format(hall.code)
    hall.asks(method, path, **headers)
    if changes:
        hall.says()

    assert hall.asks(method, path, **headers) == hall.asks_flask(method, path, **headers)


@pytest.mark.parametrize("headers", [{}, PACKED])
def test_a_page_without_a_cookie_needs_flask_once(hall: Hall, headers: dict[str, str]) -> None:
    host = {"HTTP_HOST": "127.0.0.1:81", **headers}
    hall.asks("GET", f"/{hall.code}", **host)
    before = hall.of_flask

    shown = [hall.asks("GET", f"/{hall.code}", **host)]
    hall.says()
    shown += [hall.asks("GET", f"/{hall.code}", **host) for _ in range(3)]

    assert hall.of_flask == before
    assert shown[0] != shown[1]
    assert shown[1:] == [hall.asks_flask("GET", f"/{hall.code}", **host)] * 3


def test_a_page_is_kept_for_a_second(hall: Hall) -> None:
    host = {"HTTP_HOST": "127.0.0.1:82"}
    time = 0.0
    hall.direct._pages.clear()
    hall.direct._clock = lambda: time
    hall.asks("GET", f"/{hall.code}", **host)
    before = hall.of_flask

    time = 0.9
    hall.asks("GET", f"/{hall.code}", **host)
    assert hall.of_flask == before
    time = 1.1
    hall.asks("GET", f"/{hall.code}", **host)
    assert hall.of_flask == before + 1
    assert len(hall.direct._pages) == 1


def test_strangers_cannot_displace_the_page_of_a_hall(hall: Hall) -> None:
    """Neither by links to many sessions, which are the same page, nor by many addresses of this machine."""
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()
    theirs = {"HTTP_HOST": "127.0.0.1:83"}
    hall.asks("GET", f"/{hall.code}", **theirs)
    hall.asks("GET", f"/{hall.code}/s/9Z", **theirs)
    assert len(hall.direct._pages) == 1

    for number in range(80):
        hall.asks("GET", f"/{hall.code}/s/{number}", HTTP_HOST=f"10.0.0.{number}")
        before = hall.of_flask
        hall.asks("GET", f"/{hall.code}", **theirs)
        assert hall.of_flask == before
    assert len(hall.direct._pages) == 64


def test_a_page_is_kept_for_each_language(hall: Hall) -> None:
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()

    def language(accepted: str) -> str:
        page = hall.asks("GET", f"/{hall.code}", HTTP_ACCEPT_LANGUAGE=accepted)[2].decode()
        return page.split('lang="')[1].split('"')[0]

    assert [language(one) for one in ("en", "ar", "en", "ar-EG,en;q=0.5")] == [
        *("en-GB", "ar", "en-GB", "ar")
    ]
    assert len(hall.direct._pages) == 2


def test_made_up_languages_are_one_page(hall: Hall) -> None:
    """Otherwise strangers could displace the page of a hall, or fill the memory."""
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()

    for nth in range(20):
        for accepted in (f"x{nth}", f"ar;q=0.{nth},x{nth}", f"en-{nth}", "ar" * nth):
            hall.asks("GET", f"/{hall.code}", HTTP_ACCEPT_LANGUAGE=accepted)

    assert len(hall.direct._pages) <= len(LANGUAGES)
    assert known_in.cache_info().maxsize is not None


class Sized:
    until = 1.0

    def __init__(self, size: int) -> None:
        self.size = size


def test_kept_pages_have_a_limit_in_bytes_and_the_newest_stays() -> None:
    pages: KeptPages[Sized] = KeptPages(10, 100)

    for name, size in (("a", 40), ("b", 40), ("c", 40)):
        pages.keep(name, Sized(size), 0.0)
    assert [name in pages for name in "abc"] == [False, True, True]
    pages.keep("huge", Sized(1_000), 0.0)

    assert (len(pages), "huge" in pages) == (1, True)


def test_a_deleted_gathering_has_no_page(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    svc = hall.app.extensions["openspace"]
    assert hall.asks("GET", f"/{hall.code}")[0] == "200 OK"

    svc.ledger.purge(hall.code)

    assert hall.asks("GET", f"/{hall.code}")[0].startswith("410")
    assert hall.asks("POST", f"/api/{hall.code}/join", b"{}")[0].startswith("410")


# --- joining

BODIES = st.sampled_from(
    [
        *(
            b"{}",
            b"",
            b"[]",
            b"{",
            b'{"name": "Ana"}',
            b'{"name": null, "word": null}',
            b'{"name": 1}',
        ),
        *(
            b'{"state": true}',
            b'{"state": 1}',
            b'{"name": "Ana", "state": true}',
            b'{"token": "x"}',
        ),
        *(b'{"pass": "x"}', b'{"name": "%s"}' % (b"x" * 500), b'{"word": "oak"}', b'"\xff"'),
    ]
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["/api/{}/join", "/api/ZZZZZZ/join"]), BODIES, HEADERS)
def test_everybody_who_joins_gets_the_same_bytes(
    hall: Hall, path: str, body: bytes, headers: dict[str, str]
) -> None:
    path = path.format(hall.code)
    hall.asks("POST", path, body, **headers)

    found = [ask("POST", path, body, **headers) for ask in (hall.asks, hall.asks_flask)]

    assert _without_person(found[0]) == _without_person(found[1])


def test_joining_needs_flask_once_and_answers_with_the_state(hall: Hall) -> None:
    path, body = f"/api/{hall.code}/join", b'{"name": "Ana", "state": true}'
    hall.asks("POST", path, body, **PACKED)
    before = hall.of_flask

    status, headers, packed = hall.asks("POST", path, body, **PACKED)

    assert (status, hall.of_flask) == ("201 CREATED", before)
    joined = json.loads(gzip.decompress(packed))
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {joined['token']}"}
    state = json.loads(hall.asks("GET", f"/api/{hall.code}/state", **bearer)[2])
    assert joined["state"] == state
    (me,) = (one for one in state["tables"]["people"] if one.get("mine"))
    assert (me["id"], me["name"]) == (joined["person"], "Ana")
    assert f"openspace_person_{hall.code}={joined['token']}; " in dict(headers)["Set-Cookie"]


def test_a_join_that_is_refused_is_counted_once_and_answered_by_flask(tmp_path: Path) -> None:
    hall = Hall(tmp_path, limits=Limits(joins_burst=3.0, joins_rate=0.0))
    path = f"/api/{hall.code}/join"

    statuses = [hall.asks("POST", path, b"{}")[0] for _ in range(5)]

    assert statuses == ["201 CREATED"] * 3 + ["429 TOO MANY REQUESTS"] * 2
    error = json.loads(hall.asks("POST", path, b"{}")[2])["error"]
    assert error["code"] == "too_many"


@pytest.mark.parametrize(
    "doors", [{"joining": "closed"}, {"joining": "word", "joining_word": "Oak tree"}]
)
def test_doors_that_close_hold_without_flask_too(tmp_path: Path, doors: dict[str, str]) -> None:
    hall = Hall(tmp_path)
    path = f"/api/{hall.code}/join"
    assert hall.asks("POST", path, b"{}")[0] == "201 CREATED"
    host = hall.app.test_client()
    opened = host.post("/api/gatherings", json=ONE_MORNING).get_json()
    path = f"/api/{opened['code']}/join"
    args = {"joining": doors["joining"], "word": doors.get("joining_word")}
    command = {"id": "1", "name": "set_doors", "args": {k: v for k, v in args.items() if v}}
    assert hall.asks("POST", path, b"{}")[0] == "201 CREATED"
    assert host.post(f"/api/{opened['code']}/commands?as=host", json=command).status_code == 200

    assert hall.asks("POST", path, b"{}")[0] == "403 FORBIDDEN"
    if "joining_word" in doors:
        assert hall.asks("POST", path, b'{"word": "oak tree"}')[0] == "201 CREATED"


def test_another_site_cannot_join_people(hall: Hall) -> None:
    path = f"/api/{hall.code}/join"
    hall.asks("POST", path, b"{}")

    foreign = hall.asks("POST", path, b"{}", HTTP_ORIGIN="https://evil.example")

    assert foreign[0] == "403 Forbidden"


def _without_person(answer: Answer) -> Answer:
    """Leave out what differs between two people who joined one after the other."""
    status, headers, body = answer
    if ("Content-Encoding", "gzip") in headers:
        assert ("Content-Length", str(len(body))) in headers
        body = gzip.decompress(body)
    text = re.sub(r'"(person|token|id|seq)":"?[^",}]+"?', r'"\1":0', body.decode())
    masked = {
        name: re.sub(r"=[^;]+;", "=;", value, count=1)
        for name, value in headers
        if name != "Content-Length"
    }
    return status, list(masked.items()), text.encode()
