"""The timer on every wall, and bells that every page rings by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    PHONE,
    Gathering,
    becomes_true,
    during,
    has_all_views,
    host_page,
    projectors,
    zone_at_noon,
)
from tests.support.samples import GATHERING
from tests.support.server import Server


@pytest.fixture
def gathering(served: Server) -> Gathering:
    slots = [during(20, 60)]
    return Gathering(
        served, {**GATHERING, "timezone": zone_at_noon(), "slots": slots, "bells": ["start"]}
    )


def test_timer_of_the_host_runs_on_the_wall(
    browser: Browser, gathering: Gathering, wall: Callable[..., Page]
) -> None:
    projected, host = wall(), host_page(browser, gathering, viewport=PHONE)
    for first in ("Bell", "News"):
        expect(host.get_by_role("heading", name=first, exact=True)).to_be_in_viewport()

    host.get_by_text("Another time, or with a name").click()
    host.get_by_label("What it is for").fill("Opening")
    host.get_by_role("button", name="10 min", exact=True).click()

    timer = projected.get_by_role("timer")
    expect(timer).to_contain_text("Opening")
    expect(timer).to_contain_text("9:5")
    host.get_by_role("button", name="1 minute more", exact=True).click()
    expect(timer).to_contain_text("10:5")
    host.get_by_role("button", name="Stop", exact=True).click()
    expect(timer).to_have_count(0)


def test_planned_bell_rings_once_on_wall_and_phone_without_a_network(
    browser: Browser, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    kim = phone()
    with projectors(browser) as open_wall:
        projected = open_wall(gathering.url)
        has_all_views(kim)
        soon = (datetime.now(UTC) + timedelta(seconds=4)).isoformat()
        [slot] = gathering.state()["tables"]["slots"]
        gathering.host("edit_slot", slot=slot["id"], starts_at=soon, label="After tea")
        for page in (kim, projected):
            expect(page.get_by_text("After tea").first).to_be_visible()
            page.context.set_offline(True)

        rung = [page.locator(".bell", has_text="After tea begins") for page in (kim, projected)]
        for bell in rung:
            expect(bell).to_be_visible()
        kim.get_by_role("button", name="OK", exact=True).click()
        projected.locator(".bell").click()
        for page in (kim, projected):
            page.context.set_offline(False)
        expect(kim.locator(".status--live")).to_have_count(1)
        for bell in rung:
            expect(bell).to_have_count(0)


TONES = """
  window.tones = 0
  const createOscillator = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function() {
    window.tones += 1
    return createOscillator.call(this)
  }
"""
"""Counts the tones that a page plays."""


def test_sound_is_on_where_somebody_turned_it_on(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    projected = wall()
    projected.context.add_init_script(TONES)
    projected.reload()
    gathering.host("ring_bell")
    expect(projected.locator(".bell")).to_be_visible()
    projected.locator(".bell").click()
    projected.mouse.move(50, 50)
    button = projected.get_by_role("button", name="Sound (b)", exact=True)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert projected.evaluate("tones") == 0

    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    becomes_true(projected, "() => tones === 2")
    gathering.host("ring_bell")
    becomes_true(projected, "() => tones === 4")

    projected.reload()
    hint = projected.get_by_text("tap this screen once")
    expect(hint).to_be_visible()
    projected.mouse.click(400, 400)
    expect(hint).to_have_count(0)
    projected.keyboard.press("b")
    expect(button).to_have_attribute("aria-pressed", "false")
