"""Before the marketplace, topics wait on the phones of those who wrote them; then one tap sends them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser


def keeps(page: Page, title: str) -> None:
    page.get_by_role("button", name="Propose a topic").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Keep it on this phone").click()
    expect(page.get_by_text(f"“{title}”")).to_be_visible()


def test_topics_wait_on_the_phone_and_one_tap_sends_them(
    served: Server, phone: Callable[..., Page]
) -> None:
    gathering = Gathering(served, {**GATHERING, "opens_early": False})
    gathering.host("set_phase", phase="lobby")
    page = phone(joined=False)
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()
    keeps(page, "Night shifts")
    keeps(page, "Carers")
    assert violations(page) == ""
    page.reload()
    expect(page.get_by_role("heading", name="2 topics are kept on this phone")).to_be_visible()
    assert gathering.titles() == []

    page.get_by_role("button", name="Edit “Carers”").click()
    page.get_by_label("Title").fill("Carers in the room")
    page.get_by_role("button", name="Keep it on this phone").click()
    gathering.host("set_phase", phase="opening")
    expect(page.get_by_text("Look up.")).to_be_visible()
    expect(page.get_by_text("kept on this phone")).to_have_count(0)
    gathering.host("set_phase", phase="marketplace")
    page.get_by_role("button", name="Send them to the wall").click()

    expect(page.locator(".card", has_text="Carers in the room")).to_be_visible()
    expect(page.get_by_role("button", name="Send them to the wall")).to_have_count(0)
    expect(page.get_by_text("saving…")).to_have_count(0)
    assert sorted(gathering.titles()) == ["Carers in the room", "Night shifts"]


def test_a_host_who_opens_early_has_topics_at_once(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    gathering.host("set_phase", phase="lobby")
    page = phone(joined=False)
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Propose a topic").click()
    page.get_by_label("Title").fill("Carers")
    page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("button", name="Choose a place")).to_be_enabled()
