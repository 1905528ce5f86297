"""The story of a community: a gathering is announced, explored and published, and what it leaves reaches the
next one. People have phones; the server's clock is put forward where a week passes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.config import Limits
from tests.browser.engines import watch
from tests.browser.phones import (
    PHONE,
    Gathering,
    card,
    cell,
    host_page,
    open_session,
    write_note,
)
from tests.browser.test_evidence import brings, sees
from tests.browser.test_together import wishes
from tests.support.samples import INVITED
from tests.support.server import KEY, LEAN, Server

CIRCLE = "The open circle"
PAGE = "/c/the-open-circle"


QUESTION = "Who answers the letters?"


def slots_in(year: int) -> list[dict[str, str]]:
    return [
        {**slot, **{end: f"{year}{slot[end][4:]}" for end in ("starts_at", "ends_at")}}
        for slot in INVITED["slots"]
    ]


SPEC = {
    **INVITED,
    "slots": slots_in(2090),
    "community": CIRCLE,
    "statement": "Learning teams are rare.",
    "listed": True,
    "planning": True,
    "places": 2,
}


@dataclass
class Circle:
    """A community on a server whose clock can be put forward, and phones of people."""

    browser: Browser
    server: Server
    ahead: Path
    errors: list[str] = field(default_factory=list)
    _token: str = ""
    _path: str = ""

    def begins(self) -> None:
        made = self.server.post("/api/communities", {"name": CIRCLE}, KEY)
        self._path = f"/api/c/{made['slug']}"
        host = self.server.post(f"{self._path}/host", {"host_key": made["host_key"]})
        self._token = host["token"]

    def opens(self, **spec: Any) -> Gathering:
        gathering = Gathering(self.server, {**SPEC, **spec})
        gathering.host("set_phase", phase="lobby")
        accept = {"id": gathering.code, "name": "accept_gathering"}
        message = {**accept, "args": {"code": gathering.code}}
        self.server.post(f"{self._path}/commands", message, self._token)
        return gathering

    def phone(self, script: bool = True) -> Page:
        context = self.browser.new_context(viewport=PHONE, java_script_enabled=script)  # type: ignore[arg-type]
        page = context.new_page()
        watch(page, self.errors)
        return page

    def days_pass(self, days: int) -> None:
        days += int(self.ahead.read_text("utf-8"))
        self.ahead.write_text(str(days), "utf-8")

    def here(self, link: str) -> str:
        """The link that a page shows, at the address that reaches this server."""
        return re.sub("^https?://[^/]*", self.server.url, link)


@pytest.fixture
def circle(browser: Browser, tmp_path: Path) -> Iterator[Circle]:
    ahead = tmp_path / "days"
    ahead.write_text("0", "utf-8")
    unlimited = Limits.none().as_environ()
    options = ("--server-key", KEY, "--ahead", ahead)
    with Server(tmp_path, *options, program=LEAN, **unlimited) as server:
        circle = Circle(browser, server, ahead)
        circle.begins()
        yield circle
    assert circle.errors == []


def test_a_community_goes_from_one_gathering_to_the_next(circle: Circle) -> None:
    gathering = circle.opens()
    mary, tom = circle.phone(), circle.phone()

    they_plan_to_come(circle, gathering, mary, tom)
    session = they_meet(gathering, mary, tom)
    they_find_each_other(session, mary, tom)
    action, offer = what_stays(circle, mary, session)
    gathering.host("publish_book")
    gathering.host("set_phase", phase="closed")

    an_action_is_reported_back(circle, action)
    circle.days_pass(7)
    a_note_is_kept(circle, offer)
    entry = the_next_gathering_finds_it(circle, gathering)
    it_takes_up_a_question_and_adds_to_the_entry(circle, gathering, entry)


def they_plan_to_come(circle: Circle, gathering: Gathering, mary: Page, tom: Page) -> None:
    """Mary needs a hearing loop. Tom waits until Kim cancels. None of these pages needs a script."""
    kim = circle.phone(script=False)
    for page, need, says in (
        (mary, "I need the hearing loop.", "You have 1 place"),
        (kim, "", "You have 1 place"),
        (tom, "", "You are on the waiting list"),
    ):
        page.goto(f"{circle.server.url}{PAGE}")
        page.get_by_role("link", name="Invitation").click()
        page.get_by_role("link", name="I plan to come").click()
        page.get_by_label("What do you need to take part?").fill(need)
        page.get_by_role("button", name="I plan to come").click()
        expect(page.get_by_role("heading", name=says, exact=True)).to_be_visible()
    kim.get_by_role("button", name="I cannot come after all").click()
    tom.reload()
    expect(tom.get_by_role("heading", name="You have 1 place", exact=True)).to_be_visible()

    circle.days_pass(1)  # plans can be read from the next day on
    desk = host_page(circle.browser, gathering, "#now")
    desk.get_by_label("What you arranged").fill("It is in Oak.")
    desk.get_by_role("button", name="Answer").click()
    expect(desk.get_by_text("Saved. Whoever asked can read it.")).to_be_visible()
    desk.context.close()
    mary.reload()
    expect(mary.get_by_text("It is in Oak.")).to_be_visible()


def they_meet(gathering: Gathering, mary: Page, tom: Page) -> str:
    """Mary convenes a session, and Tom brings evidence. Return the session's address."""
    gathering.host("set_phase", phase="marketplace")
    for page in (mary, tom):
        page.goto(gathering.url)
        expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    tom.get_by_role("button", name="Bring evidence").click()
    brings(tom, "Speaks against it", "Two of them meet next door.")
    open_session(mary, "Letters that say goodbye", "1A")
    mary.goto(f"{gathering.url}#statement")
    sees(mary, "Speaks against it", "Two of them meet next door.")
    return f"{gathering.url}/s/1A"


