"""Bringing evidence to the statement, from the wall, from a session and without a network."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    PHONE,
    Gathering,
    has_all_views,
    host_page,
    open_session,
    tab,
)
from tests.browser.test_accessible import violations


def brings(page: Page, what: str, text: str) -> None:
    sheet = page.get_by_role("dialog")
    page.bring_to_front()  # Firefox gives the focus to one page only
    sheet.get_by_role("button", name=what, exact=True).click()
    expect(sheet.get_by_label("In a few sentences")).to_be_focused()
    page.keyboard.type(text)
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet).to_have_count(0)


def sees(page: Page, group: str, text: str) -> None:
    expect(page.get_by_role("region", name=group, exact=True)).to_contain_text(text)


def items(gathering: Gathering) -> list[dict[str, Any]]:
    return gathering.state()["tables"]["evidence"]


def test_two_taps_from_the_wall_lead_to_the_words(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary, tom = phone(), phone()
    tom.get_by_role("button", name="Bring evidence").click()
    tom.get_by_role("button", name="See what others brought").click()
    expect(tom.get_by_text("Nothing has been brought yet.")).to_be_visible()

    mary.get_by_role("button", name="Bring evidence").click()
    brings(mary, "Speaks against it", "Two services gave up.")

    expect(mary.get_by_text("Added to the statement.")).to_be_visible()
    sees(tom, "Speaks against it", "Two services gave up.")
    assert [(row["bearing"], row["by_name"]) for row in items(gathering)] == [("refutes", None)]


def test_what_comes_from_a_session_names_it_and_keeps_the_kind_to_its_author(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary, tom = phone(), phone()
    open_session(mary, "Rota", "1A")
    mary.get_by_role("button", name="Bring evidence").click()
    sheet = mary.get_by_role("dialog")
    sheet.get_by_role("button", name="Both", exact=True).click()
    sheet.get_by_label("In a few sentences").fill("It helped, and it took years.")
    sheet.get_by_text("More", exact=True).click()
    expect(sheet.get_by_text("no screen shows it")).to_be_visible()
    sheet.get_by_label("Where it comes from").select_option("lived")
    sheet.get_by_label("Web address").fill("example.org/audit")
    sheet.get_by_role("button", name="Add it").click()
    expect(mary.get_by_text("Added to the statement.")).to_be_visible()

    [row] = items(gathering)
    assert (row["kind"], row["url"]) == ("", "https://example.org/audit")
    for page, shown in ((mary, 1), (tom, 0)):
        page.goto(f"{gathering.url}#statement")
        page.reload()
        sees(page, "Both", "It helped, and it took years.")
        expect(page.get_by_role("button", name="Session 1A")).to_be_visible()
        expect(page.get_by_text("What I lived")).to_have_count(shown)


def test_a_thought_is_edited_and_taken_back(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary = phone()
    mary.get_by_role("button", name="Bring evidence").click()
    brings(mary, "A thought", "Difficult for whom?")
    mary.goto(f"{gathering.url}#statement")
    mary.reload()
    mary.get_by_role("button", name="Edit").click()
    mary.get_by_role("dialog").get_by_label("In a few sentences").fill("Difficult for all of us?")
    mary.get_by_role("dialog").get_by_role("button", name="Save").click()
    sees(mary, "Thoughts", "Difficult for all of us?")
    expect(mary.get_by_text("edited")).to_be_visible()

    mary.get_by_role("button", name="Take back").click()
    mary.get_by_role("button", name="Take it back").click()

    expect(mary.get_by_text("Nothing has been brought yet.")).to_be_visible()
    assert items(gathering) == []


def test_what_is_brought_without_a_network_is_kept_and_sent(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary = phone()
    has_all_views(mary)
    mary.context.set_offline(True)
    mary.get_by_role("button", name="Bring evidence").click()
    brings(mary, "It depends", "On who is in the room.")
    expect(mary.get_by_text(re.compile("1 thing waits"))).to_be_visible()
    assert items(gathering) == []

    mary.context.set_offline(False)

    expect(mary.get_by_text("Added to the statement.")).to_be_visible()
    assert [row["text"] for row in items(gathering)] == ["On who is in the room."]


def test_host_hides_what_harms_and_its_author_reads_why(
    gathering: Gathering, phone: Callable[..., Page], browser: Browser
) -> None:
    mary = phone()
    mary.get_by_role("button", name="Bring evidence").click()
    brings(mary, "Speaks for it", "As Dr. Nobody did on ward 3.")
    host = host_page(browser, gathering, "#safety", PHONE)

    host.get_by_role("button", name="Hide… As Dr. Nobody did on ward 3.").click()
    expect(host.get_by_role("dialog")).to_contain_text("Evidence: Speaks for it")
    host.get_by_label("Why? Its author reads this").fill("It names a person.")
    host.get_by_role("button", name="Hide only this").click()

    expect(host.get_by_text("Because: It names a person.")).to_be_visible()
    assert items(gathering) == []
    mary.goto(f"{gathering.url}#statement")
    mary.reload()
    expect(mary.get_by_text("Because: It names a person.")).to_be_visible()
    tab(mary, "My day")
    expect(mary.get_by_text("has hidden something you brought")).to_be_visible()
    host.context.close()


@pytest.mark.parametrize("phase", ["sessions", "closed"])
def test_a_name_comes_off_what_somebody_brought(
    gathering: Gathering, phone: Callable[..., Page], phase: str
) -> None:
    mary = phone(name="Mary")
    token = next(c["value"] for c in mary.context.cookies() if "person" in c.get("name", ""))
    item = {"form": "evidence", "bearing": "refutes", "text": "Two teams stopped.", "named": True}
    gathering.asks(token, "post_evidence", **item)
    gathering.host("set_phase", phase=phase)
    tab(mary, "Me")
    mary.get_by_role("button", name="How I appear in the book").click()
    brought = mary.get_by_role("region", name="What you brought, or wrote at the closing")
    expect(brought).to_contain_text("Shown: Mary")
    assert violations(mary) == ""

    brought.get_by_role("switch", name="Name me on this: Speaks against it: Two").uncheck()

    expect(brought).to_contain_text("Without a name")
    expect(mary.locator(".unsaved")).to_have_count(0)
    mary.reload()
    expect(brought).to_contain_text("Without a name")
    assert [row["by_name"] for row in items(gathering)] == [None]
