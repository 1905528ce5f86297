"""Mary and Tom want to work on the same, and see each other's contact after both agreed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering


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
