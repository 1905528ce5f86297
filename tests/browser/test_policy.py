"""Every page loads, and does its work, without asking for what its content policy forbids."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phones import Gathering, comes_to_rest, open_session, propose, tab, write_note
from tests.support.waiting import waits

RECORD = """
globalThis.violations = []
addEventListener("securitypolicyviolation", event =>
  violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true)
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    made.add_init_script(RECORD)
    yield made
    made.close()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("violations")
    return found


def test_the_record_would_see_a_violation(context: BrowserContext, gathering: Gathering) -> None:
    page = context.new_page()
    page.goto(gathering.url)
    page.evaluate(
        """try { document.body.insertAdjacentHTML("beforeend", "<p>") } catch {}
        const image = new Image(); image.src = "https://example.org/x.png"
        document.body.append(image)"""
    )
    waits(lambda: len(violations(page)) > 1)
    assert {one.split()[0] for one in violations(page)} == {"require-trusted-types-for", "img-src"}


def test_pages_without_a_person_keep_to_the_policy(
    context: BrowserContext, gathering: Gathering
) -> None:
    page = context.new_page()
    origin = gathering.url.rpartition("/")[0]
    paths = ("wall", "rooms/A", "host", "agenda", "proceedings", "paper/", "paper/wall", "paper/qr")
    for address in (
        *(f"{origin}/", f"{origin}/new", f"{origin}/selftest", f"{origin}/ZZZZZZ"),
        *(f"{gathering.url}/{path}" for path in paths),
    ):
        page.goto(address)
        comes_to_rest(page)
        assert violations(page) == [], address


def test_a_phone_at_work_keeps_to_the_policy(context: BrowserContext, gathering: Gathering) -> None:
    page = context.new_page()
    page.goto(gathering.url)
    page.get_by_label("Your name").fill("Kim")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    propose(page, "<b>Rest</b> & work", then="Later")
    open_session(page, "Night shifts", "1A")
    write_note(page, "Summary", "<img src=x onerror=alert(1)>")
    for name in ("Wall", "Topics", "My day", "Me"):
        tab(page, name)
    assert violations(page) == []


def test_a_host_at_work_keeps_to_the_policy(context: BrowserContext, gathering: Gathering) -> None:
    wall, page = context.new_page(), context.new_page()
    wall.goto(f"{gathering.url}/wall")
    page.goto(f"{gathering.url}/host")
    page.get_by_label("Host key").fill(gathering.host_key)
    page.get_by_role("button", name="Open").click()
    sections = page.get_by_role("navigation", name="Sections")
    for name in ("Wall", "Notes", "Book", "Settings", "Now"):
        sections.get_by_role("link", name=name, exact=True).click()
    for phase in ("lobby", "opening", "sessions", "closing", "closed"):
        gathering.host("set_phase", phase=phase)
        comes_to_rest(wall)
    assert violations(page) == violations(wall) == []
