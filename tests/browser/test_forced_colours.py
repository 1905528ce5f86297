"""In forced colours, as in the contrast themes of Windows, nothing is told by a ground or a shadow alone:
texts, icons, fields and the focus are seen, and what is chosen differs from what is not."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import DESK, PHONE, cell
from tests.browser.test_schedule import Hall
from tests.support.server import Server

pytestmark = chromium_only("Firefox's driver forces no colours")

UNSEEN = """async () => {
    const isShown = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, nth) => sum + c * [0.2126, 0.7152, 0.0722][nth], 0)
    const rgb = colour => colour.match(/[\\d.]+/g).map(Number)
    const canvas = getComputedStyle(document.documentElement).backgroundColor
    const differs = (colour, from = canvas) => {
        const [a, b] = [light(rgb(colour)), light(rgb(from))].sort((x, y) => y - x)
        return rgb(colour)[3] !== 0 && (a + 0.05) / (b + 0.05) >= 3
    }
    const told = one => one.outerHTML.slice(0, 140)
    const found = []
    // The browser forces the colours of all texts but these.
    for (const one of document.querySelectorAll("body *")) {
        const { forcedColorAdjust, color, backgroundColor } = getComputedStyle(one)
        const isOwn = forcedColorAdjust === "none" && one.textContent.trim() && isShown(one)
        if (isOwn && !differs(color, backgroundColor)) found.push(`text: ${told(one)}`)
    }
    for (const part of document.querySelectorAll("svg :is(path, circle, rect)")) {
        const { stroke, fill } = getComputedStyle(part)
        if (isShown(part) && ![stroke, fill].some(paint => paint !== "none" && differs(paint)))
            found.push(`icon: ${told(part.parentElement)}`)
    }
    const fields = "input:not([type=checkbox], [type=radio], [type=file], [type=hidden]), select, textarea"
    for (const field of document.querySelectorAll(fields)) {
        const { borderBlockEndWidth: width, borderBlockEndColor: colour } = getComputedStyle(field)
        const isSeen = parseFloat(width) >= 1 && differs(colour)
        if (isShown(field) && !isSeen) found.push(`field: ${told(field)}`)
    }
    for (const one of document.querySelectorAll(`a[href], button, summary, [tabindex="0"], ${fields}`)) {
        one.focus()
        if (document.activeElement !== one || !isShown(one)) continue
        const { outlineStyle: style, outlineWidth: width, outlineColor: colour } = getComputedStyle(one)
        if (style === "none" || parseFloat(width) < 2 || !differs(colour)) found.push(`focus: ${told(one)}`)
    }
    return found
}"""
LOOKS = """one => {
    const parts = ["", "::before", "::after"].map(part => getComputedStyle(one, part))
    const borders = ["Top", "Bottom", "Left"]
        .flatMap(side => ["Color", "Style", "Width"].map(what => `border${side}${what}`))
    const names = ["color", "backgroundColor", "fontWeight", "textDecorationLine", "outlineStyle", "content",
        ...borders]
    const signs = [...one.querySelectorAll(".card-sign, .cell-room")].map(sign => sign.textContent)
    return JSON.stringify([parts.map(style => names.map(name => style[name])), signs])
}"""


def unseen(page: Page) -> list[str]:
    """What cannot be seen on the page, in forced colours on black and on white."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
        page.keyboard.press("Tab")  # now a script's focus is shown, as the keyboard's is
        found += [f"{scheme}: {one}" for one in page.evaluate(UNSEEN)]
    return found


def look_different(page: Page, one: str, other: str) -> bool:
    looks = [page.locator(found).first.evaluate(LOOKS) for found in (one, other)]
    return bool(looks[0] != looks[1])


@pytest.fixture(scope="module")
def hall(served: Server) -> Hall:
    hall = Hall(served, 12, 9)
    kim = hall.joins("Kim")
    for nth in range(9):
        hall.places(kim, f"Topic {nth}", room=nth, slot=nth)
    return hall


@pytest.fixture
def context(browser: Browser, hall: Hall) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, forced_colors="active")
    host = {"name": f"openspace_host_{hall.code}", "value": hall.host_token, "url": hall.url}
    context.add_cookies([host])  # type: ignore[list-item]
    yield context
    context.close()


def test_on_a_phone(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.goto(hall.url)
    page.get_by_role("button", name="Join").click()
    page.locator(".grid-free summary").first.click()
    free = cell(page, "1B")
    expect(free).to_be_visible()

    assert unseen(page) == []
    assert look_different(page, ".tabs__tab[aria-current]", ".tabs__tab:not([aria-current])")
    assert look_different(page, ".card", ".cell-free")
    chip = page.get_by_role("button", name="Free", exact=True)
    before = chip.evaluate(LOOKS)
    chip.click()
    assert chip.evaluate(LOOKS) != before
    chip.click()
    before = free.evaluate(LOOKS)
    token = next(one["value"] for one in context.cookies() if "person" in one["name"])
    topic = hall.asks(token, "propose_topic", title="Mine")["result"]["topic"]
    hall.asks(token, "claim_cell", topic=topic, **place_of(hall, 2, 0))
    mine = page.locator(".card--mine").first
    expect(mine).to_be_visible()
    assert look_different(page, ".card--mine", ".card:not(.card--mine)")
    mine.click()
    page.get_by_role("button", name="Move").click()
    expect(page.locator(".grid--picking").first).to_be_visible()
    assert free.evaluate(LOOKS) != before
    assert look_different(page, ".card--picked", ".card:not(.card--picked)")
    hall.host("ring_bell", text="Tea")
    expect(page.locator(".bell")).to_be_visible()
    assert unseen(page) == []


def place_of(hall: Hall, room: int, slot: int) -> dict[str, Any]:
    tables = hall.state()["tables"]
    return {"room": tables["rooms"][room]["id"], "slot": tables["slots"][slot]["id"]}


def test_on_the_hosts_page(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    topic = hall.asks(hall.joins(), "propose_topic", title="Covered")["result"]["topic"]
    hall.host("cover", table="topics", id=topic)
    for tab in ("now", "wall", "safety", "settings"):
        page.goto(f"{hall.url}/host#{tab}")
        expect(page.get_by_role("navigation", name="Sections")).to_be_visible()
        assert unseen(page) == [], tab
        assert look_different(page, ".tabs__tab[aria-current]", ".tabs__tab:not([aria-current])")
        if tab == "now":
            assert look_different(page, ".phase[aria-current]", ".phase:not([aria-current])")
        if tab == "wall":
            assert look_different(page, ".card", ".cell-free")
        if tab == "safety":
            expect(page.get_by_text("Covered").first).to_be_visible()


def test_on_the_wall(context: BrowserContext, hall: Hall) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{hall.url}/wall")
    expect(page.locator(".dot--here").first).to_be_visible()

    assert unseen(page) == []
    assert look_different(page, ".dot--here", ".dot:not(.dot--here)")
    assert look_different(page, ".card", ".cell-free")


def test_on_the_set_up_page(context: BrowserContext, served: Server) -> None:
    page = context.new_page()
    page.goto(f"{served.url}/new")
    expect(page.get_by_role("button", name="Open the gathering")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()

    assert unseen(page) == []
