"""The one grid that all pages share: acted on by mouse and keyboard, and dealt onto the wall's pages."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.projected import Gathering
from tests.support.server import Server


@pytest.fixture
def gathering(served: Server) -> Gathering:
    return Gathering(served)


@pytest.fixture
def maria(browser: Browser, gathering: Gathering) -> Iterator[Page]:
    """Maria at a laptop, with one session in 1A."""
    served, code = gathering.served, gathering.code
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    joined = served.post(f"/api/{code}/join", {"name": "Maria"})
    gathering.place("Carers: who holds us?", room=0, slot=0, token=joined["token"])
    context.request.post(
        f"{served.url}/api/{code}/join",
        data=json.dumps({"token": joined["token"]}),
        headers={"Content-Type": "application/json"},
    )
    page = context.new_page()
    page.goto(f"{served.url}/{code}")
    page.locator("nav").get_by_text("Wall").click()
    expect(page.locator(".matrix .card")).to_have_count(1)
    yield page
    context.close()


@chromium_only("Firefox's driver does no native drag")
def test_card_is_dragged_to_a_free_cell(maria: Page) -> None:
    maria.locator(".matrix .card").drag_to(maria.locator("[data-free='2C']"))
    expect(maria.locator(".matrix .card .code")).to_have_text("2C")


def test_arrow_keys_walk_the_cells_and_one_is_in_the_tab_order(maria: Page) -> None:
    expect(maria.locator("[data-cell][tabindex='0']")).to_have_count(1)
    maria.locator("[data-cell][tabindex='0']").focus()
    maria.keyboard.press("ArrowRight")
    maria.keyboard.press("ArrowDown")
    expect(maria.locator("[data-free='2B']")).to_be_focused()
    maria.keyboard.press("End")
    expect(maria.locator("[data-free='2H']")).to_be_focused()
    expect(maria.locator("[data-cell][tabindex='0']")).to_have_count(1)


def test_on_a_phone_every_cell_is_a_target_of_44_pixels(maria: Page) -> None:
    maria.set_viewport_size({"width": 390, "height": 844})
    expect(maria.locator(".grid-slot")).to_have_count(8)
    small = maria.eval_on_selector_all(
        ".grid-list :is(button, summary)",
        "all => all.map(e => e.getBoundingClientRect()).filter(b => b.height < 44 || b.width < 44).length",
    )
    assert small == 0


def test_pages_of_a_large_wall_hold_every_cell_once(gathering: Gathering, maria: Page) -> None:
    dealt = maria.evaluate(
        """async () => {
          const { dealPages } = await import("/static/v-0/js/wall/pages.js")
          const rooms = Array.from({ length: 15 }, (_, i) => ({ id: `r${i}` }))
          const days = [5, 13, 1].map((count, d) => ({ slots: Array.from({ length: count + 2 }, (_, i) => ({
            id: `d${d}s${i}`, kind: i === 0 ? "plenary" : i === 3 ? "break" : "session" })) }))
          const stage = { width: 1850, height: 800, text: 28, lengthOf: string => string.length * 14 }
          const pages = dealPages({ days, rooms, ...stage })
          const sessions = pages.flatMap(page => page.slots.filter(slot => slot.kind === "session")
            .flatMap(slot => page.rooms.map(room => `${room.id}|${slot.id}`)))
          const slots = days.flatMap(day => day.slots.filter(slot => slot.kind === "session"))
          const bands = new Set(pages.flatMap(page => page.slots).filter(slot => slot.kind !== "session"))
          return { shown: sessions.length, different: new Set(sessions).size,
            all: slots.length * rooms.length, bands: bands.size }
        }"""
    )
    assert dealt["shown"] == dealt["different"] == dealt["all"]
    assert dealt["bands"] == 5
