"""The search in a community's published books, as a page and as JSON."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.community.entries import PutPart
from openspace.domain.viewer import HOST
from openspace.ledger.memory import MemoryLedger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.security.erased_day import Someone
from tests.support.samples import GATHERING

NORTH = {**GATHERING, "community": "North Circle", "listed": True}


class Gathering:
    def __init__(self, client: FlaskClient, **spec: Any) -> None:
        opened = client.post("/api/gatherings", json={**NORTH, **spec}).get_json()
        self.code = str(opened["code"])
        path = f"/api/{self.code}"
        key = {"host_key": opened["host_key"]}
        self.host = Someone(
            client, self.code, client.post(f"{path}/host", json=key).get_json()["token"]
        )
        self.rosa = Someone(
            client,
            self.code,
            client.post(f"{path}/join", json={"name": "Rosa"}).get_json()["token"],
        )
        rows = self.rosa.state()["tables"]
        cell = {
            "room": rows["rooms"][0]["id"],
            "slot": next(slot["id"] for slot in rows["slots"] if slot["kind"] == "session"),
        }
        self.topic = self.rosa.does("propose_topic", title="Recovery colleges", tags=["Care"])[
            "topic"
        ]
        self.session = self.rosa.does("claim_cell", topic=self.topic, **cell)["session"]
        self.note("story", "Students <b>taught</b> each other & cooked.")

    def note(self, kind: str, text: str, **more: Any) -> str:
        posted = self.rosa.does("post_note", session=self.session, kind=kind, text=text, **more)
        return str(posted["note"])

    def publishes(self) -> "Gathering":
        self.host.does("publish_book")
        return self


@pytest.fixture
def gathering(client: FlaskClient) -> Gathering:
    return Gathering(client).publishes()


def finds(client: FlaskClient, slug: str = "north-circle", **query: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/c/{slug}/search", query_string=query)
    assert response.status_code == 200
    return list(response.get_json()["results"])


def test_search_answers_with_place_and_escaped_snippet(
    client: FlaskClient, gathering: Gathering
) -> None:
    [result] = finds(client, q="student")

    assert result.pop("at").startswith("2027-03-31T")
    assert result == {
        "kind": "story",
        "kind_name": "Story",
        "title": "Recovery colleges",
        "snippet": "<mark>Students</mark> &lt;b&gt;taught&lt;/b&gt; each other &amp; cooked.",
        "content_note": "",
        "url": f"/{gathering.code}/proceedings#session-{gathering.session}",
        "gathering": gathering.code,
        "gathering_title": GATHERING["title"],
        "day": "Wednesday 31 March 2027",
    }
    page = client.get(f"/{gathering.code}/proceedings").get_data(as_text=True)
    assert f'id="session-{gathering.session}"' in page


def test_search_page_shows_the_same_without_scripts(
    client: FlaskClient, gathering: Gathering
) -> None:
    page = client.get("/c/north-circle/search?q=student").get_data(as_text=True)

    assert "<mark>Students</mark> &lt;b&gt;taught&lt;/b&gt;" in page
    assert "1 result." in page
    page = client.get("/c/north-circle/search?q=recovery").get_data(as_text=True)
    assert "<mark>Recovery</mark> colleges" in page
    assert finds(client, q="recovery")[0]["title"] == "Recovery colleges"
    page = client.get("/c/north-circle/search?q=student").get_data(as_text=True)
    assert 'value="student"' in page
    gathering.host.does("set_phase", phase="closed")
    assert 'action="/c/north-circle/search"' in client.get("/c/north-circle").get_data(as_text=True)


def test_search_shows_a_content_note_instead_of_the_text(
    client: FlaskClient, gathering: Gathering
) -> None:
    gathering.note("story", "A knife on the ward.", content_note="violence")
    gathering.publishes()

    [result] = finds(client, q="knife")

    assert (result["content_note"], result["snippet"]) == ("violence", "")
    page = client.get("/c/north-circle/search?q=knife").get_data(as_text=True)
    assert 'Content note: <span dir="auto">violence' in page
    assert "on the ward" not in page


@pytest.mark.parametrize(
    "query",
    [{"kind": "story"}, {"tag": "care"}, {"tag": "CARE", "kind": "story"}, {"gathering": "$code"}],
)
def test_search_is_limited_by_parameters(
    client: FlaskClient, gathering: Gathering, query: dict[str, str]
) -> None:
    Gathering(client, title="Another", community="Elsewhere").publishes()
    given = {name: value.replace("$code", gathering.code) for name, value in query.items()}

    assert [one["gathering"] for one in finds(client, q="taught", **given)] == [gathering.code]


def test_search_finds_nothing_of_others(client: FlaskClient, gathering: Gathering) -> None:
    unlisted = Gathering(client, listed=False).publishes()
    elsewhere = Gathering(client, community="South Circle").publishes()
    Gathering(client)

    assert [one["gathering"] for one in finds(client, q="taught")] == [gathering.code]
    for other in (unlisted, elsewhere):
        assert finds(client, q="taught", gathering=other.code) == []


def test_search_follows_the_host_who_takes_the_gathering_off_the_list(
    client: FlaskClient, gathering: Gathering
) -> None:
    Gathering(client, title="Stays").publishes()
    gathering.host.does("edit_gathering", listed=False)

    assert gathering.code not in {one["gathering"] for one in finds(client, q="taught")}


def test_search_of_a_community_finds_the_gatherings_that_both_hosts_agree_on(
    client: FlaskClient, gathering: Gathering
) -> None:
    opened = client.post("/api/communities", json={"name": "North Circle"}).get_json()
    path = f"/api/c/{opened['slug']}"
    key = {"host_key": opened["host_key"]}
    host = Someone(
        client, f"c/{opened['slug']}", client.post(f"{path}/host", json=key).json["token"]
    )
    unlisted = Gathering(client, listed=False).publishes()
    assert finds(client, q="taught") == []

    for code in (gathering.code, unlisted.code):
        host.does("accept_gathering", code=code)
    found = {one["gathering"] for one in finds(client, q="taught")}
    assert found == {gathering.code, unlisted.code}

    gathering.host.does("edit_gathering", community="")
    assert [one["gathering"] for one in finds(client, q="taught")] == [unlisted.code]


def test_search_leads_to_an_entry_of_the_repertoire(client: FlaskClient, app: Flask) -> None:
    client.post("/api/communities", json={"name": "North Circle"})
    texts = {"problem": "Nobody sleeps.", "practice": "", "helps_when": "", "not_when": ""}
    about = {"gathering_title": "Spring", "session": "1A", "session_title": "Nights"}
    part = PutPart(
        **texts,
        **about,
        shown_as="",
        gathering="AAAAAA",
        offer="o1",
        entry="",
        kind="story",
        title="Quiet",
    )
    ledger = app.extensions["openspace"].ledger
    execute_batch(ledger, "c.north-circle", [CommandRequest(HOST, part)], SYSTEM)

    [result] = finds(client, q="sleep")

    assert (result["kind"], result["title"], result["gathering"]) == ("entry", "Quiet", "")
    assert "Nobody sleeps." in client.get(result["url"]).get_data(as_text=True)
    assert 'action="/c/north-circle/search"' in client.get("/c/north-circle").text


def test_search_of_an_unknown_community_is_not_found(client: FlaskClient) -> None:
    for path in ("/c/nobody/search", "/api/c/nobody/search"):
        assert client.get(f"{path}?q=a").status_code == 404


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        '"',
        "*",
        "-",
        "AND OR NOT",
        "NEAR(a b)",
        "title:x",
        "{",
        "^a",
        "\x00",
        "🙂",
        "a" * 200,
    ],
)
def test_search_answers_anything(client: FlaskClient, gathering: Gathering, q: str) -> None:
    assert finds(client, q=q) in ([], finds(client, q=q))
    assert client.get("/c/north-circle/search", query_string={"q": q}).status_code == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [({"q": "a" * 201}, "too_long"), ({"q": "a", "kind": "secret"}, "not_a_choice")],
)
def test_search_refuses_with_a_reason_and_keeps_what_was_typed(
    client: FlaskClient, gathering: Gathering, query: dict[str, str], code: str
) -> None:
    refused = client.get("/api/c/north-circle/search", query_string=query)
    page = client.get("/c/north-circle/search", query_string=query)

    assert (refused.status_code, page.status_code) == (400, 400)
    assert refused.get_json()["error"]["code"] == code
    assert refused.get_json()["error"]["message"] in page.get_data(as_text=True)
    assert f'value="{query["q"]}"' in page.get_data(as_text=True)


def test_search_says_when_there_is_more(client: FlaskClient, gathering: Gathering) -> None:
    for n in range(31):
        gathering.host.does("post_note", session=gathering.session, kind="quote", text=f"Wheel {n}")
    gathering.publishes()

    answer = client.get("/api/c/north-circle/search?q=wheel").get_json()

    assert (len(answer["results"]), answer["more"]) == (30, True)
    assert "The first 30 results." in client.get("/c/north-circle/search?q=wheel").text


def test_search_floods_are_refused_and_stop_nothing_else() -> None:
    limits = Limits(searches_burst=3, searches_rate=0.001)
    app: Flask = create_app(Settings(limits=limits), MemoryLedger())
    client = app.test_client()
    gathering = Gathering(client).publishes()
    for _ in range(3):
        assert len(finds(client, q="taught")) == 1

    refused = client.get("/api/c/north-circle/search?q=taught")

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (429, "too_many")
    assert "Very many are searching" in client.get("/c/north-circle/search?q=taught").text
    assert finds(client, q="") == []
    gathering.note("quote", "On we go")
