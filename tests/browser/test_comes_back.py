"""Phones that slept, hopped between access points or lost their page: what they show is what is true.

The full form is OPENSPACE_CYCLES=20 of each, on a machine that does nothing else: then three seconds are
enough. Here it is 4, and a machine that runs other tests has more time.
"""

import json
import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.faults.wifi import Way
from tests.browser.engines import chromium_only
from tests.browser.phones import becomes_true, has_all_views, propose, tab
from tests.browser.venue import Venue
from tests.support.waiting import waits

CYCLES = int(os.environ.get("OPENSPACE_CYCLES", "4"))
HEALED_WITHIN = 3 if "OPENSPACE_CYCLES" in os.environ else 15
"""Seconds."""
SHOWN = """JSON.stringify([...document.querySelectorAll(".card .card-words")]
    .map(words => words.textContent.replace(/[\\u00ad\\u200b]/g, "").trim()).sort())"""
LATE_WITHIN = 3_000


@pytest.fixture
def phone(venue_phone: Callable[..., Page]) -> Callable[..., Page]:
    """A phone that shows the list of topics, and needs no network for other views."""

    def make(joined: bool = True, **options: Any) -> Page:
        page = venue_phone(joined, **options)
        if joined:
            has_all_views(page)
            tab(page, "Topics")
        return page

    return make


