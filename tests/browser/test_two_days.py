"""Two days from the host's chair: three phones, a wall, and Ruth, who has no phone. The server's clock is put
forward by a day between them."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.config import Limits
from tests.browser.conftest import phones
from tests.browser.phones import (
    Gathering,
    card,
    cell,
    during,
    host_page,
    projectors,
    propose,
    tab,
    write_note,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.browser.test_announcing import queue, tablet
from tests.support.samples import GATHERING
from tests.support.server import KEY, LEAN, Server

BENCH = "The bench by the pond"

A_MOMENT = 800
"""Milliseconds after a call; before that, the tablet takes a tap for a second one."""


def on_both_days(*slots: dict[str, str]) -> list[dict[str, str]]:
    return [
        {end: _after(slot[end], days) for end in ("starts_at", "ends_at")}
        for days in (0, 1)
        for slot in slots
    ]


def _after(time: str, days: int) -> str:
    return (datetime.fromisoformat(time) + timedelta(days=days)).isoformat()


class TwoDays:
    """A gathering whose first time slot has begun, its host at a desk, and people with phones."""

    def __init__(self, server: Server, browser: Browser, ahead: Path, stack: ExitStack) -> None:
        self._browser, self._ahead, self._stack = browser, ahead, stack
        slots = on_both_days(during(-10, 20), during(25, 60))
        spec = {**GATHERING, "timezone": zone_at_noon(), "slots": slots}
        self.gathering = Gathering(server, {**spec, "announcing": True, "bells": ["end-5"]})
        self.day = self.gathering.state()["tables"]["slots"][0]["code"].rstrip("1")
        self.host = host_page(browser, self.gathering, "#now")
        stack.callback(self.host.context.close)
        phone = stack.enter_context(contextmanager(phones)(browser, self.gathering.url))
        self.kim, self.rosa, self.tom = (phone(name=name) for name in ("Kim", "Rosa", "Tom"))
        self.wall = self._open_wall()

    def _open_wall(self) -> Page:
        open_wall: Callable[..., Page] = self._stack.enter_context(projectors(self._browser))
        return open_wall(self.gathering.url)

    def next_day(self) -> None:
        self._ahead.write_text("1", "utf-8")
        for page in (self.host, self.kim, self.rosa, self.tom, self.wall):
            page.reload()
        expect(self.host.get_by_role("heading", name="Bell", exact=True)).to_be_visible()

    def goes_to(self, section: str) -> None:
        self.host.get_by_role("navigation", name="Sections").get_by_text(section).click()

    def posts(self, title: str, **choices: str) -> None:
        """The host posts a topic for Ruth."""
        self.goes_to("Wall")
        self.host.get_by_role("button", name="Post for someone").click()
        sheet = self.host.get_by_role("dialog")
        sheet.get_by_label("Title").fill(title)
        sheet.get_by_label("Their name, if they wish").fill("Ruth")
        for label, option in choices.items():
            sheet.get_by_label(label.replace("_", " ")).select_option(label=option)
        sheet.get_by_role("button", name="Post", exact=True).click()
        expect(sheet).to_have_count(0)


@pytest.fixture
def days(browser: Browser, tmp_path: Path) -> Iterator[TwoDays]:
    ahead = tmp_path / "days"
    ahead.write_text("0", "utf-8")
    unlimited = Limits.none().as_environ()
    options = ("--server-key", KEY, "--ahead", ahead)
    with ExitStack() as stack:
        server = stack.enter_context(Server(tmp_path, *options, program=LEAN, **unlimited))
        yield TwoDays(server, browser, ahead, stack)


def test_two_days_from_the_hosts_chair(days: TwoDays, browser: Browser) -> None:
    topics_are_announced(days, browser)
    rosa_meets_at_the_pond(days)
    two_topics_meet_and_part(days)
    the_day_is_late(days)
    a_planned_bell_is_skipped(days)
    days.next_day()
    the_news_are_told(days)
    reports_hang_as_a_gallery(days)
    an_action_finds_people(days)
    the_circle_closes(days)
    the_book_has_it(days)


def topics_are_announced(days: TwoDays, browser: Browser) -> None:
    queue(days.kim, "Reflective groups", "I announce it myself")
    days.kim.get_by_role("button", name="Choose a place", exact=True).click()
    cell(days.kim, f"{days.day}1A").click()
    days.posts("Letters nobody reads", In_the_circle="Please read it out")
    leads = tablet(browser, days.gathering)

    leads.keyboard.press("Space")
    expect(days.wall.get_by_role("heading", name="Reflective groups")).to_be_visible()
    expect(days.kim.get_by_text("Please come to the circle.")).to_be_visible()
    leads.wait_for_timeout(A_MOMENT)
    leads.get_by_role("button", name="Next", exact=True).click()
    expect(days.wall.get_by_role("heading", name="Letters nobody reads")).to_be_visible()
    leads.wait_for_timeout(A_MOMENT)
    leads.get_by_role("button", name="Done", exact=True).click()
    expect(card(days.wall, "Reflective groups")).to_be_visible()
    leads.context.close()
    days.goes_to("Now")
    days.host.get_by_role("button", name="Go on to: Sessions").click()
    expect(days.wall.locator(".board")).to_be_visible()


def rosa_meets_at_the_pond(days: TwoDays) -> None:
    tab(days.rosa, "Wall")
    propose(days.rosa, "A walk for carers", then="Choose a place")
    days.rosa.get_by_role("button", name="Another place or time").click()
    days.rosa.get_by_role("textbox", name="Where").fill(BENCH)
    days.rosa.get_by_role("button", name="Meet there").click()
    expect(days.wall.locator(".wall-elsewhere")).to_contain_text(f"{BENCH}: A walk for carers")


def two_topics_meet_and_part(days: TwoDays) -> None:
    tab(days.tom, "Wall")
    propose(days.tom, "Groups that reflect", then="Choose a place")
    card(days.tom, "Reflective groups").click()
    days.tom.get_by_role("button", name=re.compile("Offer to meet together at .*1A")).click()
    tab(days.kim, "My day")
    days.kim.get_by_role("button", name="Meet together").click()
    both = "Reflective groups + Groups that reflect"
    expect(card(days.wall, both)).to_be_visible()
    days.goes_to("Wall")
    expect(card(days.host, both)).to_be_visible()

    tab(days.tom, "Wall")
    card(days.tom, both).click()
    days.tom.get_by_role("button", name="Part the two").click()
    days.tom.get_by_role("button", name="Part them").click()
    expect(card(days.wall, both)).to_have_count(0)
    expect(card(days.wall, "Reflective groups")).to_be_visible()


def the_day_is_late(days: TwoDays) -> None:
    tab(days.kim, "Wall")
    propose(days.kim, "Endings", then="Choose a place")
    cell(days.kim, f"{days.day}2B").click()
    days.goes_to("Now")
    days.host.get_by_role("button", name="Change the times").click()
    sheet = days.host.get_by_role("dialog", name="Change the times")
    sheet.get_by_role("button", name="15 min").click()
    sheet.get_by_role("button", name=re.compile("^Change th")).click()
    expect(days.kim.get_by_text(re.compile("Your .*2B now starts at "))).to_be_visible()


def a_planned_bell_is_skipped(days: TwoDays) -> None:
    planned = days.host.get_by_role("region", name=re.compile("Planned bells"))
    planned.get_by_role("button", name=re.compile("^Skip")).first.click()
    expect(planned.get_by_text("does not ring")).to_be_visible()
    assert violations(days.host) == ""


def the_news_are_told(days: TwoDays) -> None:
    days.host.get_by_role("button", name="See the news of the day").click()
    sheet = days.host.get_by_role("dialog")
    expect(sheet.get_by_role("listitem").filter(has_text=BENCH)).to_be_visible()
    sheet.get_by_role("button", name="Show the news of the day on the wall").click()
    expect(days.wall.locator(".brought__item").filter(has_text=BENCH)).to_be_visible()
    assert violations(days.wall) == ""
    sheet.get_by_role("button", name="It is told").click()
    days.host.get_by_role("dialog", name="Is it told?").get_by_role(
        "button", name="It is told"
    ).click()
    days.host.keyboard.press("Escape")


def reports_hang_as_a_gallery(days: TwoDays) -> None:
    days.kim.goto(f"{days.gathering.url}/s/{session_of(days, 'Reflective groups')['code']}")
    write_note(
        days.kim, "Summary", "We met every second week. It took a year until it was trusted."
    )
    write_note(days.kim, "Action", "Start an evening for carers.")
    days.host.get_by_text("How does the gathering come together?").click()
    days.host.get_by_role("radio", name="Gallery walk").check()
    days.host.get_by_role("button", name="Open: Gallery walk", exact=True).click()
    days.host.get_by_role("button", name="Show the reports on the wall").click()
    expect(days.wall.get_by_text("It took a year until it was trusted.")).to_be_visible()


def an_action_finds_people(days: TwoDays) -> None:
    days.rosa.goto(days.kim.url)
    days.rosa.get_by_role("button", name="Join this action", exact=True).click()
    days.rosa.get_by_role("button", name="As Rosa", exact=True).click()
    days.goes_to("Notes")
    days.host.get_by_role("button", name=re.compile("^Who joined: Start an evening")).click()
    sheet = days.host.get_by_role("dialog")
    sheet.get_by_label("Somebody without a phone").fill("Ruth")
    sheet.get_by_role("button", name="Add", exact=True).click()
    expect(days.rosa.get_by_text("Joined: Rosa, Ruth")).to_be_visible()
    days.host.keyboard.press("Escape")


def the_circle_closes(days: TwoDays) -> None:
    days.goes_to("Now")
    days.gathering.host("set_phase", phase="closing")
    walls = days.host.get_by_role("group", name="On every wall")
    walls.get_by_role("button", name="Nothing", exact=True).click()
    expect(days.wall.locator(".calm-wall--blank")).to_be_visible()
    days.host.get_by_label("Phones ask for one closing reflection").check()
    days.tom.get_by_label("A reflection for the book").fill("I go home with a question.")
    days.tom.get_by_role("button", name="Add it", exact=True).click()
    days.host.get_by_role("button", name="Type one in for somebody without a phone").click()
    sheet = days.host.get_by_role("dialog")
    sheet.get_by_label("Word for word").fill("Somebody read my letter.")
    sheet.get_by_role("button", name="Add it", exact=True).click()
    expect(sheet).to_have_count(0)
    for page in (days.host, days.tom, days.wall):
        assert violations(page) == ""


def the_book_has_it(days: TwoDays) -> None:
    days.gathering.host("set_phase", phase="harvest")
    page = days.rosa
    page.goto(f"{days.gathering.url}/proceedings")
    for words in (
        BENCH,
        "Letters nobody reads",
        "Joined: Rosa, Ruth",
        "I go home with a question.",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("Somebody read my letter.")).to_be_visible()
    assert violations(page) == ""


def session_of(days: TwoDays, title: str) -> dict[str, Any]:
    tables = days.gathering.state()["tables"]
    topic = next(row["id"] for row in tables["topics"] if row["title"] == title)
    return next(row for row in tables["sessions"] if row["topic"] == topic)
