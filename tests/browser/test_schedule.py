"""The wall on a phone is a schedule: it opens at now, and is short enough to be read standing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, card, cell, propose, zone_at_noon
from tests.support.server import Server

LONG = "How do we talk about risk without frightening each other, or ourselves, or anybody else at all?"


class Hall(Gathering):
    """A gathering of `rooms` rooms and `slots` time slots of 45 minutes each, of which `over` are over."""

    def __init__(self, served: Server, rooms: int, slots: int, over: int = 0) -> None:
        now = datetime.now(UTC)
        begin = now - timedelta(hours=over, minutes=10 if over else -60)
        times = [begin + timedelta(hours=nth) for nth in range(slots)]
        spec = {
            "title": "A hall",
            "timezone": zone_at_noon(),
            "rooms": [{"name": f"Table {nth + 1}"} for nth in range(rooms)],
            "cells_each": 0,
            "slots": [
                {
                    "starts_at": at.isoformat(timespec="minutes"),
                    "ends_at": (at + timedelta(minutes=45)).isoformat(timespec="minutes"),
                }
                for at in times
            ],
        }
        super().__init__(served, spec)

    def places(self, token: str, title: str, room: int, slot: int) -> None:
        tables = self.state()["tables"]
        topic = self.asks(token, "propose_topic", title=title)["result"]["topic"]
        at = {"room": tables["rooms"][room]["id"], "slot": tables["slots"][slot]["id"]}
        assert self.asks(token, "claim_cell", topic=topic, **at)["ok"]


@pytest.fixture
def gathering(served: Server, request: pytest.FixtureRequest) -> Hall:
    rooms, slots, over = request.param
    return Hall(served, rooms, slots, over)


def screens(page: Page) -> float:
    return float(page.evaluate("document.documentElement.scrollHeight / innerHeight"))


@pytest.mark.parametrize(
    ("gathering", "most"), [((5, 4, 0), 2), ((40, 5, 0), 6)], indirect=["gathering"]
)
def test_an_empty_grid_takes_few_screens(
    gathering: Hall, phone: Callable[..., Page], most: int
) -> None:
    page = phone()
    expect(page.locator(".grid-slot")).to_have_count(len(gathering.state()["tables"]["slots"]))
    assert screens(page) <= most


@pytest.mark.parametrize("gathering", [(5, 5, 3)], indirect=True)
def test_it_opens_at_now_with_what_is_over_folded(
    gathering: Hall, phone: Callable[..., Page]
) -> None:
    someone = gathering.joins()
    for nth in range(5):
        gathering.places(someone, f"Topic {nth}", room=nth, slot=nth)
    page = phone()

    expect(page.locator(".grid-slot.is-now")).to_be_in_viewport()
    expect(page.locator(".grid-slot.is-past > details:not([open])")).to_have_count(3)
    expect(page.get_by_text("Topic 0")).to_be_hidden()
    page.get_by_role("button", name="Time slot 1,").click()
    expect(page.get_by_text("Topic 0")).to_be_in_viewport()


@pytest.mark.parametrize("gathering", [(5, 5, 3)], indirect=True)
def test_the_main_button_of_a_topic_is_what_one_wants_at_that_time(
    gathering: Hall, phone: Callable[..., Page]
) -> None:
    someone = gathering.joins()
    gathering.places(someone, "Over", room=0, slot=0)
    gathering.places(someone, "Later", room=1, slot=4)
    page = phone()
    quiet = re.compile("button--quiet")
    interest = page.get_by_role("button", name="I’m interested")
    lead = page.get_by_role("button", name="Session page")

    card(page, "Later").click()
    expect(interest).not_to_have_class(quiet)
    expect(lead).to_have_class(quiet)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Time slot 1,").click()
    card(page, "Over").click()
    expect(lead).not_to_have_class(quiet)
    expect(interest).to_have_class(quiet)


@pytest.mark.parametrize("gathering", [(5, 4, 0)], indirect=True)
def test_nothing_moves_from_under_a_thumb_while_a_cell_is_chosen(
    gathering: Hall, phone: Callable[..., Page]
) -> None:
    page = phone()
    propose(page, "Listening", then="Choose a place")
    before = cell(page, "3C").bounding_box()

    gathering.places(gathering.joins(), LONG, room=0, slot=0)

    expect(page.locator(".cell-taken")).to_have_text("1A taken")
    assert cell(page, "3C").bounding_box() == before
    cell(page, "3C").click()
    expect(card(page, "Listening")).to_contain_text("3C")
    expect(card(page, LONG)).to_be_visible()


@pytest.mark.parametrize("gathering", [(5, 4, 0)], indirect=True)
def test_while_choosing_at_400_percent_half_of_the_screen_is_free(
    gathering: Hall, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.set_viewport_size({"width": 320, "height": 256})
    propose(page, "Listening", then="Choose a place")
    covered: Any = page.evaluate(
        """() => [...document.querySelectorAll(".top, .foot, .jump")]
          .filter(one => getComputedStyle(one).position === "sticky")
          .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""
    )
    assert covered <= 128


@pytest.mark.parametrize("gathering", [(5, 4, 0)], indirect=True)
def test_one_room_or_what_is_free_can_be_looked_at_alone(
    gathering: Hall, phone: Callable[..., Page]
) -> None:
    gathering.places(gathering.joins(), "Listening", room=1, slot=0)
    page = phone()
    page.get_by_label("Room").select_option(label="B Table 2")
    expect(page.get_by_text("Listening")).to_be_visible()
    expect(page.get_by_text("Free: B", exact=True)).to_have_count(3)

    page.get_by_role("button", name="Free", exact=True).click()
    expect(page.get_by_text("Listening")).to_have_count(0)
    expect(cell(page, "2B")).to_be_visible()
