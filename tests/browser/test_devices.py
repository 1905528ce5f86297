"""Whose phone this is: links from another device, devices that are ended, and signing out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, card, propose, tab
from tests.browser.test_same_place import is_in_its_place
from tests.support.samples import GATHERING
from tests.support.server import KEY, Server


def link_of(page: Page) -> str:
    tab(page, "Me")
    page.get_by_role("button", name="Add a device").click()
    expect(page.get_by_role("img", name="QR code: the link for one more device")).to_be_visible()
    expect(page.get_by_role("button", name="Copy: Link for one more device")).to_be_visible()
    return page.get_by_role("textbox", name="Link for one more device").input_value()


def person_of(page: Page) -> str:
    """The id of the person that the page's cookie makes it; "" for nobody."""
    return str(
        page.evaluate("""async () => {
            const code = location.pathname.split("/")[1]
            const state = await (await fetch(`/api/${code}/state`)).json()
            return state.tables.people.find(row => row.mine)?.id ?? ""
        }""")
    )


def test_a_new_phone_opens_its_own_link_and_is_the_person_after_one_tap(
    phone: Callable[..., Page],
) -> None:
    mary, tablet = phone(name="Mary"), phone(joined=False)
    propose(mary, "Mine", then="Later")
    link = link_of(mary)

    tablet.goto(link)
    expect(tablet.get_by_text("Go on only if you made it yourself.")).to_be_visible()
    assert "pass" not in tablet.url
    tablet.get_by_role("button", name="Yes, I made it").click()

    expect(card(tablet, "Mine")).to_contain_text("yours")
    assert person_of(tablet) == person_of(mary)
    tablet.reload()
    expect(card(tablet, "Mine")).to_contain_text("yours")
    # What stays in a history opens nothing.
    another = phone(joined=False)
    another.goto(link)
    another.get_by_role("button", name="Yes, I made it").click()
    expect(another.get_by_text("This link was used before, or is too old.")).to_be_visible()
    another.get_by_role("button", name="No", exact=True).click()
    expect(another.get_by_role("button", name="Join")).to_be_visible()


def test_victoria_opens_mallorys_link_and_stays_victoria(phone: Callable[..., Page]) -> None:
    mallory, victoria = phone(), phone(name="Victoria")
    propose(victoria, "Said by Victoria", then="Later")
    before, link = person_of(victoria), link_of(mallory)

    victoria.goto("about:blank")
    victoria.goto(link)
    question = victoria.get_by_text("You already take part on this phone, as Victoria.")
    expect(question).to_be_visible()
    assert person_of(victoria) == before
    victoria.get_by_role("button", name="No, I stay who I am").click()

    expect(card(victoria, "Said by Victoria")).to_contain_text("yours")
    assert person_of(victoria) == before
    tab(mallory, "Topics")
    expect(card(mallory, "Said by Victoria")).not_to_contain_text("yours")
    # Nothing was used up: whoever made the link can still use it.
    tablet = phone(joined=False)
    tablet.goto(link)
    tablet.get_by_role("button", name="Yes, I made it").click()
    expect(tablet.get_by_role("heading", name="The wall")).to_be_visible()


