"""Walls and doors speak the gathering's language, phones and the host's pages the reader's."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.languages.known import LANGUAGES
from openspace.languages.preference import asked_for
from tests.support.samples import ONE_MORNING

ARABIC, WELSH, ENGLISH = '<html lang="ar"', '<html lang="cy"', '<html lang="en-GB">'
TOGETHER = ("wall", "wall?at=home", "rooms/A")


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, new_store: object) -> Iterator[FlaskClient]:
    for code in ("ar", "cy"):
        monkeypatch.setitem(LANGUAGES, code, replace(LANGUAGES[code], is_listed=True))
    asked_for.cache_clear()
    app = create_app(Settings(db=new_store, async_mode="threading", limits=Limits.none()))
    yield app.test_client()
    app.extensions["openspace"].ledger.close()
    asked_for.cache_clear()


def opened(browser: FlaskClient, language: str) -> str:
    answer = browser.post("/api/gatherings", json={**ONE_MORNING, "language": language})
    return str(answer.get_json()["code"])


@pytest.mark.parametrize("page", TOGETHER)
def test_what_many_read_together_is_in_the_gatherings_language(
    browser: FlaskClient, page: str
) -> None:
    code = opened(browser, "ar")
    browser.set_cookie("language", "cy")

    answer = browser.get(f"/{code}/{page}", headers={"Accept-Language": "cy"})

    assert ARABIC in answer.text


def test_one_wall_of_several_has_the_language_in_its_address(browser: FlaskClient) -> None:
    code = opened(browser, "ar")

    assert WELSH in browser.get(f"/{code}/wall?language=cy").text
    assert browser.get_cookie("language") is None
    assert ARABIC in browser.get(f"/{code}/wall").text


@pytest.mark.parametrize("page", ["", "/host"])
def test_one_persons_page_is_in_their_language_or_else_in_the_gatherings(
    browser: FlaskClient, page: str
) -> None:
    code = opened(browser, "ar")

    def html(accepted: str) -> str:
        return browser.get(f"/{code}{page}", headers={"Accept-Language": accepted}).text

    assert [ARABIC in html("is"), WELSH in html("cy"), ENGLISH in html("en")] == [True] * 3


def test_a_page_that_is_kept_follows_the_gatherings_language(browser: FlaskClient) -> None:
    code = opened(browser, "ar")
    stranger = browser.application.test_client()
    pages = [stranger.get(f"/{code}").text]
    for language in ("cy", ""):
        body = {"id": f"to-{language}", "name": "edit_gathering", "args": {"language": language}}
        assert browser.post(f"/api/{code}/commands?as=host", json=body).status_code == 200
        pages.append(stranger.get(f"/{code}").text)

    assert [ARABIC in pages[0], WELSH in pages[1], ENGLISH in pages[2]] == [True] * 3


def test_the_form_offers_a_language_only_if_there_are_several(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '["cy", "Cymraeg"]' in browser.get("/new").text.replace("\\u0022", '"')
    for code in ("ar", "cy"):
        monkeypatch.setitem(LANGUAGES, code, replace(LANGUAGES[code], is_listed=False))
    assert '"languages": []' in browser.get("/new").text
