"""The wire contract over plain HTTP, as curl would see it."""

import gzip
import urllib.request

import pytest
import requests

from tests.support.http import bearer, error_of
from tests.support.server import KEY, Server, Venue

pytestmark = pytest.mark.live


# --- opening and joining


def test_opening_answers_the_links_and_a_key_that_none_of_them_carries(venue: Venue) -> None:
    opened, key = venue.opened, venue.opened["host_key"]

    assert set(opened) >= {"code", "join_url", "wall_url", "host_url", "host_key"}
    assert len(key) >= 22
    assert key not in opened["join_url"] + opened["wall_url"] + opened["host_url"]
    assert len(opened["host_url"].split(f"/{venue.code}/host#pass=")[1]) >= 22
    assert opened["join_url"].endswith(f"/{venue.code}")


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({}, "malformed"),
        ({"title": "  "}, "missing"),
        ({"title": 7}, "malformed"),
        ({"title": "x", "timezone": "Nowhere/Else"}, "bad_timezone"),
        ({"title": "x", "starts_on": "2027-03-31T10:00"}, "bad_day"),
        (
            {
                "title": "x",
                "slots": [{"starts_at": "0001-01-01T00:00", "ends_at": "0001-01-01T01:00"}],
            },
            "out_of_range",
        ),
        (
            {"title": "x", "slots": [{"starts_at": "2027-03-31T10:00", "ends_at": "now"}]},
            "bad_time",
        ),
        ({"title": "x", "rooms": [{"name": ""}]}, "missing"),
        ({"title": "x", "rooms": [{"name": "Oak", "capacity": -1}]}, "out_of_range"),
    ],
)
def test_opening_with_what_cannot_be_is_refused(
    server: Server, spec: dict[str, object], code: str
) -> None:
    response = requests.post(f"{server.url}/api/gatherings", json=spec, timeout=30)

    assert error_of(response) == (400, code)


def test_opening_takes_the_server_key_as_well(server: Server) -> None:
    response = requests.post(
        f"{server.url}/api/gatherings", json={"title": "x"}, headers=bearer(KEY), timeout=30
    )

    assert response.status_code == 201


def test_joining_gives_a_token_and_a_cookie_that_no_script_reads(venue: Venue) -> None:
    response = requests.post(f"{venue.api}/join", json={"name": "Kim"}, timeout=30)

    cookie = response.headers["Set-Cookie"]
    assert response.status_code == 201
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    person = response.json()["person"]
    by_cookie = requests.get(f"{venue.api}/state", cookies=response.cookies, timeout=30).json()
    [me] = by_cookie["tables"]["people"]
    assert (me["id"], me["name"], me["mine"]) == (person, "Kim", True)


def test_joining_with_a_token_comes_back_as_the_same_person(venue: Venue) -> None:
    kim = venue.joins("Kim")

    back = requests.post(f"{venue.api}/join", json={"token": kim["token"]}, timeout=30)

    assert (back.status_code, back.json()["person"]) == (200, kim["person"])


def test_joining_with_a_token_of_another_gathering_is_not_allowed(server: Server) -> None:
    here, there = server.opens(), server.opens()
    token = here.joins()["token"]

    response = requests.post(f"{there.api}/join", json={"token": token}, timeout=30)

    assert error_of(response) == (403, "not_allowed")
    assert error_of(there.get("state", token)) == (403, "not_allowed")


@pytest.mark.parametrize("key", ["wrong", "", "\ud800", None])
def test_host_with_a_wrong_key_is_not_allowed(venue: Venue, key: object) -> None:
    response = requests.post(f"{venue.api}/host", json={"host_key": key}, timeout=30)

    assert error_of(response) == (403, "not_allowed")


@pytest.mark.parametrize("path", ["host", "join"])
def test_what_should_be_a_text_and_is_none_is_malformed(venue: Venue, path: str) -> None:
    for field in ("host_key", "pass") if path == "host" else ("name", "token"):
        for value in (7, False, [], {}):
            response = requests.post(f"{venue.api}/{path}", json={field: value}, timeout=30)

            assert error_of(response) == (400, "malformed")


def test_code_is_forgiven_its_case_and_spaces(venue: Venue) -> None:
    typed = f"{venue.code[:3].lower()}%20{venue.code[3:].lower()}"

    response = requests.get(f"{venue.server.url}/api/{typed}/state", timeout=30)

    assert response.json()["gathering"]["code"] == venue.code


# --- state and changes


def test_state_is_as_the_wire_says(venue: Venue) -> None:
    state = venue.state()

    assert set(state) == {"seq", "origin", "now", "gathering", "possible", "tables"}
    assert set(state["tables"]) >= {
        "people", "rooms", "slots", "topics", "sessions", "interests", "notes", "news", "notices",
    }  # fmt: skip
    assert [room["letter"] for room in state["tables"]["rooms"]] == ["A", "B", "C"]
    assert [slot["code"] for slot in state["tables"]["slots"]] == ["", "1", "2"]


