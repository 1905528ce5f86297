"""The host meets a flood and harassment on the host's page; phones say what was done, and lose nothing."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    PHONE,
    Gathering,
    card,
    cell,
    host_page,
    open_session,
    propose,
    tab,
    write_note,
)
from tests.browser.test_accessible import violations
from tests.support.server import Server

Phone = Callable[..., Page]


@pytest.fixture
def desk(browser: Browser, gathering: Gathering) -> Iterator[Page]:
    """The host's page, at the section “Safety”."""
    page = host_page(browser, gathering, "#wall")
    page.get_by_role("navigation", name="Sections").get_by_text("Safety").click()
    yield page
    page.context.close()


def section(desk: Page, name: str) -> Any:
    return desk.locator("section", has=desk.get_by_role("heading", name=name, exact=True))


def test_host_has_a_clean_wall_in_three_taps(
    desk: Page, phone: Phone, gathering: Gathering
) -> None:
    honest, flooding = gathering.joins(), gathering.joins()
    gathering.asks(honest, "propose_topic", title="Carers")
    for nth in range(3):
        gathering.asks(flooding, "propose_topic", title=f"Hate {nth}")
    expect(section(desk, "Newest")).to_contain_text("Hate 2")

    desk.get_by_role("button", name="Pause writing for everybody").click()
    desk.get_by_role("button", name="Hide… Hate 1").click()
    assert violations(desk) == ""
    desk.get_by_label("Why?").fill("It attacks people.")
    desk.get_by_role("button", name="Hide the flood and pause the phone").click()

    expect(section(desk, "Hidden")).to_contain_text("A flood: 3")
    expect(section(desk, "Hidden")).to_contain_text("It attacks people.")
    expect(section(desk, "Paused phones")).to_contain_text("Hate 1")
    assert gathering.titles() == ["Carers"]
    desk.get_by_role("button", name="Let everybody write again").click()
    expect(desk.get_by_role("button", name="Pause writing for everybody")).to_be_visible()
    refused = gathering.asks(flooding, "propose_topic", title="Hate 3")
    assert refused["error"]["code"] == "rested"
    assert violations(desk) == ""

    desk.get_by_role("button", name="Show all again").click()
    desk.get_by_role("button", name="Let them write").click()

    expect(section(desk, "Hidden")).to_contain_text("Nothing is hidden.")
    assert sorted(gathering.titles()) == ["Carers", "Hate 0", "Hate 1", "Hate 2"]
    assert gathering.asks(flooding, "propose_topic", title="Sorry")["ok"]


def test_host_hides_a_flood_of_many_phones_from_its_first_thing_on(
    desk: Page, gathering: Gathering
) -> None:
    gathering.asks(gathering.joins(), "propose_topic", title="Carers")
    for nth in range(3):
        gathering.asks(gathering.joins(), "propose_topic", title=f"Hate {nth}")

    desk.get_by_role("button", name="Hide… Hate 0").click()
    desk.get_by_role("button", name="This, and all that came after").click()
    expect(desk.get_by_role("dialog")).to_contain_text("3 topics")
    assert violations(desk) == ""
    desk.get_by_role("button", name="Hide all of it").click()

    expect(section(desk, "Hidden")).to_contain_text("Everything since")
    assert gathering.titles() == ["Carers"]


def test_what_is_written_while_writing_is_paused_is_sent_afterwards(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    open_session(page, "Carers", "1A")
    gathering.host("set_writing", writing="host")
    expect(page.get_by_text("paused writing for everybody")).to_be_visible()

    composer = page.locator(".composer")
    composer.locator("textarea").fill("It takes time.")
    composer.get_by_role("button", name="Add the note").click()
    expect(page.locator(".note", has_text="It takes time.")).to_contain_text("saving…")
    time.sleep(1)
    assert gathering.state()["tables"]["notes"] == []
    gathering.host("set_writing", writing="open")

    expect(page.get_by_text("paused writing")).to_have_count(0)
    expect(page.locator(".note", has_text="It takes time.")).not_to_contain_text("saving…")
    assert [note["text"] for note in gathering.state()["tables"]["notes"]] == ["It takes time."]


def test_phone_that_rests_says_so_and_can_still_take_back(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    open_session(page, "Carers", "1A")
    write_note(page, "Story", "Rude")
    expect(page.locator(".note")).not_to_contain_text("saving…")
    page.locator(".composer textarea").fill("Half typed")
    [note] = gathering.state()["tables"]["notes"]

    gathering.host("rest_author", note=note["id"])
    gathering.host("hide_note", note=note["id"], reason="It hurts.")

    expect(page.get_by_text("paused writing from this phone")).to_be_visible()
    expect(page.get_by_role("button", name="Add the note")).to_be_disabled()
    expect(page.locator(".composer textarea")).to_have_value("Half typed")
    expect(page.locator(".note")).to_contain_text("The facilitator has hidden this note.")
    expect(page.locator(".note")).to_contain_text("It hurts.")
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == ""
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".note")).to_have_count(0)
    gathering.host("rest_author", note=note["id"], rested=False)
    expect(page.get_by_role("button", name="Add the note")).to_be_enabled()


