"""A facilitator sets up in a real Chromium, gets the host page, and helps the day along."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.engines import watch


@pytest.fixture
def kim(browser: Browser, served: Any) -> Iterator[Page]:
    """Kim, the facilitator, at a laptop. An error in a script fails the test."""
    context = browser.new_context(
        base_url=served.url, viewport={"width": 1280, "height": 900}, timezone_id="Europe/London"
    )
    page = context.new_page()
    trouble: list[str] = []
    watch(page, trouble)
    yield page
    context.close()
    assert trouble == []


def test_facilitator_sets_up_and_opens_the_host_page(kim: Page) -> None:
    kim.goto("/new")
    kim.get_by_label("Title", exact=True).fill("Learning together")
    expect(kim.get_by_label("From").first).to_have_value("09:00")
    kim.get_by_role("button", name="Open the gathering").click()

    expect(kim.get_by_role("heading", name="Your gathering is open")).to_be_visible()
    key = kim.get_by_label("Host key", exact=True).input_value()
    kim.get_by_role("link", name="Go to the host page").click()

    expect(kim.get_by_text("Connected")).to_be_visible()
    expect(kim.get_by_role("heading", name="Learning together")).to_be_visible()
    assert len(key) >= 22
    assert kim.url.split("/host")[1] == ""


def test_form_says_what_is_wrong_beside_its_field_and_keeps_the_rest(kim: Page) -> None:
    kim.goto("/new")
    kim.get_by_label("Theme").fill("What helps?")
    kim.get_by_role("button", name="Open the gathering").click()

    title = kim.get_by_label("Title", exact=True)
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description(re.compile("A gathering needs a title"))
    kim.reload()
    expect(kim.get_by_label("Theme")).to_have_value("What helps?")


def test_generator_makes_the_slots_and_a_hand_changes_them(kim: Page) -> None:
    kim.goto("/new")
    kim.get_by_label("First time slot starts at").fill("930")
    kim.get_by_role("checkbox", name="Closing circle after the last").uncheck()
    kim.get_by_role("button", name="Add a day").click()
    expect(kim.get_by_role("heading", level=3)).to_have_count(2)
    expect(kim.get_by_label("From").nth(1)).to_have_value("09:30")

    kim.get_by_label("What it is called").nth(1).fill("Early birds")
    kim.get_by_label("Minutes of a time slot").fill("60")

    expect(kim.get_by_text("You changed the list by hand")).to_be_visible()
    expect(kim.get_by_label("What it is called").nth(1)).to_have_value("Early birds")


def comes_from_elsewhere(page: Page) -> None:
    """The set-up page as another computer gets it, which has to name the server's key."""

    def answer(route: Route) -> None:
        here = route.fetch()
        body = here.text().replace('"needs_key": false', '"needs_key": true')
        route.fulfill(response=here, body=body)

    page.route("**/new", answer)


def test_key_of_the_server_leaves_the_address_and_goes_with_the_request(kim: Page) -> None:
    comes_from_elsewhere(kim)
    kim.goto("/new#key=the-key")
    kim.get_by_label("Title", exact=True).fill("From elsewhere")
    assert kim.url.endswith("/new")
    expect(kim.get_by_label("Key of this server")).to_have_count(0)
    with kim.expect_request("**/api/gatherings") as sent:
        kim.get_by_role("button", name="Open the gathering").click()

    assert sent.value.headers["authorization"] == "Bearer the-key"


def test_key_of_yesterdays_server_is_asked_for_again(kim: Page) -> None:
    comes_from_elsewhere(kim)
    wrong = {"ok": False, "error": {"code": "unauthorized", "params": {}}}
    kim.route("**/api/gatherings", lambda route: route.fulfill(status=401, json=wrong))
    kim.goto("/new#key=yesterday")
    kim.get_by_label("Title", exact=True).fill("From elsewhere")
    kim.get_by_role("button", name="Open the gathering").click()

    expect(kim.get_by_label("Key of this server")).to_have_value("yesterday")


