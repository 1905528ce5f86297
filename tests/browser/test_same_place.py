"""Help is in the same place on every page (WCAG 3.2.6), to the eye as well: in the corner at the end
of the first line.

`tests/web/test_same_place.py` reads every page that the server draws. On walls and doors, which many people
read, it is a line at the foot.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import PHONE, Gathering
from tests.support.server import Server

PLACE = """word => {
    const isShown = one => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip-link")
    const controls = "a[href], button, input, select, summary, textarea"
    const all = [...document.querySelectorAll(controls)].filter(isShown)
    const nth = all.findIndex(one => one.textContent.trim() === word)
    const box = all[nth]?.getBoundingClientRect()
    return box && [nth, box.top, document.dir === "rtl" ? box.left : innerWidth - box.right]
}"""
BEFORE = 1
"""Controls: the title, or the way back."""
DOWN = 70
FROM_THE_END = 200
"""Pixels: the words on the connection can be beside it."""


STRANGERS = ["", "/host", "/invitation"]
"""What somebody sees whom nobody knows: the welcome, and the form for the host's key."""
KNOWN = [
    *(
        "#wall",
        "#topics",
        "#day",
        "#me",
        "#appear",
        "#statement",
        "/s/1A",
        "/me/data",
        "/statement",
    ),
    *("/host#now", "/host#settings", "/announce", "/type", "/wall?at=home", "/accessibility"),
]
OF_THE_GATHERING = ["/agenda", "/proceedings"]
"""They are in its language, whoever reads them."""


def is_in_its_place(page: Page, word: str) -> bool:
    nth, down, from_the_end = page.evaluate(PLACE, word) or (99, 0, 0)
    return bool(nth <= BEFORE and down <= DOWN and from_the_end <= FROM_THE_END)


def in_language(path: str, language: str) -> str:
    address, mark, fragment = path.partition("#")
    return f"{address}{'&' if '?' in address else '?'}language={language}{mark}{fragment}"


@chromium_only("the same boxes in every browser")
@pytest.mark.parametrize(
    ("language", "word"), [("en", "Help"), ("ar", "المساعدة")], ids=["english", "arabic"]
)
def test_help_is_in_the_same_corner(
    served: Server, browser: Browser, gathering: Gathering, language: str, word: str
) -> None:
    kim, code = gathering.joins("Kim"), gathering.code
    topic = gathering.asks(kim, "propose_topic", title="Listening circle")["result"]["topic"]
    tables = gathering.state()["tables"]
    slot = next(one for one in tables["slots"] if one["kind"] == "session")
    place = {"room": tables["rooms"][0]["id"], "slot": slot["id"]}
    gathering.asks(kim, "claim_cell", topic=topic, **place)
    page = browser.new_context(viewport=PHONE).new_page()
    misplaced = []

    def look(path: str) -> None:
        page.goto("about:blank")
        page.goto(f"{served.url}{in_language(path, language)}")
        expect(page.locator("h1, h2").first).to_be_visible()
        if not is_in_its_place(page, word):
            misplaced.append((path, page.evaluate(PLACE, word)))

    for path in ("/", "/new", "/none", *(f"/{code}{path}" for path in STRANGERS)):
        look(path)
    for role, token in (("person", kim), ("host", gathering.host_token)):
        cookie = {"name": f"openspace_{role}_{code}", "value": token, "url": gathering.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
    for path in [*KNOWN, *(OF_THE_GATHERING if language == "en" else [])]:
        look(f"/{code}{path}")
    page.context.close()

    assert misplaced == []


@chromium_only("the same boxes in every browser")
def test_walls_and_doors_say_at_the_foot_whom_to_ask(
    browser: Browser, gathering: Gathering
) -> None:
    gathering.host("edit_gathering", help={"person": "Ana", "quiet_room": "Library"})
    page = browser.new_page(viewport={"width": 1280, "height": 720})

    for phase in ("lobby", "opening", "marketplace", "sessions", "closing"):
        gathering.host("set_phase", phase=phase)
        page.goto(f"{gathering.url}/wall")
        expect(page.locator("footer .wall-help")).to_contain_text("Ana")
    page.goto(f"{gathering.url}/rooms/A")
    expect(page.locator("footer .wall-help")).to_contain_text("Library")
    page.close()
