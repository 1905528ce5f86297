"""No page offers what is refused: closing, closed, hidden, withdrawn, paused, erased, joined too late."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, card, cell, open_session, propose, tab, write_note
from tests.support.waiting import waits

Phone = Callable[..., Page]

CHANGING = [
    *("Propose a topic", "Propose a topic for this place", "Choose a place", "Move", "Edit"),
    *("Give up this place", "Continue in a second place", "Withdraw", "Bring it back"),
    *("I’m interested", "Move, edit…", "Add the note", "I’ll take notes", "Ask for a note-taker"),
    *("Ask them to meet at the wall", "Put it there"),
]
"""Buttons of commands that change what others see."""


def offered(page: Page) -> list[str]:
    """The words of the buttons that can be pressed, in the sheet if one is open."""
    sheet = page.get_by_role("dialog")
    within = sheet if sheet.count() else page
    names = within.locator("button:visible:not([disabled])").all_inner_texts()
    return [name.strip().removeprefix("+\n") for name in names]


def changing(page: Page) -> list[str]:
    return [name for name in offered(page) if name in CHANGING]


def offers(page: Page, names: list[str]) -> None:
    """These buttons that change something are offered, at once or after a moment, and no other."""
    waits(lambda: changing(page) == names, says=lambda: f"{changing(page)}, not {names}")


def closes(page: Page, gathering: Gathering) -> None:
    gathering.host("set_phase", phase="closed")
    expect(page.get_by_text("The gathering is over.").first).to_be_visible()


def test_closed_gathering_offers_only_what_may_still_be_done(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    open_session(page, "Carers", "1A")
    write_note(page, "Story", "We met.")
    write_note(page, "Story", "Too much")
    gathering.asks(gathering.joins(), "propose_topic", title="Others")
    gathering.host("set_phase", phase="closing")
    page.goto(gathering.url + "#wall")
    propose(page, "Late", then="Later")

    gathering.host("set_phase", phase="closed")
    expect(page.get_by_role("button", name="Propose a topic")).to_have_count(0)
    offers(page, [])
    expect(page.locator("[data-free]:is(button)")).to_have_count(0)
    for title in ("Carers", "Late", "Others"):
        tab(page, "Topics")
        offers(page, [])
        card(page, title).click()
        expect(page.get_by_role("dialog")).to_contain_text(title)
        offers(page, [])
        page.keyboard.press("Escape")
    tab(page, "My day")
    offers(page, [])
    expect(page.get_by_text("Next", exact=True)).to_have_count(0)
    tab(page, "Wall")
    expect(card(page, "Carers")).to_be_visible()
    expect(page.get_by_text("Free:")).to_have_count(0)
    page.goto(f"{gathering.url}/s/1A")
    expect(page.get_by_role("heading", name="Carers")).to_be_visible()
    offers(page, [])

    note = page.locator(".note", has_text="Too much")
    note.get_by_role("button", name="Take back").click()
    note.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Confirm the report").click()

    expect(page.get_by_text("Confirmed at")).to_be_visible()
    expect(note).to_have_count(0)
    expect(page.locator(".toast.banner--warn")).to_have_count(0)


def test_form_that_is_open_when_the_gathering_is_closed_says_so(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    page.get_by_role("button", name="Propose a topic").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Title").fill("Late")

    gathering.host("set_phase", phase="closed")

    expect(sheet).to_contain_text("the gathering is over")
    expect(sheet.get_by_role("button", name="Propose", exact=True)).to_be_disabled()
    expect(sheet.get_by_label("Title")).to_have_value("Late")


def test_topic_that_is_hidden_or_withdrawn_cannot_be_placed(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    propose(page, "Carers", then="Choose a place")
    expect(page.locator(".in-hand")).to_be_visible()
    [topic] = gathering.state()["tables"]["topics"]

    gathering.host("hide_topic", topic=topic["id"])

    expect(page.locator(".in-hand")).to_have_count(0)
    tab(page, "Topics")
    card(page, "Carers").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("The facilitator has hidden this topic.")
    offers(page, ["Edit", "Withdraw"])
    sheet.get_by_role("button", name="Withdraw").click()
    sheet.get_by_role("button", name="Take it off the wall").click()
    expect(page.get_by_text("Withdrawn. You find it in Topics.")).to_be_visible()
    card(page, "Carers").click()
    offers(page, ["Bring it back"])
    closes(page, gathering)
    offers(page, [])


def test_phone_that_is_paused_is_offered_only_what_takes_back(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone(name="Kim")
    propose(page, "Carers", then="Later")
    [topic] = gathering.state()["tables"]["topics"]
    gathering.host("rest_author", topic=topic["id"])

    expect(page.get_by_text("paused writing from this phone")).to_be_visible()
    offers(page, [])
    tab(page, "Topics")
    card(page, "Carers").click()
    offers(page, ["Withdraw"])
    page.keyboard.press("Escape")
    page.goto(gathering.url + "#appear")
    expect(page.get_by_role("switch", name="Name me as convener: Carers")).to_be_disabled()
    expect(page.get_by_role("switch", name="Name me in it")).to_be_disabled()


def test_topic_that_waits_for_the_host_is_not_offered_a_place(
    phone: Phone, gathering: Gathering
) -> None:
    gathering.host("edit_gathering", approval=True)
    page = phone()
    page.get_by_role("button", name="Propose a topic").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Title").fill("Carers")
    sheet.get_by_role("button", name="Propose", exact=True).click()

    expect(sheet).to_contain_text("The facilitator has to show it first.")
    offers(page, [])
    sheet.get_by_role("button", name="Later").click()


def test_who_joins_a_closed_gathering_can_read(phone: Phone, gathering: Gathering) -> None:
    gathering.asks(gathering.joins(), "propose_topic", title="Carers")
    page = phone(joined=False)
    page.goto(gathering.url)
    expect(page.get_by_role("button", name="Join")).to_be_visible()
    gathering.host("set_phase", phase="closed")

    page.get_by_role("button", name="Join").click()

    expect(page.get_by_text("This gathering is over.")).to_be_visible()
    offers(page, [])
    tab(page, "Wall")
    offers(page, [])
    tab(page, "Topics")
    card(page, "Carers").click()
    offers(page, [])


def test_erased_person_is_offered_nothing(phone: Phone, gathering: Gathering) -> None:
    page = phone()
    propose(page, "Carers", then="Choose a place")
    other = page.context.new_page()
    other.goto(gathering.url + "#forget")
    other.get_by_role("button", name="Forget me for good").click()

    expect(other.get_by_text("You are forgotten here.")).to_be_visible()
    expect(other.get_by_role("button", name="Join")).to_be_visible()
    expect(page.get_by_role("navigation", name="Views")).to_have_count(0)
    offers(page, [])


def test_swap_that_cannot_happen_any_more_is_not_offered(
    phone: Phone, gathering: Gathering
) -> None:
    page = phone()
    propose(page, "Mine", then="Choose a place")
    cell(page, "1A").click()
    expect(card(page, "Mine")).to_contain_text("1A")
    other = gathering.joins()
    theirs = gathering.asks(other, "propose_topic", title="Theirs")["result"]["topic"]
    state: dict[str, Any] = gathering.state()["tables"]
    [mine] = [row["id"] for row in state["sessions"]]
    rooms, slots = state["rooms"], [s for s in state["slots"] if s["kind"] == "session"]
    at = {"room": rooms[1]["id"], "slot": slots[0]["id"]}
    session = gathering.asks(other, "claim_cell", topic=theirs, **at)["result"]["session"]
    gathering.asks(other, "offer_swap", session=session, wanted=mine)
    tab(page, "My day")
    expect(page.get_by_role("button", name="Swap", exact=True)).to_be_visible()

    gathering.asks(other, "move_session", session=session, room=at["room"], slot=slots[1]["id"])

    expect(page.get_by_role("button", name="Swap", exact=True)).to_have_count(0)
