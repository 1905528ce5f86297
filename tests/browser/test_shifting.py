"""A delay is seen before it is sent: then the wall shows it, and phones of those concerned say so once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    Gathering,
    becomes_true,
    card,
    cell,
    during,
    host_page,
    propose,
    tab,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

Phone = Callable[..., Page]


@pytest.fixture
def gathering(served: Server) -> Gathering:
    slots = [
        {**during(10, 55), "label": ""},
        {**during(60, 75), "label": "Tea", "kind": "break"},
        {**during(75, 120), "label": ""},
    ]
    return Gathering(served, {**GATHERING, "timezone": zone_at_noon(), "slots": slots})


def starts(page: Page, code: str) -> str:
    head = page.locator(".matrix-slot").filter(has=page.get_by_text(code, exact=True))
    return head.locator(".matrix-time").inner_text().split("–")[0].strip()


def knows_times(page: Page, gathering: Gathering) -> None:
    """What watches the times is loaded after the first screen."""
    key = f"openspace.draft.{gathering.code}.times"
    becomes_true(page, "key => localStorage.getItem(key) !== null", key)


def test_host_delays_the_day_and_takes_it_back(
    phone: Phone, gathering: Gathering, browser: Browser, wall: Callable[..., Page]
) -> None:
    kim, tom, screen = phone(), phone(), wall()
    propose(kim, "Carers", then="Choose a place")
    cell(kim, "2A").click()
    expect(card(tom, "Carers")).to_contain_text("2A")
    knows_times(kim, gathering)
    before = starts(screen, "2")
    host = host_page(browser, gathering, "#now")

    host.get_by_role("button", name="Change the times").click()
    sheet = host.get_by_role("dialog", name="Change the times")
    sheet.get_by_role("button", name="15 min").click()
    changes = sheet.get_by_role("listitem")
    expect(changes).to_have_count(3)
    expect(changes.last).to_contain_text(before)
    expect(changes.last).to_contain_text("2A")
    expect(sheet).to_contain_text("One session has another time then.")
    assert violations(host) == ""
    sheet.get_by_role("button", name="Change these 3 times").click()
    expect(host.get_by_text("The times are changed.")).to_be_visible()

    told = kim.get_by_text("Your 2A now starts at ")
    expect(told).to_be_visible()
    after = starts(screen, "2")
    assert after != before
    expect(told).to_contain_text(after)
    expect(tom.get_by_text("now starts at")).to_have_count(0)
    told.locator("..").get_by_role("button", name="Close this message").click()

    host.get_by_role("button", name="Undo the last change of times").click()
    expect(kim.get_by_text(f"Your 2A now starts at {before}.")).to_be_visible()
    expect(screen.locator(".matrix-slot.slot-1 .matrix-time")).to_contain_text(before)
    tab(kim, "My day")
    expect(kim.get_by_role("link", name="Carers").first).to_contain_text(before)
