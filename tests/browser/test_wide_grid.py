"""The grid on a tablet and a laptop: wide columns, a frame that scrolls, heads that stay in sight."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import becomes_true
from tests.browser.test_schedule import Hall
from tests.support.server import Server

TITLES = [
    "Implementation of self-sovereign identities in practice",
    "What does a learning team look like on an ordinary Tuesday afternoon?",
    "Waiting rooms",
]
WIDTHS = [768, 1024, 1280, 1920]
LEAST = 144
SLOTS = 9

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLUMNS = "all => all.map(e => e.getBoundingClientRect().width)"
TOP = "e => Math.round(e.getBoundingClientRect().top)"
LEFT = "e => Math.round(e.getBoundingClientRect().left)"
CUT = """() => [...document.querySelectorAll(".matrix :is(.card, .cell-free, .matrix-room, .matrix-slot)")]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
IN_SIGHT = """() => {
  const cell = document.activeElement, box = cell.getBoundingClientRect()
  return cell.contains(document.elementFromPoint(box.left + 4, box.top + 4))
}"""


@pytest.fixture(scope="module", params=[8, 15, 40])
def hall(served: Server, request: pytest.FixtureRequest) -> Hall:
    hall = Hall(served, request.param, SLOTS)
    someone = hall.joins("Somebody")
    for nth in range(SLOTS):
        hall.places(someone, TITLES[nth % 3], room=nth % 8, slot=nth)
    return hall


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def make(width: int, height: int = 800) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("host", [False, True], ids=["attendee", "host"])
def test_columns_are_wide_and_heads_stay_in_sight(
    hall: Hall, laptop: Callable[..., Page], host: bool
) -> None:
    page = laptop(WIDTHS[0])
    if host:
        page.goto(f"{hall.url}/host#wall")
        page.get_by_label("Host key", exact=True).fill(hall.host_key)
        page.get_by_role("button", name="Open", exact=True).click()
    else:
        page.goto(hall.url)
        page.get_by_role("button", name="Join").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        frame = page.locator(".grid-frame")
        expect(frame.locator(".card")).to_have_count(SLOTS)
        assert min(page.eval_on_selector_all(".matrix-room", COLUMNS)) >= LEAST
        assert page.evaluate(CUT) == []
        assert page.evaluate(SIDEWAYS) <= 0

        room, slot = frame.locator(".matrix-room").last, frame.locator(".matrix-slot").last
        frame.evaluate("e => { e.scrollIntoView({ block: 'center' }); e.scrollTo(0, 0) }")
        before = room.evaluate(TOP), slot.evaluate(LEFT)
        frame.evaluate("e => e.scrollTo(e.scrollWidth, e.scrollHeight)")
        assert (room.evaluate(TOP), slot.evaluate(LEFT)) == pytest.approx(before, abs=4)
        expect(room).to_be_in_viewport(ratio=0.9)
        expect(slot).to_be_in_viewport(ratio=0.9)
        assert page.evaluate(SIDEWAYS) <= 0

        # No cell that has the focus is behind a head.
        page.locator("[data-cell]").last.focus()
        for key in ["ArrowUp"] * (SLOTS - 1) + ["Home"]:
            page.keyboard.press(key)
            becomes_true(page, IN_SIGHT)


def test_it_opens_at_now(served: Server, laptop: Callable[..., Page]) -> None:
    hall = Hall(served, 10, 12, over=3)
    someone = hall.joins()
    for nth in range(9):
        hall.places(someone, TITLES[1] * 3, room=nth, slot=nth)
    page = laptop(1024, 768)
    page.goto(hall.url)
    page.get_by_role("button", name="Join").click()
    now, room = page.locator(".matrix-slot.is-now"), page.locator(".matrix-room").first
    expect(now).to_be_in_viewport(ratio=0.9)
    bottom = room.evaluate("e => Math.round(e.getBoundingClientRect().bottom)")
    assert now.evaluate(TOP) == pytest.approx(bottom, abs=8)


def test_a_phone_on_its_side_has_the_schedule(served: Server, laptop: Callable[..., Page]) -> None:
    page = laptop(844, 390)
    page.goto(Hall(served, 5, 4).url)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".grid-slot")).to_have_count(4)
    expect(page.locator(".matrix")).to_have_count(0)
