"""What people do most often takes few taps, and without looking for it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import Gathering, card, cell, propose, tab
from tests.support.server import KEY, Server
from tests.support.waiting import waits

SMALL = 664
"""Pixels. What the bars of Safari leave of a phone of 844."""
A_LITTLE = 16
"""Pixels. Playwright scrolls a target whose edge is covered, though a finger would hit it."""


class Finger:
    """Counts taps. Each target is on the screen and not covered, after at most `screens` of scrolling."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.taps = 0

    def taps_on(self, target: Locator, screens: float = 0) -> None:
        expect(target).to_be_visible()
        before, height = self._scrolled(), self._page.viewport_size["height"]  # type: ignore[index]
        if screens:
            target.scroll_into_view_if_needed()
        assert abs(self._scrolled() - before) <= screens * height + A_LITTLE
        is_seen = """element => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const top = document.elementFromPoint(x + width / 2, y + height / 2);
            return element.contains(top);
        }"""
        waits(
            lambda: target.evaluate(is_seen), says=lambda: f"{target} is covered, or off the screen"
        )
        self._page.evaluate(
            """addEventListener("pointerdown", () => { window.tappedAt = scrollY },
                { capture: true, once: true })"""
        )
        target.click()
        # Where the finger came down: what the tap does may scroll the page. Another page knows nothing of it.
        tapped_at = self._page.evaluate("window.tappedAt ?? null")
        if tapped_at is not None:
            assert abs(tapped_at - before) <= screens * height + A_LITTLE
        self.taps += 1

    def _scrolled(self) -> float:
        """Return how far the page is scrolled, when it has come to rest."""
        earlier, now = -1.0, float(self._page.evaluate("scrollY"))
        while now != earlier:
            self._page.wait_for_timeout(60)
            earlier, now = now, float(self._page.evaluate("scrollY"))
        return now


@pytest.mark.parametrize("height", [844, SMALL])
def test_a_topic_is_proposed_with_three_taps_after_the_scan(
    gathering: Gathering, phone: Callable[..., Page], height: int
) -> None:
    page = phone(joined=False)
    page.set_viewport_size({"width": 390, "height": height})
    finger = Finger(page)
    page.goto(gathering.url)

    finger.taps_on(page.get_by_role("button", name="Join"))
    finger.taps_on(page.get_by_role("button", name="Propose a topic"))
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Peer support on night shifts")
    finger.taps_on(page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True))

    expect(page.get_by_role("dialog").get_by_role("button", name="Choose a place")).to_be_visible()
    assert waits(gathering.titles) == ["Peer support on night shifts"]
    assert finger.taps == 3


def test_a_topic_is_placed_with_two_taps(phone: Callable[..., Page]) -> None:
    page = phone()
    finger = Finger(page)
    page.get_by_role("button", name="Propose a topic").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Rota")
    page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True).click()

    finger.taps_on(page.get_by_role("dialog").get_by_role("button", name="Choose a place"))
    finger.taps_on(cell(page, "2B"), screens=1)

    expect(page.get_by_text("Placed at 2B")).to_be_visible()
    assert finger.taps == 2


@chromium_only("Firefox's driver scrolls to what it taps")
@pytest.mark.parametrize("height", [844, SMALL])
@pytest.mark.parametrize("is_convener", [True, False])
def test_a_note_is_written_with_three_taps_and_no_scrolling(
    gathering: Gathering, phone: Callable[..., Page], is_convener: bool, height: int
) -> None:
    convener, other = phone(name="Mary"), phone(name="Tom")
    for page in (convener, other):
        page.set_viewport_size({"width": 390, "height": height})
    propose(convener, "Rota", then="Choose a place")
    cell(convener, "1A").click()
    card(other, "Rota").click()
    other.get_by_role("button", name="I’m interested").click()
    gathering.host("set_phase", phase="sessions")
    page = convener if is_convener else other
    page.reload()
    tab(page, "My day")
    finger = Finger(page)

    finger.taps_on(page.get_by_role("link", name="Rota"))
    composer = page.locator(".composer")
    # On a small phone the driver moves the whole field above the button, which a finger does not need.
    finger.taps_on(composer.locator("textarea"), screens=0 if height > SMALL else 0.1)
    expect(composer.locator("textarea")).to_be_focused()
    page.keyboard.type("Agree who covers before the shift starts")
    finger.taps_on(composer.get_by_role("button", name="Add the note"))

    note = page.locator(".note", has_text="Agree who covers")
    expect(note).to_be_in_viewport()
    assert finger.taps == 3


def test_a_day_of_five_rooms_and_four_slots_is_set_up_with_few_actions(
    served: Server, browser: Browser
) -> None:
    page = browser.new_context(base_url=served.url).new_page()
    page.goto(f"/new#key={KEY}")
    actions = 0

    def does(act: Callable[..., object], *args: object) -> None:
        nonlocal actions
        act(*args)
        actions += 1

    for label, words in (
        ("Title", "Learning together"),
        ("Theme", "What helps a team to go on learning?"),
        ("Statement", "A learning team is difficult to create."),
        ("Venue", "The Priory, Leeds. Step-free from the yard."),
    ):
        does(page.get_by_label(label, exact=True).fill, words)
    does(page.get_by_role("button", name="Paste a list").click)
    does(page.get_by_label("One room per line").fill, "Hall\nLibrary\nCorner\nStage\nYard")
    does(page.get_by_role("button", name="Add 5 rooms").click)
    does(page.get_by_label("The day ends").select_option, "count")
    page.get_by_label("Time slots a day", exact=True).select_text()
    does(page.keyboard.type, "4")
    does(page.get_by_text("Welcome", exact=False).first.click)
    does(page.get_by_label("Welcome").fill, "Tea is in the yard.")
    does(page.get_by_role("button", name="Open the gathering").click)
    expect(page.get_by_role("heading", name="Your gathering is open")).to_be_visible()

    code = re.search(r"[A-Z0-9]{6}", page.locator("main").inner_text())
    assert code
    tables = served.get(f"/api/{code[0]}/state")["tables"]
    kinds = [slot["kind"] for slot in tables["slots"]]
    assert len(tables["rooms"]) == 5
    assert kinds.count("session") == 4
    assert "Lunch" in [slot["label"] for slot in tables["slots"]]
    assert actions <= 15


def test_a_second_tap_does_not_close_what_the_first_opened(phone: Callable[..., Page]) -> None:
    page = phone()
    page.get_by_role("button", name="Propose a topic").click()
    page.get_by_label("Title").fill("Rota")

    page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True).dblclick(delay=20)

    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Choose a place")).to_be_visible()
    page.wait_for_timeout(300)
    expect(sheet.get_by_role("button", name="Choose a place")).to_be_visible()
