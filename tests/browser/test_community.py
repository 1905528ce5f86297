"""The pages of a community: no accessibility violation, nothing beside the screen, and no script needed."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.domain.community.entries import PutPart
from openspace.domain.community.stream import key_of
from openspace.domain.viewer import HOST
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.browser.phones import PHONE, Gathering
from tests.browser.test_accessible import violations
from tests.browser.test_briefs import Community
from tests.browser.without_script import plain as plain
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2


@pytest.fixture
def community(served: Server) -> Community:
    """One with an entry of the repertoire, whose author agreed a week ago."""
    community = Community(served)
    texts = {"problem": LONG, "practice": "We write a letter.", "helps_when": "", "not_when": ""}
    source = {"gathering_title": "Spring", "session": "1A", "session_title": LONG}
    part = PutPart(
        gathering="K7MQ2X",
        offer="of1",
        entry="",
        kind="tool",
        title=f"A goodbye letter {LONG}",
        shown_as="Rosa",
        **texts,
        **source,
    )
    slug = community.url.rpartition("/")[2]
    with closing(open_store(served.db)) as ledger:
        [answer] = execute_batch(ledger, key_of(slug), [CommandRequest(HOST, part)], SYSTEM)
    assert answer["ok"]
    return community


def looks_right(browser: Browser, address: str, cookies: list) -> None:
    """With scripts, because axe is one."""
    context = browser.new_context(viewport=NARROW)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], address
    assert violations(page) == "", address
    context.close()


def test_each_page_has_nothing_to_mend_and_fits_a_narrow_screen(
    browser: Browser, plain: Page, community: Community
) -> None:
    plain.goto(f"{community.url}/host")
    plain.get_by_label("Host key").fill(community.host_key)
    plain.get_by_role("button", name="Open").click()
    expect(plain.get_by_role("heading", name="Repertoire")).to_be_visible()
    cookies = plain.context.cookies()

    plain.goto(f"{community.url}/repertoire")
    plain.get_by_role("link", name="A goodbye letter").click()
    entry = plain.url
    plain.get_by_role("link", name="Work with others on this").click()
    plain.get_by_label("Where can they reach you?").fill("kim@example.org")
    plain.get_by_role("button", name="Leave my contact").click()
    expect(plain.get_by_text("Nobody else so far.")).to_be_visible()
    together = plain.url
    front = community.url.partition("/c/")[0]
    for address in (
        community.url,
        f"{community.url}/host",
        f"{community.url}/repertoire",
        f"{community.url}/after",
        f"{community.url}/write-to-me",
        f"{community.url}/privacy",
        f"{front}/new-community",
        entry,
        f"{entry}/together",
        together,
    ):
        looks_right(browser, address, cookies)


def test_an_author_offers_a_note_without_scripts(
    browser: Browser, served: Server, plain: Page, community: Community
) -> None:
    slug = community.url.rpartition("/")[2]
    held = Gathering(served, {**GATHERING, "community": slug, "title": "Autumn"})
    token = served.post(f"/api/c/{slug}/host", {"host_key": community.host_key})["token"]
    accept = {"id": "autumn", "name": "accept_gathering", "args": {"code": held.code}}
    served.post(f"/api/c/{slug}/commands", accept, token)
    rosa = held.joins("Rosa")
    topic = held.asks(rosa, "propose_topic", title="Endings")["result"]["topic"]
    tables = held.state()["tables"]
    slot = next(slot["id"] for slot in tables["slots"] if slot["kind"] == "session")
    cell = {"room": tables["rooms"][0]["id"], "slot": slot}
    session = held.asks(rosa, "claim_cell", topic=topic, **cell)["result"]["session"]
    note = {"session": session, "kind": "tool", "text": "A letter for the last session"}
    note_id = held.asks(rosa, "post_note", **note)["result"]["note"]
    cookie = {"name": f"openspace_person_{held.code}", "value": rosa, "url": held.url}
    plain.context.add_cookies([cookie])

    phone = browser.new_page(viewport=PHONE)
    phone.goto(held.url)
    ask = phone.get_by_role("link", name="write to you?")
    expect(ask).to_have_attribute("href", f"/c/{slug}/write-to-me")
    phone.close()
    plain.goto(f"{served.url}/{held.code}/keep/{note_id}")
    expect(plain.get_by_label("What we do")).to_have_value("A letter for the last session")
    plain.get_by_label("Title").fill("A goodbye letter")
    plain.get_by_role("button", name="Offer it").click()

    expect(plain.get_by_text("Nothing is published yet.")).to_be_visible()
    looks_right(browser, f"{served.url}/{held.code}/keep/{note_id}", plain.context.cookies())
    looks_right(browser, plain.url, [])
    plain.get_by_role("button", name="Take it back").click()
    expect(plain.get_by_role("heading", name="Taken back")).to_be_visible()
