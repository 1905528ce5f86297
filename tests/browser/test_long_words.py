"""Words without a place to break, as bored people and machines type them, stay inside their page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PHONE, Gathering, host_page, tab
from tests.support.samples import GATHERING
from tests.support.server import Server

WORD = "W" * 80
WIDE: dict[str, Any] = {
    **GATHERING,
    "title": WORD,
    "statement": WORD,
    "opens_early": True,
    "rooms": [{"name": WORD, "capacity": 30, "access": WORD}, {"name": "Elm"}],
}
FLAT_PAGES = (
    *("agenda", "rooms/A", "statement", "proceedings"),
    *("paper/", "paper/wall", "paper/cards", "paper/doors", "paper/qr", "paper/reports"),
)
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RUNS_OUT = """() => {
    const width = document.documentElement.clientWidth
    const scrolls = element => {
        for (let e = element; e !== document.body; e = e.parentElement) {
            if (getComputedStyle(e).overflowX !== "visible") return true
        }
        return false
    }
    return [...document.querySelectorAll("body *")]
        .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e))
        .map(e => e.outerHTML.slice(0, 100))
}"""


@pytest.fixture
def gathering(served: Server) -> Gathering:
    """Somebody with a long name posted two long topics, one with a place, a note and evidence."""
    made = Gathering(served, WIDE)
    token = made.joins(WORD)
    topics = [
        made.asks(token, "propose_topic", title=WORD * 6, convener_name=WORD)["result"]["topic"]
        for _ in range(2)
    ]
    tables = made.state()["tables"]
    room, slot = tables["rooms"][0]["id"], tables["slots"][1]["id"]
    made.asks(token, "claim_cell", topic=topics[0], room=room, slot=slot)
    session = made.state()["tables"]["sessions"][0]["id"]
    made.asks(token, "post_note", session=session, kind="key_point", text=WORD * 6, named=True)
    said = {"form": "evidence", "bearing": "confirms", "text": WORD * 6, "citation": WORD}
    made.asks(token, "post_evidence", **said)
    return made


def fits(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    assert page.evaluate(RUNS_OUT) == []
    assert not page.evaluate(IS_TOO_WIDE)


def test_long_words_stay_inside_the_phone(gathering: Gathering, phone: Callable[..., Page]) -> None:
    mary = phone(joined=False)
    mary.goto(gathering.url)
    expect(mary.get_by_role("button", name="Join")).to_be_visible()
    fits(mary)
    mary.get_by_role("button", name="Join").click()
    for name in ("Wall", "Topics", "My day", "Me"):
        tab(mary, name)
        fits(mary)
    mary.goto(f"{gathering.url}/s/1A")
    expect(mary.get_by_role("heading", name="Add a note")).to_be_visible()
    fits(mary)


def test_long_words_stay_inside_the_pages_without_script(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    for path in FLAT_PAGES:
        page.goto(f"{gathering.url}/{path}")
        fits(page)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_long_words_stay_inside_the_page_of_the_host(
    gathering: Gathering, browser: Browser, width: int
) -> None:
    page = host_page(browser, gathering, viewport={**PHONE, "width": width})
    tabs = page.get_by_role("navigation").first
    for name in ("Now", "Wall", "Safety", "Notes", "Book", "Settings"):
        tabs.get_by_role("link", name=name, exact=True).click()
        expect(tabs.get_by_role("link", name=name, exact=True)).to_have_attribute(
            "aria-current", "page"
        )
        fits(page)
    page.context.close()


def test_a_long_word_of_the_bell_stays_inside_the_wall(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    page = wall()
    gathering.host("ring_bell", text=WORD)
    expect(page.locator(".bell")).to_contain_text(WORD)
    fits(page)
