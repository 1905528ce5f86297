"""A photo on its way is kept like a note, and sent again: there is one note with it in the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.phones import becomes_true, open_session, tab
from tests.browser.venue import Venue
from tests.support.waiting import waits

STORED = """async () => {
  const database = await new Promise(resolve => {
    const opening = indexedDB.open("openspace", 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore("photos", { keyPath: "id" })
    opening.onsuccess = () => resolve(opening.result)
  })
  const counting = database.transaction("photos").objectStore("photos").count()
  return new Promise(resolve => { counting.onsuccess = () => { database.close(); resolve(counting.result) } })
}"""


@pytest.fixture
def flip_chart(tmp_path: Path) -> Path:
    file = tmp_path / "flip-chart.jpg"
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(file)
    return file


@pytest.fixture
def mary(venue_phone: Callable[..., Page]) -> Page:
    """Mary, on the page of her session."""
    page = venue_phone(name="Mary")
    open_session(page, "Rota", "1A")
    return page


def add_photo(page: Page, file: Path) -> None:
    page.get_by_role("button", name="More kinds…").click()
    page.get_by_role("button", name="Photo").click()
    page.get_by_label("Photo of a flip chart").set_input_files(file)
    page.get_by_label("Description, for those who cannot see it").fill("Three circles")
    page.get_by_role("button", name="Add the photo").click()


def notes(venue: Venue) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = venue.server.get(f"/api/{venue.code}/state")["tables"]["notes"]
    return found


def expect_one_note(page: Page, venue: Venue) -> None:
    expect(page.get_by_role("img", name="Three circles")).to_be_visible()
    expect(page.locator(".photo-waiting")).to_have_count(0)
    expect(page.locator(".unsaved")).to_have_count(0)
    becomes_true(page, f"async () => await ({STORED})() === 0")
    assert [(note["kind"], note["alt"]) for note in notes(venue)] == [("photo", "Three circles")]


def test_the_code_on_a_report_form_leads_a_new_phone_to_the_camera(
    mary: Page, venue: Venue, venue_phone: Callable[..., Page], flip_chart: Path
) -> None:
    helper = venue_phone(joined=False)
    helper.goto(f"{venue.url}/s/1A#photo")
    helper.get_by_role("button", name="Join").click()

    expect(helper.get_by_role("heading", name="Rota")).to_be_visible()
    camera = helper.get_by_label("Photo of a flip chart")
    expect(camera).to_have_attribute("capture", "environment")
    expect(helper.get_by_role("button", name="Add the photo")).to_be_in_viewport()
    camera.set_input_files(flip_chart)
    helper.get_by_label("Description, for those who cannot see it").fill("Three circles")
    helper.get_by_role("button", name="Add the photo").click()

    expect(helper.locator(".composer__added")).to_contain_text("You can scan the next form now.")
    expect_one_note(helper, venue)
    expect(mary.get_by_role("img", name="Three circles")).to_be_visible()


def test_a_photo_taken_while_the_server_is_down_is_sent_by_the_next_page(
    mary: Page, venue: Venue, flip_chart: Path
) -> None:
    venue.server.kill()
    add_photo(mary, flip_chart)
    waiting = mary.locator(".photo-waiting")
    expect(waiting).to_contain_text("Not sent yet. It is kept on this device and sent again.")
    expect(mary.locator(".unsaved")).to_contain_text("1 thing waits to be sent.")
    mary.goto("about:blank")
    venue.server.start()

    mary.goto(f"{venue.url}/s/1A")

    expect_one_note(mary, venue)


def test_a_photo_whose_upload_was_not_answered_makes_one_note(
    mary: Page, venue: Venue, flip_chart: Path
) -> None:
    mary.evaluate("""() => {
        const send = fetch
        globalThis.fetch = async (...asked) => {
            const answer = await send(...asked)
            globalThis.isUploaded = asked[0].endsWith("/photos")
            return isUploaded ? new Promise(() => {}) : answer
        }
    }""")
    add_photo(mary, flip_chart)
    becomes_true(mary, "() => globalThis.isUploaded")
    venue.server.kill()
    mary.goto("about:blank")
    venue.server.start()

    mary.goto(f"{venue.url}/s/1A")

    expect_one_note(mary, venue)


def test_a_photo_whose_note_was_not_answered_makes_one_note(
    venue_phone: Callable[..., Page], venue: Venue, flip_chart: Path
) -> None:
    mary = venue_phone(joined=False)
    posted: list[str] = []

    def relay(phone: WebSocketRoute) -> None:
        """The first page hears nothing any more once it has posted the note."""
        server, is_first = phone.connect_to_server(), not posted

        def forward(message: str | bytes) -> None:
            if "post_note" in str(message):
                posted.append(str(message))
            server.send(message)

        phone.on_message(forward)
        server.on_message(lambda message: (is_first and posted) or phone.send(message))

    mary.route_web_socket("**/socket.io/**", relay)
    mary.goto(venue.url)
    mary.get_by_role("button", name="Join").click()
    open_session(mary, "Rota", "1A")
    add_photo(mary, flip_chart)
    waits(lambda: mary.wait_for_timeout(50) or notes(venue))
    expect(mary.locator(".photo-waiting")).to_have_count(1)
    expect(mary.locator(".note")).to_have_count(0)
    mary.goto("about:blank")

    mary.goto(f"{venue.url}/s/1A")

    expect_one_note(mary, venue)


def test_a_saved_photo_is_confirmed_where_it_lands(
    mary: Page, venue: Venue, flip_chart: Path
) -> None:
    add_photo(mary, flip_chart)

    expect(mary.get_by_text("Added to Photos.")).to_be_visible()
    expect(mary.get_by_role("img", name="Three circles")).to_be_in_viewport()
    expect_one_note(mary, venue)


def test_a_photo_that_the_server_forgot_meanwhile_is_uploaded_again(
    mary: Page, venue: Venue, flip_chart: Path
) -> None:
    uploads: list[str] = []

    def invented(route: Route) -> None:
        uploads.append(route.request.url)
        if len(uploads) > 1:
            route.continue_()
        else:
            route.fulfill(status=201, json={"photo": "0" * 32, "width": 1, "height": 1})

    mary.route("**/photos", invented)
    add_photo(mary, flip_chart)

    expect_one_note(mary, venue)
    assert len(uploads) >= 2  # once more for each that a busy server answers too late


def test_a_photo_that_is_discarded_is_not_sent(mary: Page, venue: Venue, flip_chart: Path) -> None:
    venue.server.kill()
    add_photo(mary, flip_chart)
    expect(mary.locator(".photo-waiting")).to_contain_text("It is kept on this device")

    mary.get_by_role("button", name="Discard").click()

    expect(mary.locator(".photo-waiting")).to_have_count(0)
    becomes_true(mary, f"async () => await ({STORED})() === 0")
    venue.server.start()
    mary.reload()
    expect(mary.locator(".status--live")).to_have_count(1)
    assert notes(venue) == []


def test_forgetting_oneself_removes_a_photo_that_was_not_sent(
    mary: Page, venue: Venue, flip_chart: Path
) -> None:
    mary.route("**/photos", lambda route: route.abort())
    add_photo(mary, flip_chart)
    expect(mary.locator(".photo-waiting")).to_contain_text("It is kept on this device")
    assert mary.evaluate(STORED) == 1

    tab(mary, "Me")
    mary.get_by_role("button", name="Forget me…").click()
    mary.get_by_role("button", name="Forget me for good").click()

    expect(mary.get_by_role("button", name="Join")).to_be_visible()
    assert mary.evaluate(STORED) == 0


def test_where_the_browser_stores_no_pictures_the_page_says_so_and_sends_it(
    venue_phone: Callable[..., Page], venue: Venue, flip_chart: Path
) -> None:
    mary = venue_phone(joined=False)
    mary.add_init_script("IDBFactory.prototype.open = () => { throw new Error('refused') }")
    mary.goto(venue.url)
    mary.get_by_role("button", name="Join").click()
    open_session(mary, "Rota", "1A")
    venue.server.kill()
    add_photo(mary, flip_chart)

    waiting = mary.locator(".photo-waiting")
    expect(waiting).to_contain_text("Keep this page open: this browser does not keep pictures.")
    expect(waiting).not_to_contain_text("It is kept")
    venue.server.start()

    expect(mary.get_by_role("img", name="Three circles")).to_be_visible()
    assert len(notes(venue)) == 1
