"""Briefs: picked from published books, read in every format, and never a copy of what was taken back."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.community.stream import key_of
from openspace.proceedings.formats import BRIEF_FORMATS
from openspace.service.maintenance import run_once
from openspace.web.brief_host import moved, with_added
from tests.clocks import Ahead
from tests.proceedings.opened import held_in
from tests.support.begun import begun

FORM = {"Sec-Fetch-Site": "same-origin"}
ADVICE, ASKED, FOUND, OTHER = (
    "Pay peer workers 4f1d",
    "Who answers at night 8b2c",
    "The audit says no 77aa",
    "Train every team 90ce",
)
NAME = "Kim the Author"
FORMATS = ["", *(f".{ending}" for ending in BRIEF_FORMATS if ending != "brf")]
"""Those that can be read without knowing Braille, and the page."""


@dataclass
class Circle:
    """A community with one gathering whose book is published, and a brief with three of its items."""

    db: Path
    clock: Ahead = field(default_factory=Ahead)
    asked: int = 0

    def __post_init__(self) -> None:
        settings = Settings(db=self.db, async_mode="threading", limits=Limits.none())
        self.app = create_app(settings, clock=self.clock)
        self.host, self.reader, self.kim = (self.app.test_client() for _ in range(3))
        played = begun(self.app, _played)
        self.code, self.session, self.made = played.code, played.session, played.made
        self.items, self.asked = dict(played.items), played.asked
        for browser, tokens in ((self.host, played.hosts), (self.kim, played.kims)):
            for name, token in tokens.items():
                browser.set_cookie(name, token)

    def opens(self, title: str) -> str:
        slots = [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00"}]
        spec = {"title": title, "phase": "sessions", "rooms": [{"name": "Oak"}], "slots": slots}
        spec |= {"statement": "Learning is hard", "community": "circle"}
        opened = self.host.post("/api/gatherings", json=spec).get_json()
        self.asks("accept_gathering", code=opened["code"])
        return str(opened["code"])

    def joins(self) -> FlaskClient:
        browser = self.app.test_client()
        assert browser.post(f"/api/{self.code}/join", json={}).status_code == 201
        return browser

    def does(self, browser: FlaskClient, name: str, /, as_: str = "", **args: Any) -> dict:
        return self._send(browser, f"/api/{self.code}/commands?as={as_}", name, args)

    def asks(self, name: str, /, **args: Any) -> dict:
        """What the community's host asks."""
        return self._send(self.host, "/api/c/circle/commands?as=host", name, args)

    def _send(self, browser: FlaskClient, at: str, name: str, args: dict) -> dict:
        self.asked += 1
        message = {"id": f"{name} {self.asked}", "name": name, "args": args}
        answer = browser.post(at, json=message).get_json()
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    def holds(self, browser: FlaskClient, title: str) -> str:
        state = browser.get(f"/api/{self.code}/state").get_json()["tables"]
        topic = self.does(browser, "propose_topic", title=title)["topic"]
        cell = {"room": state["rooms"][0]["id"], "slot": state["slots"][0]["id"]}
        return str(self.does(browser, "claim_cell", topic=topic, **cell)["session"])

    def notes(self, browser: FlaskClient, kind: str, text: str, **more: Any) -> str:
        note = {"session": self.session, "kind": kind, "text": text, **more}
        return f"{self.code}/notes/{self.does(browser, 'post_note', **note)['note']}"

    def brings(self, browser: FlaskClient, text: str, **more: Any) -> str:
        item = {"form": "evidence", "bearing": "refutes", "text": text}
        item |= {"kind": "lived", "session": self.session, **more}
        return f"{self.code}/evidence/{self.does(browser, 'post_evidence', **item)['evidence']}"

    def publishes(self) -> None:
        self.does(self.host, "publish_book", as_="host")

    def edits(self, **args: Any) -> None:
        self.asks("edit_brief", brief=self.made, **args)

    @property
    def path(self) -> str:
        return f"/c/circle/briefs/{self.made}"

    def reads(self, ending: str = "", browser: FlaskClient | None = None) -> str:
        response = (browser or self.reader).get(f"{self.path}{ending}")
        assert response.status_code == 200, response.text
        return held_in(response.data, ending)

    def in_every_format(self) -> dict[str, str]:
        return {ending: self.reads(ending) for ending in FORMATS}

    def form(self, do: str, query: str = "", **fields: Any) -> Any:
        at = f"{self.path}/edit{query}"
        return self.host.post(at, data={"do": do, **fields}, headers=FORM)


