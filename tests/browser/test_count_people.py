"""The convener and the note-taker say on the session's page how many took part."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, open_session, write_note
from tests.browser.test_accessible import violations


def test_the_convener_and_the_note_taker_count(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary, tom, amir = phone(), phone(), phone()
    open_session(mary, "Carers", "1A")
    write_note(mary, "Key point", "It takes time.")
    expect(mary.get_by_label("How many took part in 1A?")).to_be_visible()
    # What is half below the head of a page that is scrolled counts as too small.
    mary.evaluate("scrollTo(0, 0)")
    assert violations(mary) == ""
    mary.get_by_label("How many took part in 1A?").fill("9")
    mary.keyboard.press("Tab")
    expect(mary.get_by_text("Saved.")).to_be_visible()

    mary.get_by_role("button", name="Ask for a note-taker").click()
    for page in (tom, amir):
        page.goto(f"{gathering.url}/s/1A")
    tom.get_by_role("button", name="I’ll take notes").click()
    expect(tom.get_by_label("How many took part in 1A?")).to_have_value("9")
    tom.get_by_label("How many took part in 1A?").fill("11")
    tom.keyboard.press("Tab")

    expect(mary.get_by_label("How many took part in 1A?")).to_have_value("11")
    expect(amir.get_by_label("How many took part in 1A?")).to_have_count(0)
