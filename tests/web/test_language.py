"""Walls and doors speak the gathering's language, phones, forms and the host's pages the reader's."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.languages.catalogues import translations
from openspace.languages.known import LANGUAGES
from openspace.languages.preference import known_in
from tests.support.samples import ONE_MORNING

ARABIC, WELSH, ENGLISH = '<html lang="ar"', '<html lang="cy"', '<html lang="en-GB">'
LANGUAGE_LINK = re.compile(
    r'<a href="([^"]*)" lang="[^"]*" hreflang="([^"]*)" dir="(...)"( aria-current="true")?>([^<]*)</a>'
)
WRONG_WORD = "That is not the word. Please ask in the room."
TOGETHER = ("wall", "wall?at=home", "rooms/A")


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, new_store: object) -> Iterator[FlaskClient]:
    list_only(monkeypatch, "en", "ar", "cy")
    app = create_app(Settings(db=new_store, async_mode="threading", limits=Limits.none()))
    yield app.test_client()
    app.extensions["openspace"].ledger.close()
    known_in.cache_clear()


def list_only(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    for code, language in LANGUAGES.items():
        monkeypatch.setitem(LANGUAGES, code, replace(language, is_listed=code in codes))
    known_in.cache_clear()


def opened(browser: FlaskClient, language: str, **spec: object) -> str:
    answer = browser.post("/api/gatherings", json={**ONE_MORNING, "language": language, **spec})
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


@pytest.mark.parametrize("page", ["", "/host", "/invitation", "/statement", "/after"])
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
    list_only(monkeypatch, "en")
    assert '"languages": []' in browser.get("/new").text


# --- refusals over HTTP


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [("", "", "cy"), ("", "en,ar;q=0.5", "en"), ("", "ar-EG,en;q=0.5", "ar"), ("ar", "en", "ar")],
)
def test_a_refusal_is_a_sentence_in_the_language_of_the_request(
    browser: FlaskClient, cookie: str, accepted: str, language: str
) -> None:
    code = opened(browser, "cy")
    if cookie:
        browser.set_cookie("language", cookie)

    doors = {"id": "1", "name": "set_doors", "args": {"joining": "word", "word": "oak"}}
    assert browser.post(f"/api/{code}/commands?as=host", json=doors).status_code == 200
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = browser.post(f"/api/{code}/join", json={"word": "elm"}, headers=headers)

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (403, "wrong_word")
    assert error["message"] == translations(language).text(WRONG_WORD)


# --- the choice of a reader


def test_a_chosen_language_is_kept(browser: FlaskClient) -> None:
    assert WELSH in browser.get("/?language=cy").text
    assert WELSH in browser.get("/selftest").text
    assert ARABIC in browser.get("/?language=ar").text
    assert ARABIC in browser.get("/selftest").text


def test_no_script_reads_the_choice(browser: FlaskClient) -> None:
    assert "HttpOnly" in browser.get("/?language=cy").headers["Set-Cookie"]


@pytest.mark.parametrize("way", ["erase", "me/sign_out"])
def test_who_is_nobody_here_any_more_has_no_language(browser: FlaskClient, way: str) -> None:
    code = opened(browser, "en")
    browser.post(f"/api/{code}/join", json={})
    assert WELSH in browser.get("/?language=cy").text

    assert browser.post(f"/api/{code}/{way}", json={}).status_code == 200

    assert browser.get_cookie("language") is None
    assert ENGLISH in browser.get("/selftest").text


def test_an_unknown_language_changes_nothing(browser: FlaskClient) -> None:
    answer = browser.get("/?language=xx%0d%0aSet-Cookie:%20a=b")

    assert ENGLISH in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_who_reads_a_page_chooses(browser: FlaskClient, method: str) -> None:
    answer = browser.open("/join?language=cy&code=ZZZZZZ", method=method)

    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/v-1/favicon.svg", "/static/v-1/css/base.css", "/healthz"]
)
def test_a_file_that_a_cache_gives_to_everybody_sets_no_language(
    browser: FlaskClient, path: str
) -> None:
    answer = browser.get(f"{path}?language=cy")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/c/none", "/none/invitation"])
def test_caches_are_told_that_a_page_depends_on_its_reader(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).vary.as_set() >= {"accept-language", "cookie"}


@pytest.mark.parametrize("path", ["feed.atom", "calendar.ics"])
def test_what_programs_fetch_is_the_same_for_every_reader(browser: FlaskClient, path: str) -> None:
    browser.post("/api/communities", json={"name": "Circle"})
    code = opened(browser, "ar", community="circle", listed=True)
    form = {"do": "accept", "code": code}
    browser.post("/c/circle/host", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    told = [browser.get(f"/c/circle/{path}?language={one}").text for one in ("en", "ar")]

    assert code in told[0]
    assert told[0] == told[1]


def test_a_page_lists_the_languages_and_keeps_its_address(browser: FlaskClient) -> None:
    text = browser.get("/c/none?q=a%26b&language=ar&q=%22").text

    assert LANGUAGE_LINK.findall(text) == [
        ("?q=a%26b&amp;q=%22&amp;language=en", "en-GB", "ltr", "", "English"),
        ("?q=a%26b&amp;q=%22&amp;language=cy", "cy", "ltr", "", "Cymraeg"),
        ("?q=a%26b&amp;q=%22&amp;language=ar", "ar", "rtl", ' aria-current="true"', "العربية"),
    ]


def test_the_answer_to_a_form_offers_no_language(browser: FlaskClient) -> None:
    """A link would lose what was typed."""
    assert "hreflang" not in browser.post("/join", data={"code": "ZZZZZZ"}).text


def test_one_language_is_not_listed(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    list_only(monkeypatch, "en")

    assert "hreflang" not in browser.get("/").text


def test_a_phone_offers_the_languages_by_their_own_names(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = opened(browser, "en")

    assert '"code":"ar","name":"العربية"' in browser.get(f"/{code}?language=cy").text
    list_only(monkeypatch, "en")
    assert '"languages":[]' in browser.get(f"/{code}?language=en").text
