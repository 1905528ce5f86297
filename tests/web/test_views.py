"""The state kept encoded and compressed says, after any day at all, what the gathering says."""

import gzip
import json
from dataclasses import replace
from secrets import token_hex
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.audience import PUBLIC, Viewer, see
from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.service.clock import SYSTEM
from openspace.web.gzip_parts import Part, gzipped
from openspace.web.sending import send_state
from openspace.web.views import Views
from tests.domain.copies import everybody
from tests.domain.given import a_gathering
from tests.stories.crowd import NTH, ask, kim_places
from tests.stories.test_any_day import STEPS
from tests.support.examples import examples


class Log:
    """As much of a ledger as a view asks."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes

    def since(self, code: str, seq: int) -> list[Change]:
        return [change for change in self.changes if change.seq > seq]


def shown(views: Views, gathering: Gathering, viewer: Viewer) -> dict[str, Any]:
    """The state as it is sent, unpacked by another hand."""
    parts = views.state(gathering, viewer).at(views.now())
    data = gzip.decompress(b"".join(gzipped(parts)))
    assert data == b"".join(part.data for part in parts)
    state: dict[str, Any] = json.loads(data)
    return state


def by_id(seen: dict[str, Any]) -> dict[str, Any]:
    tables = {name: {row["id"]: row for row in rows} for name, rows in seen["tables"].items()}
    assert {n: len(r) for n, r in tables.items()} == {n: len(r) for n, r in seen["tables"].items()}
    return {"gathering": seen["gathering"], "tables": tables}


@settings(
    max_examples=examples(30),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(NTH, STEPS), min_size=20, max_size=50), st.integers(1, 9))
def test_state_is_what_the_viewer_may_see_after_any_day(
    steps: list[tuple[int, tuple[str, dict[str, Any]]]], every: int
) -> None:
    day = a_gathering()
    day.is_checked = False  # any day is checked in tests/stories
    views = Views(Log(day.log), SYSTEM)  # type: ignore[arg-type]
    people = [day.joins("Kim"), day.joins()]
    kim_places(day, people[0])

    for n, (who, (name, args)) in enumerate(steps):
        if name == "join":
            people.append(day.joins(**args))
        else:
            ask(day, [*people, day.host][who % (len(people) + 1)], name, args)
        if n % every == 0 or n == len(steps) - 1:
            for viewer in everybody(day.gathering):
                state = shown(views, day.gathering, viewer)
                assert state["seq"] == day.gathering.seq
                assert by_id(state) == by_id(see(day.gathering, viewer))


def test_many_rows_stand_in_many_patches_and_each_person_sees_their_own() -> None:
    day = a_gathering()
    day.is_checked = False  # 240 commands, each with 40 people's views: a minute
    views = Views(Log(day.log), SYSTEM)  # type: ignore[arg-type]
    people = [day.joins(f"Person {n}") for n in range(40)]
    for n in range(200):
        people[n % 40].proposes(f"Topic {n} <b>&</b> 'so' \u2028 on")
    for viewer in everybody(day.gathering):
        assert by_id(shown(views, day.gathering, viewer)) == by_id(see(day.gathering, viewer))

    html = gzip.decompress(
        b"".join(gzipped(views.state(day.gathering, PUBLIC).at(views.now())))
    ).decode()

    assert not set("<>&'") & set(html)


def test_rows_that_were_changed_without_a_change_are_shown_as_they_are() -> None:
    day = a_gathering()
    views = Views(Log(day.log), SYSTEM)  # type: ignore[arg-type]
    day.joins("Kim").proposes("Carers")
    shown(views, day.gathering, PUBLIC)
    topics = {id: {**row, "title": "By hand"} for id, row in day.gathering.tables["topics"].items()}

    edited = replace(day.gathering, tables={**day.gathering.tables, "topics": topics})

    (topic,) = shown(views, edited, PUBLIC)["tables"]["topics"]
    assert topic["title"] == "By hand"


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_sewn_file_is_what_its_patches_are(parts: list[bytes]) -> None:
    assert gzip.decompress(b"".join(gzipped([Part(part) for part in parts]))) == b"".join(parts)


def test_state_and_page_are_compressed_for_who_takes_it(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    code = opened["code"]
    for address in (f"/api/{code}/state", f"/{code}", f"/{code}/wall"):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})

        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        now = b'"now":"2'
        assert gzip.decompress(packed.data).split(now)[0] == plain.data.split(now)[0]


def test_page_holds_the_state_and_the_page(client: FlaskClient, opened: dict[str, Any]) -> None:
    code = opened["code"]
    client.post(f"/api/{code}/join", json={"name": "</script>"})

    html = client.get(f"/{code}").text

    embedded = html.split('id="state">')[1].split("</script>")[0]
    state = json.loads(embedded)
    assert state["page"]["code"] == code
    (me,) = (row for row in state["tables"]["people"] if row.get("mine"))
    assert me["name"] == "</script>"
    # The cookie is enough: no script can read the token out of the page.
    cookie = client.get_cookie(f"openspace_person_{code}")
    assert cookie is not None
    assert cookie.value not in html


def test_all_answers_share_the_bytes_of_the_state(app: Flask, opened: dict[str, Any]) -> None:
    client, code = app.test_client(), opened["code"]
    token = client.post(f"/api/{code}/join", json={"name": "Kim"}).get_json()["token"]
    for nth in range(15):
        args = {"title": token_hex(60), "description": token_hex(2_000)}
        body = {"id": f"topic-{nth:04}", "name": "propose_topic", "args": args}
        headers = {"Authorization": f"Bearer {token}"}
        assert client.post(f"/api/{code}/commands", json=body, headers=headers).status_code == 200
    gathering = app.extensions["openspace"].ledger.load(code)

    for encoding in ("gzip", "identity"):
        with app.test_request_context(headers={"Accept-Encoding": encoding}):
            one, other = (send_state(gathering, PUBLIC) for _ in range(2))
        assert isinstance(one.response, list)
        assert isinstance(other.response, list)
        largest = max(one.response, key=len)
        assert len(largest) > 500
        assert any(part is largest for part in other.response)
