"""A community's host makes a brief without scripts, and everybody reads it."""

import secrets

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import DESK, KEY, PHONE, Gathering
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser


class Community:
    """It has one gathering with a published book."""

    def __init__(self, served: Server) -> None:
        opened = served.post("/api/communities", {"name": f"Circle {secrets.token_hex(4)}"}, KEY)
        self.url, self.host_key = f"{served.url}/c/{opened['slug']}", opened["host_key"]
        at = f"/api/c/{opened['slug']}"
        token = served.post(f"{at}/host", {"host_key": self.host_key})["token"]
        held = Gathering(served, {**GATHERING, "community": opened["slug"]})
        accept = {"id": "accept", "name": "accept_gathering", "args": {"code": held.code}}
        served.post(f"{at}/commands", accept, token)
        rosa = held.joins("Rosa")
        topic = held.asks(rosa, "propose_topic", title="Recovery colleges")["result"]["topic"]
        tables = held.state()["tables"]
        slot = next(slot["id"] for slot in tables["slots"] if slot["kind"] == "session")
        cell = {"room": tables["rooms"][0]["id"], "slot": slot}
        session = held.asks(rosa, "claim_cell", topic=topic, **cell)["result"]["session"]
        for kind, text in (
            ("recommendation", "Pay peer workers"),
            ("recommendation", "Ask every team"),
            ("question", "Who answers at night?"),
        ):
            held.asks(rosa, "post_note", session=session, kind=kind, text=text)
        held.host("publish_book")


@pytest.fixture
def community(served: Server) -> Community:
    return Community(served)


def makes_a_brief(page: Page, community: Community) -> None:
    page.goto(f"{community.url}/host")
    page.get_by_label("Host key").fill(community.host_key)
    page.get_by_role("button", name="Open").click()
    page.get_by_label("Title of a new brief").fill("For standards")
    page.get_by_role("button", name="Make a brief").click()
    page.get_by_role("button", name="Show").click()
    for text in ("Pay peer workers", "Ask every team", "Who answers at night?"):
        page.get_by_label(text).check()
    page.get_by_role("button", name="Add what is ticked").click()
    page.get_by_role("button", name="Up Ask every team").click()
    expect(page.locator(".picked li").first).to_contain_text("Ask every team")
    page.get_by_role("button", name="Take out Who answers at night?").click()
    page.get_by_label("Introduction", exact=True).fill("Why these.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Everybody can read this brief.")).to_be_visible()


def test_host_makes_a_brief_without_scripts(browser: Browser, community: Community) -> None:
    host = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    makes_a_brief(host.new_page(), community)
    host.close()

    reader = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = reader.new_page()
    page.goto(community.url)
    page.get_by_role("link", name="For standards").click()

    expect(page.get_by_role("main")).to_contain_text("Why these.")
    expect(page.locator(".gathered li").first).to_contain_text("Ask every team")
    expect(page.locator(".gathered li").nth(1)).to_contain_text("Pay peer workers")
    expect(page.get_by_text("Who answers at night?")).to_have_count(0)
    reader.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_a_brief_have_nothing_to_mend(
    browser: Browser, community: Community, viewport: dict
) -> None:
    page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
    makes_a_brief(page, community)

    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Picked").first).to_be_visible()
    assert violations(page) == ""
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="About this brief")).to_be_visible()
    assert violations(page) == ""
    page.get_by_role("link", name="To the community").click()
    expect(page.get_by_role("link", name="For standards")).to_be_visible()
    assert violations(page) == ""
    page.context.close()
