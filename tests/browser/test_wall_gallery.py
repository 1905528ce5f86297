"""The reports on the wall: one page for each session, with its words and its flip chart."""

import io
from collections.abc import Callable
from typing import Any

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, during, projectors
from tests.browser.projected import TROUBLE
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING
from tests.support.server import Server

LONG = "We met every second week, and it took a year until somebody trusted it. " * 12


def place(gathering: Gathering, title: str, room: int, slot: int = 0) -> tuple[str, str]:
    """(token of the convener, id of the session)"""
    token = gathering.joins()
    topic = gathering.asks(token, "propose_topic", title=title)["result"]["topic"]
    tables = gathering.state()["tables"]
    slots = [slot["id"] for slot in tables["slots"] if slot["kind"] == "session"]
    cell = {"slot": slots[slot], "room": tables["rooms"][room]["id"]}
    claimed = gathering.asks(token, "claim_cell", topic=topic, **cell)
    return token, claimed["result"]["session"]


def note(gathering: Gathering, token: str, session: str, text: str, **more: Any) -> str:
    args = {"session": session, "kind": "summary", "text": text, **more}
    return str(gathering.asks(token, "post_note", **args)["result"]["note"])


def flip_chart(gathering: Gathering, token: str) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 400), "lightyellow").save(drawn, "JPEG")
    answer = requests.post(
        gathering.url.replace(gathering.code, f"api/{gathering.code}/photos"),
        files={"photo": ("chart.jpg", drawn.getvalue(), "image/jpeg")},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return str(answer.json()["photo"])


def test_a_key_shows_each_report_with_its_chart_and_without_what_is_hidden(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    kim, first = place(gathering, "How do carers keep going?", 0)
    tom, second = place(gathering, "Ending therapy well", 1)
    place(gathering, "Nobody wrote anything", 0, slot=1)
    note(gathering, kim, first, "Carers need an evening of their own.")
    worse = note(gathering, kim, first, "Dr. Nobody did it.", kind="key_point")
    note(gathering, kim, first, "I was there.", kind="story", content_note="talks about loss")
    chart = flip_chart(gathering, kim)
    note(gathering, kim, first, "", kind="photo", photo=chart, alt="Three circles")
    note(gathering, tom, second, LONG)
    note(gathering, tom, second, LONG[:400], kind="question")
    page = wall()
    expect(page.locator(".board")).to_be_visible()

    page.keyboard.press("r")

    expect(page.get_by_role("heading", name="How do carers keep going?")).to_be_visible()
    expect(page.get_by_text("Carers need an evening of their own.")).to_be_visible()
    expect(page.get_by_role("img", name="Three circles")).to_be_visible()
    expect(page.get_by_text("Content note: talks about loss.")).to_be_visible()
    expect(page.get_by_text("I was there.")).to_have_count(0)
    expect(page.get_by_text("Nobody wrote anything")).to_have_count(0)
    expect(page.get_by_role("img", name="Page 1 of 2")).to_be_visible()
    assert page.evaluate(TROUBLE) == []
    assert not violations(page)

    gathering.host("hide_note", note=worse, hidden=True, reason="It names a person.")
    expect(page.get_by_text("Dr. Nobody did it.")).to_have_count(0)

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Ending therapy well")).to_be_visible()
    expect(page.get_by_text("We met every second week").first).to_be_visible()
    assert page.evaluate(TROUBLE) == []
    page.keyboard.press("r")
    expect(page.locator(".board")).to_be_visible()


def test_the_host_shows_the_reports_on_every_wall(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    page = wall((1080, 1920))
    gathering.host("edit_gathering", wall_view="gallery")
    token, session = place(gathering, "Ending therapy well", 0)
    expect(page.get_by_role("heading", name="Ending therapy well")).to_have_count(0)
    for nth in range(9):
        note(gathering, token, session, f"{nth}: {LONG}"[:700])

    expect(page.get_by_role("heading", name="Ending therapy well")).to_be_visible()
    expect(page.get_by_text("is on the phones and in the book.")).to_be_visible()
    assert page.evaluate(TROUBLE) == []
    gathering.host("set_phase", phase="closing")
    expect(page.locator(".scene--gallery")).to_have_count(0)


def test_the_reports_are_shown_in_the_last_break(served: Server, browser: Browser) -> None:
    slots = [during(-60, -15), {**during(-15, 30), "label": "Coffee", "kind": "break"}]
    gathering = Gathering(served, {**GATHERING, "slots": slots})
    token, session = place(gathering, "Ending therapy well", 0)
    note(gathering, token, session, "We met every second week.")
    gathering.host("set_phase", phase="sessions")
    with projectors(browser) as open_wall:
        page = open_wall(gathering.url)

        expect(page.get_by_text("We met every second week.")).to_be_visible()
        page.keyboard.press("r")
        expect(page.locator(".board")).to_be_visible()
