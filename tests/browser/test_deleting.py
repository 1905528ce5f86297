"""A host deletes the gathering: what the host types, and what every open page shows then."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, propose


def test_a_host_types_the_title_and_every_page_says_that_it_is_gone(
    browser: Browser, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    kim, wall, asleep = phone(name="Kim"), phone(joined=False), phone(name="Rosa")
    propose(kim, "Nobody's business", then="Later")
    wall.set_viewport_size({"width": 1280, "height": 720})
    wall.goto(f"{gathering.url}/wall")
    expect(wall.get_by_role("heading", name="Learning together")).to_be_visible()
    asleep.context.set_offline(True)
    host = browser.new_page()
    open_host(host, gathering)

    host.get_by_role("link", name="Settings").click()
    host.get_by_role("button", name="Delete this gathering…").click()
    confirm = host.get_by_label("Type the title to confirm")
    confirm.fill("Something else")
    host.get_by_role("button", name="Delete it for good").click()
    expect(host.get_by_text("To delete it, type its title or its code.")).to_be_visible()
    confirm.fill("learning together")
    host.get_by_role("button", name="Delete it for good").click()

    for page in (host, kim, wall):
        expect(page.get_by_role("heading", name="This gathering was deleted")).to_be_visible()
    asleep.context.set_offline(False)
    expect(asleep.get_by_role("heading", name="This gathering was deleted")).to_be_visible(
        timeout=15_000
    )
    for page in (kim, asleep):
        kept: list[str] = page.evaluate("Object.keys(localStorage)")
        assert [key for key in kept if gathering.code in key] == []
    host.close()


def open_host(page: Page, gathering: Gathering) -> None:
    page.goto(f"{gathering.url}/host")
    page.get_by_label("Host key").fill(gathering.host_key)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("navigation", name="Sections")).to_be_visible()
