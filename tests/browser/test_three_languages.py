"""A phone speaks Arabic, the one beside it English. Wall and book speak Welsh, the gathering's language; then
the book is in English, and one wall stays Welsh by its address."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.languages.catalogues import translations
from openspace.ledger.memory import MemoryLedger
from tests.browser.phones import PHONE, cell
from tests.support.here import served_here
from tests.support.samples import GATHERING

Phone = Callable[[str], Page]
ar, cy = translations("ar").text, translations("cy").text
TITLE, NOTE = "الدعم بين الأقران", "نلتقي كل شهر."
HIDDEN = "The facilitator has taken {mine} off the wall. Please talk to them."
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def app() -> Flask:
    return create_app(Settings(async_mode="threading", limits=Limits.none()), MemoryLedger())


@pytest.fixture
def host(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def code(host: FlaskClient) -> str:
    opened = host.post("/api/gatherings", json={**GATHERING, "language": "cy"}).get_json()
    asks(host, opened["code"], "set_phase", phase="marketplace")
    return str(opened["code"])


@pytest.fixture
def url(app: Flask, code: str) -> Iterator[str]:
    with served_here(app) as address:
        yield f"{address}/{code}"


@pytest.fixture
def phone(browser: Browser, url: str) -> Phone:
    def open_in(locale: str) -> Page:
        page = browser.new_context(viewport=PHONE, locale=locale).new_page()
        page.goto(url)
        return page

    return open_in


def asks(host: FlaskClient, code: str, name: str, **args: Any) -> Any:
    command = {"id": secrets.token_hex(8), "name": name, "args": args}
    answer = host.post(f"/api/{code}/commands?as=host", json=command).get_json()
    assert answer["ok"], answer
    return answer.get("result")


def test_everybody_reads_their_own_language_and_all_together_the_gatherings(
    browser: Browser, host: FlaskClient, code: str, url: str, phone: Phone
) -> None:
    asks(host, code, "set_doors", joining="word", word="oak")
    amal, mary = phone("ar"), phone("en-GB")
    wall = browser.new_context(viewport=WALL, locale="pl").new_page()  # type: ignore[arg-type]
    wall.goto(f"{url}/wall")
    expect(wall.locator(".wall-head h1")).to_be_visible()
    assert [spoken(page) for page in (amal, mary, wall)] == ["ar rtl", "en-GB", "cy"]

    joins(amal, ar, "elm")
    refused = ar("That is not the word. Please ask in the room.")
    expect(amal.get_by_role("alert")).to_have_text(refused)
    joins(amal, ar, "oak")
    joins(mary, str, "oak")
    amal.get_by_role("button", name=ar("Propose a topic")).click()
    sheet = amal.get_by_role("dialog")
    sheet.get_by_label(ar("Title")).fill(TITLE)
    sheet.get_by_role("button", name=ar("Propose"), exact=True).click()
    sheet.get_by_role("button", name=ar("Choose a place")).click()
    cell(amal, "1A").click()
    for page in (amal, mary, wall):
        expect(page.get_by_text(TITLE).first).to_be_visible()

    amal.goto(f"{url}/s/1A")
    note = amal.locator(".composer textarea")
    note.fill(NOTE)
    goes_on_in(amal, "English", f"{url}/s/1A")
    expect(note).to_have_value(NOTE)
    amal.get_by_role("button", name="Add the note").click()
    expect(amal.locator(".note")).to_contain_text(NOTE)
    goes_on_in(amal, "العربية", f"{url}/s/1A")
    assert spoken(amal) == "ar rtl"

    [topic] = host.get(f"/api/{code}/state").get_json()["tables"]["topics"]
    asks(host, code, "hide_topic", topic=topic["id"], hidden=True)
    amal.get_by_role("button", name=ar("My day")).click()
    before, after = ar(HIDDEN).split("{mine}")
    expect(amal.locator(".notice")).to_contain_text(before)
    expect(amal.locator(".notice")).to_contain_text(after)
    book = host.get(f"/{code}/proceedings", headers={"Accept-Language": "ar"}).text
    assert '<html lang="cy"' in book
    assert cy("Proceedings") in book

    asks(host, code, "edit_gathering", language="en")
    wall.goto(f"{url}/wall?language=cy")
    assert (spoken(amal), spoken(wall)) == ("ar rtl", "cy")
    book = host.get(f"/{code}/proceedings", headers={"Accept-Language": "ar"}).text
    assert '<html lang="en-GB"' in book
    assert "Proceedings" in book


def spoken(page: Page) -> str:
    page.wait_for_load_state()
    return str(page.evaluate("`${document.documentElement.lang} ${document.dir}`")).strip()


def joins(page: Page, language: Callable[[str], str], word: str) -> None:
    page.get_by_label(language("The word")).fill(word)
    page.get_by_role("button", name=language("Join"), exact=True).click()


def goes_on_in(page: Page, language: str, at: str) -> None:
    """Choose another language under Me, and come back."""
    page.get_by_role("navigation").get_by_role("button").last.click()
    page.get_by_role("link", name=language, exact=True).click()
    expect(page.locator("html")).to_have_attribute(
        "lang", "en-GB" if language == "English" else "ar"
    )
    page.goto(at)
