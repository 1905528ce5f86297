"""A phone and a wall behind a filter that blocks WebSockets: everything works over HTTP, a little later."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, card, cell, projectors, propose, tab, write_note

BLOCKED = """window.WebSocket = class {
    constructor() { setTimeout(() => this.fail(), 20) }
    fail() {
        this.onerror?.(new Event("error"))
        this.onclose?.({ code: 1006 })
    }
    send() {}
    close() {}
}"""


def test_phone_behind_a_filter_joins_claims_and_writes_and_the_wall_moves(
    browser: Browser, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary = phone(joined=False)
    mary.add_init_script(BLOCKED)
    mary.goto(gathering.url)
    mary.get_by_label("Your name").fill("Mary")
    mary.get_by_role("button", name="Join").click()
    expect(mary.locator(".status--live")).to_have_count(1)
    expect(mary.locator(".unsaved")).to_have_count(0)

    with projectors(browser) as open_wall:
        wall = open_wall(gathering.url)
        wall.context.add_init_script(BLOCKED)
        wall.reload()
        propose(mary, "Behind a filter", then="Choose a place")
        cell(mary, "1A").click()
        expect(card(mary, "Behind a filter")).to_contain_text("1A")
        expect(wall.locator(".card", has_text="Behind a filter")).to_be_visible()

        gathering.host("propose_topic", title="From elsewhere")
        tab(mary, "Topics")
        expect(card(mary, "From elsewhere")).to_be_visible()
        card(mary, "Behind a filter").click()
        mary.get_by_role("button", name="Session page").click()
        write_note(mary, "Key point", "It works")
        expect(mary.locator(".status--live")).to_have_count(1)