class _First(Circle):
    """The one that is played."""

    def __init__(self, app: Flask) -> None:
        self.app, self.clock, self.asked = app, Ahead(), 0
        self.host = self.app.test_client()
        self.host.post("/api/communities", json={"name": "Circle"})
        self.code = self.opens("Spring 51ab")
        self.kim = self.joins()
        self.session = self.holds(self.kim, "Ending well 3c3c")
        self.items = {
            ADVICE: self.notes(self.kim, "recommendation", ADVICE),
            ASKED: self.notes(self.joins(), "question", ASKED),
            FOUND: self.brings(self.joins(), FOUND),
        }
        self.publishes()
        self.made = self.asks("make_brief", title="For standards 1d1d")["brief"]
        self.edits(items=list(self.items.values()), introduction="Why these. e0e0")
        self.edits(published=True)


class _Played(NamedTuple):
    code: str
    session: str
    items: dict[str, str]
    made: str
    asked: int
    hosts: dict[str, str]
    kims: dict[str, str]
    """Cookies of the host and of Kim."""


def _played(app: Flask) -> _Played:
    first = _First(app)
    hosts = [first.host.get_cookie(f"openspace_host_{at}") for at in (first.code, key_of("circle"))]
    kims = [first.kim.get_cookie(f"openspace_person_{first.code}")]
    tokens = [{one.key: one.value for one in kept if one} for kept in (hosts, kims)]
    return _Played(first.code, first.session, first.items, first.made, first.asked, *tokens)


@pytest.fixture
def circle(new_store: Path) -> Iterator[Circle]:
    made = Circle(new_store)
    yield made
    made.app.extensions["openspace"].ledger.close()


# --- reading


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_the_introduction_and_each_item_with_its_source(
    circle: Circle, ending: str
) -> None:
    held = " ".join(circle.reads(ending).split())

    for words in ("For standards 1d1d", "Why these. e0e0", ADVICE, ASKED, FOUND, "Circle"):
        assert words in held
    assert "Ending well 3c3c" in held
    assert "Spring 51ab" in held
    assert ("refutes" if ending == ".json" else "Speaks against it") in held
    assert "1A" in held


def test_items_are_in_the_order_of_the_host(circle: Circle) -> None:
    circle.edits(items=[circle.items[one] for one in (FOUND, ADVICE, ASKED)])

    shown = circle.reads(".md")
    assert shown.index(FOUND) < shown.index(ADVICE) < shown.index(ASKED)
    items = json.loads(circle.reads(".json"))["items"]
    assert [item["text"] for item in items] == [FOUND, ADVICE, ASKED]


def test_word_document_has_a_heading_for_each_kind(circle: Circle) -> None:
    data = circle.reader.get(f"{circle.path}.docx").data
    styled = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs if p.style]

    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == [
        *("Introduction", "Recommendations", "Open questions", "Evidence"),
        *("The gatherings", "About this brief"),
    ]


def test_unknown_formats_and_briefs_are_refused(circle: Circle) -> None:
    assert circle.reader.get(f"{circle.path}.exe").status_code == 404
    assert circle.reader.get(f"{circle.path}.zip").status_code == 404
    assert circle.reader.get("/c/circle/briefs/br1").status_code == 404
    assert circle.reader.get("/c/other/briefs/br1").status_code == 404


def test_unchanged_brief_is_not_sent_again(circle: Circle) -> None:
    first = circle.reader.get(circle.path)
    same = {"If-None-Match": first.headers["ETag"]}

    assert circle.reader.get(circle.path, headers=same).status_code == 304
    circle.does(circle.kim, "retract_note", note=circle.items[ADVICE].rpartition("/")[2])
    assert circle.reader.get(circle.path, headers=same).status_code == 200


def test_published_brief_is_on_the_page_of_the_community(circle: Circle) -> None:
    assert circle.path in circle.reader.get("/c/circle").text
    circle.edits(published=False)
    assert circle.path not in circle.reader.get("/c/circle").text


def test_hostile_texts_are_texts_in_every_format(circle: Circle) -> None:
    hostile = '<script>alert(1)</script> #let x = "'
    circle.edits(title=hostile, introduction=f"{hostile}\n\n{hostile}", items=[])

    for ending, held in circle.in_every_format().items():
        assert "There are no items yet." in held or ending == ".json", ending
        if ending in ("", ".html", ".json"):
            assert "<script>alert" not in held


# --- privacy


