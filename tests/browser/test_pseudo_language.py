"""In the pseudo-language, whose texts are longer, no screen has a bare text and nothing is cut off."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.languages.known import LANGUAGES
from tests.browser.phones import comes_to_rest
from tests.security.scene import Scene, a_scene
from tests.support.here import served_here
from tests.support.shown_text import bare_texts

Open = Callable[..., Page]
VIEWS = ("wall", "topics", "day", "me", "appear", "forget", "statement", "convergence")
SECTIONS = ("now", "wall", "safety", "harvest", "book", "settings")
SHOWN = ("statement", "gallery", "dots", "news", "theme", "replay")
DATA = (
    *("Creating a learning team is one of the most difficult challenges we face.",),
    *("What helps a team to go on learning?", "Learning together", "circle-of-scenes"),
    *("Of somebody without a phone", "The bench by the pond", "Who answers the phone"),
    *("and theirs", "other", "third", "Kim's", "Somebody's", "Opening circle", "Step-free"),
    *(
        "We met.",
        "Go on",
        "Pay peers",
        "Our audit says no.",
        "It names somebody.",
        "From May.",
        "The Trust",
        "A trust",
    ),
    *sorted((language.name for language in LANGUAGES.values()), key=len, reverse=True),
    *("Kim", "Olu", "Amir", "Robin", "Ana", "Sam", "Oak", "Elm", "Spare", "Tea", "by post"),
)
"""What people wrote in the scene, where its direction is not marked, and the names of languages."""

_SHORT_DATE = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d+\b")

PAGE = """() => {
    const copy = document.documentElement.cloneNode(true)
    const isLong = list => list.children.length > 100
    for (const zones of [...copy.querySelectorAll("select, datalist")].filter(isLong)) zones.remove()
    return copy.outerHTML
}"""
CUT_OFF = """() => {
    const width = document.documentElement.clientWidth
    const clips = box => ["hidden", "clip"].includes(getComputedStyle(box).overflowX)
    const scrolls = box => ["auto", "scroll"].includes(getComputedStyle(box).overflowX)
    const isCut = element => {
        const { left, right, width: wide } = element.getBoundingClientRect()
        if (wide <= 1 || !element.checkVisibility({ visibilityProperty: true })) return false
        if (clips(element) && element.scrollWidth > element.clientWidth + 1) return element.clientWidth > 1
        for (let box = element.parentElement; box !== document.body; box = box.parentElement) {
            const around = box.getBoundingClientRect()
            if (around.width <= 1 || scrolls(box)) return false
            if (clips(box) && (right > around.right + 1 || left < around.left - 1)) return true
        }
        return right > width + 1 || left < -1
    }
    const shown = "button, .button, nav a, h1, h2, h3, label, summary, th"
    const cut = [...document.body.querySelectorAll(shown)].filter(isCut)
    return cut.map(element => `cut off: ${element.outerHTML.slice(0, 120)}`)
}"""


@pytest.fixture(scope="module")
def scene() -> Scene:
    made = a_scene()
    texts = {"help": {"person": "Sam"}, "home_host": "Ana", "announcing": False}
    assert made.command("host", "edit_gathering", texts) == "ok"
    assert made.command("host", "set_phase", {"phase": "sessions"}) == "ok"
    assert made.command("host", "open_convergence", {}) == "ok"
    return made


@pytest.fixture(scope="module")
def address(scene: Scene) -> Iterator[str]:
    with served_here(scene.app) as url:
        yield url


@pytest.fixture
def opened(browser: Browser, scene: Scene, address: str) -> Open:
    def open_page(width: int, height: int, role: str = "", who: str = "") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        cookies = {"language": "en-XA"}
        if role:
            cookies[f"openspace_{role}_{scene.code}"] = scene.tokens[who]
        for name, value in cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": address}])
        return context.new_page()

    return open_page


def look(page: Page, *data: str) -> list[str]:
    """What is bare and what is cut off, in a page at rest."""
    expect(page.locator("h1:visible, h2:visible, .wall-head").first).to_be_visible()
    comes_to_rest(page)
    html = str(page.evaluate(PAGE)).replace("&nbsp;", " ").replace("\u202f", " ")
    for said in (*data, *DATA):
        html = html.replace(said, "")
    return [*bare_texts(_SHORT_DATE.sub("", html)), *page.evaluate(CUT_OFF)]


def go(page: Page, url: str, *data: str) -> list[str]:
    page.goto(url)
    return look(page, *data)


def all_of(found: dict[str, list[str]]) -> list[str]:
    return [f"{view}: {text}" for view, texts in found.items() for text in texts]


@pytest.mark.parametrize(("width", "who"), [(320, "convener"), (390, "attendee")])
def test_phone(scene: Scene, opened: Open, address: str, width: int, who: str) -> None:
    url = f"{address}/{scene.code}"
    found = {"welcome": go(opened(width, 844), url)}
    page = opened(width, 844, "person", who)
    found["session"] = go(page, f"{url}/s/1A")
    page.goto(f"{url}#wall")
    for opener in ("header .top__help", "main .button >> nth=0", "main .card:has-text('1B')"):
        page.locator(opener).click()
        expect(page.get_by_role("dialog"), opener).to_be_visible()
        found[opener] = look(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    for view in VIEWS:
        page.goto(f"{url}#{view}")
        found[view] = look(page)

    assert "\n".join(all_of(found)) == ""


def test_host(scene: Scene, opened: Open, address: str) -> None:
    url = f"{address}/{scene.code}/host"
    found = {"login": go(opened(1280, 900), url)}
    page = opened(1280, 900, "host", "host")
    found["first"] = go(page, url, scene.code)
    for section in SECTIONS:
        page.goto(f"{url}#{section}")
        found[section] = look(page, scene.code)
        page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
        found[section] += look(page, scene.code)

    assert "\n".join(all_of(found)) == ""


def test_wall(scene: Scene, opened: Open, address: str) -> None:
    spaced = f"{scene.code[:3]} {scene.code[3:]}"
    page, found = opened(1920, 1080), {}
    for path in ("wall?at=home&", "rooms/A?", "wall?"):
        found[path] = go(page, f"{address}/{scene.code}/{path}language=en-XA", spaced)
    for view in SHOWN:
        scene.command("host", "edit_gathering", {"wall_view": view})
        found[view] = look(page, spaced)
    scene.command("host", "edit_gathering", {"wall_view": ""})

    assert "\n".join(all_of(found)) == ""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("is_loaded", [True, False], ids=["our font", "a wider font"])
def test_opening_a_gathering(opened: Open, address: str, width: int, is_loaded: bool) -> None:
    page = opened(width, 900)
    if not is_loaded:  # as on a slow line, where the page is read before the font has come
        page.route("**/*.woff2", lambda route: route.abort())
    found = {"home": go(page, address), "set-up": go(page, f"{address}/new")}
    page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    found["all of it"] = look(page)

    assert "\n".join(all_of(found)) == ""