def test_a_link_of_an_earlier_version_makes_nobody_anybody(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mallory, victoria = phone(), phone(joined=False)
    kept = mallory.evaluate("Object.entries(localStorage).find(([key]) => key.includes('.me.'))[1]")
    token = re.search(r'"token":"([^"]+)"', kept)
    assert token

    victoria.goto(f"{gathering.url}#me={token[1]}")

    expect(victoria.get_by_role("button", name="Join")).to_be_visible()
    assert token[1] not in victoria.url
    assert person_of(victoria) == ""


def test_a_page_by_cookie_alone_does_nothing_as_somebody_else(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    victoria, mallory = phone(name="Victoria"), phone(name="Mallory")
    propose(mallory, "Mallory's", then="Later")
    expect(card(mallory, "Mallory's")).not_to_contain_text("saving…")
    victoria.evaluate("localStorage.clear()")
    victoria.reload()
    expect(victoria.locator(".status--live")).to_have_count(1)
    [cookie] = mallory.context.cookies()
    # As a tab that slept while another one became somebody else.
    victoria.context.add_cookies([cookie])

    tab(victoria, "Me")
    victoria.get_by_role("button", name="Forget me…").click()
    victoria.get_by_label("My topics, notes, evidence and pictures go too, all at once").check()
    victoria.get_by_role("button", name="Forget me for good").click()

    expect(victoria.get_by_text("or somebody else uses it now")).to_be_visible()
    assert gathering.titles() == ["Mallory's"]


def test_who_says_yes_leaves_nothing_of_the_one_before(phone: Callable[..., Page]) -> None:
    mary, shared = phone(), phone()
    propose(mary, "Mary's", then="Later")
    shared.evaluate(
        "localStorage.setItem(`openspace.draft.${location.pathname.slice(1)}.x`, '\"secret\"')"
    )
    link = link_of(mary)

    shared.goto("about:blank")
    shared.goto(link)
    shared.get_by_role("button", name="Yes, I made it").click()

    expect(card(shared, "Mary's")).to_contain_text("yours")
    assert "secret" not in shared.evaluate("JSON.stringify({ ...localStorage })")


@pytest.mark.parametrize("keeps", ["cookie and storage", "cookie alone"])
def test_ending_other_devices_closes_the_other_phones_page_with_a_sentence(
    phone: Callable[..., Page], keeps: str
) -> None:
    mary, lost = phone(name="Mary"), phone(joined=False)
    lost.goto(link_of(mary))
    lost.get_by_role("button", name="Yes, I made it").click()
    expect(lost.get_by_role("heading", name="The wall")).to_be_visible()
    if keeps == "cookie alone":
        lost.evaluate("localStorage.clear()")
        lost.reload()
        expect(lost.locator(".status--live")).to_have_count(1)

    mary.get_by_role("button", name="Sign out my other devices").click()
    mary.get_by_role("button", name="Sign them out").click()

    expect(mary.get_by_text("Your other devices are signed out.")).to_be_visible()
    expect(lost.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(lost.get_by_text("This device was signed out from another one.")).to_be_visible()
    assert is_in_its_place(lost, "Help")
    assert "token" not in lost.evaluate("JSON.stringify({ ...localStorage })")
    lost.get_by_role("button", name="Go to the start").click()
    expect(lost.get_by_role("button", name="Join")).to_be_visible()
    # This one goes on, and after a reload as well.
    tab(mary, "Wall")
    propose(mary, "Still Mary", then="Later")
    mary.reload()
    expect(card(mary, "Still Mary")).to_contain_text("yours")


@pytest.mark.parametrize("keeps", ["cookie and storage", "cookie alone"])
def test_who_signs_out_leaves_nothing_on_the_phone(phone: Callable[..., Page], keeps: str) -> None:
    mary = phone(name="Mary Osei")
    propose(mary, "Mine", then="Later")
    expect(card(mary, "Mine")).not_to_contain_text("saving…")
    if keeps == "cookie alone":
        mary.evaluate("localStorage.clear()")
        mary.reload()
    other_tab = mary.context.new_page()
    other_tab.goto(mary.url)
    expect(card(other_tab, "Mine")).to_contain_text("yours")
    tab(mary, "Me")

    mary.get_by_role("button", name="Sign out this device").click()
    expect(mary.get_by_text("You cannot change it or take it back any more")).to_be_visible()
    mary.get_by_role("button", name="Sign out", exact=True).click()

    for page in (mary, other_tab):
        expect(page.get_by_role("button", name="Join")).to_be_visible()
    assert person_of(mary) == ""
    assert mary.context.cookies() == []
    kept: dict[str, Any] = mary.evaluate("({ ...localStorage })")
    assert not [key for key in kept if ".me." in key or ".draft." in key or ".outbox." in key]


def test_a_host_signs_out_of_a_browser_that_is_not_theirs(browser: Browser, served: Server) -> None:
    opened = served.post("/api/gatherings", GATHERING, KEY)
    context = browser.new_context()
    page = context.new_page()
    page.goto(opened["host_url"])
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out this browser").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("You need the host key to come back")).to_be_visible()
    sheet.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("button", name="Open", exact=True)).to_be_visible()
    assert context.cookies() == []
    kept: dict[str, Any] = page.evaluate("({ ...localStorage })")
    assert not [key for key in kept if opened["code"] in key]
    context.close()


def test_the_calendars_address_is_renewed(phone: Callable[..., Page]) -> None:
    mary = phone()
    tab(mary, "My day")
    mary.get_by_role("button", name="Subscribe in my calendar").click()
    address = mary.get_by_role("textbox", name="Address to subscribe to")
    old = address.input_value()
    assert mary.request.get(old).status == 200

    mary.get_by_role("button", name="Make a new address; this one stops working").click()

    expect(address).not_to_have_value(old)
    assert mary.request.get(old).status == 403
    assert mary.request.get(address.input_value()).status == 200


@pytest.mark.parametrize(
    "phase", ["lobby", "opening", "marketplace", "sessions", "closing", "harvest", "closed"]
)
def test_everybody_can_read_what_is_kept_and_be_forgotten_in_every_phase(
    phone: Callable[..., Page], gathering: Gathering, phase: str
) -> None:
    mary = phone(name="Mary Osei")
    propose(mary, "The night shift", then="Later")
    expect(card(mary, "The night shift")).not_to_contain_text("saving…")
    gathering.host("set_phase", phase=phase)
    tab(mary, "Me")

    mary.get_by_role("link", name="See what is kept about me").click()
    expect(mary.get_by_role("heading", name="What is kept about you")).to_be_visible()
    expect(mary.get_by_role("heading", name="The night shift")).to_be_visible()
    with mary.expect_download() as download:
        mary.get_by_role("link", name="Download as a file (JSON)").click()
    assert "The night shift" in download.value.path().read_text()

    mary.get_by_role("link", name="Forget me…").click()
    mary.get_by_label("My topics, notes, evidence and pictures go too, all at once").check()
    expect(mary.get_by_text("may see which of them disappear together")).to_be_visible()
    mary.get_by_role("button", name="Forget me for good").click()

    stranger = (
        mary.get_by_text("This gathering is over. What was written can be read.")
        if phase == "closed"
        else mary.get_by_role("button", name="Join")
    )
    expect(stranger).to_be_visible()
    expect(mary.get_by_role("navigation", name="Views")).to_have_count(0)
    assert gathering.titles() == []
    assert "Mary" not in mary.evaluate("JSON.stringify({ ...localStorage })")


def test_other_screens_follow_when_somebody_is_forgotten(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary, kevin = phone(name="Mary Osei"), phone(name="Kevin")
    propose(kevin, "The night shift", then="Later")
    propose(mary, "Waiting lists", then="Later")
    tab(kevin, "Topics")
    expect(kevin.get_by_text("Waiting lists")).to_be_visible()
    tab(mary, "Me")

    mary.get_by_role("button", name="Forget me…").click()
    mary.get_by_label("My topics, notes, evidence and pictures go too, all at once").check()
    mary.get_by_role("button", name="Forget me for good").click()

    expect(kevin.get_by_text("Waiting lists")).to_have_count(0)
    expect(kevin.get_by_text("The night shift")).to_be_visible()
    assert gathering.titles() == ["The night shift"]
