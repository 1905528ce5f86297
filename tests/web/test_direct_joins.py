"""Joining without Flask: the same bytes as Flask's, and closed doors stay closed."""

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.config import Limits
from tests.support.examples import examples
from tests.support.samples import ONE_MORNING
from tests.web.hall import HEADERS, PACKED, Answer, Hall
from tests.web.hall import hall as hall

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