@chromium_only("freezing a page needs Chromium's own protocol")
def test_page_in_the_background_is_true_when_it_is_looked_at(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    devtools = mary.context.new_cdp_session(mary)

    for nth in range(CYCLES):
        other = mary.context.new_page()
        other.bring_to_front()
        venue.goes_on(nth)
        other.close()
        mary.bring_to_front()
        assert_true(mary, venue)

    for nth in range(CYCLES, 2 * CYCLES):
        devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
        venue.goes_on(nth)
        devtools.send("Page.setWebLifecycleState", {"state": "active"})
        assert_true(mary, venue)


def test_page_is_true_after_back_and_forward(phone: Callable[..., Page], venue: Venue) -> None:
    mary = phone()
    mary.goto(f"{venue.url}#topics")
    mary.reload()

    for nth in range(CYCLES):
        mary.goto(f"{venue.wifi.url}/healthz")
        venue.goes_on(nth)
        mary.go_back()
        assert_true(mary, venue)


@pytest.mark.parametrize("way", ["both", "down", "up"])
def test_screen_is_true_soon_after_a_silent_hop(
    phone: Callable[..., Page], venue: Venue, way: Way
) -> None:
    mary = phone()

    for nth in range(CYCLES // 2):
        venue.wifi.dies(way)
        venue.goes_on(nth)
        # Shorter than the phone can notice, longer, and very long.
        time.sleep((0.2, 4, 2, 7)[nth % 4])
        venue.wifi.heals()
        assert_true(mary, venue)


@pytest.mark.alone
def test_what_is_not_answered_is_said_to_be_unsaved_within_three_seconds_and_saved_once(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()

    for nth, way in enumerate(["both", "down", "up"]):
        venue.wifi.dies(way)  # type: ignore[arg-type]
        asked = time.monotonic()
        propose(mary, f"Into the void {nth}", then="Later")
        expect(mary.locator(".unsaved")).to_contain_text("1 thing waits", timeout=LATE_WITHIN)
        assert time.monotonic() - asked < 4
        venue.wifi.heals()
        expect(mary.locator(".unsaved")).to_have_count(0)
        assert venue.titles().count(f"Into the void {nth}") == 1


def test_phone_that_hears_others_notices_that_nobody_hears_it(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    venue.wifi.dies("up")
    propose(mary, "From a phone that only hears", then="Later")
    venue.wifi.heals()

    # Everybody else goes on, without a pause: its line never falls silent.
    others = 0
    while "From a phone that only hears" not in venue.titles() and others < 120:
        others += 1
        venue.host("propose_topic", title=f"Heard {others}")
        mary.wait_for_timeout(250)

    assert others < 120
    expect(mary.locator(".unsaved")).to_have_count(0)
    assert_true(mary, venue)
    assert venue.titles().count("From a phone that only hears") == 1


def test_page_that_was_closed_before_the_server_died_is_saved_by_the_next_server(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    venue.server.kill()
    propose(mary, "Kept in the phone", then="Later")
    kept = mary.context.storage_state()
    mary.close()
    venue.server.start()

    again = phone(joined=False, storage_state=kept)
    again.goto(venue.url)

    card = again.locator(".card", has_text="Kept in the phone").first
    expect(card).to_be_visible()
    expect(card).not_to_contain_text("saving…")
    assert venue.titles() == ["Kept in the phone"]


def test_page_left_by_the_back_button_sends_what_it_had_not_sent(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()

    venue.server.kill()
    propose(mary, "Before the back button", then="Later")
    mary.goto("about:blank")
    venue.server.start()
    mary.go_back()

    expect(mary.locator(".card", has_text="Before the back button").first).to_be_visible()
    expect(mary.locator(".unsaved")).to_have_count(0)
    becomes_true(mary, "!document.body.textContent.includes('saving…')")
    assert venue.titles() == ["Before the back button"]


def test_outbox_is_not_jammed_by_what_cannot_be_read(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    kept = {"id": "12345678", "name": "propose_topic", "at": 1, "tab": "", "args": {"title": "Old"}}
    broken = [
        "{half of",
        "null",
        "[]",
        json.dumps({"id": "broken-3"}),
        json.dumps({**kept, "id": "broken-4", "args": "x"}),
        json.dumps({**kept, "id": "broken-5", "name": {}}),
        json.dumps({**kept, "id": "broken-6", "at": "noon"}),
    ]
    script = """([prefix, broken, kept]) => {
        broken.forEach((text, n) => localStorage.setItem(prefix + "broken-" + n, text))
        localStorage.setItem(prefix + kept.id, JSON.stringify(kept))
    }"""
    prefix = outbox_prefix(mary, venue)
    mary.evaluate(script, [prefix, broken, kept])

    mary.reload()
    tab(mary, "Topics")

    propose(mary, "And on we go", then="Later")
    expect(mary.locator(".toasts")).to_contain_text("could not be read")
    expect(mary.locator(".unsaved")).to_have_count(0)
    assert_true(mary, venue)
    assert venue.titles() == ["And on we go", "Old"]
    left = "prefix => Object.keys(localStorage).filter(key => key.startsWith(prefix)).length"
    becomes_true(mary, f"prefix => ({left})(prefix) === 0", arg=prefix)


def test_outbox_works_on_a_phone_whose_storage_is_full(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    mary.evaluate("""() => {
        for (let size = 2 ** 22; size > 0; size >>= 1)
            try { for (let n = 0; ; n++) localStorage.setItem(`fill${size}.${n}`, "x".repeat(size)) } catch {}
    }""")

    venue.wifi.dies()
    propose(mary, "No room for this", then="Later")
    unsaved = mary.locator(".unsaved")
    expect(unsaved).to_contain_text("1 thing waits to be sent. Keep this page open")
    venue.wifi.heals()

    expect(mary.locator(".card", has_text="No room for this")).not_to_contain_text("saving…")
    expect(mary.locator(".unsaved")).to_have_count(0)
    assert venue.titles() == ["No room for this"]


def test_final_refusal_is_said_and_lets_the_next_through(
    phone: Callable[..., Page], venue: Venue
) -> None:
    mary = phone()
    venue.server.kill()
    propose(mary, "x" * 120 + " too long", then="Later")
    mary.evaluate("""() => {
        for (const key of Object.keys(localStorage).filter(key => key.startsWith("openspace.outbox.")))
            localStorage.setItem(key, localStorage.getItem(key).replace(/x{120}/, "x".repeat(5000)))
    }""")
    propose(mary, "The next", then="Later")
    mary.goto("about:blank")
    venue.server.start()
    mary.go_back()
    tab(mary, "Topics")

    expect(mary.locator(".toasts")).to_contain_text("xxxxx")
    # On a busy machine, what is unsaved shows only after a moment.
    waits(lambda: venue.titles() == ["The next"])
    expect(mary.locator(".unsaved")).to_have_count(0)


# --- what is looked at


def assert_true(page: Page, venue: Venue) -> None:
    """The page shows what the server knows, soon."""
    wanted = venue.titles()
    waits(
        lambda: json.loads(page.evaluate(SHOWN)) == wanted,
        HEALED_WITHIN,
        lambda: f"{page.evaluate(SHOWN)} is shown, not {wanted}",
    )


def outbox_prefix(page: Page, venue: Venue) -> str:
    address = f"/api/{venue.code}/state"
    state = page.evaluate("at => fetch(at).then(answer => answer.json())", address)
    me = next(person["id"] for person in state["tables"]["people"] if person.get("mine"))
    return f"openspace.outbox.{venue.code}.{me}."
