"""“Same again” on the host's page."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import Gathering, host_page
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser


def test_host_opens_the_same_gathering_on_another_day(
    browser: Browser, gathering: Gathering
) -> None:
    desk = host_page(browser, gathering, "#settings")
    desk.get_by_role("button", name="Open it on this day").click()
    expect(desk.get_by_text("Choose a day.")).to_be_visible()

    desk.get_by_label("First day").fill("2027-10-06")
    desk.get_by_role("button", name="Open it on this day").click()

    expect(desk.get_by_text("This browser is its host.")).to_be_visible()
    assert violations(desk) == ""
    desk.get_by_role("link", name="Go to its host page").click()
    expect(desk).not_to_have_url(f"{gathering.url}/host#settings")
    expect(desk.get_by_label("Title", exact=True)).to_have_value("Learning together")
    expect(desk.get_by_role("listitem").filter(has_text="Opening circle")).to_be_visible()
    desk.context.close()
