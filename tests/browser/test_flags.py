"""“This worries me”, from the phone of whoever says it to the host's page and the author's phone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import phones
from tests.browser.phones import (
    Gathering,
    card,
    host_page,
    open_session,
    tab,
    write_note,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.browser.test_safety import section
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser

COVERED = "Covered by the facilitator for the moment."


def held_now() -> dict[str, Any]:
    """A gathering that goes on now: one session, which began a quarter of an hour ago."""
    begun = datetime.now(UTC) - timedelta(minutes=15)
    span = {"starts_at": begun.isoformat(), "ends_at": (begun + timedelta(hours=1)).isoformat()}
    return {**GATHERING, "timezone": zone_at_noon(), "slots": [span]}


@pytest.fixture
def today(served: Server) -> Gathering:
    return Gathering(served, held_now())


@pytest.fixture
def phone_today(browser: Browser, today: Gathering) -> Iterator[Callable[..., Page]]:
    yield from phones(browser, today.url)


@pytest.fixture
def desk(browser: Browser, today: Gathering) -> Iterator[Page]:
    """The host's page, at “Now”."""
    page = host_page(browser, today, "#now")
    yield page
    page.context.close()


def opens(page: Page, title: str) -> None:
    card(page, title).click()
    page.get_by_role("button", name="Session page").click()


def test_a_worry_reaches_the_host_who_covers_the_note_and_settles_it(
    phone_today: Callable[..., Page], desk: Page, today: Gathering
) -> None:
    mary, tom = phone_today(), phone_today()
    open_session(mary, "Carers", "1A")
    write_note(mary, "Key point", "My neighbour drinks.")
    opens(tom, "Carers")

    note = tom.locator(".note", has_text="My neighbour")
    note.get_by_role("button", name="This worries me").click()
    sheet = tom.get_by_role("dialog")
    expect(sheet.get_by_text("they do not see who sent it")).to_be_visible()
    tom.bring_to_front()  # Firefox gives the focus to one page only
    expect(sheet.get_by_label("What worries you?")).to_be_focused()
    assert violations(tom) == ""
    sheet.get_by_label("What worries you?").fill("It names a person.")
    sheet.get_by_role("button", name="Tell the facilitator").click()
    expect(tom.get_by_text("They do not see by whom.")).to_be_visible()
    expect(note.get_by_role("button", name="You told the facilitator")).to_be_visible()

    desk.get_by_role("link", name="1 thing worries somebody").click()
    flagged = section(desk, "This worries somebody")
    expect(flagged).to_contain_text("My neighbour drinks.")
    expect(flagged).to_contain_text("“It names a person.”")
    assert violations(desk) == ""
    flagged.get_by_role("button", name="Cover it").click()

    expect(tom.locator(".note", has_text=COVERED)).to_be_visible()
    expect(tom.get_by_text("My neighbour")).to_have_count(0)
    expect(mary.locator(".note")).to_contain_text("covered this note for the moment")
    expect(mary.locator(".note")).to_contain_text("My neighbour drinks.")

    flagged.get_by_role("button", name="Hide…").click()
    desk.get_by_label("Why?").fill("A neighbour could be recognised.")
    desk.bring_to_front()
    desk.get_by_role("button", name="Hide only this").press("Enter")
    expect(desk.get_by_role("heading", name="This worries somebody")).to_be_focused()
    flagged.get_by_role("button", name="I have looked at it").press("Enter")
    expect(flagged).to_have_count(0)
    expect(desk.get_by_role("main")).to_be_focused()

    expect(mary.locator(".note")).to_contain_text("A neighbour could be recognised.")
    expect(tom.locator(".note")).to_have_count(0)
    tab(tom, "My day")
    expect(tom.get_by_text("has looked at what you told them about")).to_be_visible()


def test_a_flag_is_taken_back(phone_today: Callable[..., Page], desk: Page) -> None:
    mary, tom = phone_today(), phone_today()
    open_session(mary, "Carers", "1A")
    opens(tom, "Carers")

    tom.get_by_role("button", name="This worries me").click()
    tom.get_by_role("dialog").get_by_role("button", name="Tell the facilitator").click()
    expect(desk.get_by_role("link", name="1 thing worries somebody")).to_be_visible()

    tom.get_by_role("button", name="You told the facilitator").click()
    tom.get_by_role("dialog").get_by_role("button", name="Take it back").click()

    expect(tom.get_by_role("button", name="This worries me")).to_be_visible()
    expect(desk.get_by_role("link", name="1 thing worries somebody")).to_have_count(0)


def test_outside_its_hours_nothing_is_sent(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary, tom = phone(), phone()
    open_session(mary, "Carers", "1A")
    opens(tom, "Carers")

    tom.get_by_role("button", name="This worries me").click()

    sheet = tom.get_by_role("dialog")
    expect(sheet.get_by_text("Nothing is sent.")).to_be_visible()
    expect(sheet.get_by_role("button", name="Tell the facilitator")).to_have_count(0)
    assert violations(tom) == ""


def test_the_hours_are_those_of_the_server_and_not_of_the_phone(
    phone_today: Callable[..., Page],
) -> None:
    mary, tom = phone_today(), phone_today()
    open_session(mary, "Carers", "1A")
    opens(tom, "Carers")
    tom.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=9))
    tom.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    tom.get_by_role("button", name="This worries me").click()

    expect(tom.get_by_role("button", name="Tell the facilitator")).to_be_visible()


def test_a_flag_that_arrives_after_the_hours_is_kept_and_names_outside_help(
    phone_today: Callable[..., Page], desk: Page, today: Gathering
) -> None:
    today.host("edit_gathering", help={"outside": "The Harbour helpline, 0800 000 000"})
    mary, tom = phone_today(), phone_today()
    open_session(mary, "Carers", "1A")
    opens(tom, "Carers")
    tom.context.set_offline(True)
    tom.get_by_role("button", name="This worries me").click()
    tom.get_by_role("button", name="Tell the facilitator").click()
    [slot] = today.state()["tables"]["slots"]
    later = datetime.now(UTC) + timedelta(hours=30)
    span = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}
    today.host("edit_slot", slot=slot["id"], **span)

    tom.context.set_offline(False)

    expect(desk.get_by_role("link", name="1 thing worries somebody")).to_be_visible()
    tab(tom, "My day")
    notice = tom.locator(".notice", has_text="outside the gathering’s hours")
    expect(notice).to_contain_text("The Harbour helpline, 0800 000 000")
    assert violations(tom) == ""
