"""Help is in the same place on every page (WCAG 3.2.6): the first thing in the banner, beside the way back.

`tests/browser/test_same_place.py` looks at the pages that scripts draw. Sheets of paper have a sheet of help.
"""

import re
from functools import reduce
from html.parser import HTMLParser
from string import Template

import pytest

from tests.security.matrix import rows
from tests.security.test_matrix_community import ASKERS, rows_of
from tests.security.test_matrix_community import ROUTE_ROWS as COMMUNITY_ROWS
from tests.security.test_matrix_routes import ROUTE_ROWS
from tests.web.test_pseudo import the_circle, the_scene

_NO_PAGE = re.compile(r"/(?:api|static|\.well-known)/|.*\.\w+$")
_DRAWN_BY_SCRIPT = {
    f"/$code{path}"
    for path in ("", "/s/1A", "/wall", "/rooms/A", "/host", "/announce", "/type", "/me/offline")
}
_FOCUSABLE = ("a", "button", "input", "select", "summary", "textarea")


class _Controls(HTMLParser):
    """The controls of a page in reading order, as (what, text): `help` stands in for a name of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._banner = self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self._banner = tag == "header" or (self._banner and tag != "main")
        if tag in _FOCUSABLE:
            where = "banner" if self._banner else "page"
            self.found.append(("skip" if "skip-link" in classes else where, ""))
            self._is_open = True

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag not in _FOCUSABLE

    def handle_data(self, data: str) -> None:
        if self._is_open:
            what, text = self.found[-1]
            self.found[-1] = (what, text + data.strip())


def misplaced(page: str) -> list[tuple[str, str]]:
    """Return the first controls of a page if help is not the first of its banner, beside one way back."""
    reader = _Controls()
    reader.feed(page)
    skip, *controls = reader.found[:3]
    help = ("banner", "Help")
    is_right = skip[0] == "skip" and (
        controls[:1] == [help] or (controls[0][0] == "banner" and controls[1:2] == [help])
    )
    return [] if is_right else reader.found[:3]


def in_english(address: str) -> str:
    """The browsers of other tests may have chosen another language."""
    return f"{address}{'&' if '?' in address else '?'}language=en"


def paths(table: list[tuple[str, dict[str, str]]]) -> list[str]:
    routes = [route.split() for route, _ in table]
    return [
        path
        for method, path in routes
        if method == "GET"
        and not _NO_PAGE.match(path)
        and path not in _DRAWN_BY_SCRIPT
        and "/paper/" not in path
    ]


@pytest.mark.parametrize("path", paths(rows(ROUTE_ROWS)))
def test_help_is_in_the_same_place_on_pages_of_a_gathering(path: str) -> None:
    scene = the_scene()
    address = Template(path).substitute(scene.ids, code=scene.code)
    for asker in ("nobody", "convener", "host"):
        response = scene.call(asker, "GET", in_english(address))
        if response.mimetype == "text/html" and response.status_code not in (302, 303):
            assert misplaced(response.get_data(as_text=True)) == [], asker
        response.close()


@pytest.mark.parametrize("path", [*paths(rows_of(COMMUNITY_ROWS, ASKERS)), "$kept0", "$touch0"])
def test_help_is_in_the_same_place_on_pages_of_a_community(path: str) -> None:
    circle, places = the_circle()
    address = reduce(lambda at, name: at.replace(name, places[name]), places, path)
    for browser in (circle.host, circle.app.test_client()):
        response = browser.get(in_english(address))
        if response.mimetype == "text/html" and response.status_code not in (302, 303):
            assert misplaced(response.get_data(as_text=True)) == []
        response.close()


@pytest.mark.parametrize(
    "page",
    [
        "<a class='skip-link'>Skip</a><header><a>Back</a></header><main><a>On</a></main>",
        "<a class='skip-link'>Skip</a><main><a>Help</a></main>",
        "<a class='skip-link'>Skip</a><header><a>Back</a><a>Other</a><a>Help</a></header>",
    ],
)
def test_help_elsewhere_is_found(page: str) -> None:
    assert misplaced(page)
