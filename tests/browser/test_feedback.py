"""What a phone answers to a tap: where a topic is, who waits, what clashes, what is not offered any more."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import (
    Gathering,
    card,
    cell,
    look_at_each_other,
    open_session,
    propose,
    tab,
    write_note,
)


def test_a_placed_topic_says_where(phone: Callable[..., Page]) -> None:
    mary = phone()
    propose(mary, "Rota", then="Choose a place")
    cell(mary, "1A").click()

    expect(mary.get_by_text("Placed at 1A.", exact=True)).to_be_visible()


def test_two_sessions_of_mine_at_one_time_are_pointed_out(phone: Callable[..., Page]) -> None:
    mary = phone()
    for title, code in (("One", "1A"), ("Other", "1B")):
        propose(mary, title, then="Choose a place")
        cell(mary, code).click()
        expect(card(mary, title)).to_contain_text(code)

    expect(mary.get_by_text("Placed at 1B. You also convene 1A at that time.")).to_be_visible()
    tab(mary, "My day")
    expect(mary.locator(".placed", has_text="Other").first).to_contain_text("same time as 1A")


def test_a_convener_who_is_asked_to_meet_sees_it_on_any_view(phone: Callable[..., Page]) -> None:
    mary, tom = phone(), phone()
    look_at_each_other(mary, tom)
    tab(tom, "Topics")
    mary.get_by_role("button", name="Ask them to meet at the wall").click()

    asked = tom.get_by_text("Another convener asks to meet you at the wall.")
    expect(asked).to_be_visible()
    tom.get_by_role("button", name="See My day").click()
    expect(tom.locator(".notice")).to_contain_text("Mary’s topic")
    expect(asked).to_have_count(0)


def test_nothing_is_offered_that_a_closed_gathering_refuses(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary = phone()
    propose(mary, "Loose", then="Later")
    propose(mary, "Placed", then="Choose a place")
    cell(mary, "1A").click()
    expect(card(mary, "Placed")).to_contain_text("1A")
    gathering.host("set_phase", phase="closed")
    expect(mary.get_by_role("link", name="Read the proceedings")).to_be_visible()

    tab(mary, "My day")
    expect(mary.get_by_text("Loose")).to_be_visible()
    expect(mary.get_by_role("button", name="Choose a place")).to_have_count(0)
    tab(mary, "Topics")
    card(mary, "Placed").click()
    sheet = mary.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Session page")).to_be_visible()
    for name in ("Move", "Give up this place", "Edit", "Continue", "Withdraw"):
        expect(sheet.get_by_role("button", name=name)).to_have_count(0)


def test_the_closing_circle_takes_every_phone_off_the_grid(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary = phone()
    gathering.host("set_phase", phase="sessions")
    expect(mary.get_by_role("heading", name="My day")).to_be_visible()
    tab(mary, "Wall")
    gathering.host("set_phase", phase="closing")

    expect(mary.get_by_role("heading", name="Thank you.")).to_be_visible()


def test_a_topic_is_typed_at_once_when_its_sheet_opens(phone: Callable[..., Page]) -> None:
    mary = phone()
    mary.get_by_role("button", name="Propose a topic").click()
    expect(mary.get_by_label("Title")).to_be_focused()

    mary.keyboard.type("Typed at once")
    mary.keyboard.press("Enter")
    mary.get_by_role("button", name="Later").click()
    mary.get_by_role("button", name="Propose a topic").click()
    expect(mary.get_by_label("Title")).to_have_value("")


def test_enter_opens_a_topic_and_does_not_close_it_again(phone: Callable[..., Page]) -> None:
    mary = phone()
    propose(mary, "Rota", then="Choose a place")
    cell(mary, "1A").click()
    expect(card(mary, "Rota")).to_contain_text("1A")
    card(mary, "Rota").press("Enter")
    expect(mary.get_by_role("heading", name="Rota")).to_be_focused()

    mary.keyboard.press("Enter")
    expect(mary.get_by_role("dialog")).to_be_visible()
    mary.keyboard.press("Tab")
    expect(mary.get_by_role("button", name="Session page")).to_be_focused()


def test_the_tabs_never_cover_what_has_the_focus(phone: Callable[..., Page]) -> None:
    mary = phone()
    mary.set_viewport_size({"width": 1280, "height": 800})
    open_session(mary, "Rota", "1A")
    add = mary.get_by_role("button", name="Add the note")
    mary.set_viewport_size({"width": 1280, "height": 500})
    add.evaluate("it => scrollTo(0, scrollY + it.getBoundingClientRect().bottom - innerHeight)")
    mary.locator(".composer textarea").evaluate("it => it.focus({ preventScroll: true })")
    mary.keyboard.press("Tab")
    expect(add).to_be_focused()

    button, tabs = add.bounding_box(), mary.locator(".foot").bounding_box()
    assert button
    assert tabs
    assert button["y"] + button["height"] <= tabs["y"]


def test_notes_take_an_address_as_it_is_typed_and_show_dates_as_people_read_them(
    phone: Callable[..., Page],
) -> None:
    mary = phone()
    open_session(mary, "Rota", "1A")
    composer = mary.locator(".composer")
    composer.get_by_role("button", name="More kinds…").click()
    composer.get_by_role("button", name="Link").click()
    composer.get_by_label("Web address").fill("example.org/rota")
    composer.get_by_role("button", name="Add the note").click()
    expect(mary.get_by_role("link", name="https://example.org/rota")).to_be_visible()

    composer.get_by_role("button", name="Action").click()
    composer.locator("textarea").fill("Ask the night shift")
    composer.get_by_label("By when").fill("2027-01-15")
    mary.keyboard.press("Control+Enter")
    expect(mary.get_by_text("By 15 January 2027")).to_be_visible()

    write_note(mary, "Quote", "“Rest is work.”")
    expect(mary.locator(".note--quote .prose")).to_have_text("“Rest is work.”")


def test_the_count_of_topics_without_a_place_leads_to_them(phone: Callable[..., Page]) -> None:
    mary, tom = phone(), phone()
    propose(tom, "Tom’s topic", then="Later")
    propose(mary, "Mary’s topic", then="Later")

    mary.get_by_role("button", name="1 more topic without a place yet").click()
    expect(mary.get_by_role("heading", name="Topics")).to_be_visible()
