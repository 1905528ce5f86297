"""Mary and Tom want to work on the same, and see each other's contact after both agreed."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, during, zone_at_noon
from tests.support.samples import GATHERING
from tests.support.server import Server


def opens(page: Page, gathering: Gathering) -> None:
    page.goto(f"{gathering.url}/s/1A")
    page.get_by_role("button", name="Work on this with others").click()


def wishes(page: Page, contact: str) -> None:
    page.get_by_label("How they can reach you").fill(contact)
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_people_see_each_others_contact_after_both_agreed(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    kim, state = gathering.joins(), gathering.state()["tables"]
    topic = gathering.asks(kim, "propose_topic", title="Reflective groups")["result"]["topic"]
    slot = next(row["id"] for row in state["slots"] if row["kind"] == "session")
    gathering.asks(kim, "claim_cell", topic=topic, room=state["rooms"][0]["id"], slot=slot)
    mary, tom = phone(name="Mary"), phone(name="Tom")

    opens(mary, gathering)
    wishes(mary, "mary@example.org")
    expect(mary.get_by_text("Nobody else has said so yet.")).to_be_visible()
    opens(tom, gathering)
    wishes(tom, "0123 456")
    expect(mary.get_by_text("Somebody else wants this too.")).to_be_visible()
    expect(mary.get_by_text("0123 456")).to_have_count(0)

    mary.get_by_role("button", name="Ask to exchange contacts").click()
    expect(tom.get_by_text("asks to exchange contacts")).to_be_visible()
    expect(tom.get_by_text("mary@example.org")).to_have_count(0)
    tom.get_by_role("button", name="Agree").click()

    expect(tom.get_by_text("Their contact: mary@example.org")).to_be_visible()
    expect(mary.get_by_text("Their contact: 0123 456")).to_be_visible()
    mary.get_by_role("button", name="I do not want this any more").click()
    expect(tom.get_by_text("mary@example.org")).to_have_count(0)


def test_i_was_here_is_a_list_of_ones_own(browser: Browser, served: Server) -> None:
    slots = [during(-60, -1)]
    gathering = Gathering(served, {**GATHERING, "timezone": zone_at_noon(), "slots": slots})
    kim, state = gathering.joins(), gathering.state()["tables"]
    topic = gathering.asks(kim, "propose_topic", title="Reflective groups")["result"]["topic"]
    cell = {"room": state["rooms"][0]["id"], "slot": state["slots"][0]["id"]}
    gathering.asks(kim, "claim_cell", topic=topic, **cell)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    page.goto(f"{gathering.url}/s/1A")
    expect(page.get_by_role("button", name="Work on this with others")).to_be_visible()
    expect(page.get_by_role("button", name="I was here")).to_have_count(0)

    gathering.host("edit_gathering", was_here=True)
    page.get_by_role("button", name="I was here").click()
    expect(page.get_by_text("You were here.")).to_be_visible()
    page.get_by_role("button", name="My day").click()
    expect(page.get_by_role("heading", name="Where I was")).to_be_visible()
    page.get_by_role("button", name="1A Reflective groups").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="I was here")).to_be_visible()
    page.close()