def test_key_of_the_server_is_asked_for_before_the_form_is_filled(kim: Page) -> None:
    comes_from_elsewhere(kim)
    kim.goto("/new")
    key = kim.get_by_label("Key of this server").bounding_box()
    title = kim.get_by_label("Title", exact=True).bounding_box()
    assert key
    assert title
    assert key["y"] < title["y"]


def test_times_that_overlap_are_pointed_out_beside_the_line(kim: Page) -> None:
    kim.goto("/new")
    expect(kim.get_by_label("From").first).to_have_value("09:00")
    expect(kim.locator(".line__clash", has_text="begins before")).to_have_count(0)
    kim.get_by_label("To", exact=True).first.fill("10:20")
    kim.get_by_label("To", exact=True).first.press("Tab")

    clash = "This begins before “Opening circle and marketplace” ends at 10:20."
    expect(kim.get_by_text(clash)).to_be_visible()


def test_where_phones_cannot_reach_the_address_the_page_says_so(kim: Page) -> None:
    kim.goto("/new")
    kim.get_by_label("Title", exact=True).fill("On the laptop only")
    kim.get_by_role("button", name="Open the gathering").click()

    expect(kim.get_by_text("These addresses work on this computer only.")).to_be_visible()
    expect(kim.get_by_role("link", name="Test it with a phone")).to_be_visible()


def test_rooms_are_pasted_as_a_list(kim: Page) -> None:
    kim.goto("/new")
    expect(kim.get_by_label("From").first).to_have_value("09:00")
    kim.get_by_role("button", name="Paste a list").click()
    kim.get_by_label("One room per line").fill("Hall; 80; step-free\nLibrary, 12\nCorner")
    kim.get_by_role("button", name="Add 3 rooms").click()

    expect(kim.get_by_label("Name", exact=True)).to_have_count(3)
    expect(kim.get_by_label("Seats").nth(1)).to_have_value("12")
    expect(kim.get_by_label("Access").first).to_have_value("step-free")


def test_host_changes_the_phase_rings_the_bell_and_posts_news(kim: Page) -> None:
    _open_host_page(kim)

    kim.get_by_role("button", name="Marketplace", exact=True).click()
    expect(kim.get_by_role("button", name="Marketplace", exact=True)).to_have_attribute(
        "aria-current", "step"
    )
    kim.get_by_role("button", name="Closing", exact=True).click()
    kim.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(kim.get_by_role("button", name="Marketplace", exact=True)).to_have_attribute(
        "aria-current", "step"
    )

    at_once = kim.get_by_role("group", name="Ring at once:")
    at_once.get_by_role("button", name="Five minutes left").click()
    expect(kim.get_by_text("The bell rang on every screen: Five minutes left")).to_be_visible()

    kim.get_by_label("For everybody").fill("Soup is served.")
    kim.get_by_role("button", name="Post", exact=True).click()
    kim.get_by_role("button", name="Take back: Soup is served.").click()
    expect(kim.get_by_role("button", name="Take back: Soup is served.")).to_have_count(0)


def test_host_helps_someone_without_a_phone(kim: Page) -> None:
    _open_host_page(kim)
    kim.get_by_role("link", name="Wall", exact=True).first.click()

    kim.get_by_role("button", name="Post for someone").click()
    form = kim.get_by_role("dialog")
    form.get_by_label("Title").fill("Carers as colleagues")
    form.get_by_label("Their name, if they wish").fill("Amal")
    form.get_by_label("Place").select_option(label="1B · Room B · 10:00–10:45")
    form.get_by_role("button", name="Post").click()
    card = kim.get_by_role("button", name="1B Carers as colleagues")
    expect(card).to_be_visible()

    card.click()
    kim.get_by_role("dialog").get_by_role("button", name="Move").click()
    kim.get_by_role("button", name=re.compile("^2C .*Room C")).click()
    expect(kim.get_by_role("button", name="2C Carers as colleagues")).to_be_visible()

    kim.get_by_role("button", name="Type in a note from paper").click()
    form.get_by_label("Session code").fill(" 2c")
    form.get_by_label("Text").fill("Carers are asked first. Nobody waits.")
    form.get_by_role("button", name="Add the note").click()
    expect(form.get_by_text("Added to 2C.")).to_be_visible()
    kim.keyboard.press("Escape")
    kim.get_by_role("link", name="Notes", exact=True).click()
    expect(kim.get_by_text("1 of 1 session has a report.")).to_be_visible()


