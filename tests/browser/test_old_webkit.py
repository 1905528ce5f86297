"""What an old iPhone runs: WPE WebKit 2.38, which is about Safari 16.0. It guards the oldest versions."""

from collections.abc import Iterator

import pytest

from tests.browser.engines import chromium_only
from tests.browser.phones import Gathering
from tests.browser.webkit import Page, webkit_wpe
from tests.support.server import Server

pytestmark = [
    chromium_only("the ordinary run drives WebKit"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def page(served: Server) -> Iterator[Page]:
    with webkit_wpe(f"{served.url}/healthz") as page:
        yield page


def test_every_page_starts(page: Page, gathering: Gathering, served: Server) -> None:
    page.open(gathering.url)
    page.sees("Join")
    page.open(f"{gathering.url}/wall")
    page.sees("free")
    page.open(f"{gathering.url}/rooms/A")
    page.sees("Oak")
    page.open(f"{gathering.url}/host")
    page.sees("Host key")
    page.open(f"{served.url}/new")
    page.sees("Set up a gathering")
    page.open(f"{served.url}/selftest")
    page.sees("This browser can run it.")


def test_a_topic_is_proposed_placed_and_noted(page: Page, gathering: Gathering) -> None:
    page.open(gathering.url)
    page.fill("Your name", "Mary")
    page.tap("Join")
    page.tap("Propose a topic")
    page.fill("Title", "Waiting rooms that calm")
    page.tap("Propose")
    page.sees("Your topic is up")
    page.tap("Choose a place")
    page.tap(None, "[data-free='1B']")
    page.sees("Placed at 1B.")
    page.tap("Waiting rooms", ".card")
    page.tap("Session page")
    page.sees("Add a note")
    page.driver.find_element("css selector", ".composer textarea").send_keys("People remember it.")
    page.tap("Add the note")

    page.sees("Added to Key points.")
    page.driver.refresh()
    page.sees("People remember it.")
    assert gathering.titles() == ["Waiting rooms that calm"]
