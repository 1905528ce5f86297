"""What became of it: Kim passes the link of her action on, and whoever has it says what became of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, host_page, write_note


def a_session(gathering: Gathering, token: str) -> str:
    state = gathering.state()["tables"]
    slot = next(row["id"] for row in state["slots"] if row["kind"] == "session")
    topic = gathering.asks(token, "propose_topic", title="Reflective groups")["result"]["topic"]
    cell = {"topic": topic, "room": state["rooms"][0]["id"], "slot": slot}
    return str(gathering.asks(token, "claim_cell", **cell)["result"]["session"])


def test_a_link_says_what_became_of_an_action(
    phone: Callable[..., Page], browser: Browser, gathering: Gathering
) -> None:
    session = a_session(gathering, gathering.joins())
    kim = phone(name="Kim")
    kim.goto(f"{gathering.url}/s/1A")
    write_note(kim, "Action", "Start a monthly group")
    action = kim.get_by_role("listitem").filter(has_text="Start a monthly group")
    expect(action.get_by_text("saving")).to_have_count(0)
    gathering.host("set_phase", phase="closed")

    action.get_by_role("button", name="What became of it").click()
    kim.get_by_role("button", name="Show the link").click()
    link = kim.get_by_label("Link of this action", exact=True).input_value()

    assert session
    elsewhere = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = elsewhere.new_page()
    page.goto(re.sub("^https?://[^/]*", gathering.url.rpartition("/")[0], link))
    expect(page.get_by_text("Start a monthly group")).to_be_visible()
    page.get_by_label("Let go").check()
    page.get_by_label("In a sentence").fill("The room is gone.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved. Thank you.")
    assert elsewhere.cookies() == []
    elsewhere.close()

    kim.get_by_role("button", name="Close", exact=True).click()
    expect(action.get_by_text("The room is gone.")).to_be_visible()


def test_host_adds_an_answer_and_takes_it_back(browser: Browser, gathering: Gathering) -> None:
    kim = gathering.joins()
    note = {"session": a_session(gathering, kim), "kind": "recommendation", "text": "Pay peers"}
    gathering.asks(kim, "post_note", **note)
    host = host_page(browser, gathering, "#book")

    host.get_by_text("Recommendations", exact=True).click()
    host.get_by_role("button", name="Add an answer: Pay peers").click()
    dialog = host.get_by_role("dialog")
    dialog.get_by_label("Organisation").fill("The Trust")
    dialog.get_by_label("Their answer").fill("We pay them from May.")
    dialog.get_by_role("button", name="Save the answer").click()
    expect(dialog.get_by_text("Answer of The Trust")).to_be_visible()
    expect(dialog.get_by_label("Their answer")).to_have_value("")

    dialog.get_by_role("button", name="Take it back").click()
    expect(dialog.get_by_text("Answer of The Trust")).to_have_count(0)
    host.context.close()
