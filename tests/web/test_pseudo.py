"""Every page in the pseudo-language: words outside its brackets are what people wrote, or forgotten texts.

Book and paper speak the gathering's language (`tests/proceedings/test_languages.py`).
"""

import re
from functools import cache, reduce
from string import Template
from typing import Any

import pytest

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from tests.clocks import Ahead
from tests.security.matrix import rows
from tests.security.scene import Scene, a_scene
from tests.security.test_matrix_community import ASKERS, rows_of
from tests.security.test_matrix_community import ROUTE_ROWS as COMMUNITY_ROWS
from tests.security.test_matrix_routes import ROUTE_ROWS
from tests.support.samples import GATHERING
from tests.support.shown_text import bare_texts
from tests.web.circles import FORM, TITLE, Circle

_OF_THE_GATHERING = re.compile(
    r"/\$code/(?:paper|agenda|proceedings)|/c/\$slug/briefs/\$brief(?!/)"
)
_FOR_PROGRAMS = re.compile(r"/(?:api|static|\.well-known)/")
_PEOPLE = ("nobody", "convener", "host")
_BRIEF = "For standards"
_DATA = (GATHERING["title"], GATHERING["theme"], "Circle", "Spring", TITLE, _BRIEF)
"""What people wrote where its direction is not marked, such as in the title of a page."""


def pages(table: list[tuple[str, dict[str, str]]]) -> list[str]:
    """The addresses of pages that speak the reader's language."""
    routes = [route.split() for route, _ in table]
    return [
        path
        for method, path in routes
        if method == "GET" and not (_FOR_PROGRAMS.match(path) or _OF_THE_GATHERING.match(path))
    ]


@cache
def the_scene() -> Scene:
    scene = a_scene()
    more = {"planning": True, "statement": "It helps.", "help": {"person": "Sam"}}
    assert scene.command("host", "edit_gathering", more) == "ok"
    planned = {"places": 2, "access": "A loop", "name": "Kim"}
    assert scene.command("convener", "plan_to_come", planned) == "ok"
    return scene


@cache
def the_circle() -> tuple[Circle, dict[str, str]]:
    """A community with all that its pages can show, and what stands for the variables of their addresses."""
    clock = Ahead()
    settings = Settings(async_mode="threading", limits=Limits.none())
    circle = Circle(create_app(settings, MemoryLedger(), clock), clock)
    published, hidden, open_ = (circle.offers(circle.joins()) for _ in range(3))
    circle.agrees(published)
    circle.agrees(hidden)
    [part, other] = circle.parts()
    at = "/c/circle/host"
    circle.host.post(at, data={"do": "hide", "part": other["id"], "reason": "Names"}, headers=FORM)
    made = circle.host.post(at, data={"do": "make_brief", "title": _BRIEF}, headers=FORM).location
    together = f"/c/circle/repertoire/{part['entry']}/together"
    written, met = (
        circle.host.post(to, data={"contact": "by post"}, headers=FORM).location
        for to in ("/c/circle/write-to-me", together)
    )
    circle.host.post(together, data={"contact": "by phone"}, headers=FORM)
    kept = {f"$kept{nth}": link for nth, link in enumerate((published, hidden, open_))}
    places = {"$slug": "circle", "$entry": part["entry"], "$brief": made.split("/")[-2]}
    return circle, {**places, **kept, "$touch0": written, "$touch1": met}


@pytest.mark.parametrize("path", pages(rows(ROUTE_ROWS)))
def test_page_of_a_gathering_has_no_bare_text(path: str) -> None:
    scene = the_scene()
    address = Template(path).substitute(scene.ids, code=scene.code)
    found = {asker: _bare(scene.call(asker, "GET", _pseudo(address))) for asker in _PEOPLE}

    assert {asker: texts for asker, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "path",
    [
        *pages(rows_of(COMMUNITY_ROWS, ASKERS)),
        *("/c/$slug/search?q=letter", "/c/$slug/search?q=none", "/c/$slug/search?tag=a"),
        *("$kept0", "$kept0?done=agree", "$kept1", "$kept2", "$touch0", "$touch1"),
    ],
)
def test_page_of_a_community_has_no_bare_text(path: str) -> None:
    circle, places = the_circle()
    address = reduce(lambda at, name: at.replace(name, places[name]), places, path)

    for browser in (circle.host, circle.app.test_client()):
        assert _bare(browser.get(_pseudo(address))) == []


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/join", {"code": "?"}),
        ("/join", {"code": "ZZZZZZ"}),
        ("/new-community", {}),
        ("/new-community", {"name": "Circle"}),
        ("/c/circle/host", {"do": "sign_in", "host_key": "wrong"}),
        ("/c/circle/host", {"do": "nothing"}),
        ("/c/circle/write-to-me", {}),
        ("/c/circle/nothing", {}),
        ("/healthz", {}),
    ],
)
def test_refused_form_has_no_bare_text(path: str, form: dict[str, str]) -> None:
    browser = the_circle()[0].app.test_client()
    response = browser.post(_pseudo(path), data=form, headers=FORM)

    assert response.status_code >= 400
    assert _bare(response) == []


def test_shown_words_outside_of_messages_are_found() -> None:
    page = """<html lang="en-XA"><title>⟦A~⟧ · Left</title><p>⟦See <a href="/">⟦it⟧</a> now.⟧
      <b dir="auto">By Kim</b> 5 March 2026<img alt="A picture"><input placeholder="⟦Code⟧ here"></p>"""

    assert bare_texts(page) == ["· Left", "A picture", "here"]


def _pseudo(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}language=en-XA"


def _bare(response: Any) -> list[str]:
    """Return the bare texts of a page. What is no page has none."""
    text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
    response.close()
    for said in _DATA:
        text = text.replace(said, "")
    return bare_texts(text)
