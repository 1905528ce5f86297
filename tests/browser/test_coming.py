"""“I plan to come”: a phone without script plans, the host answers, and the answer goes back."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PHONE, Gathering, host_page
from tests.browser.test_accessible import violations
from tests.browser.without_script import plain as plain
from tests.support.samples import INVITED
from tests.support.server import Server

pytestmark = pytest.mark.browser

DAY = {"starts_on": "2026-01-05", "ends_on": "2026-01-05", "slots": []}
"""It has begun, so the host can read all plans."""


@pytest.fixture
def planned(served: Server) -> Gathering:
    gathering = Gathering(served, {**INVITED, **DAY})
    gathering.host("set_phase", phase="lobby")
    return gathering


def test_plan_without_script_is_answered_by_the_host(
    browser: Browser, planned: Gathering, plain: Page
) -> None:
    desk = host_page(browser, planned, "#settings")
    desk.get_by_label("Ask who plans to come").check()
    desk.get_by_label("Places", exact=True).fill("3")
    desk.get_by_role("button", name="Save the invitation").click()
    expect(desk.get_by_text("Saved. The invitation shows it.")).to_be_visible()

    plain.goto(f"{planned.url}/invitation")
    plain.get_by_role("link", name="I plan to come").click()
    plain.get_by_label("Places").select_option("2")
    plain.get_by_label("What do you need to take part?").fill("I need the hearing loop.")
    plain.get_by_role("button", name="I plan to come").click()
    expect(plain.get_by_role("heading", name="You have 2 places")).to_be_visible()

    desk.get_by_role("link", name="Now").click()
    expect(desk.get_by_text("2 of 3 places taken.")).to_be_visible()
    desk.get_by_label("What you arranged").fill("It is in Oak.")
    desk.get_by_role("button", name="Answer").click()
    expect(desk.get_by_text("Saved. Whoever asked can read it.")).to_be_visible()
    assert violations(desk) == ""

    plain.reload()
    expect(plain.get_by_text("It is in Oak.")).to_be_visible()
    plain.get_by_role("button", name="I cannot come after all").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(INVITED["theme"])
    desk.get_by_role("button", name="Look again").click()
    expect(desk.get_by_text("0 of 3 places taken.")).to_be_visible()
    desk.context.close()


def test_host_plans_for_somebody_and_hands_them_a_slip(
    browser: Browser, planned: Gathering
) -> None:
    planned.host("edit_gathering", planning=True, places=1)
    desk = host_page(browser, planned, "#now")
    desk.get_by_role("button", name="Plan for somebody without a phone").click()
    desk.get_by_label("Name, for you only").fill("Mr Oak")
    desk.get_by_role("button", name="Plan", exact=True).click()

    sheet = desk.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Their personal link")).to_be_visible()
    assert violations(desk) == ""
    with desk.expect_popup() as popup:
        sheet.get_by_role("link", name="Open the slip").click()
    slip = popup.value
    expect(slip.get_by_role("heading", name="You have 1 place", exact=True)).to_be_visible()
    assert violations(slip) == ""
    desk.context.close()


def test_phone_that_planned_is_known_on_the_day(browser: Browser, planned: Gathering) -> None:
    planned.host("edit_gathering", planning=True)
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{planned.url}/plan")
    assert violations(page) == ""
    page.get_by_role("button", name="I plan to come").click()
    expect(page.get_by_role("heading", name="You have 1 place", exact=True)).to_be_visible()
    assert violations(page) == ""

    page.goto(planned.url)
    expect(page.get_by_text("You’re in.")).to_be_visible()
    expect(page.get_by_role("button", name="Propose a topic")).to_have_count(0)
    planned.host("set_phase", phase="marketplace")

    expect(page.get_by_role("button", name="Propose a topic")).to_be_visible()
    context.close()
