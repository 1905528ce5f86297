from collections.abc import Iterator
from dataclasses import replace

import pytest

from openspace.languages.known import LANGUAGES
from openspace.languages.preference import known_in, preferred


@pytest.fixture(autouse=True)
def _welsh_is_listed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(LANGUAGES, "cy", replace(LANGUAGES["cy"], is_listed=True))
    known_in.cache_clear()
    yield
    known_in.cache_clear()


@pytest.mark.parametrize(
    ("chosen", "accepted", "of_the_gathering", "got"),
    [
        (None, "", "en", "en"),
        ("cy", "en", "en", "cy"),
        (None, "cy-GB,en;q=0.8", "en", "cy"),
        (None, "en-US,cy;q=0.5", "cy", "en"),
        (None, "is", "cy", "cy"),
        (None, "", "cy", "cy"),
        ("no such", "is", "no such", "en"),
        (None, "en", "en-easy", "en-easy"),
        ("en", "en", "en-easy", "en"),
    ],
)
def test_language_of_a_reader(
    chosen: str | None, accepted: str, of_the_gathering: str, got: str
) -> None:
    assert preferred(chosen, accepted, of_the_gathering) == got


def test_cache_keeps_the_beginning_of_a_long_header() -> None:
    for nth in range(3):
        assert preferred(None, "cy," + "x" * 600 + str(nth)) == "cy"

    assert known_in.cache_info().currsize == 1