def they_find_each_other(session: str, mary: Page, tom: Page) -> None:
    for page, contact in ((mary, "mary@example.org"), (tom, "0123 456")):
        page.goto(session)
        page.get_by_role("button", name="Work on this with others").click()
        wishes(page, contact)
    mary.get_by_role("button", name="Ask to exchange contacts").click()
    tom.get_by_role("button", name="Agree").click()
    expect(tom.get_by_text("Their contact: mary@example.org")).to_be_visible()
    expect(mary.get_by_text("Their contact: 0123 456")).to_be_visible()


def what_stays(circle: Circle, mary: Page, session: str) -> tuple[str, str]:
    """Mary writes an action and a tool. Return the link of the action, and that of what she offers."""
    mary.goto(session)
    write_note(mary, "Action", "Write ten letters")
    write_note(mary, "Tool", "Two sentences and a date")
    write_note(mary, "Open question", QUESTION)
    action = mary.get_by_role("listitem").filter(has_text="Write ten letters")
    action.get_by_role("button", name="What became of it").click()
    mary.get_by_role("button", name="Show the link").click()
    link = mary.get_by_label("Link of this action", exact=True).input_value()
    mary.get_by_role("button", name="Close", exact=True).click()

    tool = mary.get_by_role("listitem").filter(has_text="Two sentences and a date")
    tool.get_by_role("link", name="Keep it for the community").click()
    mary.get_by_label("Title").fill("The goodbye letter")
    mary.get_by_label("What the problem is").fill("Endings are abrupt.")
    mary.get_by_role("button", name="Offer it").click()
    expect(mary.get_by_text("Nothing is published yet.")).to_be_visible()
    return circle.here(link), mary.url


def an_action_is_reported_back(circle: Circle, link: str) -> None:
    whoever = circle.phone(script=False)
    whoever.goto(link)
    whoever.get_by_label("Done", exact=True).check()
    whoever.get_by_label("In a sentence").fill("Nine were answered.")
    whoever.get_by_role("button", name="Save").click()
    expect(whoever.get_by_role("status")).to_have_text("Saved. Thank you.")


def a_note_is_kept(circle: Circle, offer: str) -> None:
    """A week later its author agrees, in another browser, by the link alone."""
    elsewhere = circle.phone(script=False)
    elsewhere.goto(offer)
    elsewhere.get_by_role("button", name="Yes, publish it").click()
    expect(elsewhere.get_by_role("status")).to_contain_text("It is in the repertoire now.")


def the_next_gathering_finds_it(circle: Circle, before: Gathering) -> str:
    """Return the address of the entry that somebody finds."""
    anybody = circle.phone(script=False)
    anybody.goto(f"{circle.server.url}{PAGE}")
    expect(anybody.get_by_role("link", name="Proceedings")).to_have_attribute(
        "href", f"/{before.code}/proceedings"
    )
    anybody.get_by_role("searchbox").fill("goodbye")
    anybody.get_by_role("button", name="Search").click()
    anybody.get_by_role("link", name="The goodbye letter").click()
    expect(anybody.get_by_text("Endings are abrupt.")).to_be_visible()
    entry = anybody.url

    anybody.goto(f"{circle.server.url}{PAGE}/after")
    expect(anybody.get_by_text("Nine were answered.")).to_be_visible()
    return entry


def it_takes_up_a_question_and_adds_to_the_entry(
    circle: Circle, before: Gathering, entry: str
) -> None:
    """Lee convenes a session about the question, and adds to the entry from it."""
    autumn = circle.opens(title="Autumn", theme="", slots=slots_in(2091), planning=False)
    lee = circle.phone()
    lee.goto(f"{circle.server.url}{PAGE}")
    expect(lee.get_by_role("region", name="Next")).to_contain_text("Autumn")
    autumn.host("set_phase", phase="marketplace")
    lee.goto(autumn.url)
    lee.get_by_role("button", name="Join").click()
    expect(lee.get_by_role("heading", name="The wall")).to_be_visible()
    lee.get_by_role("button", name="Propose a topic").first.click()
    lee.get_by_text("More", exact=True).click()
    lee.get_by_role("button", name="Take up a question from last time").click()
    lee.get_by_role("button", name=QUESTION).click()
    lee.get_by_role("button", name="Propose", exact=True).click()
    lee.get_by_role("button", name="Choose a place", exact=True).click()
    cell(lee, "1A").click()
    expect(card(lee, QUESTION)).to_contain_text("1A")
    lee.goto(f"{autumn.url}/s/1A")
    write_note(lee, "Tool", "Put a stamp on it")
    lee.get_by_role("link", name="Keep it for the community").click()
    lee.get_by_label("Title").fill("With a stamp")
    lee.get_by_label("Does it add to something that is there?").select_option("The goodbye letter")
    lee.get_by_role("button", name="Offer it").click()
    expect(lee.get_by_text("Nothing is published yet.")).to_be_visible()
    circle.days_pass(7)
    a_note_is_kept(circle, lee.url)

    lee.goto(entry)
    expect(lee.get_by_text("Endings are abrupt.")).to_be_visible()
    expect(lee.get_by_text("Put a stamp on it")).to_be_visible()
    lee.goto(f"{before.url}/after")
    expect(lee.get_by_role("region", name="Questions taken up")).to_contain_text("Autumn")
