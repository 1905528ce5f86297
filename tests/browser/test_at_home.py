"""People at home call in once somebody hosts them, a companion sees what one person chose, and a convener
takes a larger room."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import (
    Gathering,
    during,
    host_page,
    tab,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

CALL = "https://call.example.org/oak"


def test_links_appear_once_the_host_names_somebody_for_those_at_home(
    browser: Browser, served: Server
) -> None:
    spec = {**GATHERING, "timezone": zone_at_noon(), "slots": [during(-5, 55)]}
    gathering = Gathering(served, spec)
    kim, state = gathering.joins(), gathering.state()["tables"]
    topic = gathering.asks(kim, "propose_topic", title="Reflective groups")["result"]["topic"]
    room, slot = state["rooms"][0]["id"], state["slots"][0]["id"]
    gathering.asks(kim, "claim_cell", topic=topic, room=room, slot=slot)
    gathering.host("edit_room", room=room, call_link=CALL)
    at_home = browser.new_page(timezone_id="Asia/Kolkata")
    at_home.goto(f"{gathering.url}/wall?at=home")
    expect(at_home.get_by_role("heading", name="1A Reflective groups")).to_be_visible()
    expect(at_home.get_by_text("at the gathering").first).to_be_visible()
    assert CALL not in at_home.content()

    host = host_page(browser, gathering, "#settings")
    host.get_by_label("Host for those at home").fill("Ana")
    host.get_by_role("region", name="People at home").get_by_role("button", name="Save").click()

    link = at_home.get_by_role("link", name="Join the call")
    expect(link).to_have_attribute("href", CALL)
    assert link.get_attribute("rel") == "noopener noreferrer"
    expect(at_home.get_by_text("Your host: Ana")).to_be_visible()
    door = browser.new_page()
    door.goto(f"{gathering.url}/rooms/A")
    expect(door.get_by_role("link", name="Join the call")).to_be_visible()
    for page in (at_home, host, door):
        page.close()


def test_a_companion_follows_and_the_person_ends_it(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    rosa = gathering.joins()
    topic = gathering.asks(rosa, "propose_topic", title="Reflective groups")["result"]["topic"]
    tables = gathering.state()["tables"]
    slot = next(row["id"] for row in tables["slots"] if row["kind"] == "session")
    cells = [{"room": room["id"], "slot": slot} for room in tables["rooms"][:2]]
    kim, ines = phone(), phone()
    tab(kim, "Topics")
    kim.get_by_role("button", name="Reflective groups").click()
    kim.get_by_role("button", name="I’m interested").click()
    kim.keyboard.press("Escape")
    tab(kim, "Me")
    kim.get_by_role("button", name="Let somebody follow me").click()
    kim.get_by_role("button", name="Make a code").click()
    code = kim.locator(".companion-code").inner_text()
    assert violations(kim) == ""

    ines.goto(f"{gathering.url}#follow={code.replace(' ', '')}")
    ines.reload()
    ines.get_by_role("button", name="Follow them").click()

    whom = ines.get_by_role("region", name="Whom you accompany")
    expect(whom.get_by_role("button", name="Reflective groups")).to_be_visible()
    expect(kim.get_by_role("heading", name="Somebody follows you now")).to_be_visible()
    kim.keyboard.press("Escape")
    session = gathering.asks(rosa, "claim_cell", topic=topic, **cells[0])["result"]["session"]
    expect(whom.get_by_text("1A", exact=True)).to_be_visible()
    gathering.asks(rosa, "move_session", session=session, **cells[1])
    expect(whom.get_by_text("moved from 1A")).to_be_visible()
    tab(kim, "My day")
    kim.get_by_role("button", name="End it").click()
    expect(kim.get_by_text("Somebody follows you")).to_have_count(0)
    gathering.asks(rosa, "edit_topic", topic=topic, title="Groups that last")
    expect(whom).to_have_count(0)


def test_a_convener_takes_a_larger_room_with_one_tap(
    browser: Browser, gathering: Gathering
) -> None:
    kim, tables = gathering.joins(), gathering.state()["tables"]
    oak, elm = (room["id"] for room in tables["rooms"][:2])
    gathering.host("edit_room", room=oak, capacity=3)
    gathering.host("edit_room", room=elm, capacity=40)
    topic = gathering.asks(kim, "propose_topic", title="Reflective groups")["result"]["topic"]
    slot = next(row["id"] for row in tables["slots"] if row["kind"] == "session")
    gathering.asks(kim, "claim_cell", topic=topic, room=oak, slot=slot)
    for _ in range(5):
        gathering.asks(gathering.joins(), "mark_interest", topic=topic)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    cookie = {"name": f"openspace_person_{gathering.code}", "value": kim, "url": gathering.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]

    page.goto(f"{gathering.url}/s/1A")
    expect(page.get_by_text("2 to 5 people may come, very roughly.")).to_be_visible()
    page.get_by_role("button", name="Move to 1B").click()

    expect(page.locator(".session__head")).to_contain_text("1B")
    expect(page).to_have_url(f"{gathering.url}/s/1B")
    expect(page.get_by_text("This room seats 40.")).to_be_visible()
    expect(page.get_by_role("button", name="Move to")).to_have_count(0)
    page.close()
