"""What a host meets first: the phase, the bell, what waits and the news; on a phone too."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import DESK, PHONE, Gathering, host_page, zone_at_noon
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server


@pytest.fixture
def host(browser: Browser, gathering: Gathering) -> Iterator[Callable[..., Page]]:
    """`host(viewport)` opens the host's page."""
    contexts = []

    def open_page(viewport: dict[str, int] = DESK) -> Page:
        page = host_page(browser, gathering, viewport=viewport)
        contexts.append(page.context)
        expect(page.get_by_role("heading", name="Phase")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_device_whose_key_was_replaced_says_what_to_do(
    host: Callable[..., Page], gathering: Gathering, served: Server
) -> None:
    page = host()
    expect(page.get_by_text("Connected")).to_be_visible()

    answer = served.post(f"/api/{gathering.code}/host/rotate?as=host", {}, gathering.host_token)

    expect(page.get_by_text("the host key was replaced")).to_be_visible()
    page.get_by_label("Host key").fill(answer["host_key"])
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Phase")).to_be_visible()


def test_times_that_overlap_are_pointed_out(host: Callable[..., Page]) -> None:
    page = host()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Edit Time slot 1").click()
    second = page.locator(".setrow", has=page.get_by_role("button", name="Edit Time slot 2"))
    starts = second.locator(".times").inner_text()[:5]
    ends = f"{starts[:3]}{int(starts[3:]) + 1:02}"
    clash = page.get_by_text("At the same time as Time slot 2")
    expect(clash).to_have_count(0)

    page.get_by_label("To", exact=True).fill(ends)
    expect(clash).to_be_visible()
    page.locator(".setrow").get_by_role("button", name="Save", exact=True).click()

    expect(clash).to_be_visible()
    expect(second.get_by_text("At the same time as Time slot 1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_phases_stay_inside_their_paper(host: Callable[..., Page], width: int) -> None:
    page = host({"width": width, "height": 800})
    paper = page.locator(".paper", has=page.get_by_role("heading", name="Phase"))
    inside = """e => [...e.querySelectorAll("button")]
      .every(one => one.getBoundingClientRect().right <= e.getBoundingClientRect().right - 12)"""
    assert paper.evaluate(inside)


@pytest.mark.parametrize("width", [390, 320])
def test_no_tab_is_cut_on_a_phone(host: Callable[..., Page], width: int) -> None:
    page = host({"width": width, "height": 800})
    expect(page.locator(".tabs__tab")).to_have_count(6)
    for tab in page.locator(".tabs__tab").all():
        expect(tab).to_be_in_viewport(ratio=1)


def test_what_waits_leads_to_where_it_is_done(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    waiting = page.get_by_role("region", name="Waiting for you")
    expect(waiting).to_have_count(0)

    kim = gathering.joins("Kim")
    shy = gathering.asks(kim, "propose_topic", title="Carers", read_out=True)["result"]["topic"]

    expect(waiting).to_contain_text("1 topic to read out")
    expect(waiting).to_contain_text("Carers")
    expect(waiting).to_contain_text("1 topic without a place")
    assert violations(page) == ""
    waiting.get_by_role("link", name="1 topic to read out").click()
    expect(page.get_by_role("heading", name="Please read out")).to_be_visible()
    page.get_by_role("button", name="Was read out: Carers").click()
    page.get_by_role("link", name="Now", exact=True).click()
    expect(waiting).not_to_contain_text("to read out")

    state = gathering.state()["tables"]
    slot = next(slot for slot in state["slots"] if slot["kind"] == "session")
    cell = {"room": state["rooms"][0]["id"], "slot": slot["id"]}
    session = gathering.asks(kim, "claim_cell", topic=shy, **cell)["result"]["session"]
    gathering.asks(kim, "hand_over_notes", session=session)
    expect(waiting).to_contain_text("1 session asks for a note-taker")
    expect(waiting).not_to_contain_text("without a place")


def test_a_report_is_missed_when_its_session_is_over(browser: Browser, served: Server) -> None:
    noon = datetime.now(UTC)
    slots = [
        {
            "starts_at": (noon + timedelta(minutes=begins)).isoformat(),
            "ends_at": (noon + timedelta(minutes=ends)).isoformat(),
        }
        for begins, ends in [(-60, -10), (-5, 60)]
    ]
    today = Gathering(served, {**GATHERING, "timezone": zone_at_noon(), "slots": slots})
    state = today.state()["tables"]
    for slot, title in zip(state["slots"], ["Over", "Just begun"], strict=True):
        topic = today.host("propose_topic", title=title)["result"]["topic"]
        today.host("claim_cell", topic=topic, room=state["rooms"][0]["id"], slot=slot["id"])
    page = host_page(browser, today, "#now")

    waiting = page.get_by_role("region", name="Waiting for you")
    expect(waiting).to_contain_text("1 session has begun and has no report")
    expect(waiting).to_contain_text("1A Over")
    today.host("set_phase", phase="lobby")
    expect(waiting).to_contain_text("No support person is named yet")
    page.context.close()


def test_many_items_within_a_minute_lead_to_safety(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    waiting = page.get_by_role("region", name="Waiting for you")
    for nth in range(15):
        gathering.asks(gathering.joins(), "propose_topic", title=f"Hate {nth}")
    for nth in range(5):
        item = {"form": "evidence", "bearing": "both", "text": f"Hate {nth}"}
        gathering.asks(gathering.joins(), "post_evidence", **item)

    many = "20 topics, notes, evidence items and issues in the last minute"
    waiting.get_by_role("link", name=many).click()
    expect(page.get_by_role("button", name="Pause writing for everybody")).to_be_visible()


def test_the_script_comes_after_what_is_done_live_on_a_phone(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    gathering.host("set_phase", phase="opening")
    gathering.asks(gathering.joins(), "propose_topic", title="Carers")
    page = host(PHONE)
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()

    headings = page.locator("main h2").all_inner_texts()
    first = ["Bell", "News", "Waiting for you", "Phase", "Timer"]
    assert headings[:6] == [*first, "Opening circle"]
    bell = page.get_by_role("heading", name="Bell").bounding_box()
    assert bell
    assert bell["y"] + 200 < PHONE["height"]


def test_settings_have_sections(host: Callable[..., Page]) -> None:
    page = host()
    page.get_by_role("link", name="Settings").click()
    expect(page.locator("main h2")).to_have_text(
        ["Rooms and times", "Texts", "Host key, and how long it is kept"]
    )
    assert violations(page) == ""


def test_closed_gathering_says_what_comes_next_and_when_it_is_erased(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    gathering.asks(gathering.joins(), "propose_topic", title="Carers")
    page = host()
    expect(page.get_by_role("region", name="Waiting for you")).to_be_visible()
    page.get_by_role("button", name="Closed").click()
    expect(page.get_by_role("dialog")).to_contain_text("who wrote what are erased on 30 April 2027")
    page.get_by_role("button", name="Close the gathering").click()

    following = page.get_by_role("region", name="What comes next")
    expect(following).to_contain_text(
        "who wrote what are erased on 30 April 2027. The book stays, without names."
    )
    expect(page.get_by_role("region", name="Waiting for you")).to_have_count(0)
    expect(page.get_by_role("region", name="Clock")).to_have_count(0)
    assert violations(page) == ""
    following.get_by_role("button", name="Go to the book").click()
    expect(page.get_by_role("link", name="Book", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    expect(page.get_by_text("who wrote what are erased on 30 April 2027.")).to_be_visible()


def test_enter_pressed_twice_cancels_what_reaches_far(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    page.get_by_role("button", name="Closed").press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Closed")).to_be_focused()
    assert gathering.state()["gathering"]["phase"] == "marketplace"


def test_links_lead_to_the_self_test_and_warn_where_phones_cannot_follow(
    host: Callable[..., Page], gathering: Gathering
) -> None:
    page = host()
    expect(page.get_by_text("Phones cannot reach them")).to_be_visible()
    ready = page.get_by_role("link", name="Is everything ready?")
    expect(ready).to_have_attribute("href", "/selftest")

    page.goto(f"{gathering.url}/paper/qr")
    expect(page.get_by_text("Phones cannot reach this address")).to_be_visible()

    page.goto(f"{gathering.url}/wall")
    page.keyboard.press("q")
    expect(page.get_by_text("Works on this computer only")).to_be_visible()


def test_book_without_sessions_is_not_called_complete(host: Callable[..., Page]) -> None:
    page = host()
    page.get_by_role("link", name="Book", exact=True).click()
    expect(page.get_by_text("There is no session yet, so the book is empty.")).to_be_visible()
    expect(page.get_by_text("Nothing is missing.")).to_have_count(0)


def test_a_short_column_leaves_no_gap(host: Callable[..., Page]) -> None:
    page = host()
    places = page.locator(".section .paper").evaluate_all(
        """papers => papers.map(paper => {
            const { left, top, bottom } = paper.getBoundingClientRect()
            return [left, top, bottom]
        })"""
    )
    assert len(places) >= 5
    for left, top, _ in places:
        above = [bottom for other, _, bottom in places if other == left and bottom <= top]
        if above:
            assert top - max(above) <= 24