def test_host_edits_and_removes_a_room_that_holds_a_session(kim: Page) -> None:
    _open_host_page(kim)
    kim.goto(kim.url.split("#")[0] + "#wall")
    kim.get_by_role("button", name=re.compile("^1A .*Room A")).click()
    kim.get_by_role("dialog").get_by_label("Title").fill("Endings")
    kim.get_by_role("dialog").get_by_role("button", name="Post").click()
    expect(kim.get_by_role("button", name="1A Endings")).to_be_visible()

    kim.get_by_role("link", name="Settings").click()
    kim.get_by_role("button", name="Edit Room A").click()
    kim.get_by_label("Seats").fill("40")
    kim.get_by_role("button", name="Save", exact=True).first.click()
    expect(kim.get_by_text("seats 40")).to_be_visible()

    kim.get_by_role("button", name="Edit Room A").click()
    kim.get_by_role("button", name="Remove", exact=True).click()
    dialog = kim.get_by_role("dialog")
    expect(dialog).to_contain_text("It has one session. Its topic has no place then.")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Remove the room").click()
    expect(kim.get_by_role("button", name="Edit Room A")).to_have_count(0)
    kim.get_by_role("link", name="Wall", exact=True).first.click()
    expect(kim.get_by_role("heading", name="Without a place yet")).to_be_visible()


def test_host_page_without_the_cookie_asks_for_the_key(kim: Page, browser: Browser) -> None:
    opened = _open_host_page(kim)
    elsewhere = browser.new_context().new_page()
    elsewhere.goto(opened["host_url"].split("#")[0])

    elsewhere.get_by_label("Host key").fill("nonsense")
    elsewhere.get_by_role("button", name="Open").click()
    expect(elsewhere.get_by_text("That is not the host key")).to_be_visible()
    elsewhere.get_by_label("Host key").fill(opened["host_key"])
    elsewhere.get_by_role("button", name="Open").click()

    expect(elsewhere.get_by_role("heading", name="Phase")).to_be_visible()
    elsewhere.get_by_role("link", name="Settings").click()
    days = elsewhere.get_by_label("Days until people are erased")
    expect(days).to_have_value("30")
    erased = elsewhere.get_by_text("who wrote what are erased on")
    before = moment_in(erased.inner_text())
    days.fill("40")
    elsewhere.locator("form", has=days).get_by_role("button", name="Save").click()
    later = before + timedelta(days=10)
    expect(erased).to_contain_text(f"{later.day} {later:%B %Y}")
    elsewhere.context.close()


def moment_in(text: str) -> datetime:
    found = re.search(r"\d+ \w+ \d{4}", text)
    assert found
    return datetime.strptime(found[0], "%d %B %Y").replace(tzinfo=UTC)


def test_a_link_makes_one_more_device_the_hosts_and_no_second(kim: Page, browser: Browser) -> None:
    _open_host_page(kim)
    kim.get_by_role("link", name="Settings").click()
    kim.get_by_role("button", name="Be host on another device").click()
    link = kim.get_by_label("Link for one more device", exact=True).input_value()
    second, third = (browser.new_context().new_page() for _ in range(2))

    second.goto(link)
    expect(second.get_by_role("heading", name="Phase")).to_be_visible()
    third.goto(link)

    expect(third.get_by_text("This link was used before, or is too old.")).to_be_visible()
    for page in (second, third):
        page.context.close()


def _open_host_page(kim: Page) -> dict[str, str]:
    answer: dict[str, str] = kim.request.post(
        "/api/gatherings",
        data={
            "title": "Learning together",
            "timezone": "Europe/London",
            "rooms": [{"name": f"Room {letter}"} for letter in "ABC"],
            "slots": [
                {"starts_at": f"2027-03-31T{hour}:00", "ends_at": f"2027-03-31T{hour}:45"}
                for hour in (10, 11)
            ],
        },
    ).json()
    kim.goto(answer["host_url"])
    expect(kim.get_by_text("Connected")).to_be_visible()
    return answer
