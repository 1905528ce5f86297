"""The invitation: the host writes it, people read it without script, and it fits on one sheet of paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import PHONE, Gathering, host_page
from tests.browser.test_accessible import violations
from tests.browser.without_script import plain as plain
from tests.support.samples import INVITED
from tests.support.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def invited(served: Server) -> Gathering:
    return Gathering(served, INVITED)


def test_host_writes_the_invitation_and_a_phone_without_script_reads_it(
    browser: Browser, gathering: Gathering, plain: Page
) -> None:
    desk = host_page(browser, gathering, "#settings")
    desk.get_by_label("Address", exact=True).fill("Quay Street, Harbour")
    desk.get_by_label("Link to a map").fill("http://example.org/map")
    desk.get_by_label("Step-free access").fill("Level entrance")
    desk.get_by_role("button", name="Save the invitation").click()
    expect(desk.get_by_text("This link begins with https://.")).to_be_visible()
    desk.get_by_label("Link to a map").fill("https://example.org/map")
    desk.get_by_role("button", name="Save the invitation").click()
    expect(desk.get_by_text("Saved. The invitation shows it.")).to_be_visible()
    assert violations(desk) == ""
    desk.context.close()

    gathering.host("set_phase", phase="lobby")
    plain.goto(f"{gathering.url}/invitation")

    expect(plain.get_by_text("Quay Street, Harbour")).to_be_visible()
    expect(plain.get_by_text("Level entrance")).to_be_visible()
    expect(plain.get_by_role("link", name="Map")).to_have_attribute("rel", re.compile("noreferrer"))


def test_phone_in_the_lobby_leads_to_the_invitation(browser: Browser, invited: Gathering) -> None:
    invited.host("set_phase", phase="lobby")
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    errors: list[Any] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(invited.url)

    page.get_by_role("link", name="Read the invitation").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What helps a team to go on learning?"
    )
    expect(page.get_by_text("Ana Reyes")).to_be_visible()
    assert violations(page) == ""
    assert errors == []
    page.context.close()


@chromium_only("prints")
def test_invitation_fits_on_one_sheet(browser: Browser, invited: Gathering) -> None:
    page = browser.new_page()
    page.goto(f"{invited.url}/invitation")

    printed = page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()
