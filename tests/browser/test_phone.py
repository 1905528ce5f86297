"""Phones in the room: two people, one wall, a network that comes and goes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import (
    Gathering,
    becomes_true,
    card,
    cell,
    has_all_views,
    look_at_each_other,
    open_session,
    propose,
    tab,
    write_note,
)
from tests.browser.venue import Venue


def test_a_title_is_enough_and_a_tap_places_it(phone: Callable[..., Page]) -> None:
    mary, tom = phone(), phone()

    propose(mary, "Peer support on night shifts", then="Choose a place")
    cell(mary, "1A").click()

    expect(card(tom, "Peer support on night shifts")).to_contain_text("1A")
    expect(card(mary, "Peer support on night shifts")).to_contain_text("yours")


def test_the_second_to_claim_is_told_who_holds_the_cell_and_takes_a_near_one(
    phone: Callable[..., Page],
) -> None:
    mary, tom = phone(), phone()
    propose(mary, "Mary’s topic", then="Choose a place")
    propose(tom, "Tom’s topic", then="Choose a place")

    has_all_views(mary)
    mary.context.set_offline(True)
    cell(mary, "1A").click()
    expect(card(mary, "Mary’s topic")).to_contain_text("saving…")
    card(mary, "Mary’s topic").click()
    expect(mary.get_by_role("dialog")).to_contain_text("saving…")
    mary.keyboard.press("Escape")
    cell(tom, "1A").click()
    expect(card(tom, "Tom’s topic")).to_contain_text("1A")
    mary.context.set_offline(False)

    sheet = mary.get_by_role("dialog", name="This place is taken")
    expect(sheet).to_contain_text("Tom’s topic")
    sheet.get_by_role("button", name="Elm").first.click()
    expect(card(tom, "Mary’s topic")).to_contain_text("1B")


def test_conveners_are_put_in_touch(phone: Callable[..., Page]) -> None:
    mary, tom = phone(), phone()
    look_at_each_other(mary, tom)
    mary.get_by_role("button", name="Ask them to meet at the wall").click()

    tab(tom, "My day")
    notice = tom.locator(".notice")
    expect(notice).to_contain_text("Mary’s topic")
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)


def test_two_conveners_swap_cells_when_both_tap(phone: Callable[..., Page]) -> None:
    mary, tom = phone(), phone()
    propose(tom, "Tom’s topic", then="Choose a place")
    cell(tom, "1A").click()
    propose(mary, "Mary’s topic", then="Choose a place")
    cell(mary, "2B").click()

    card(mary, "Mary’s topic").click()
    mary.get_by_role("button", name="Move").click()
    card(mary, "Tom’s topic").click()
    mary.get_by_role("button", name="Offer to swap: your 2B for 1A").click()
    expect(card(mary, "Mary’s topic")).to_contain_text("2B")
    tab(tom, "My day")
    tom.locator(".notice").get_by_role("button", name="Swap").click()

    expect(card(mary, "Mary’s topic")).to_contain_text("1A")
    expect(card(mary, "Tom’s topic")).to_contain_text("2B")
    expect(tom.locator(".notice")).to_have_count(0)


def test_two_of_ones_own_sessions_swap_with_a_second_tap(phone: Callable[..., Page]) -> None:
    mary = phone()
    for title, code in (("One", "1A"), ("Other", "2B")):
        propose(mary, title, then="Choose a place")
        cell(mary, code).click()
        expect(card(mary, title)).to_contain_text(code)

    card(mary, "Other").click()
    mary.get_by_role("button", name="Move").click()
    card(mary, "One").click()
    mary.get_by_role("button", name="Swap: your 2B for 1A").click()
    tab(mary, "My day")
    notice = mary.locator(".notice")
    expect(notice).to_contain_text("Swap your 2B and your 1A?")
    expect(notice.get_by_role("button", name="Nothing more from them")).to_have_count(0)
    notice.get_by_role("button", name="Swap").click()

    expect(notice).to_contain_text("Swapped: “Other” is at 1A now.")


def test_what_is_written_offline_is_seen_to_wait_and_arrives_once(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone()

    mary.context.set_offline(True)
    propose(mary, "Written in the tunnel", then="Later")
    expect(mary.locator(".unsaved")).to_contain_text("1 thing waits")
    assert gathering.titles() == []
    mary.context.set_offline(False)

    expect(mary.locator(".unsaved")).to_have_count(0)
    expect(card(mary, "Written in the tunnel")).not_to_contain_text("saving…")
    assert gathering.titles() == ["Written in the tunnel"]


def test_what_a_closed_page_had_not_sent_is_sent_by_the_next(
    venue_phone: Callable[..., Page], venue: Venue
) -> None:
    mary = venue_phone()
    venue.wifi.dies("both")
    propose(mary, "Closed too early", then="Later")
    kept = mary.context.storage_state()
    mary.close()
    assert venue.titles() == []
    venue.wifi.heals()

    again = venue_phone(joined=False, storage_state=kept)
    again.goto(venue.url)

    expect(card(again, "Closed too early")).to_be_visible()
    expect(card(again, "Closed too early")).not_to_contain_text("saving…")
    assert venue.titles() == ["Closed too early"]


def test_the_same_phone_is_the_same_person_by_cookie_or_by_storage(
    phone: Callable[..., Page],
) -> None:
    mary = phone()
    propose(mary, "Mine", then="Later")

    mary.reload()
    expect(card(mary, "Mine")).to_contain_text("yours")
    mary.context.clear_cookies()
    mary.reload()
    expect(card(mary, "Mine")).to_contain_text("yours")
    mary.evaluate("localStorage.clear()")
    mary.reload()
    expect(card(mary, "Mine")).to_contain_text("yours")


def test_a_browser_that_keeps_nothing_works_and_says_so(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone(joined=False)
    refuse = "get() { throw new DOMException('no', 'SecurityError') }"
    mary.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refuse} }})")

    mary.goto(gathering.url)
    expect(mary.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    mary.get_by_role("button", name="Join").click()
    propose(mary, "All the same", then="Later")

    expect(card(mary, "All the same")).not_to_contain_text("saving…")
    assert gathering.titles() == ["All the same"]


def test_a_place_can_be_chosen_with_the_keyboard_alone(phone: Callable[..., Page]) -> None:
    mary = phone()
    propose(mary, "No mouse, no touch", then="Choose a place")

    mary.keyboard.press("Escape")
    expect(mary.locator(".in-hand")).to_have_count(0)
    card(mary, "No mouse, no touch").press("Enter")
    expect(cell(mary, "1A")).to_be_focused()
    mary.keyboard.press("Tab")
    mary.keyboard.press("Enter")

    expect(card(mary, "No mouse, no touch")).to_contain_text("1B")
    expect(card(mary, "No mouse, no touch")).to_be_focused()


def test_the_phase_leads_and_the_bell_is_heard(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone()

    gathering.host("ring_bell", text="The first sessions begin")
    expect(mary.get_by_role("alert")).to_contain_text("The first sessions begin")
    mary.get_by_role("button", name="OK").click()
    gathering.host("set_phase", phase="sessions")
    expect(mary.get_by_role("heading", name="My day")).to_be_visible()
    gathering.host("set_phase", phase="closed")
    expect(mary.get_by_role("link", name="Read the proceedings")).to_be_visible()


def test_the_bell_covers_nothing_at_the_top_of_a_page_that_is_scrolled(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone()
    gathering.host("post_news", text="The lift is out of order.")
    expect(mary.locator(".news")).to_be_visible()
    tab(mary, "Me")
    expect(mary.get_by_role("heading", name="Forget me")).to_be_visible()
    mary.evaluate("scrollTo(0, 300)")
    becomes_true(mary, "() => scrollY > 100")
    before = mary.evaluate("scrollY")

    gathering.host("ring_bell", text="Ten minutes to go")

    bell = mary.locator(".bell")
    expect(bell).to_be_in_viewport(ratio=1)
    edges = "e => [e.getBoundingClientRect().top, e.getBoundingClientRect().bottom]"
    (_, head), (above, below), (tabs, _) = (
        mary.locator(one).evaluate(edges) for one in (".top", ".bell", ".tabs")
    )
    assert above > head + 200
    assert below <= tabs
    assert mary.evaluate("scrollY") == before


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_view_is_wider_than_the_screen(phone: Callable[..., Page], width: int) -> None:
    mary = phone()
    mary.set_viewport_size({"width": width, "height": 800})
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    open_session(mary, f"{long} and what it taught us", "1A")
    write_note(mary, "Key point", long * 2)
    for view in (None, "Wall", "Topics", "My day", "Me"):
        if view:
            tab(mary, view)
        assert mary.evaluate("document.documentElement.scrollWidth") <= width, view


def test_a_browser_that_cannot_read_the_page_says_so_and_leads_to_the_agenda(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    page.clock.install()
    page.route(
        "**/phone/main.js*",
        lambda route: route.fulfill(body="import './gone.js'", content_type="text/javascript"),
    )
    page.goto(gathering.url)
    expect(page.get_by_text("This browser is too old")).to_be_hidden()
    page.clock.fast_forward(8_000)

    expect(page.get_by_text("This browser is too old")).to_be_visible()
    page.get_by_role("link", name="Read the agenda").click()
    expect(page).to_have_url(f"{gathering.url}/agenda")


def test_a_session_is_found_by_its_code(gathering: Gathering, phone: Callable[..., Page]) -> None:
    page = phone()
    open_session(page, "Listening without fixing", "1B")
    tab(page, "Topics")
    page.get_by_label("Search topics").fill("1b")
    expect(card(page, "Listening without fixing")).to_be_visible()
    page.get_by_label("Search topics").fill("3a")
    expect(page.get_by_text("No topic has these words or this code.")).to_be_visible()
