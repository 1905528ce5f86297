"""The statement through a day: three phones, the host, a wall, the page without script and the book."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, open_session
from tests.browser.test_accessible import violations
from tests.browser.test_evidence import brings, sees
from tests.browser.test_host_now import host as host
from tests.browser.test_host_statement import adds
from tests.browser.test_wall_statement import on_all_pages, shown

pytestmark = pytest.mark.browser

AUDIT = "In our audit, two of three teams that met weekly went on learning."
TWO = "It took one team three years, and another one three weeks."
SESSION = "Nobody had time for it while we were short of staff."
OFFLINE = "It depends on who may change something afterwards."
THOUGHT = "Difficult for whom?"
REGRETTED = "I should not have written this."


@pytest.fixture
def plain(browser: Browser, gathering: Gathering) -> Iterator[Callable[[], Page]]:
    """`plain()` opens the statement's page in a browser without script."""
    pages = []

    def open_page() -> Page:
        page = browser.new_page(java_script_enabled=False)
        pages.append(page)
        page.goto(f"{gathering.url}/statement")
        return page

    yield open_page
    for page in pages:
        page.close()


def test_the_statement_through_a_day(
    host: Callable[..., Page],
    phone: Callable[..., Page],
    wall: Callable[..., Page],
    plain: Callable[[], Page],
    gathering: Gathering,
) -> None:
    # Before the doors open: the organisers' items.
    gathering.host("set_phase", phase="lobby")
    facilitator = host()
    card = facilitator.get_by_role("region", name="Statement")
    card.get_by_role("button", name="Add evidence").click()
    adds(facilitator, "Speaks for it", AUDIT)
    adds(facilitator, "Both", TWO)
    facilitator.keyboard.press("Escape")
    expect(card.get_by_text(AUDIT)).to_be_visible()
    assert plain().get_by_text("from the organisers").count() == 2
    gathering.host("set_phase", phase="marketplace")

    # The host shows it on the wall; people bring theirs.
    kim, rosa, tom = phone(), phone(), phone()
    projector = wall()
    expect(projector.locator(".board")).to_be_visible()
    card.get_by_role("button", name="Show the statement on the wall").click()
    expect(projector.locator(".brought__text", has_text=TWO)).to_be_visible()
    open_session(kim, "Rota", "1A")
    kim.get_by_role("button", name="Bring evidence").click()
    brings(kim, "Speaks against it", SESSION)
    item = projector.locator(".brought__item", has_text=SESSION)
    expect(item).to_contain_text("Session 1A")
    expect(item).to_have_class(re.compile("brought__item--new"))

    tom.context.set_offline(True)
    tom.get_by_role("button", name="Bring evidence").click()
    brings(tom, "It depends", OFFLINE)
    expect(tom.get_by_text(re.compile("1 thing waits"))).to_be_visible()
    rosa.get_by_role("button", name="Bring evidence").click()
    brings(rosa, "A thought", THOUGHT)
    rosa.get_by_role("button", name="Bring evidence").click()
    brings(rosa, "Speaks for it", REGRETTED)
    expect(projector.get_by_text(REGRETTED)).to_be_visible()
    expect(projector.get_by_text(OFFLINE)).to_have_count(0)
    tom.context.set_offline(False)
    expect(projector.get_by_text(OFFLINE)).to_be_visible()

    # Taken back, it is gone from the wall, the other phones and the page without script.
    rosa.goto(f"{gathering.url}#statement")
    rosa.reload()
    mine = rosa.locator(".note", has_text=REGRETTED)
    mine.get_by_role("button", name="Take back").click()
    mine.get_by_role("button", name="Take it back").click()
    expect(mine).to_have_count(0)
    expect(projector.get_by_text(REGRETTED)).to_have_count(0)
    kim.goto(f"{gathering.url}#statement")
    kim.reload()
    for group, text in {
        "Speaks for it": AUDIT,
        "Both": TWO,
        "Speaks against it": SESSION,
        "It depends": OFFLINE,
        "Thoughts": THOUGHT,
    }.items():
        sees(kim, group, text)
    page = plain()
    headings = page.locator("h2").all_inner_texts()
    assert headings == ["Speaks for it", "Both", "Speaks against it", "It depends", "Thoughts"]
    assert not page.get_by_text(REGRETTED).count()

    # Wall: equal columns with “both” between them, and every item on one of its pages.
    on_wall = on_all_pages(projector)
    everything = {"".join(text.split()) for text in (AUDIT, TWO, SESSION, OFFLINE, THOUGHT)}
    assert set(on_wall.values()) == everything
    assert list(shown(projector)) in (
        ["Speaks for it", "Both", "Speaks against it"],
        ["It depends", "Thoughts"],
    )
    for screen in (kim, facilitator, projector):
        assert not violations(screen)

    # The next phase takes the statement off the wall; the book has all of it, with its session.
    gathering.host("set_phase", phase="closing")
    expect(projector.locator(".brought")).to_have_count(0)
    kim.goto(f"{gathering.url}/proceedings")
    part = kim.locator("section", has=kim.locator("h2#statement"))
    for text in (AUDIT, TWO, SESSION, OFFLINE, THOUGHT, "the organisers", "1A"):
        expect(part).to_contain_text(text)
    expect(part).not_to_contain_text(REGRETTED)
