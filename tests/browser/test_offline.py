"""Reading without a network, after a reload: the copy of the wall, what is not saved yet, and how both go."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import becomes_true, card, propose, tab
from tests.browser.test_accessible import violations
from tests.browser.venue import Venue
from tests.support.samples import GATHERING

pytestmark = chromium_only("the drivers of other engines do not show workers")

LEFT = """async code => [
    ...Object.keys(localStorage).filter(key => key.includes(code)),
    ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
]"""
"""What this browser keeps of a gathering."""

ELSEWHERE: dict[str, tuple[str, dict[str, Any]]] = {
    "Ended elsewhere": ("me/end_others", {}),
    "Forgotten elsewhere": ("erase", {"words": False}),
}
"""What another phone of the same person asks for, while the page of this one is closed."""


def keep_the_wall(page: Page) -> None:
    """Ask for it under Me, and come back."""
    tab(page, "Me")
    page.get_by_role("link", name="Read without a network").click()
    page.get_by_role("button", name="Keep the wall on this phone").click()
    expect(page.get_by_text("This phone keeps the wall.")).to_be_visible()
    page.get_by_role("link", name="Back to the gathering").click()
    expect(page.get_by_text("This phone keeps the wall.")).to_be_visible()
    expect(page.locator(".status--live")).to_have_count(1)


def place(venue: Venue, title: str, slot: int) -> None:
    tables = venue.server.get(f"/api/{venue.code}/state")["tables"]
    topic = venue.host("propose_topic", title=title)["result"]["topic"]
    slots = [one["id"] for one in tables["slots"] if one["kind"] == "session"]
    venue.host("claim_cell", topic=topic, room=tables["rooms"][0]["id"], slot=slots[slot])


def test_who_asked_for_it_reads_the_wall_after_a_reload_and_loses_nothing(
    venue_phone: Callable[..., Page], venue: Venue
) -> None:
    place(venue, "Night shifts", 0)
    venue.host("edit_gathering", help={"person": "Sam, in green"})
    mary = venue_phone(name="Mary")
    keep_the_wall(mary)
    place(venue, "Rest", 1)
    kept = "code => localStorage[`openspace.copy.${code}`].includes('Rest')"
    becomes_true(mary, kept, venue.code)

    venue.server.kill()
    tab(mary, "Wall")
    propose(mary, "Not sent yet", then="Later")
    mary.reload()

    no_connection = "No connection. This is the wall as it was at"
    expect(mary.get_by_text(no_connection)).to_be_visible()
    expect(mary).to_have_title("Open Space")
    for title in ("Night shifts", "Rest"):
        expect(card(mary, title)).to_be_visible()
    unsaved = mary.get_by_role("region", name="Not saved yet.")
    expect(unsaved).to_contain_text("1 thing waits to be sent.")
    unsaved.get_by_text("What you wrote").click()
    expect(unsaved.get_by_text("Not sent yet")).to_be_visible()
    mary.get_by_text("Help", exact=True).click()
    expect(mary.get_by_text("Sam, in green")).to_be_visible()
    assert GATHERING["title"] not in mary.content()
    assert "Mary" not in mary.content()
    assert violations(mary) == ""

    other = mary.context.new_page()
    other.goto(f"{venue.url}/s/1A")
    expect(other.get_by_text(no_connection)).to_be_visible()
    with pytest.raises(Error):
        other.goto(f"{venue.url}/wall")

    venue.server.start()
    expect(mary.locator(".status--live")).to_have_count(1, timeout=20_000)
    expect(card(mary, "Not sent yet")).to_be_visible()
    expect(mary.locator(".unsaved")).to_have_count(0)
    assert venue.titles() == ["Night shifts", "Not sent yet", "Rest"]


@pytest.mark.parametrize(
    "way", ["Forget me", "Removed", "Deleted", "Ended elsewhere", "Forgotten elsewhere"]
)
def test_nothing_is_left_after(venue_phone: Callable[..., Page], venue: Venue, way: str) -> None:
    mary = venue_phone()
    keep_the_wall(mary)
    assert len(mary.evaluate(LEFT, venue.code)) >= 4
    me = mary.evaluate("code => JSON.parse(localStorage[`openspace.me.${code}`])", venue.code)

    if way == "Forget me":
        mary.get_by_role("button", name="Forget me…").click()
        mary.get_by_role("button", name="Forget me for good").click()
        expect(mary.get_by_text("This phone keeps nothing about you.")).to_be_visible()
    elif way == "Removed":
        venue.server.kill()
        mary.reload()
        mary.get_by_role("button", name="Remove it from this phone").click()
        expect(mary.locator("#app")).to_have_count(0)
        venue.server.start()
        mary.goto(f"{venue.url}#me")
        expect(mary.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    elif way in ELSEWHERE:
        unsent = f"openspace.outbox.{venue.code}.{me['person']}.1"
        mary.evaluate("key => localStorage.setItem(key, '{}')", unsent)
        if way == "Ended elsewhere":  # by cookie alone: storage does not say who it was
            mary.evaluate("code => localStorage.removeItem(`openspace.me.${code}`)", venue.code)
        mary.goto("about:blank")
        path, body = ELSEWHERE[way]
        venue.server.post(f"/api/{venue.code}/{path}", body, me["token"])
        mary.goto(venue.url)
        expect(mary.get_by_role("button", name="Join")).to_be_enabled()
    else:
        mary.goto("about:blank")
        venue.delete()
        mary.goto(venue.url)
        expect(mary.get_by_role("heading", name="This gathering was deleted")).to_be_visible()

    left = mary.evaluate(LEFT, venue.code)
    assert [one for one in left if "copy" in one or "offline" in one or "http" in one] == []
    if way != "Removed":
        assert left == []
    venue.server.kill()
    with pytest.raises(Error):
        mary.reload()
