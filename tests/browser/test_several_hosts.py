"""Several hosts: each sees who else is there and what they work on."""

from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Gathering, host_page
from tests.browser.test_accessible import violations


def test_a_host_sees_what_another_one_works_on(browser: Browser, gathering: Gathering) -> None:
    ana, other = (host_page(browser, gathering, "#settings", PHONE) for _ in range(2))
    expect(other.get_by_text("Also here: another host (Settings)")).to_be_visible()

    ana.get_by_label("Name of this device").fill("Ana")
    ana.get_by_role("button", name="Save the name", exact=True).click()
    ana.get_by_role("button", name="Edit Oak", exact=True).click()

    expect(other.get_by_text("Also here: Ana (Settings)")).to_be_visible()
    expect(other.get_by_text("Ana is working on this.")).to_be_visible()
    assert violations(other) == ""
    ana.get_by_role("button", name="Cancel", exact=True).click()
    ana.get_by_role("link", name="Notes").click()
    expect(other.get_by_text("Ana is working on this.")).to_have_count(0)
    expect(other.get_by_text("Also here: Ana (Notes)")).to_be_visible()

    ana.reload()
    expect(other.get_by_text("Also here: Ana (Notes)")).to_be_visible()
    helper = ana.context.new_page()
    helper.goto(f"{gathering.url}/announce")
    expect(other.get_by_text("Ana (Announce)")).to_be_visible()
    ana.context.close()
    expect(other.get_by_text("Also here")).to_have_count(0)
