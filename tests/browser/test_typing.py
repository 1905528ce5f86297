"""What people type and tap goes where they meant it, and optional fields look empty."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PHONE, Gathering
from tests.support.server import Server


def test_the_bell_is_closed_without_the_sheet_below_it(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone()
    mary.get_by_role("button", name="Propose a topic").click()
    mary.get_by_label("Title").fill("Half a ti")

    gathering.host("ring_bell", text="Ten minutes to go")
    bell = mary.get_by_role("alert").filter(has_text="Ten minutes to go")
    bell.get_by_role("button", name="OK").click()

    expect(bell).to_have_count(0)
    expect(mary.get_by_label("Title")).to_have_value("Half a ti")


def test_after_a_missing_title_the_other_fields_can_be_filled(
    browser: Browser, served: Server
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{served.url}/new")
    page.get_by_role("button", name="Open the gathering").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    expect(page.get_by_text("Title", exact=True)).to_be_in_viewport(ratio=1)

    page.get_by_label("Theme").click()
    page.keyboard.type("What helps?")

    expect(page.get_by_label("Theme")).to_have_value("What helps?")
    page.context.close()


def test_a_day_is_added_though_the_first_has_no_date(browser: Browser, served: Server) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/new")
    page.get_by_label("Date", exact=True).fill("")

    page.get_by_role("button", name="Add a day").click()

    expect(page.get_by_label("Day 2", exact=True)).not_to_have_value("")
    page.context.close()


def test_a_time_without_a_day_asks_for_the_day(browser: Browser, gathering: Gathering) -> None:
    page = browser.new_page()
    page.goto(f"{gathering.url}/host")
    page.get_by_label("Host key").fill(gathering.host_key)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("navigation", name="Sections").get_by_text("Settings").click()
    page.get_by_role("button", name="Add a time").click()
    page.get_by_label("Day", exact=True).fill("")

    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_text("Choose a day.")).to_be_visible()
    page.context.close()
