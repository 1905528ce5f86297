"""A form says in its own words what is missing, under the field: no browser's bubble, which vanishes."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, open_session
from tests.support.server import Server


def test_a_topic_needs_a_title(phone: Callable[..., Page], gathering: Gathering) -> None:
    page = phone()
    page.get_by_role("button", name="Propose a topic").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Title").fill("  ")
    sheet.get_by_role("button", name="Propose", exact=True).click()

    expect(sheet.get_by_role("alert").get_by_text("Write a title.")).to_be_visible()
    expect(sheet.get_by_label("Title")).to_be_focused()
    assert gathering.titles() == []
    sheet.get_by_label("Title").fill("Listening")
    expect(sheet.get_by_text("Write a title.")).to_have_count(0)
    sheet.get_by_label("Title").press("Enter")
    expect(sheet.get_by_text("Your topic is up")).to_be_visible()


def test_a_note_needs_words_and_a_link_an_address(phone: Callable[..., Page]) -> None:
    page = phone()
    open_session(page, "Listening", "1A")
    composer = page.locator(".composer")
    composer.get_by_role("button", name="Add the note").click()
    expect(composer.get_by_text("Write something first.")).to_be_visible()
    composer.get_by_role("button", name="More kinds…").click()
    composer.get_by_role("button", name="Link", exact=True).click()
    composer.get_by_role("button", name="Add the note").click()
    expect(composer.get_by_text("Type or paste the address.")).to_be_visible()
    expect(page.locator(".note")).to_have_count(0)


def test_the_word_of_the_door_is_asked_for(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    gathering.host("set_doors", joining="word", word="apple")
    page = phone(joined=False)
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Type the word.")).to_be_visible()


def test_the_front_page_asks_for_the_code(phone: Callable[..., Page], served: Server) -> None:
    page = phone(joined=False)
    page.goto(f"{served.url}/")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("Type the code")