def test_state_is_not_sent_again_to_who_has_it(venue: Venue) -> None:
    first = venue.get("state")

    again = venue.get("state", **{"If-None-Match": first.headers["ETag"]})
    venue.joins()
    then = venue.get("state", **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert then.status_code == 200
    assert then.headers["ETag"] != first.headers["ETag"]


def test_state_of_one_person_is_no_other_persons_copy(venue: Venue) -> None:
    kim, rosa = venue.joins(), venue.joins()
    tag = venue.get("state", kim["token"]).headers["ETag"]

    response = venue.get("state", rosa["token"], **{"If-None-Match": tag})

    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"]


def test_state_is_compressed_for_who_takes_it(venue: Venue) -> None:
    request = urllib.request.Request(f"{venue.api}/state", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as response:
        packed = response.read()

    assert response.headers["Content-Encoding"] == "gzip"
    assert b'"seq":1,' in gzip.decompress(packed)
    assert "Content-Encoding" not in venue.get("state", **{"Accept-Encoding": "identity"}).headers


def test_changes_are_contiguous_from_since_to_now(venue: Venue) -> None:
    token = venue.joins()["token"]
    venue.asks(token, "propose_topic", title="Carers")

    answer = venue.get("changes?since=1", token).json()

    assert (answer["since"], answer["seq"]) == (1, 3)
    assert [change["seq"] for change in answer["changes"]] == [2, 3]
    assert [change["name"] for change in answer["changes"]] == ["join", "propose_topic"]
    assert venue.get("changes?since=3").json()["changes"] == []


def test_changes_that_cannot_be_told_are_refused(venue: Venue) -> None:
    assert error_of(venue.get("changes?since=99")) == (409, "resync")
    assert error_of(venue.get("changes?since=-1")) == (409, "resync")
    assert error_of(venue.get("changes?since=3&origin=lost")) == (409, "resync")
    assert venue.get(f"changes?since=1&origin={venue.state()['origin']}").status_code == 200
    assert error_of(venue.get("changes?since=x")) == (400, "malformed")
    assert error_of(venue.get("changes")) == (400, "malformed")


# --- commands


def test_commands_are_answered_with_a_fitting_status(venue: Venue) -> None:
    kim, rosa = venue.joins()["token"], venue.joins()["token"]
    topic = venue.asks(kim, "propose_topic", title="Carers").json()["result"]["topic"]
    other = venue.asks(rosa, "propose_topic", title="Waiting lists").json()["result"]["topic"]
    plenary = {**venue.cell(), "slot": venue.state()["tables"]["slots"][0]["id"]}
    claimed = venue.asks(kim, "claim_cell", topic=topic, **venue.cell())
    note = {"session": claimed.json()["result"]["session"], "kind": "story"}

    asked = [
        (kim, "claim_cell", {"topic": topic, **venue.cell("2")}, 409, "already_placed"),
        (rosa, "claim_cell", {"topic": other, **venue.cell()}, 409, "cell_taken"),
        (rosa, "claim_cell", {"topic": topic, **venue.cell("2")}, 403, "not_yours"),
        (rosa, "claim_cell", {"topic": "t999", **venue.cell("2")}, 404, "unknown_topic"),
        (rosa, "claim_cell", {"topic": other, **plenary}, 400, "not_a_cell"),
        (rosa, "propose_topic", {"title": "x" * 501}, 400, "too_long"),
        (rosa, "post_note", {**note, "text": "x", "named": True}, 400, "no_name"),
        (rosa, "take_notes", {"session": note["session"]}, 409, "not_now"),
        (rosa, "set_phase", {"phase": "closed"}, 403, "not_allowed"),
        (None, "propose_topic", {"title": "x"}, 403, "not_allowed"),
        (rosa, "no_such_thing", {}, 400, "unknown_command"),
        (rosa, "propose_topic", {}, 400, "malformed"),
        (rosa, "propose_topic", {"title": " "}, 400, "missing"),
    ]

    assert claimed.status_code == 200
    for token, name, args, status, code in asked:
        response = venue.asks(token, name, **args)
        assert error_of(response) == (status, code), name
        assert response.json()["ok"] is False


@pytest.mark.parametrize("body", ["", "no json", "[]", "7", "[" * 50_000, '{"id": "12345678"}'])
def test_commands_that_cannot_be_read_are_answered(venue: Venue, body: str) -> None:
    token = venue.joins()["token"]

    response = requests.post(f"{venue.api}/commands", data=body, headers=bearer(token), timeout=30)

    assert response.status_code == 400
    assert response.json()["error"]["code"] in ("malformed", "unknown_command")


def test_errors_are_json_and_never_a_traceback(venue: Venue) -> None:
    url = venue.server.url

    assert error_of(requests.get(f"{url}/api/NOBODY/state", timeout=30)) == (
        404,
        "unknown_gathering",
    )
    assert error_of(requests.get(f"{venue.api}/nothing", timeout=30))[0] == 404
    assert error_of(requests.get(f"{venue.api}/commands", timeout=30))[0] == 405
    assert error_of(venue.get("state", "forged")) == (403, "not_allowed")


def test_request_of_another_site_is_refused(venue: Venue) -> None:
    kim = requests.post(f"{venue.api}/join", timeout=30)
    body = {"id": "12345678", "name": "propose_topic", "args": {"title": "x"}}

    for origin in ("http://elsewhere.example", "null"):
        response = requests.post(
            f"{venue.api}/commands",
            json=body,
            headers={"Origin": origin},
            cookies=kim.cookies,
            timeout=30,
        )
        assert error_of(response) == (403, "not_allowed")

    assert venue.state()["tables"]["topics"] == []


def test_every_answer_carries_the_strict_policy(venue: Venue) -> None:
    headers = venue.get("state").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


# --- plan


def test_plan_previews_the_slots(server: Server) -> None:
    spec = {"days": ["2027-03-31"], "first": "10:00", "minutes": 45, "count": 2}

    slots = requests.post(f"{server.url}/api/plan", json=spec, timeout=30).json()["slots"]

    assert [slot["starts_at"][11:16] for slot in slots] == ["10:00", "11:00"]
