"""The language of a gathering: of its wall, its paper and its book."""

from dataclasses import replace

import pytest

from openspace.domain import practice
from openspace.domain.audience import PUBLIC, see_about
from openspace.domain.duplicating import description_of
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.languages import catalogues
from openspace.languages.catalogues import Translations
from openspace.languages.known import LANGUAGES
from openspace.languages.text import speaking
from tests.domain.given import DAWN, a_gathering, refused

LUNCH = {"days": ["2027-03-31"], "first": "10:00", "minutes": 45, "count": 2}


@pytest.fixture
def welsh(monkeypatch: pytest.MonkeyPatch) -> None:
    """List Welsh, which has two words."""
    known = replace(LANGUAGES["cy"], is_listed=True)
    words = {("", "Break"): ("Egwyl",), ("", practice.MOTTO): ("Byddwch yn barod.",)}
    monkeypatch.setitem(LANGUAGES, "cy", known)
    made = Translations(known, words)
    monkeypatch.setattr(
        "openspace.languages.text.translations",
        lambda code: made if code == "cy" else catalogues.translations(code),
    )


def test_only_complete_languages_and_easy_english_can_be_chosen() -> None:
    day = a_gathering()
    assert not day.gathering.info["language"]

    day.host.asks("edit_gathering", language="en-easy")
    assert see_about(day.gathering, PUBLIC)["language"] == "en-easy"

    for unknown in ("en-XA", "tlh", "CY"):
        with refused("not_a_choice", field="language"):
            day.host.asks("edit_gathering", language=unknown)


def test_same_again_keeps_the_language() -> None:
    day = a_gathering(language="en-easy")

    spec = description_of(day.gathering, "2027-10-06")

    again = Gathering().apply(open_gathering(spec, "AGA1N2", DAWN.isoformat()))
    assert again.info["language"] == "en-easy"


@pytest.mark.usefixtures("welsh")
def test_breaks_without_a_label_are_named_in_the_language_of_the_gathering() -> None:
    plan = {**LUNCH, "breaks": [{"at": "10:45", "minutes": 15}]}

    day = a_gathering(language="cy", slots=[], plan=plan)

    assert [slot["label"] for slot in day.gathering.slots] == ["", "Egwyl", ""]


@pytest.mark.usefixtures("welsh")
def test_usual_texts_are_translated_and_own_ones_are_not() -> None:
    with speaking("cy"):
        assert practice.said(practice.MOTTO) == "Byddwch yn barod."
        assert practice.all_said(["Break", practice.MOTTO]) == ["Break", "Byddwch yn barod."]
        assert practice.for_pages()[practice.MOTTO] == "Byddwch yn barod."
    assert practice.for_pages() == {}
