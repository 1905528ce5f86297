"""A long book in a browser: nothing moves while it loads, and links lead to their place."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import DESK, PHONE
from tests.browser.test_publishing import Circle
from tests.support.server import Server

MOST_SHIFT = 0.02
OBSERVE = """
window.shift = 0
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value })
  .observe({ type: "layout-shift", buffered: true })
"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def circle(served: Server) -> Circle:
    """With 24 more sessions, each with a note of one to seven lines."""
    circle = Circle(served)
    for nth in range(24):
        circle.ask(circle.host, "add_room", name=f"Room {nth}")
        session = circle.calls(circle.host, f"Topic {nth}", f"Room {nth}")
        text = f"What we know about it, part {nth}. " * (nth % 7 + 1)
        circle.ask(circle.host, "post_note", session=session, kind="summary", text=text)
    return circle


def opened(browser: Browser, circle: Circle, viewport: Any) -> Page:
    page = browser.new_page(viewport=viewport)
    page.add_init_script(OBSERVE)
    page.goto(f"{circle.url}/proceedings", wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@chromium_only("Firefox does not measure layout shifts")
def test_nothing_moves_while_it_loads_and_is_scrolled(
    browser: Browser, circle: Circle, viewport: Any
) -> None:
    page = opened(browser, circle, viewport)
    loaded = page.evaluate("window.shift")

    while not page.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 1"):
        page.evaluate("scrollBy(0, innerHeight * 0.8)")
        page.evaluate(TWO_FRAMES)

    assert loaded <= MOST_SHIFT
    assert page.evaluate("window.shift") <= MOST_SHIFT
    page.context.close()


def test_a_link_in_the_contents_leads_to_the_heading(browser: Browser, circle: Circle) -> None:
    page = opened(browser, circle, PHONE)
    link = page.locator(".contents ol ol a").nth(20)
    target = link.get_attribute("href")

    link.click()
    page.evaluate(TWO_FRAMES)

    top = page.locator(str(target)).bounding_box()
    assert top is not None
    assert abs(top["y"]) < PHONE["height"] / 4

    page.get_by_role("link", name="Contents", exact=True).click()
    expect(page.get_by_role("heading", name="Contents")).to_be_in_viewport()
    page.context.close()


@chromium_only("Firefox lays out what is not on the screen only when it prints")
def test_a_printed_book_holds_what_was_never_on_the_screen(
    browser: Browser, circle: Circle
) -> None:
    page = opened(browser, circle, PHONE)
    heights = "found => found.map(one => one.getBoundingClientRect().height)"

    page.emulate_media(media="print")

    printed = page.locator(".report").evaluate_all(heights)
    assert len(printed) == 26
    assert len(set(printed)) > 3, "each has the height of its own text"
    page.context.close()