def test_host_deletes_something_hidden_for_good(
    desk: Page, phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    open_session(page, "Carers", "1A")
    write_note(page, "Story", "Jo Doe has it, too")
    expect(page.locator(".note")).not_to_contain_text("saving…")
    desk.get_by_role("button", name="Hide… Jo Doe").click()
    expect(desk.get_by_role("button", name="Delete for good")).to_have_count(0)
    desk.get_by_role("button", name="Hide only this").click()

    desk.get_by_role("button", name="Delete for good… Jo Doe has it, too").click()
    expect(desk.get_by_role("dialog")).to_contain_text("Nobody can bring them back.")
    expect(desk.get_by_role("button", name="Cancel")).to_be_focused()
    assert violations(desk) == ""
    desk.get_by_role("button", name="Delete for good", exact=True).click()

    expect(section(desk, "Hidden")).to_contain_text("Nothing is hidden.")
    expect(page.locator(".note")).to_have_count(0)
    tab(page, "My day")
    expect(page.get_by_text("deleted something of yours for good")).to_be_visible()


def test_door_asks_for_the_word_and_can_be_closed(phone: Phone, gathering: Gathering) -> None:
    page = phone(joined=False)
    page.goto(gathering.url)
    gathering.host("set_doors", joining="word", word="Blue heron")

    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("That is not the word.")).to_be_visible()
    assert violations(page) == ""
    page.get_by_label("The word").fill("blue HERON")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()

    gathering.host("set_doors", joining="closed")
    page.reload()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    late = phone(joined=False)
    late.goto(gathering.url)
    expect(late.get_by_text("Nobody new can join now.")).to_be_visible()
    expect(late.get_by_role("button", name="Join")).to_have_count(0)


def test_topic_waits_for_the_hosts_tap(desk: Page, phone: Phone, gathering: Gathering) -> None:
    page = phone()
    desk.get_by_label("Topics appear only after I show them").check()
    section(desk, "How much for one person").get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Saved.")).to_be_visible()

    page.get_by_role("button", name="Propose a topic").click()
    page.get_by_role("dialog").get_by_label("Title").fill("Carers")
    page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True).click()
    expect(section(desk, "Waiting for you")).to_contain_text("Carers")
    assert gathering.titles() == []
    assert violations(desk) == ""
    page.keyboard.press("Escape")
    expect(card(page, "Carers")).to_contain_text("waits for the facilitator")

    desk.get_by_role("button", name="Show it: Carers").click()

    expect(card(page, "Carers")).not_to_contain_text("waits for the facilitator")
    assert gathering.titles() == ["Carers"]


def test_convener_mutes_who_wrote_and_the_host_sees_how_often(
    desk: Page, phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    propose(page, "Carers", then="Choose a place")
    cell(page, "1A").click()
    mallory = gathering.joins()
    hate = gathering.asks(mallory, "propose_topic", title="Hate")["result"]["topic"]
    other = gathering.asks(mallory, "propose_topic", title="More")["result"]["topic"]
    [session] = gathering.state()["tables"]["sessions"]
    gathering.asks(mallory, "ask_to_meet", session=session["id"], topic=hate)
    tab(page, "My day")
    expect(page.get_by_text("The convener of “Hate” would like 1A too.")).to_be_visible()
    gathering.host("hide_topic", topic=hate)
    expect(page.get_by_text("The convener of another topic would like 1A too.")).to_be_visible()

    page.get_by_role("button", name="Nothing more from them").click()
    expect(page.get_by_text("would like 1A too")).to_have_count(0)
    gathering.asks(mallory, "ask_to_meet", session=session["id"], topic=other)

    expect(section(desk, "Between conveners")).to_contain_text("asked to meet: 2")
    expect(page.get_by_text("would like 1A too")).to_have_count(0)
    page.get_by_role("button", name="Let everybody write to me again").click()
    expect(page.get_by_text("Some conveners cannot write to you.")).to_have_count(0)
    desk.get_by_role("button", name="Dismiss: “Carers”").click()
    expect(section(desk, "Between conveners")).to_have_count(0)


def test_name_typed_by_another_is_marked_reported_and_taken_off(
    desk: Page, phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    mallory = gathering.joins("Mallory")
    gathering.asks(mallory, "propose_topic", title="Patients", convener_name="Dr Priya Shah")
    tab(page, "Topics")
    expect(card(page, "Patients")).to_contain_text("named by somebody else")

    card(page, "Patients").click()
    page.get_by_role("button", name="This name should not be here").click()
    expect(page.get_by_text("The facilitator knows about the name.")).to_be_visible()
    expect(section(desk, "Names to look at")).to_contain_text("Dr Priya Shah")
    desk.get_by_role("button", name="Take it off: Dr Priya Shah").click()

    expect(section(desk, "Names to look at")).to_have_count(0)
    expect(page.get_by_role("dialog")).not_to_contain_text("Priya")


def test_flood_is_met_on_the_hosts_phone_as_well(
    browser: Browser, gathering: Gathering, served: Server
) -> None:
    page = host_page(browser, gathering, "#wall", PHONE)
    page.get_by_role("navigation", name="Sections").get_by_text("Safety").click()

    expect(page.get_by_role("button", name="Pause writing for everybody")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == ""
    page.context.close()
