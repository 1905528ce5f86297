"""After the circle: reports come in for some time, and then the gathering closes by itself."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import DESK, PHONE, Gathering, host_page, open_session, tab, write_note
from tests.browser.test_accessible import violations
from tests.support.waiting import waits

pytestmark = pytest.mark.browser


def open_host(browser: Browser, gathering: Gathering, viewport: dict[str, int] = DESK) -> Page:
    page = host_page(browser, gathering, viewport=viewport)
    expect(page.get_by_role("heading", name="Phase")).to_be_visible()
    return page


def test_a_late_report_comes_in_and_the_gathering_closes_by_itself(
    browser: Browser, phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary = phone(name="Mary")
    open_session(mary, "Reflective groups", "1A")
    mary.get_by_role("button", name="Learning together").click()
    gathering.host("set_phase", phase="closing")
    expect(mary.get_by_text("Thank you.")).to_be_visible()
    host = open_host(browser, gathering)

    host.get_by_role("button", name="Go on to: Reports").click()
    sheet = host.get_by_role("dialog")
    sheet.get_by_label("Publish the next version of the book then").check()
    assert violations(host) == ""
    sheet.get_by_role("button", name="Begin", exact=True).click()
    expect(host.get_by_text("Then the gathering closes by itself")).to_be_visible()
    host.get_by_role("link", name="Notes", exact=True).click()

    expect(mary.get_by_text("Reports can be completed until")).to_be_visible()
    mary.get_by_role("button", name="Subscribe in my calendar").click()
    expect(mary.get_by_role("link", name="Open in my calendar")).to_be_visible()
    # So high that the bars of the phone cover no button by half.
    mary.set_viewport_size({"width": 390, "height": 1600})
    assert violations(mary) == ""
    mary.get_by_role("button", name="Reflective groups").click()
    expect(mary.get_by_role("button", name="Move, edit…")).to_have_count(0)
    write_note(mary, "Key point", "It takes time.")
    expect(host.get_by_text("It takes time.")).to_be_visible()
    expect(host.get_by_text("0 of 1 session has a report.")).to_be_visible()
    tab(mary, "My day")
    expect(mary.get_by_text("Reports can be completed until")).to_be_visible()
    expect(mary.get_by_role("region", name="Now and next")).to_have_count(0)
    missing = mary.get_by_role("region", name="Still without a report")
    assert violations(mary) == ""
    missing.get_by_role("button", name="1A Reflective groups").click()
    write_note(mary, "Open question", "Who pays for it?")
    expect(host.get_by_text("1 of 1 session has a report.")).to_be_visible()
    mary.get_by_role("button", name="Confirm the report").click()
    expect(mary.get_by_text("Confirmed at")).to_be_visible()
    tab(mary, "My day")
    expect(mary.get_by_text("Yours are complete. Thank you!")).to_be_visible()
    expect(missing).to_have_count(0)
    mary.get_by_role("link", name="1A").click()

    waits(lambda: ends_soon(gathering)["ok"])
    expect(mary.locator(".composer")).to_have_count(0)
    mary.get_by_role("button", name="Learning together").click()
    expect(mary.get_by_text("This gathering is over.")).to_be_visible()
    expect(mary.get_by_text("Version 1 is published.")).to_be_visible(timeout=40_000)
    assert gathering.state()["gathering"]["phase"] == "closed"


def ends_soon(gathering: Gathering) -> dict[str, Any]:
    """The harvest ends in four seconds. A server that reads this later refuses it."""
    until = datetime.now(UTC) + timedelta(seconds=4)
    return gathering.host("set_phase", phase="harvest", reports_until=until.isoformat())


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_host_hands_the_link_of_a_session_on(
    browser: Browser,
    phone: Callable[..., Page],
    gathering: Gathering,
    viewport: dict[str, int],
) -> None:
    mary = phone()
    open_session(mary, "Reflective groups", "1A")
    gathering.host("hand_over_notes", session=gathering.state()["tables"]["sessions"][0]["id"])
    host = open_host(browser, gathering, viewport)
    host.get_by_role("link", name="Notes", exact=True).click()

    host.get_by_role("button", name="Link to 1A, to hand on").click()

    sheet = host.get_by_role("dialog")
    expect(sheet.get_by_label("Address", exact=True)).to_have_value(f"{gathering.url}/s/1A")
    assert violations(host) == ""


def test_the_time_can_be_changed(browser: Browser, gathering: Gathering) -> None:
    gathering.host("set_phase", phase="harvest")
    host = open_host(browser, gathering)
    host.get_by_role("button", name="Change the time…").click()
    sheet = host.get_by_role("dialog")
    before = gathering.state()["gathering"]["reports_until"]
    sheet.get_by_label("Reports until").fill("2020-01-01")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Choose a time within the next 60 days.")).to_be_visible()

    day = datetime.fromisoformat(before).date() + timedelta(days=3)
    sheet.get_by_label("Reports until").fill(day.isoformat())
    sheet.get_by_label("Time").fill("18:00")
    sheet.get_by_role("button", name="Save").click()

    expect(host.get_by_text(re.compile(r"Until .* 18:00\.")).first).to_be_visible()
