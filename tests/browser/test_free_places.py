"""A convener meets at a place and time of their own, and everybody sees where."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    Gathering,
    card,
    cell,
    during,
    host_page,
    projectors,
    propose,
    tab,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

BENCH = "The bench by the pond"


@pytest.fixture
def gathering(served: Server) -> Gathering:
    """One whose first time slot is on now."""
    slots = [during(-5, 40), during(60, 90)]
    return Gathering(served, {**GATHERING, "timezone": zone_at_noon(), "slots": slots})


def test_kim_meets_at_a_bench_and_is_told_of_a_clash(
    browser: Browser, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    kim = phone(name="Kim")
    propose(kim, "A walk", then="Choose a place")
    kim.get_by_role("button", name="Another place or time").click()
    sheet = kim.get_by_role("dialog")
    where = sheet.get_by_role("textbox", name="Where")
    expect(where).to_be_focused()

    where.fill(" OAK!")
    sheet.get_by_role("button", name="Meet there").click()
    expect(sheet.get_by_text("Oak is a room of this gathering.")).to_be_visible()
    expect(sheet.get_by_role("button", name=re.compile("1A Oak"))).to_be_visible()
    assert violations(kim) == ""
    where.fill(BENCH)
    sheet.get_by_role("button", name="Meet there").click()

    expect(card(kim, "A walk")).to_contain_text("X1")
    expect(card(kim, "A walk")).to_contain_text(BENCH)

    propose(kim, "Waiting lists", then="Choose a place")
    expect(kim.get_by_text("you convene X1")).to_be_visible()
    assert violations(kim) == ""
    cell(kim, "1A").click()
    expect(kim.get_by_text("You also convene X1 at that time.")).to_be_visible()
    tab(kim, "My day")
    expect(kim.locator(".placed", has_text="A walk").first).to_contain_text("same time as 1A")
    kim.locator(".placed", has_text="A walk").first.click()
    expect(kim.get_by_text(BENCH)).to_be_visible()
    assert kim.url.endswith("/s/X1")


def test_wall_and_host_see_it_and_the_host_moves_it(browser: Browser, gathering: Gathering) -> None:
    walk: Any = gathering.host("propose_topic", title="A walk")["result"]["topic"]
    where = {"place": BENCH, "starts_at": during(10, 20)["starts_at"]}
    gathering.host("claim_place", topic=walk, **where)
    with projectors(browser) as wall:
        line = wall(gathering.url).locator(".wall-elsewhere")
        expect(line).to_contain_text("X1")
        expect(line).to_contain_text(f"{BENCH}: A walk")
        host = host_page(browser, gathering, "#wall")
        card(host, "A walk").click()
        host.get_by_role("button", name="Move", exact=True).click()
        host.get_by_role("button", name="Another place or time").click()
        expect(host.get_by_role("textbox", name="Where")).to_be_focused()
        assert violations(host) == ""
        host.get_by_role("textbox", name="Where").fill("The café")
        host.get_by_role("button", name="Move it there").click()
        expect(line).to_contain_text("The café: A walk")


def test_many_have_a_page_of_the_wall(browser: Browser, gathering: Gathering) -> None:
    for nth in range(6):
        topic = gathering.host("propose_topic", title=f"Topic {nth}")["result"]["topic"]
        where = {"place": BENCH, "starts_at": during(10 + nth, 20)["starts_at"]}
        gathering.host("claim_place", topic=topic, **where)
    with projectors(browser) as wall:
        page = wall(gathering.url)
        expect(page.locator(".wall-elsewhere li")).to_have_count(4)
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".wall-elsewhere--page li")).to_have_count(6)