@pytest.mark.parametrize(
    "gone",
    [
        lambda c: c.does(c.kim, "retract_note", note=c.items[ADVICE].rpartition("/")[2]),
        lambda c: c.does(
            c.host, "hide_note", as_="host", note=c.items[ADVICE].rpartition("/")[2], hidden=True
        ),
        lambda c: c.does(
            c.host, "cover", as_="host", table="notes", id=c.items[ADVICE].rpartition("/")[2]
        ),
        lambda c: c.kim.post(f"/api/{c.code}/erase", json={"words": True}),
        lambda c: c.does(
            c.kim, "edit_note", note=c.items[ADVICE].rpartition("/")[2], text="Changed"
        ),
    ],
    ids=["retracted", "hidden", "covered", "erased", "edited"],
)
@pytest.mark.slow
def test_what_is_gone_from_the_book_is_gone_from_every_format(circle: Circle, gone: Any) -> None:
    assert all(ADVICE in " ".join(held.split()) for held in circle.in_every_format().values())

    gone(circle)

    for ending, held in circle.in_every_format().items():
        assert ADVICE not in " ".join(held.split()), ending
        assert FOUND in " ".join(held.split()), ending
    edit = circle.host.get(f"{circle.path}/edit?from={circle.code}").text
    assert ADVICE not in edit


@pytest.mark.parametrize(
    "leaves",
    [
        lambda c: c.asks("remove_gathering", code=c.code),
        lambda c: c.does(c.host, "edit_gathering", as_="host", community=""),
        lambda c: c.app.extensions["openspace"].ledger.purge(c.code),
    ],
    ids=["removed", "left", "purged"],
)
def test_items_go_with_their_gathering(circle: Circle, leaves: Any) -> None:
    leaves(circle)

    for ending, held in circle.in_every_format().items():
        for words in (ADVICE, ASKED, FOUND, "Spring 51ab", circle.code):
            assert words not in held, ending


def test_search_engines_index_neither_the_book_nor_a_brief_with_its_items(circle: Circle) -> None:
    for path in (f"/{circle.code}/proceedings", *(f"{circle.path}{ending}" for ending in FORMATS)):
        assert circle.reader.get(path).headers["X-Robots-Tag"] == "noindex", path


def test_no_rendered_file_has_what_a_deleted_gathering_had(circle: Circle) -> None:
    etag = circle.reader.get(f"{circle.path}.md").headers["ETag"].removeprefix("W/").strip('"')
    cache = circle.app.extensions["openspace"].render_cache
    assert cache.holds(key_of("circle"), etag)

    deleted = circle.host.post(f"/api/{circle.code}/delete?as=host", json={"confirm": circle.code})

    assert deleted.status_code == 200
    assert not cache.holds(key_of("circle"), etag)


def test_what_no_published_book_has_is_in_no_brief(circle: Circle) -> None:
    later = circle.notes(circle.joins(), "recommendation", OTHER)
    summary = circle.notes(circle.joins(), "summary", "A summary 5e5e")
    circle.edits(items=[*circle.items.values(), later, summary])

    assert OTHER not in circle.reads(".md")
    circle.publishes()
    assert OTHER in circle.reads(".md")
    assert "A summary 5e5e" not in circle.reads(".md")


def test_nobody_else_finds_an_unpublished_brief(circle: Circle) -> None:
    circle.edits(published=False)

    for browser in (circle.reader, circle.kim):
        for ending in FORMATS:
            assert browser.get(f"{circle.path}{ending}").status_code == 404
        assert browser.get(f"{circle.path}/edit").status_code == 404
        for at in ("/c/circle", "/api/c/circle/state", "/api/c/circle/changes?since=0"):
            assert "1d1d" not in browser.get(at).text, at
    assert "Draft" in circle.reads(browser=circle.host)


def test_only_the_host_opens_the_forms(circle: Circle) -> None:
    assert circle.reader.get(f"{circle.path}/edit").status_code == 403
    form = {"do": "unpublish"}
    sent = circle.reader.post(f"{circle.path}/edit", data=form, headers=FORM)
    assert sent.status_code == 403
    assert circle.reader.get(circle.path).status_code == 200


@pytest.mark.slow
def test_nobody_is_named_whom_the_book_does_not_name(circle: Circle) -> None:
    circle.does(circle.kim, "edit_me", name=NAME, contact="kim@example.org")
    person = circle.kim.get(f"/api/{circle.code}/state").get_json()["tables"]["people"][0]["id"]
    named = circle.notes(circle.kim, "recommendation", OTHER, named=True)
    circle.publishes()

    for ending, held in circle.in_every_format().items():
        assert NAME not in held, ending
        assert "example.org" not in held, ending
    circle.edits(items=[*circle.items.values(), named])
    for ending, held in circle.in_every_format().items():
        assert " ".join(held.split()).count(NAME) == 1, ending
        assert not re.search(rf"\b{person}\b", held) or ending not in ("", ".html", ".json", ".md")
    circle.does(circle.kim, "edit_me", name="")
    assert not any(NAME in held for held in circle.in_every_format().values())


def test_kind_of_evidence_is_shown_only_where_the_book_shows_it(circle: Circle) -> None:
    """Beside a session it could reveal who brought it (`domain/evidence.py`)."""
    lived = {"": "What I lived", ".md": "What I lived", ".json": '"lived"'}
    for ending, words in lived.items():
        assert words not in circle.reads(ending)

    for n in range(4):
        circle.brings(circle.joins(), f"Another {n}")
    circle.publishes()

    for ending, words in lived.items():
        assert words in circle.reads(ending)


