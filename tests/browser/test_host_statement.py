"""The host adds evidence early, types it in for others, and shows the statement on the wall."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import PHONE, Gathering
from tests.browser.test_accessible import violations
from tests.browser.test_host_now import host as host


def adds(page: Page, what: str, text: str) -> None:
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What it says", exact=True).select_option(label=what)
    sheet.get_by_label("In a few sentences").fill(text)
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet.get_by_text("Everybody sees it now.")).to_be_visible()


def items(gathering: Gathering) -> list[tuple[str, str, bool]]:
    rows = gathering.state()["tables"]["evidence"]
    return [(row["text"], row["bearing"], row["seeded"]) for row in rows]


def test_the_organisers_items_are_added_edited_and_taken_back(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    gathering.host("set_phase", phase="lobby")
    page = host(PHONE)
    card = page.get_by_role("region", name="Statement")
    expect(card).to_contain_text("about eight items")
    card.get_by_role("button", name="Add evidence").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet.get_by_text("What does it say about the statement?")).to_be_visible()
    expect(sheet.get_by_text("Write something first.")).to_be_visible()
    adds(page, "Speaks for it", "Our audit says so.")
    adds(page, "Both", "It was hard, then easy.")
    assert not violations(page)
    page.keyboard.press("Escape")
    seeded = [("Our audit says so.", "confirms", True), ("It was hard, then easy.", "both", True)]
    assert items(gathering) == seeded

    card.get_by_role("button", name="Edit: Our audit says so.").click()
    sheet.get_by_label("In a few sentences").fill("Our audit of 2025 says so.")
    sheet.get_by_role("button", name="Save").click()
    card.get_by_role("button", name="Take back: It was hard").click()
    sheet.get_by_role("button", name="Take it back").click()

    expect(card.get_by_text("It was hard")).to_have_count(0)
    assert items(gathering) == [("Our audit of 2025 says so.", "confirms", True)]


def test_what_is_typed_in_for_somebody_is_not_the_organisers(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    page.get_by_role("button", name="Add evidence").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Typed in for somebody without a phone").check()
    sheet.get_by_label("Session code").fill("9Z")
    sheet.get_by_label("What it says", exact=True).select_option(label="A thought")
    sheet.get_by_label("In a few sentences").fill("Difficult for whom?")
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet.get_by_text("No session has this code just now.")).to_be_visible()
    sheet.get_by_label("Session code").fill("")
    adds(page, "A thought", "Difficult for whom?")

    assert items(gathering) == [("Difficult for whom?", "", False)]


def test_the_host_shows_the_statement_on_the_wall(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    page.get_by_role("button", name="Show the statement on the wall").click()
    off = page.get_by_role("button", name="Take the statement off the wall")
    expect(off).to_be_visible()
    assert gathering.state()["gathering"]["wall_view"] == "statement"
    off.click()
    expect(page.get_by_role("button", name="Show the statement on the wall")).to_be_visible()
    assert gathering.state()["gathering"]["wall_view"] == ""
