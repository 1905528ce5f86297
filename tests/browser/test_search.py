"""Somebody searches in a community's books, while they type and without scripts."""

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import DESK, PHONE, Gathering
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser


class Community:
    """One listed gathering with a published book, in a community of its own."""

    def __init__(self, served: Server) -> None:
        name = f"Circle {secrets.token_hex(4)}"
        held = Gathering(served, {**GATHERING, "community": name, "listed": True})
        rosa = held.joins("Rosa")
        topic = held.asks(rosa, "propose_topic", title="Recovery colleges", tags=["care"])["result"]
        tables = held.state()["tables"]
        slot = next(slot["id"] for slot in tables["slots"] if slot["kind"] == "session")
        cell = {"room": tables["rooms"][0]["id"], "slot": slot}
        claimed = held.asks(rosa, "claim_cell", topic=topic["topic"], **cell)["result"]
        for note in (
            {"kind": "story", "text": "Students taught each other to cook. <b>Slowly</b> & well."},
            {"kind": "key_point", "text": "A knife in the kitchen.", "content_note": "violence"},
        ):
            held.asks(rosa, "post_note", session=claimed["session"], **note)
        held.host("publish_book")
        self.url = f"{served.url}/c/{name.lower().replace(' ', '-')}"


@pytest.fixture(scope="module")
def community(served: Server) -> Community:
    return Community(served)


def test_search_answers_while_somebody_types(browser: Browser, community: Community) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    errors: list[Any] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(f"{community.url}/search")
    field = page.get_by_label("Search in this community")
    field.focus()
    expect(field).to_be_focused()

    field.press_sequentially("stud")

    expect(page.get_by_role("status")).to_have_text("1 result.")
    expect(page.locator("mark")).to_have_text("Students")
    expect(page.get_by_text("<b>Slowly</b> & well.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search\?q=stud$"))
    assert violations(page) == ""
    field.press_sequentially("zz")
    expect(page.get_by_role("status")).to_have_text("Nothing was found. Try fewer or other words.")
    assert errors == []
    page.close()


def test_search_is_done_with_the_keyboard(browser: Browser, community: Community) -> None:
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    page.goto(f"{community.url}/search?q=c")
    field, results = page.get_by_label("Search in this community"), page.locator(".result__title")
    field.focus()
    expect(field).to_be_focused()

    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/proceedings#session-"))
    page.close()


def test_search_is_limited_by_kind(browser: Browser, community: Community) -> None:
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    page.goto(f"{community.url}/search?q=c")

    page.get_by_label("Of").select_option("Story")

    expect(page.get_by_role("status")).to_have_text("1 result.")
    expect(page).to_have_url(re.compile(r"kind=story"))
    page.close()


def test_search_works_without_scripts_and_hides_what_has_a_content_note(
    browser: Browser, community: Community
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page: Page = context.new_page()
    page.goto(community.url)
    page.get_by_label("Search in this community").fill("knife")

    page.get_by_role("button", name="Search").click()

    expect(page.get_by_text("Content note: violence")).to_be_visible()
    expect(page.get_by_text("in the kitchen")).to_have_count(0)
    context.close()


def test_search_says_when_the_server_cannot_be_reached(
    browser: Browser, community: Community
) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(f"{community.url}/search")
    page.context.set_offline(True)
    page.get_by_label("Search in this community").fill("stud")
    expect(page.get_by_role("status")).to_have_text("No connection. Please try again.")

    page.context.set_offline(False)
    page.get_by_label("Search in this community").fill("student")

    expect(page.get_by_role("status")).to_have_text("1 result.")
    page.close()
