"""Two people join an action. In the closing circle the wall is blank, a reflection goes into the book, and
the grid fills again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, host_page, tab
from tests.browser.test_accessible import violations
from tests.browser.test_wall_gallery import note, place

Phone = Callable[..., Page]
WORDS = "I leave with a question, and with two people to ask."


@pytest.fixture
def session(gathering: Gathering) -> str:
    """A session with an action, and two others on the grid."""
    token, session = place(gathering, "How do carers keep going?", 0)
    note(gathering, token, session, "Start a monthly evening for carers.", kind="action")
    for room, slot in ((1, 0), (0, 1)):
        place(gathering, f"Another topic {room}", room, slot)
    return session


def test_an_action_is_joined_and_the_closing_is_calm(
    session: str, phone: Phone, gathering: Gathering, browser: Browser, wall: Callable[..., Page]
) -> None:
    kim, rosa, screen = phone(name="Kim"), phone(), wall()
    gathering.host("set_phase", phase="sessions")

    joins(kim, gathering, "As Kim")
    expect(kim.get_by_text("You joined as Kim.")).to_be_visible()
    assert violations(kim) == ""
    joins(rosa, gathering, "Without my name")
    expect(rosa.get_by_text("Joined: Kim", exact=True)).to_be_visible()
    tab(rosa, "My day")
    expect(rosa.get_by_role("heading", name="Actions I joined")).to_be_visible()

    host = host_page(browser, gathering, "#harvest")
    host.get_by_role("button", name="Who joined").click()
    sheet = host.get_by_role("dialog", name="Who joined")
    sheet.get_by_label("Somebody without a phone").fill("Noor")
    sheet.get_by_role("button", name="Add", exact=True).click()
    expect(sheet.get_by_role("button", name="Take off: Noor")).to_be_visible()
    assert violations(host) == ""
    host.keyboard.press("Escape")
    host.get_by_role("link", name="Now", exact=True).click()
    gathering.host("set_phase", phase="closing")
    walls = host.get_by_role("group", name="On every wall")
    walls.get_by_role("button", name="Nothing", exact=True).click()
    expect(screen.locator(".calm-wall--blank")).to_be_visible()
    host.get_by_label("Phones ask for one closing reflection").check()
    assert violations(host) == ""

    rosa.get_by_label("A reflection for the book").fill(WORDS)
    rosa.get_by_role("button", name="Add it", exact=True).click()
    expect(rosa.get_by_text("In the book, without your name.")).to_be_visible()
    assert violations(rosa) == ""
    assert WORDS not in screen.content()
    assert WORDS not in str(gathering.state())

    walls.get_by_role("button", name="The theme", exact=True).click()
    expect(screen.locator(".calm-theme")).to_be_visible()
    assert violations(screen) == ""
    walls.get_by_role("button", name="How the grid filled", exact=True).click()
    cards = screen.locator(".board--replay .card--wall")
    expect(cards).to_have_count(1)
    expect(cards).to_have_count(3)

    gathering.host("set_phase", phase="harvest")
    rosa.goto(f"{gathering.url}/proceedings")
    expect(rosa.get_by_text(WORDS)).to_be_visible()
    expect(rosa.get_by_text("Joined: Kim, Noor").first).to_be_visible()


def joins(page: Page, gathering: Gathering, named: str) -> None:
    page.goto(f"{gathering.url}/s/1A")
    page.get_by_role("button", name="Join this action", exact=True).click()
    page.get_by_role("button", name=named, exact=True).click()


def test_a_wall_that_wants_no_motion_rests_on_the_full_grid(
    session: str, gathering: Gathering, wall: Callable[..., Page]
) -> None:
    screen = wall(reduced_motion="reduce")
    gathering.host("set_phase", phase="closing")

    gathering.host("edit_gathering", wall_view="replay")

    expect(screen.locator(".board--replay .card--wall")).to_have_count(3)
