"""The front page knows the way back to this browser's own gatherings, and little else about them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, propose
from tests.browser.test_deleting import open_host
from tests.support.server import Server

TITLE = "Learning together"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"


def test_a_host_finds_the_way_back_and_what_waits(
    served: Server, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    open_host(page, gathering)
    gathering.asks(gathering.joins(), "propose_topic", title="Carers", read_out=True)

    page.goto(f"{served.url}/")

    mine = page.get_by_role("region", name="Your gatherings")
    expect(mine).to_contain_text("1 topic to read out")
    mine.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()


def test_who_opens_a_gathering_finds_it_again(served: Server, phone: Callable[..., Page]) -> None:
    page = phone(joined=False)
    page.goto(f"{served.url}/new")
    page.get_by_label("Title", exact=True).fill("Quiet")
    page.get_by_role("button", name="Open the gathering").click()
    expect(page.get_by_role("heading", name="Your gathering is open")).to_be_visible()
    page.goto(f"{served.url}/")
    expect(page.get_by_role("link", name="Quiet")).to_be_visible()


def test_where_people_take_part_is_folded_and_can_be_removed(
    served: Server, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(name="Maria")
    kept = "Object.keys(localStorage).filter(key => key.includes('.gathering.'))"
    assert page.evaluate(kept) == [f"openspace.gathering.{gathering.code}.person"]
    page.goto(f"{served.url}/")
    # Another test may have listed a gathering of this title on the same server.
    mine = page.get_by_role("region", name="Your gatherings")
    expect(page.get_by_text("Where you take part (1)")).to_be_visible()
    expect(mine.get_by_role("link", name=TITLE)).to_be_hidden()
    expect(page.get_by_text("Maria")).to_have_count(0)

    page.get_by_text("Where you take part").click()
    expect(mine.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("button", name=f"Remove {TITLE} from this list").click()
    expect(page.get_by_role("region", name="Your gatherings")).to_have_count(0)
    expect(page.get_by_label("Join with the code")).to_be_focused()
    assert page.evaluate(kept) == []


def test_notices_are_counted_as_on_the_phone(
    served: Server, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone()
    propose(page, "Carers", then="Later")
    [topic] = gathering.state()["tables"]["topics"]
    gathering.host("hide_topic", topic=topic["id"])
    gathering.host("hide_topic", topic=topic["id"], hidden=False)
    expect(page.locator(".tabs__count")).to_contain_text("1")

    page.goto(f"{served.url}/")

    page.get_by_text("Where you take part").click()
    expect(page.get_by_text("1 notice for you")).to_be_visible()


@pytest.mark.parametrize("way", ["Forget me", "Sign out", "Deleted"])
def test_it_is_off_the_list_after(
    served: Server, gathering: Gathering, phone: Callable[..., Page], way: str
) -> None:
    page = phone()
    page.goto(f"{served.url}/")
    expect(page.get_by_text("Where you take part (1)")).to_be_visible()
    page.goto(f"{gathering.url}#me")
    if way == "Forget me":
        page.get_by_role("button", name="Forget me…").click()
        page.get_by_role("button", name="Forget me for good").click()
        expect(page.get_by_role("button", name="Join")).to_be_visible()
    elif way == "Sign out":
        page.get_by_role("button", name="Sign out this device").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_role("button", name="Join")).to_be_visible()
    else:
        page.goto("about:blank")
        confirm = {"confirm": TITLE}
        served.post(f"/api/{gathering.code}/delete?as=host", confirm, gathering.host_token)

    page.goto(f"{served.url}/", wait_until="networkidle")
    expect(page.get_by_role("region", name="Your gatherings")).to_have_count(0)


def test_a_host_who_signs_out_is_off_the_list(
    served: Server, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    open_host(page, gathering)
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out this browser").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("textbox", name="Host key")).to_be_visible()
    page.goto(f"{served.url}/", wait_until="networkidle")
    expect(page.get_by_role("region", name="Your gatherings")).to_have_count(0)


def test_the_front_page_works_where_storage_is_refused(
    served: Server, gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    page.add_init_script(REFUSED)
    page.goto(f"{served.url}/", wait_until="networkidle")
    page.get_by_label("Join with the code").fill(gathering.code)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    page.goto(f"{served.url}/", wait_until="networkidle")
    expect(page.get_by_role("region", name="Your gatherings")).to_have_count(0)