def test_no_format_has_a_reference(circle: Circle) -> None:
    """An id contains the change that made it, and so the order in which people wrote."""
    ids = [item.rpartition("/")[2] for item in circle.items.values()]
    for ending in ("", ".html", ".md", ".json", ".epub"):
        held = circle.reads(ending)
        assert not any(re.search(rf'["/>\s]{id}["/<\s]', held) for id in ids), ending
    book = circle.reader.get(f"/{circle.code}/proceedings.json").text
    assert not any(f'"{id}"' in book for id in ids)


def test_purged_gathering_leaves_no_reference(circle: Circle) -> None:
    ledger = circle.app.extensions["openspace"].ledger
    ledger.purge(circle.code)

    run_once(ledger, None, circle.clock)

    assert next(iter(ledger.community(key_of("circle")).briefs))["items"] == []


def test_what_was_erased_leaves_no_reference(circle: Circle) -> None:
    advice = circle.items[ADVICE]
    circle.kim.post(f"/api/{circle.code}/erase", json={"words": True})

    ledger = circle.app.extensions["openspace"].ledger
    run_once(ledger, None, circle.clock)

    community = ledger.community(key_of("circle"))
    assert next(iter(community.briefs))["items"] == [circle.items[ASKED], circle.items[FOUND]]
    files = [file.read_bytes() for file in circle.db.parent.iterdir() if file.is_file()]
    assert not any(advice.encode() in data for data in files)


# --- the host's forms


def test_host_makes_and_fills_a_brief_without_scripts(circle: Circle) -> None:
    sent = circle.host.post(
        "/c/circle/host", data={"do": "make_brief", "title": "Second"}, headers=FORM
    )
    circle.made = sent.location.split("/")[-2]
    assert sent.location == f"{circle.path}/edit"

    offered = circle.host.get(f"{circle.path}/edit?from={circle.code}").text
    for key in circle.items.values():
        assert f'value="{key}"' in offered
    assert offered.index("Recommendations") < offered.index("Open questions")
    query = f"?from={circle.code}"
    sent = circle.form("add", query, item=[circle.items[ASKED], circle.items[ADVICE]])
    assert (sent.status_code, sent.location) == (303, f"{circle.path}/edit{query}#pick")
    circle.form("texts", title="Renamed", introduction="For you")
    sent = circle.form("up", item=circle.items[ADVICE])
    assert sent.location.endswith(f"#{circle.items[ADVICE].replace('/', '-')}")
    assert circle.form("up", item="javascript:x").location.endswith("#items")
    circle.form("publish")

    shown = circle.reads(".md")
    assert "# Renamed" in shown
    assert shown.index(ADVICE) < shown.index(ASKED)
    circle.form("take_out", item=circle.items[ADVICE])
    assert ADVICE not in circle.reads(".md")
    assert circle.form("remove_brief").location == "/c/circle/host#briefs"
    assert circle.reader.get(circle.path).status_code == 404


def test_refused_form_keeps_what_was_typed(circle: Circle) -> None:
    sent = circle.form("texts", title=" ", introduction="Much that I typed")

    assert sent.status_code == 400
    assert "Much that I typed" in sent.text
    assert "A brief needs a title." in sent.text
    assert circle.form("nonsense").status_code == 400


def test_gathering_outside_the_series_offers_nothing(circle: Circle) -> None:
    circle.asks("remove_gathering", code=circle.code)

    assert ADVICE not in circle.host.get(f"{circle.path}/edit?from={circle.code}").text


def test_gathering_without_a_published_book_says_so(circle: Circle) -> None:
    code = circle.opens("Autumn")

    shown = circle.host.get(f"{circle.path}/edit?from={code}").text
    assert "The book of this gathering is not published yet." in shown


@pytest.mark.parametrize(
    ("item", "up", "left"),
    [
        ("c", True, ["c", "b", "a"]),
        ("a", False, ["c", "b", "a"]),
        ("a", True, ["a", "b", "c"]),
        ("c", False, ["a", "b", "c"]),
        ("b", True, ["a", "b", "c"]),
        ("x", True, ["a", "b", "c"]),
    ],
)
def test_item_moves_past_those_that_no_book_shows(item: str, up: bool, left: list[str]) -> None:
    assert moved(["a", "b", "c"], ["a", "c"], item, up) == left


def test_added_items_join_those_of_their_kind() -> None:
    kinds = {"a": "question", "b": "evidence", "c": "question", "d": "recommendation"}

    assert with_added(["a", "b"], ["c", "d"], kinds) == ["a", "c", "b", "d"]
