"""Mary and Tom convene one topic, or let two meet together. Ed, who is interested, hears where they go."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    Gathering,
    card,
    cell,
    host_page,
    look_at_each_other,
    propose,
    tab,
)


def test_two_people_convene_a_topic_after_one_gave_the_other_a_code(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary, tom = phone(name="Mary"), phone(name="Tom")
    propose(mary, "Reflective groups", then="Choose a place")
    cell(mary, "1A").click()
    expect(card(mary, "Reflective groups")).to_contain_text("1A")
    card(mary, "Reflective groups").click()
    mary.get_by_role("button", name="Convene it with somebody").click()
    mary.get_by_role("button", name="Make a code").click()
    code = mary.locator(".companion-code").inner_text()

    tab(tom, "Topics")
    tom.get_by_role("button", name="I have a code from a convener").click()
    tom.get_by_label("The code of the convener").fill(code.lower())
    tom.get_by_role("button", name="Use my name").click()
    tom.get_by_role("button", name="Convene it together").click()

    expect(mary.get_by_role("heading", name="Two of you convene this")).to_be_visible()
    expect(tom.get_by_role("dialog").get_by_role("button", name="Edit", exact=True)).to_be_visible()
    expect(card(mary, "Reflective groups")).to_contain_text("yours")
    tom.get_by_role("button", name="You convene it with somebody").click()
    tom.get_by_role("button", name="Leave it to the other convener").click()
    tom.get_by_role("button", name="Leave it to them").click()
    expect(card(tom, "Reflective groups")).not_to_contain_text("yours")


def test_a_link_opens_the_sheet_and_does_nothing_before_a_tap(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    kim, tom = gathering.joins(), phone(name="Tom")
    topic = gathering.asks(kim, "propose_topic", title="Carers")["result"]["topic"]
    code = gathering.asks(kim, "invite_convener", topic=topic)["result"]["code"]

    tom.goto(f"{gathering.url}#convene={code}")
    tom.reload()
    expect(tom.get_by_label("The code of the convener")).to_have_value(f"{code[:4]} {code[4:]}")
    tom.get_by_role("button", name="Convene it together").click()

    expect(tom.get_by_role("dialog").get_by_role("heading", name="Carers")).to_be_visible()
    [row] = gathering.state()["tables"]["topics"]
    assert row["convener_name"] is None


def test_two_topics_meet_together_and_part_again(
    phone: Callable[..., Page], browser: Browser, gathering: Gathering
) -> None:
    mary, tom, ed = phone(name="Mary"), phone(name="Tom"), phone(name="Ed")
    wall = browser.new_page(viewport={"width": 1920, "height": 1080})
    wall.goto(f"{gathering.url}/wall")
    look_at_each_other(mary, tom)
    tab(ed, "Topics")
    card(ed, "Mary’s topic").click()
    ed.get_by_role("button", name="I’m interested").click()
    ed.keyboard.press("Escape")
    mary.get_by_role("button", name="Offer to meet together at 1A").click()

    tom.get_by_role("button", name="See My day").click()
    tom.get_by_role("button", name="Meet together").click()

    both = "Tom’s topic + Mary’s topic"
    expect(tom.locator(".placed__title", has_text=both).first).to_be_visible()
    expect(card(mary, both)).to_contain_text("yours")
    expect(wall.get_by_text("Now together")).to_be_visible()
    tab(ed, "My day")
    expect(ed.locator(".placed__title", has_text=both).first).to_be_visible()

    card(mary, both).click()
    mary.get_by_role("button", name="Part the two").click()
    mary.get_by_role("button", name="Part them").click()
    expect(ed.get_by_text("“Mary’s topic” has left 1A and has no place now.")).to_be_visible()
    expect(card(mary, "Tom’s topic")).not_to_contain_text("Mary’s topic")
    wall.close()


def test_the_host_helps_conveners_without_a_phone(browser: Browser, gathering: Gathering) -> None:
    kim, state = gathering.joins(), gathering.state()["tables"]
    own = gathering.asks(kim, "propose_topic", title="Carers")["result"]["topic"]
    slot = next(row["id"] for row in state["slots"] if row["kind"] == "session")
    cell = {"room": state["rooms"][0]["id"], "slot": slot}
    session = gathering.asks(kim, "claim_cell", topic=own, **cell)["result"]["session"]
    theirs = gathering.host("propose_topic", title="Tea")["result"]["topic"]
    gathering.asks(kim, "offer_join", session=session, topic=theirs)
    code = gathering.asks(kim, "invite_convener", topic=own)["result"]["code"]

    host = host_page(browser, gathering, "#wall")
    card(host, "Tea").click()
    host.get_by_role("button", name="They accept it").click()
    expect(card(host, "Carers + Tea")).to_be_visible()
    host.keyboard.press("Escape")
    host.get_by_role("button", name="Post for someone").click()
    host.get_by_text("They have a code from a convener").click()
    host.get_by_label("Code").fill(code)
    host.get_by_label("Their name on it, if they wish").fill("Olu")
    host.get_by_role("button", name="Convene it together").click()
    expect(card(host, "Carers + Tea")).to_contain_text("Olu")
    host.context.close()
