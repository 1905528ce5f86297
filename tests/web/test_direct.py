"""Pages without Flask have the same bytes as Flask's, and what is not for everybody is left to it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.languages.known import LANGUAGES
from openspace.languages.preference import known_in
from openspace.web.kept_pages import KeptPages
from tests.support.examples import examples
from tests.web.hall import HEADERS, PACKED, Hall
from tests.web.hall import hall as hall

PATHS = st.sampled_from(
    ["/{}", "/{}/s/1A", "/{}/wall", "/{}/agenda", "/ZZZZZZ", "/", "/join", "/{}/"]
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["GET", "GET", "HEAD", "POST", "OPTIONS"]), PATHS, HEADERS, st.booleans())
def test_every_page_has_the_same_bytes(
    hall: Hall, method: str, path: str, headers: dict[str, str], changes: bool
) -> None:
    path = path.format(hall.code)
    hall.asks(method, path, **headers)
    if changes:
        hall.says()

    assert hall.asks(method, path, **headers) == hall.asks_flask(method, path, **headers)


@pytest.mark.parametrize("headers", [{}, PACKED])
def test_a_page_without_a_cookie_needs_flask_once(hall: Hall, headers: dict[str, str]) -> None:
    host = {"HTTP_HOST": "127.0.0.1:81", **headers}
    hall.asks("GET", f"/{hall.code}", **host)
    before = hall.of_flask

    shown = [hall.asks("GET", f"/{hall.code}", **host)]
    hall.says()
    shown += [hall.asks("GET", f"/{hall.code}", **host) for _ in range(3)]

    assert hall.of_flask == before
    assert shown[0] != shown[1]
    assert shown[1:] == [hall.asks_flask("GET", f"/{hall.code}", **host)] * 3


def test_a_page_is_kept_for_a_second(hall: Hall) -> None:
    host = {"HTTP_HOST": "127.0.0.1:82"}
    time = 0.0
    hall.direct._pages.clear()
    hall.direct._clock = lambda: time
    hall.asks("GET", f"/{hall.code}", **host)
    before = hall.of_flask

    time = 0.9
    hall.asks("GET", f"/{hall.code}", **host)
    assert hall.of_flask == before
    time = 1.1
    hall.asks("GET", f"/{hall.code}", **host)
    assert hall.of_flask == before + 1
    assert len(hall.direct._pages) == 1


def test_strangers_cannot_displace_the_page_of_a_hall(hall: Hall) -> None:
    """Neither by links to many sessions, which are the same page, nor by many addresses of this machine."""
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()
    theirs = {"HTTP_HOST": "127.0.0.1:83"}
    hall.asks("GET", f"/{hall.code}", **theirs)
    hall.asks("GET", f"/{hall.code}/s/9Z", **theirs)
    assert len(hall.direct._pages) == 1

    for number in range(80):
        hall.asks("GET", f"/{hall.code}/s/{number}", HTTP_HOST=f"10.0.0.{number}")
        before = hall.of_flask
        hall.asks("GET", f"/{hall.code}", **theirs)
        assert hall.of_flask == before
    assert len(hall.direct._pages) == 64


def test_a_page_is_kept_for_each_language(hall: Hall) -> None:
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()

    def language(accepted: str) -> str:
        page = hall.asks("GET", f"/{hall.code}", HTTP_ACCEPT_LANGUAGE=accepted)[2].decode()
        return page.split('lang="')[1].split('"')[0]

    assert [language(one) for one in ("en", "ar", "en", "ar-EG,en;q=0.5")] == [
        *("en-GB", "ar", "en-GB", "ar")
    ]
    assert len(hall.direct._pages) == 2


def test_made_up_languages_are_one_page(hall: Hall) -> None:
    """Otherwise strangers could displace the page of a hall, or fill the memory."""
    hall.direct._clock = lambda: 0.0
    hall.direct._pages.clear()

    for nth in range(20):
        for accepted in (f"x{nth}", f"ar;q=0.{nth},x{nth}", f"en-{nth}", "ar" * nth):
            hall.asks("GET", f"/{hall.code}", HTTP_ACCEPT_LANGUAGE=accepted)

    assert len(hall.direct._pages) <= len(LANGUAGES)
    assert known_in.cache_info().maxsize is not None


class Sized:
    until = 1.0

    def __init__(self, size: int) -> None:
        self.size = size


def test_kept_pages_have_a_limit_in_bytes_and_the_newest_stays() -> None:
    pages: KeptPages[Sized] = KeptPages(10, 100)

    for name, size in (("a", 40), ("b", 40), ("c", 40)):
        pages.keep(name, Sized(size), 0.0)
    assert [name in pages for name in "abc"] == [False, True, True]
    pages.keep("huge", Sized(1_000), 0.0)

    assert (len(pages), "huge" in pages) == (1, True)


def test_a_deleted_gathering_has_no_page(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    svc = hall.app.extensions["openspace"]
    assert hall.asks("GET", f"/{hall.code}")[0] == "200 OK"

    svc.ledger.purge(hall.code)

    assert hall.asks("GET", f"/{hall.code}")[0].startswith("410")
    assert hall.asks("POST", f"/api/{hall.code}/join", b"{}")[0].startswith("410")
