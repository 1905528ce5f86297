"""Announcing in the circle: phones queue, a tablet calls, the wall shows, and the card is in its cell."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, card, cell, host_page
from tests.browser.projected import TROUBLE
from tests.browser.test_accessible import violations

TABLET = {"width": 768, "height": 1024}
LONG = ("What would have to change so that nobody has to tell their story again? " * 7)[
    :478
].strip()
ARABIC = "كيف يمكن للفريق أن يتعلم من تجارب الأشخاص؟"


@pytest.fixture
def announcing(gathering: Gathering) -> Gathering:
    gathering.host("edit_gathering", announcing=True, announce_seconds=30)
    return gathering


def tablet(browser: Browser, gathering: Gathering) -> Page:
    """The helper's tablet, opened with the link that the host's page shows."""
    asks = host_page(browser, gathering, "#now")
    asks.get_by_role("button", name="Link for a helper").click()
    link = asks.get_by_role("textbox", name="Link for a helper’s tablet").input_value()
    asks.close()
    page = browser.new_context(viewport=TABLET).new_page()  # type: ignore[arg-type]
    page.goto(link)
    expect(page.get_by_role("heading", name="Nothing is being announced")).to_be_visible()
    return page


def queue(phone: Page, title: str, choice: str) -> None:
    phone.get_by_role("button", name="Propose a topic").click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_label("Title").fill(title)
    sheet.get_by_label(choice).check()
    sheet.get_by_role("button", name="Propose", exact=True).click()


def test_a_topic_is_queued_called_shown_large_and_lands_in_its_cell(
    browser: Browser,
    announcing: Gathering,
    phone: Callable[..., Page],
    wall: Callable[..., Page],
) -> None:
    other = announcing.joins("Amir")
    announcing.asks(other, "propose_topic", title="Waiting lists", announce=True)
    kim, screen = phone(name="Kim"), wall()
    queue(kim, "Reflective groups", "I announce it myself")
    kim.get_by_role("button", name="Choose a place", exact=True).click()
    cell(kim, "1A").click()
    expect(kim.get_by_text("1 before you.")).to_be_visible()
    leads = tablet(browser, announcing)

    leads.keyboard.press("Space")
    expect(screen.get_by_role("heading", name="Waiting lists")).to_be_visible()
    assert not violations(screen)
    expect(screen.locator(".board")).to_have_count(0)
    expect(screen.get_by_text("Reflective groups")).to_be_visible()
    expect(kim.get_by_text("You are next.")).to_be_visible()
    assert not violations(leads)
    leads.wait_for_timeout(750)  # a tap counts only when the title was seen for a moment
    leads.get_by_role("button", name="Next", exact=True).dblclick()
    expect(screen.get_by_role("heading", name="Reflective groups")).to_be_visible()
    expect(kim.get_by_text("Please come to the circle.")).to_be_visible()
    assert not violations(kim)

    leads.get_by_role("button", name="Done", exact=True).click()
    expect(card(screen, "Reflective groups")).to_contain_text("1A")
    expect(screen.locator(".announced--leaving")).to_have_count(0)
    expect(kim.get_by_text("Please come to the circle.")).to_have_count(0)
    assert screen.evaluate(TROUBLE) == []


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["wide", "upright"])
def test_any_title_fits_the_wall(
    announcing: Gathering, wall: Callable[..., Page], size: tuple[int, int]
) -> None:
    ana = announcing.joins("Ana")
    titles = [LONG, ARABIC, "x" * 300, "Tea"]
    for title in titles:
        announcing.asks(ana, "propose_topic", title=title, announce=True)
    screen = wall(size)
    for title in titles:
        announcing.host("call_next")
        rows: list[Any] = announcing.state()["tables"]["announcements"]
        expect(screen.locator(".scene--announced .announced__title")).to_have_text(title)
        assert screen.evaluate(TROUBLE) == []
        announcing.host("end_announcement", after=next(r["id"] for r in rows if r["called_at"]))
