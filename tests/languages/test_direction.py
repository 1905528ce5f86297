"""Two directions in one line: what is put into a sentence keeps its own."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from openspace.languages import formats
from openspace.languages.direction import (
    is_left_to_right,
    is_right_to_left,
    with_letters_around,
    without_marks,
    without_strays,
)
from openspace.languages.text import _, speaking

SCRIPTS = Path(__file__).parents[2] / "static/js"
_WRITTEN = re.compile(
    r">[^<`]*\$\{[\w.?]*\b(?:note|topic|item|issue|value|evidence)\??"
    r"\.(?:title|text|theme|statement|report_title)\b"
)
_KEEPS_ITS_OWN = re.compile(r'dir="auto"|<bdi|\btn?\(|inQuotes\(')

WHAT, LAYLA, SAMAR = "What is care?", "ليلى", "سمر"


def test_a_title_of_another_direction_is_isolated_in_a_sentence() -> None:
    with speaking("ar"):
        assert f"\u2068{WHAT}\u2069" in _("From {session}", session=WHAT)
        assert "\u2068" not in _("From {session}", session=LAYLA)
    assert _("From {session}", session=LAYLA) == f"From \u2068{LAYLA}\u2069"
    assert _("From {session}", session=WHAT) == "From What is care?"


def test_each_thing_of_a_list_keeps_its_direction() -> None:
    with speaking("ar"):
        assert formats.with_commas("Kim", "", LAYLA) == f"\u2068Kim\u2069، {LAYLA}"
        assert formats.listed_in_words(["Kim", LAYLA]) == f"\u2068Kim\u2069 و{LAYLA}"
        assert formats.with_spaces("1A", SAMAR) == f"\u20681A\u2069 {SAMAR}"
    assert formats.with_commas("Kim", LAYLA) == f"Kim, \u2068{LAYLA}\u2069"


def test_markup_stays_markup() -> None:
    from openspace.languages.text import isolated

    with speaking("ar"):
        (link,) = isolated({"link": Markup("<a>Kim</a>")}).values()

    assert isinstance(link, Markup)
    assert link == "\u2068<a>Kim</a>\u2069"


def test_the_direction_of_a_line_is_that_of_its_letters_outside_of_isolated_parts() -> None:
    assert is_right_to_left(f"\u2068Kim\u2069، {LAYLA}")
    assert is_left_to_right(f"\u2068{LAYLA}\u2069, Kim")
    assert not is_left_to_right("10:00")
    assert not is_right_to_left("10:00")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("a \u2068b\u2069 c", "a \u2068b\u2069 c"),
        ("a \u2067b c", "a b c"),
        ("a\u2069 b", "a b"),
        ("a \u2066b\nc\u2069", "a b\nc"),
        ("\u2068a \u2067b\u2069 c\u2069\u2069", "\u2068a \u2067b\u2069 c\u2069"),
    ],
)
def test_marks_of_a_person_do_not_reach_beyond_their_line(given: str, left: str) -> None:
    assert without_strays(given) == left


def test_programs_without_isolated_parts_get_letters_that_nobody_sees() -> None:
    said = f"{LAYLA} \u2068{WHAT}\u2069"

    assert with_letters_around(said) == f"{LAYLA} \u200f\u200e{WHAT}\u200e\u200f"
    assert (
        with_letters_around("\u2068Tea · \u2068Kim\u2069\u2069")
        == "\u200f\u200eTea · Kim\u200e\u200f"
    )
    assert without_marks(said) == f"{LAYLA} {WHAT}"


def test_what_people_wrote_keeps_its_direction_in_scripts() -> None:
    """Else an English question in an Arabic page has its question mark in front."""
    torn = [
        f"{file.relative_to(SCRIPTS)}: {line.strip()}"
        for file in SCRIPTS.rglob("*.js")
        if "vendor" not in file.parts
        for line in file.read_text("utf-8").splitlines()
        if _WRITTEN.search(line) and not _KEEPS_ITS_OWN.search(line)
    ]

    assert torn == []
