"""Small things that people stumbled over: sizes, rows and colours of single parts of a page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.phones import Gathering, open_session, propose, tab, zone_at_noon
from tests.browser.test_deleting import open_host
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser

Phone = Callable[..., Page]
TOPS = "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
HEIGHT = "each => each.getBoundingClientRect().height"


def on_one_line(parts: Locator) -> bool:
    return len(set(parts.evaluate_all(TOPS))) == 1


def test_choosing_a_place_is_a_button_of_one_line_beside_a_long_title(phone: Phone) -> None:
    mary = phone()
    propose(mary, "What we learn from each other " * 8, then="Later")
    tab(mary, "My day")
    button = mary.get_by_role("button", name="Choose a place", exact=True)
    expect(button).to_be_visible()
    assert button.evaluate(HEIGHT) <= 48


def test_a_break_that_is_next_has_no_colour_of_a_time_slot(served: Server, phone: Phone) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=20)
    lunch = {"label": "Lunch", "kind": "break", "starts_at": soon.isoformat()}
    lunch["ends_at"] = (soon + timedelta(minutes=30)).isoformat()
    gathering = Gathering(served, {**GATHERING, "timezone": zone_at_noon(), "slots": [lunch]})
    mary = phone(joined=False)
    mary.goto(f"{gathering.url}#day")
    mary.get_by_role("button", name="Join").click()
    tab(mary, "My day")

    following = mary.locator(".moment", has_text="Lunch")
    expect(following).to_contain_text("Next")
    assert "slot-" not in str(following.get_attribute("class"))


def test_three_days_are_one_row(served: Server, phone: Phone) -> None:
    slots: list[dict[str, Any]] = [
        {"starts_at": f"2027-03-{day}T10:00", "ends_at": f"2027-03-{day}T10:45"}
        for day in (29, 30, 31)
    ]
    gathering = Gathering(served, {**GATHERING, "slots": slots})
    mary = phone(joined=False)
    mary.goto(gathering.url)
    mary.get_by_role("button", name="Join").click()

    days = mary.get_by_role("group", name="Day").get_by_role("button")
    expect(days).to_have_count(3)
    assert on_one_line(days)


def test_fields_of_an_action_are_on_one_line(phone: Phone) -> None:
    mary = phone()
    open_session(mary, "Rota", "1A")
    mary.get_by_role("button", name="Action", exact=True).click()
    fields = mary.locator(".two input")
    expect(fields).to_have_count(2)
    assert on_one_line(fields)


def test_a_venue_has_several_lines_and_rooms_are_equally_high(
    phone: Phone, gathering: Gathering
) -> None:
    host = phone(joined=False)
    host.set_viewport_size({"width": 1280, "height": 800})
    open_host(host, gathering)
    host.locator("nav a[href='#wall']").click()
    heads = host.locator(".matrix-room")
    expect(heads.first).to_be_visible()
    assert on_one_line(heads)

    host.locator("nav a[href='#settings']").click()
    venue = host.get_by_label("Venue")
    assert venue.evaluate("field => field.tagName") == "TEXTAREA"


def test_a_sheet_scrolls_inside_its_edge_at_400_percent(phone: Phone) -> None:
    mary = phone()
    mary.set_viewport_size({"width": 320, "height": 256})
    mary.get_by_role("button", name="Propose a topic").click()
    sheet = mary.get_by_role("dialog")
    expect(sheet).to_be_visible()
    sheet.evaluate("each => each.scrollTo(0, 150)")

    edge = """each => {
        const { top } = each.getBoundingClientRect()
        return each.scrollTop > 0 && document.elementFromPoint(160, top - 4) === each
    }"""
    # What is above the edge is the backdrop, which belongs to the dialog itself.
    assert sheet.evaluate(edge)
