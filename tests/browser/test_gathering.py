"""A gathering in small: two phones and a wall, a network that fails, and the book at the end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, card, cell, open_session, propose, tab, write_note


@pytest.fixture
def wall(browser: Browser, gathering: Gathering) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{gathering.url}/wall")
    return page


def test_what_a_phone_places_is_seen_on_the_wall_and_on_the_other_phone(
    phone: Callable[..., Page], wall: Page
) -> None:
    mary, tom = phone(), phone()

    propose(mary, "Peer support on night shifts", then="Choose a place")
    cell(mary, "1A").click()

    for screen in (wall, tom):
        expect(card(screen, "Peer support on night shifts")).to_contain_text("1A")


def test_what_tom_wrote_without_a_network_reaches_wall_and_mary_when_he_is_back(
    phone: Callable[..., Page], wall: Page
) -> None:
    mary, tom = phone(), phone()
    tom.context.set_offline(True)
    propose(tom, "Written in the tunnel", then="Later")
    propose(mary, "Placed meanwhile", then="Choose a place")
    cell(mary, "2B").click()
    expect(card(wall, "Placed meanwhile")).to_contain_text("2B")

    tom.context.set_offline(False)

    expect(wall.locator(".wall-foot")).to_contain_text("Written in the tunnel")
    expect(card(tom, "Placed meanwhile")).to_contain_text("2B")
    tab(mary, "Topics")
    expect(card(mary, "Written in the tunnel")).to_be_visible()


def test_the_wall_goes_through_the_day_and_the_book_holds_what_was_said(
    phone: Callable[..., Page], wall: Page, gathering: Gathering
) -> None:
    mary = phone()
    open_session(mary, "Endings", "1A")
    write_note(mary, "Key point", "An ending can be practised.")

    gathering.host("set_phase", phase="closing")
    expect(wall.locator(".big-qr")).to_contain_text("The proceedings")

    mary.goto(f"{gathering.url}/proceedings")
    expect(mary.get_by_text("1 session, 1 with notes only.").first).to_be_visible()
    expect(mary.get_by_text("An ending can be practised.").first).to_be_visible()
