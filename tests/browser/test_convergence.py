"""Convergence: people place dots and see groups in words; or the space opens again, for action groups."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, card, cell, host_page
from tests.browser.test_accessible import violations
from tests.browser.test_wall_gallery import note, place


@pytest.fixture
def host(browser: Browser, gathering: Gathering) -> Page:
    return host_page(browser, gathering)


def chooses(host: Page, gathering: Gathering, name: str) -> None:
    gathering.host("set_phase", phase="sessions")
    host.get_by_text("How does the gathering come together?").click()
    host.get_by_role("radio", name=name).check()
    host.get_by_role("button", name=f"Open: {name}", exact=True).click()
    expect(host.get_by_text(f"{name}: open now.")).to_be_visible()


def test_five_people_place_dots_and_everybody_sees_groups(
    host: Page, gathering: Gathering, phone: Callable[..., Page], wall: Callable[..., Page]
) -> None:
    kim, reported = place(gathering, "How do carers keep going?", 0)
    place(gathering, "Nobody wrote anything", 1)
    note(gathering, kim, reported, "Carers need an evening of their own. It costs little.")
    mary = phone(name="Mary")
    chooses(host, gathering, "Dots")
    mary.get_by_role("button", name="Place your dots").click()
    expect(mary.get_by_text("You have 5 of 5 left.")).to_be_visible()
    expect(mary.get_by_text("Nobody wrote anything")).to_have_count(0)

    mary.get_by_label("Name an issue that is missing").fill("Who answers the phone at night")
    mary.get_by_role("button", name="Name it").click()
    more = mary.get_by_role("button", name="One dot more: Who answers the phone at night")
    for left in (4, 3):
        more.click()
        expect(mary.get_by_text(f"You have {left} of 5 left.")).to_be_visible()
    mary.reload()
    expect(mary.get_by_text("You have 3 of 5 left.")).to_be_visible()
    issue = gathering.state()["tables"]["issues"][0]["id"]
    for _ in range(4):
        gathering.asks(gathering.joins(), "place_dots", issue=issue, dots=5)
    host.get_by_text("Issues, and dots on paper").click()
    host.get_by_label("How do carers keep going?").fill("6")
    host.get_by_label("How do carers keep going?").blur()
    assert not violations(mary)
    assert not violations(host)

    host.get_by_role("button", name="Close: Dots", exact=True).click()
    host.get_by_role("button", name="Close the dots", exact=True).click()

    many = mary.get_by_role("region", name="Many dots")
    expect(many.get_by_text("Who answers the phone at night")).to_be_visible()
    some = mary.get_by_role("region", name="Some dots")
    expect(some.get_by_text("How do carers keep going?")).to_be_visible()
    host.get_by_role("button", name="Show the dots on the wall").click()
    projector = wall((1920, 1080))
    expect(projector.get_by_role("heading", name="Some dots")).to_be_visible()
    assert not violations(projector)
    assert not violations(mary)


def test_the_space_opens_again_for_action_groups(
    host: Page, gathering: Gathering, phone: Callable[..., Page], wall: Callable[..., Page]
) -> None:
    place(gathering, "How do carers keep going?", 0)
    tom = phone(name="Tom")
    chooses(host, gathering, "Re-opened space")
    host.get_by_role("button", name="30 minutes for action groups from now").click()
    expect(host.get_by_role("listitem").filter(has_text="Action groups,")).to_be_visible()
    tom.get_by_role("button", name="Look, or start one").click()

    tom.get_by_role("button", name="I want to start …").click()
    sheet = tom.get_by_role("dialog")
    sheet.get_by_label("Title").fill("A phone list for the night")
    sheet.get_by_role("button", name="Propose", exact=True).click()
    sheet.get_by_role("button", name="Choose a place").click()
    code = next(
        slot["code"] for slot in gathering.state()["tables"]["slots"] if slot["kind"] == "action"
    )
    expect(cell(tom, f"{code}B")).to_be_visible()
    # With a topic in hand, what does not fit it is no button.
    expect(tom.get_by_role("button", name=re.compile("^1B"))).to_have_count(0)
    cell(tom, f"{code}B").click()

    expect(card(tom, "A phone list for the night")).to_contain_text(f"{code}B")
    expect(card(tom, "A phone list for the night")).to_contain_text("action group")
    projector = wall((1920, 1080))
    expect(card(projector, "A phone list for the night")).to_contain_text("action group")
    host.get_by_role("button", name="Close: Re-opened space", exact=True).click()
    expect(tom.get_by_text("Look, or start one")).to_have_count(0)
    expect(card(tom, "A phone list for the night")).to_be_visible()
    assert not violations(projector)
