"""What half the phones in a room run: the day of an attendee, a host and a wall in WebKit."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.engines import chromium_only
from tests.browser.phones import Gathering
from tests.browser.test_wall_statement import INSIDE, WORDS, brings
from tests.browser.venue import Venue
from tests.browser.webkit import Page, display, webkit_gtk
from tests.support.server import Server
from tests.support.waiting import waits

pytestmark = [
    chromium_only("the ordinary run drives WebKit"),
    # Selenium warns of itself.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with display(tmp_path_factory.mktemp("screen")) as env:
        yield env


@pytest.fixture
def webkit(screen: dict[str, str], served: Server) -> Iterator[Open]:
    """Opens a page, with more arguments of the browser if given."""
    with ExitStack() as stack:
        start: Callable[..., AbstractContextManager[Page]] = partial(
            webkit_gtk, screen, f"{served.url}/healthz"
        )
        yield lambda *arguments: stack.enter_context(start(*arguments))


@pytest.fixture
def page(webkit: Open) -> Page:
    return webkit()


def join(page: Page, url: str, name: str = "Mary") -> None:
    page.open(url)
    page.fill("Your name", name)
    page.tap("Join")
    page.sees("The wall")


def propose(page: Page, title: str, then: str) -> None:
    page.tap("Propose a topic")
    page.fill("Title", title)
    page.tap("Propose")
    page.sees("Your topic is up")
    page.tap(then)


def open_session(page: Page, title: str, code: str) -> None:
    propose(page, title, "Choose a place")
    page.sees("Tap a free place")
    page.tap(None, f"[data-free='{code}']")
    page.sees(f"Placed at {code}.")
    page.tap(title, ".card")
    page.tap("Session page")
    page.sees("Add a note")


def test_a_topic_is_proposed_placed_moved_and_noted(page: Page, gathering: Gathering) -> None:
    join(page, gathering.url)
    assert page.value("innerWidth") == 390
    propose(page, "Waiting rooms that calm", "Choose a place")
    page.tap(None, "[data-free='1B']")
    page.sees("Placed at 1B.")
    page.tap("Waiting rooms", ".card")
    page.tap("Move")
    page.tap(None, "[data-free='2A']")
    page.sees("Placed at 2A.")
    page.tap("Waiting rooms", ".card")
    page.tap("Session page")
    for kind, text in [
        ("Key point", "People remember the room."),
        ("Open question", "Who is missing?"),
    ]:
        page.tap(kind)
        page.driver.find_element("css selector", ".composer textarea").send_keys(text)
        page.tap("Add the note")
        page.sees(text)
    page.driver.refresh()

    page.sees("Who is missing?")
    assert gathering.titles() == ["Waiting rooms that calm"]


def test_a_taken_place_offers_free_ones(page: Page, gathering: Gathering) -> None:
    tom = gathering.joins("Tom")
    topic = gathering.asks(tom, "propose_topic", title="Theirs")["result"]["topic"]
    tables = gathering.state()["tables"]
    cell = {"room": tables["rooms"][0]["id"], "slot": tables["slots"][1]["id"]}
    gathering.asks(tom, "claim_cell", topic=topic, **cell)
    join(page, gathering.url)
    propose(page, "Mine", "Choose a place")

    page.tap("Theirs", ".card")
    page.sees("1A is taken")
    page.tap("10:00 Elm")

    page.sees("Placed at 1B.")


def test_a_photo_is_kept_while_the_server_is_down_and_sent_by_the_next_page(
    page: Page, venue: Venue, tmp_path: Path
) -> None:
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(tmp_path / "flip-chart.jpg")
    join(page, venue.url)
    open_session(page, "Rota", "1A")
    venue.server.kill()
    page.tap("More kinds…")
    page.tap("Photo")
    page.field("Photo of a flip chart").send_keys(str(tmp_path / "flip-chart.jpg"))
    page.fill("Description", "Three circles")
    page.tap("Add the photo")
    page.sees("It is kept on this device and sent again.")
    page.open("about:blank")
    venue.server.start()

    page.open(f"{venue.url}/s/1A")

    page.is_true("document.querySelector('.note__photo')?.naturalWidth === 1600")
    page.loses("Not sent yet.")
    state = venue.server.get(f"/api/{venue.code}/state")
    assert [note["alt"] for note in state["tables"]["notes"]] == ["Three circles"]


def test_what_is_written_while_the_server_is_down_is_saved_once(page: Page, venue: Venue) -> None:
    join(page, venue.url)
    venue.server.kill()
    page.tap("Propose a topic")
    page.fill("Title", "From a dead network")
    page.tap("Propose")
    page.tap("Later")
    page.sees("1 thing waits to be sent.")
    venue.server.start()

    waits(venue.titles)
    page.loses("1 thing waits to be sent.")
    page.loses("saving…")
    assert venue.titles() == ["From a dead network"]


def test_a_draft_is_there_after_a_reload(page: Page, gathering: Gathering) -> None:
    join(page, gathering.url)
    page.tap("Propose a topic")
    page.fill("Title", "Half a ti")
    page.driver.refresh()
    page.tap("Propose a topic")

    assert page.field("Title").get_property("value") == "Half a ti"


def test_the_bell_is_closed_without_the_sheet_below_it(page: Page, gathering: Gathering) -> None:
    join(page, gathering.url)
    page.tap("Propose a topic")
    page.fill("Title", "Half a ti")
    gathering.host("ring_bell", text="Ten minutes to go")
    page.sees("Ten minutes to go")

    page.tap("OK", ".bell button")

    page.loses("Ten minutes to go")
    assert page.field("Title").get_property("value") == "Half a ti"


def test_a_browser_that_stores_nothing_says_so_and_saves(
    webkit: Open, gathering: Gathering
) -> None:
    page = webkit("--enable-html5-local-storage=false")
    page.open(gathering.url)
    page.sees("This browser keeps nothing for this page.")
    page.tap("Join")
    page.sees("The wall")
    propose(page, "Not stored here", "Later")

    assert gathering.titles() == ["Not stored here"]


def test_a_gathering_is_set_up_and_a_missing_title_is_in_sight(page: Page, served: Server) -> None:
    page.open(f"{served.url}/new")
    page.sees("Set up a gathering")
    page.tap("Open the gathering")
    page.sees("A gathering needs a title")
    page.is_true("document.querySelector('label[for=title]').getBoundingClientRect().top >= 0")
    page.fill("Title", "Learning in the open")
    page.tap("Open the gathering")

    page.sees("Your gathering is open")
    page.tap("Go to the host page")
    page.sees("Next:")


def test_a_host_rings_the_bell_and_leads_the_phase(
    page: Page, webkit: Open, gathering: Gathering
) -> None:
    page.open(f"{gathering.url}/wall")
    host = webkit()
    host.open(f"{gathering.url}/host")
    host.fill("Host key", gathering.host_key)
    host.tap("Open")
    host.sees("Bell")
    host.fill("What it says", "Ten minutes to go")
    host.tap("Ring")
    page.sees("Ten minutes to go")

    host.tap("Sessions", ".phase")
    waits(lambda: gathering.state()["gathering"]["phase"] == "sessions")


def test_the_wall_fits_its_screen_and_is_live(page: Page, gathering: Gathering) -> None:
    page.resize(1920, 1080)
    page.open(f"{gathering.url}/wall")
    page.sees("free")
    gathering.host("post_news", text="Tea is ready.")

    page.sees("Tea is ready.")
    root = "document.documentElement"
    assert page.value(f"[{root}.scrollWidth - innerWidth, {root}.scrollHeight - innerHeight]") == [
        0,
        0,
    ]


def test_the_statement_on_the_wall_is_not_cut(page: Page, gathering: Gathering) -> None:
    page.resize(1920, 1080)
    for text in WORDS:
        brings(gathering, text)
    page.open(f"{gathering.url}/wall?statement")
    page.sees("Speaks for it")
    waits(lambda: page.value("document.querySelectorAll('.brought__item').length") > 0)

    assert page.value(f"({INSIDE})()") == []


def test_every_page_fits_a_phone(page: Page, gathering: Gathering, served: Server) -> None:
    for path in ("", "/rooms/A", "/agenda", "/proceedings", "/paper/wall"):
        page.open(gathering.url + path)
        page.sees("Learning together")
        assert page.value("document.documentElement.scrollWidth - innerWidth") <= 0, path
    page.open(f"{served.url}/selftest")
    page.sees("This browser can run it.")
