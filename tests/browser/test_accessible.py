"""axe-core finds nothing to mend: in the book opened from disk, and on the pages people use.

It sees what a machine can see of WCAG 2.2 AA; the order of headings, landmarks and keyboard ways have
tests of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.proceedings import html
from tests.browser.engines import chromium_only
from tests.browser.field_names import wrong_names
from tests.browser.phones import DESK, PHONE
from tests.browser.test_publishing import Circle
from tests.proceedings.test_docx import illustrated_book
from tests.support.server import Server

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@contextmanager
def shown_whole(page: Page) -> Iterator[None]:
    """Make the window as high as the page. A button that the tabs cover at the fold is not too small."""
    size = page.viewport_size
    assert size
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], whole)})
    yield
    page.set_viewport_size(size)


COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What the dark can break: it changes nothing but colours (`test_the_dark_theme_changes_only_colours`)."""
BROKEN = """async runOnly => {
    const ends = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 2000)
    await Promise.allSettled(ends.map(one => one.finished))
    const rules = {"label-content-name-mismatch": {enabled: true}}
    const {passes, violations} = await axe.run(document, {runOnly, rules, resultTypes: ["violations"]})
    const first = nodes => nodes.slice(0, 3).map(node => node.html.slice(0, 160))
    const broken = violations.map(({id, help, nodes}) => `${id}: ${help}: ${JSON.stringify(first(nodes))}`)
    return [passes.length, broken]
}"""
"""What axe found when colours and sheets have come to rest, in short: a whole result is megabytes, and takes
longer to send than to find."""


def violations(page: Page) -> str:
    """Each rule that is broken in the light or the dark, with the first places where; one a line."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    with shown_whole(page):
        for scheme, rules in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            passed, broken = page.evaluate(BROKEN, rules)
            assert passed, "axe looked at nothing"
            found += [f"{scheme}: {one}" for one in broken]
        found += wrong_names(page)
    return "\n".join(found)


@pytest.fixture(scope="module")
def circle(served: Server) -> Circle:
    """Between days: with notes, a photo, news and a published book."""
    circle = Circle(served)
    circle.ask(circle.host, "post_news", text="Tea is ready.")
    circle.ask(circle.rosa, "edit_me", listed=True, contact="rosa@example.org", contact_listed=True)
    circle.ask(circle.host, "edit_book", introduction="We met.", credits=["Zoë"])
    circle.ask(circle.host, "publish_book")
    at_home = {"call_link": "https://call.example.org", "caption_link": "https://text.example.org"}
    room = served.get(f"/api/{circle.code}/state")["tables"]["rooms"][0]["id"]
    circle.ask(circle.host, "edit_room", room=room, **at_home)
    circle.ask(circle.host, "edit_gathering", home_host="Ana")
    return circle


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("book") / "book.html"
    file.write_bytes(html.write(illustrated_book()))
    return file


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@chromium_only("Firefox's driver reports no request of a file")
def test_the_book_from_disk_asks_for_nothing(
    browser: Browser, exported: Path, viewport: Any
) -> None:
    page = browser.new_page(viewport=viewport)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(exported.as_uri(), wait_until="networkidle")

    assert [one for one in asked if not one.startswith("data:")] == [exported.as_uri()]
    assert page.locator("img").evaluate_all("found => found.map(img => img.naturalWidth)") == [40]
    assert violations(page) == ""
    page.context.close()


def test_a_hint_inside_a_label_or_without_its_field_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("""<label class="field">Name <input><span class="hint">Only if you wish</span></label>
        <div class="field"><label for="word">Word</label><input id="word">
        <p class="hint">In the room</p></div>
        <div class="field"><label for="tag">Tag</label><input id="tag" aria-describedby="commas">
        <p class="hint" id="commas">With commas</p></div>""")
    page.evaluate(AXE)

    assert wrong_names(page) == [
        "is called “Name Only if you wish”, and its label is “Name”",
        "“Name Only if you wish” is not described by “Only if you wish”",
        "“Word” is not described by “In the room”",
    ]
    page.close()


PAGES = {
    "home": "/",
    "opening a gathering": "/new",
    "the server's check": "/selftest",
    "joining": "/{code}",
    "a link from another device": "/{code}#pass=any",
    "what is kept about me": "/{code}/me/data#rosa",
    "forget me": "/{code}#forget#rosa",
    "reading without a network": "/{code}/me/offline#rosa",
    "phone": "/{code}#rosa",
    "session page": "/{code}/s/1A#rosa",
    "accessibility": "/{code}/accessibility",
    "privacy notice": "/{code}/privacy",
    "terms": "/{code}/terms",
    "wall": "/{code}/wall",
    "wall at home": "/{code}/wall?at=home",
    "door": "/{code}/rooms/A",
    "agenda": "/{code}/agenda",
    "book": "/{code}/proceedings",
    "paper": "/{code}/paper/",
    "paper in large print": "/{code}/paper/cards?print=large",
    "a day without a phone": "/{code}/paper/guide",
    "what hosts did": "/{code}/host-log",
    **{
        f"host, {tab}": f"/{{code}}/host#{tab}"
        for tab in ("now", "wall", "safety", "harvest", "book", "settings")
    },
}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_has_nothing_to_mend(
    browser: Browser, circle: Circle, path: str, viewport: Any
) -> None:
    context = browser.new_context(viewport=viewport)
    role, token = ("person", circle.rosa) if path.endswith("#rosa") else ("host", circle.host)
    cookie = {"name": f"openspace_{role}_{circle.code}", "value": token, "url": circle.url}
    context.add_cookies([cookie] if "/host" in path or role == "person" else [])
    page = context.new_page()
    front = circle.url.removesuffix(f"/{circle.code}")
    page.goto(front + path.removesuffix("#rosa").format(code=circle.code))
    expect(page.locator("h1, h2").first).to_be_visible()

    assert violations(page) == ""
    for tab in page.get_by_role("navigation", name="Views").get_by_role("button").all():
        tab.click()
        page.evaluate(DRAWN)  # Else its height is taken of the view before.
        assert violations(page) == "", tab.inner_text()
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("phase", ["sessions", "harvest", "closed"])
def test_a_long_statement_has_nothing_to_mend(
    served: Server, browser: Browser, phase: str, viewport: Any
) -> None:
    circle = Circle(served)
    circle.ask(circle.host, "edit_gathering", statement="It helps to talk about it.")
    circle.ask(circle.host, "set_phase", phase="sessions")
    for nth in range(12):
        bearing = ("confirms", "refutes", "both", "context")[nth % 4]
        item = {"form": "evidence", "bearing": bearing, "text": f"Found in study {nth}. " * 4}
        circle.ask(circle.rosa, "post_evidence", **item, content_note="loss" * (nth % 2))
    circle.ask(circle.host, "set_phase", phase=phase)
    context = browser.new_context(viewport=viewport)
    cookie = {"name": f"openspace_person_{circle.code}", "value": circle.rosa, "url": circle.url}
    context.add_cookies([cookie])
    page = context.new_page()
    for path, text in (
        ("#statement", "Found in study 0."),
        ("/statement", "Found in study 0."),
        ("/s/1A", "Reflective groups"),
        ("#me", "Your name"),
    ):
        page.goto("about:blank")
        page.goto(circle.url + path)
        expect(page.get_by_text(text).first).to_be_visible()
        assert violations(page) == "", path
    context.close()
