"""Who convenes a session, and whom it interests, hear of it when the facilitator moves it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, card, cell, propose, tab

Phone = Callable[..., Page]


def moves(gathering: Gathering, room: int) -> str:
    """The host moves the only session to another room; its id."""
    state = gathering.state()["tables"]
    [session] = state["sessions"]
    to = {"room": state["rooms"][room]["id"], "slot": session["slot"]}
    assert gathering.host("move_session", session=session["id"], **to)["ok"]
    return str(session["id"])


def test_facilitator_moves_a_session_and_those_concerned_hear_of_it(
    phone: Phone, gathering: Gathering
) -> None:
    kim, tom = phone(), phone()
    propose(kim, "Carers", then="Choose a place")
    cell(kim, "1A").click()
    expect(card(tom, "Carers")).to_contain_text("1A")
    card(tom, "Carers").click()
    tom.get_by_role("button", name="I’m interested").click()
    expect(tom.get_by_role("button", name="I’m interested")).to_have_attribute(
        "aria-pressed", "true"
    )
    tom.keyboard.press("Escape")

    session = moves(gathering, 1)

    expect(tom.get_by_text("“Carers” has moved from 1A to 1B.")).to_be_visible()
    tab(tom, "My day")
    mine = tom.get_by_role("link", name="Carers").first
    expect(mine).to_contain_text("1B")
    expect(mine).to_contain_text("moved from 1A")
    tom.reload()
    expect(mine).to_contain_text("moved from 1A")
    mine.click()
    expect(tom.get_by_role("heading", name="Carers")).to_be_visible()
    tab(tom, "My day")
    expect(mine).not_to_contain_text("moved from")
    expect(tom.locator(".notice")).to_have_count(0)

    tab(kim, "My day")
    expect(kim.locator(".notice")).to_contain_text("moved “Carers” from 1A to 1B.")
    moves(gathering, 0)
    gathering.host("release_session", session=session)
    expect(kim.locator(".notice")).to_have_count(1)
    expect(kim.locator(".notice")).to_contain_text("“Carers” has left 1A and has no place now.")
    expect(kim.locator(".tabs__count")).to_contain_text("1")
    kim.get_by_role("button", name="Dismiss").click()
    expect(kim.locator(".notice")).to_have_count(0)
    expect(kim.locator(".tabs__count")).to_have_count(0)


def test_many_notices_do_not_push_the_day_out_of_sight(phone: Phone, gathering: Gathering) -> None:
    page = phone()
    for title in ("One", "Two", "Three", "Four"):
        propose(page, title, then="Later")
    for topic in gathering.state()["tables"]["topics"]:
        gathering.host("hide_topic", topic=topic["id"])
        gathering.host("hide_topic", topic=topic["id"], hidden=False)

    tab(page, "My day")

    expect(page.locator(".notice:visible")).to_have_count(2)
    page.get_by_text("2 more notices").click()
    expect(page.locator(".notice:visible")).to_have_count(4)
    expect(page.locator(".notice").first).to_contain_text("has put “Four” back")
