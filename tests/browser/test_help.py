"""Help and quiet space: in the same corner of every phone page, and at the foot of the wall."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, host_page, tab
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser

HELP = {"person": "Ana", "wears": "a blue scarf", "where": "at the door", "phone": "07700 900123"}
HELP |= {"quiet_room": "Library, first floor", "outside": "Samaritans, 116 123, day and night"}


@pytest.fixture
def desk(browser: Browser, gathering: Gathering) -> Iterator[Page]:
    page = host_page(browser, gathering, "#settings")
    yield page
    page.context.close()


def test_host_sets_help_and_every_screen_shows_it(
    phone: Callable[..., Page], browser: Browser, desk: Page, gathering: Gathering
) -> None:
    mary, passing = phone(), phone(joined=False)
    passing.goto(gathering.url)
    wall = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(f"{gathering.url}/wall")
    mary.get_by_role("button", name="Help", exact=True).click()
    expect(mary.get_by_role("dialog").get_by_text("talk to the facilitator")).to_be_visible()
    mary.keyboard.press("Escape")

    desk.get_by_label("Support person today").fill("Ana")
    desk.get_by_label("What they wear").fill("a blue scarf")
    helps = desk.get_by_role("region", name="Help and quiet space")
    helps.get_by_label("Quiet room").fill("Library")
    desk.get_by_label("Whom to turn to at other hours").fill("Samaritans, 116 123")
    form = desk.locator("section", has=desk.get_by_role("heading", name="Help and quiet space"))
    form.get_by_role("button", name="Save", exact=True).last.click()

    expect(wall.get_by_text("Ana, a blue scarf")).to_be_visible()
    for view in ("Topics", "My day", "Me"):
        tab(mary, view)
        expect(mary.get_by_role("button", name="Help", exact=True)).to_be_visible()
    mary.get_by_role("button", name="Help", exact=True).click()
    sheet = mary.get_by_role("dialog")
    expect(sheet.get_by_text("You owe nobody a reason.")).to_be_visible()
    mary.bring_to_front()  # Firefox gives the focus to one page only
    expect(sheet.get_by_role("heading", name="Help and quiet space")).to_be_focused()
    expect(sheet.get_by_text("a blue scarf")).to_be_visible()
    assert violations(mary) == ""
    passing.reload()
    passing.get_by_text("Help", exact=True).click()
    expect(passing.get_by_text("Samaritans, 116 123")).to_be_visible()
    assert violations(passing) == ""
    assert violations(wall) == ""
    wall.context.close()


def test_a_worry_at_other_hours_is_sent_to_whom_the_host_named(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    page = phone()
    gathering.host("edit_gathering", help=HELP)
    topic = gathering.asks(gathering.joins(), "propose_topic", title="Carers")["result"]["topic"]
    assert topic
    tab(page, "Topics")
    page.get_by_role("button", name="Carers").click()

    page.get_by_role("button", name="This worries me").click()

    expect(page.get_by_role("dialog").get_by_text("Samaritans, 116 123")).to_be_visible()
