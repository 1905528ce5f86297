"""What somebody sees who scans the code: how to join first, and whether it is over."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.phones import Gathering, card, cell, propose


def test_join_is_on_the_first_screen_of_a_small_phone(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    gathering.host(
        "edit_gathering",
        theme="How do we keep learning when the rota is always short of two?",
        venue="The old mill, 12 Long Lane; step-free from the yard, quiet room upstairs",
        statement="Teams learn more from near misses than from accidents.",
        welcome="Doors open at 8:30. Coffee is in the hall. " * 4,
    )
    page = phone(joined=False)
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(gathering.url)

    button = page.get_by_role("button", name="Join")
    expect(button).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("The old mill")).to_have_count(1)


def test_a_new_phone_is_told_that_the_gathering_is_over(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    gathering.host("edit_gathering", welcome="Doors open at 8:30.")
    gathering.host("set_phase", phase="closed")
    page = phone(joined=False)
    page.goto(gathering.url)

    expect(page.get_by_text("This gathering is over.")).to_be_visible()
    expect(page.get_by_text("who wrote what are erased on 30 April 2027.")).to_be_visible()
    expect(page.get_by_role("button", name="Join")).to_have_count(0)
    expect(page.get_by_text("Doors open")).to_have_count(0)
    page.get_by_role("link", name="Read the proceedings").click()
    expect(page).to_have_url(f"{gathering.url}/proceedings")


def test_where_nobody_is_named_joining_says_so_and_asks_for_no_name(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    gathering.host("edit_gathering", naming="none")
    page = phone(joined=False)
    page.goto(gathering.url)

    expect(page.get_by_text("Nobody is named in this gathering.")).to_be_visible()
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Me", exact=True).click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_count(0)


def test_the_code_on_a_door_leads_on_to_sessions_and_to_joining(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    mary, guest = phone(), phone(joined=False)
    propose(mary, "Rota", then="Choose a place")
    cell(mary, "1A").click()
    expect(card(mary, "Rota")).to_contain_text("1A")

    guest.goto(f"{gathering.url}/rooms/A")
    expect(guest.get_by_role("link", name="Take part on this phone")).to_be_visible()
    expect(guest.get_by_role("img", name="QR code of this page")).to_be_hidden()
    guest.get_by_role("link", name="Rota").first.click()
    expect(guest).to_have_url(f"{gathering.url}/s/1A")
    expect(guest.get_by_text("After joining you come to 1A Rota.")).to_be_visible()


def test_the_door_of_a_removed_room_leads_on_to_the_gathering(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    guest = phone(joined=False)
    guest.goto(f"{gathering.url}/rooms/B")
    expect(guest.get_by_role("heading", name="Elm")).to_be_visible()
    elm = next(room for room in gathering.state()["tables"]["rooms"] if room["letter"] == "B")

    gathering.host("remove_room", room=elm["id"])

    for _ in ("while it is open", "from a sheet that is still on the door"):
        guest.get_by_role("link", name="To the gathering").click()
        expect(guest.get_by_role("button", name="Join")).to_be_visible()
        guest.goto(f"{gathering.url}/rooms/B")


def test_another_language_is_one_tap_away_and_keeps_the_view_and_what_was_typed(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    offers_languages(page, gathering)
    page.add_init_script("storedBefore = Object.keys(localStorage).join()")
    page.goto(f"{gathering.url}#topics")
    page.get_by_label("Your name").fill("Kim")

    page.get_by_role("navigation", name="Language").get_by_role("link", name="Pseudo").click()
    expect(page.get_by_label("Ýóúr ñámé")).to_have_value("Kim")
    expect(page).to_have_url(f"{gathering.url}#topics")
    assert "welcome" not in page.evaluate("storedBefore")
    page.reload()
    expect(page.get_by_label("Ýóúr ñámé")).to_have_value("")
    page.get_by_label("Ýóúr ñámé").fill("Kim")
    page.get_by_role("button", name="Jóíñ").click()
    expect(page.get_by_role("heading", name="Tópíçš")).to_be_visible()

    page.get_by_role("button", name="Mé", exact=False).last.click()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    expect(page.get_by_label("Your name").first).to_have_value("Kim")


def offers_languages(page: Page, gathering: Gathering) -> None:
    """As if the server had these languages, and no other."""
    known = [
        {"code": code, "name": name, "tag": code, "direction": "ltr"}
        for code, name in (("en", "English"), ("en-XA", "Pseudo"))
    ]

    def offer(route: Route) -> None:
        answer = route.fetch()
        listed = f'"languages":{json.dumps(known)}'
        route.fulfill(response=answer, body=re.sub(r'"languages":\[.*?\]', listed, answer.text()))

    page.route(re.compile(re.escape(gathering.url) + r"([?#].*)?$"), offer)
