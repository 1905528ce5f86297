"""Pictures of Easy English: small, in use, beside a text that says the same, none in other languages."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from openspace.domain.practice import PICTURES
from openspace.web.papers import PRIVACY_PICTURES, TERMS_PICTURES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "static" / "pictures"
HERE = {file.stem for file in FOLDER.glob("*.svg")}

_OF_A_VIEW = re.compile(r"<\$\{Picture\} of=(\"\w+\"|\$\{[^}]*\}) />(.)")
_OF_A_PAGE = re.compile(r"\{\{ picture\(([^)]*)\) \}\}(.)", re.S)
_NAME = re.compile(r'"(\w+)"')


def uses(pattern: re.Pattern[str], folder: str, ending: str) -> list[tuple[str, str]]:
    """Return (what is drawn, the letter behind it)."""
    texts = [file.read_text("utf-8") for file in (ROOT / folder).rglob(f"*.{ending}")]
    return [found for text in texts for found in pattern.findall(text)]


def test_each_picture_is_used_and_each_used_one_is_there() -> None:
    drawn = [*uses(_OF_A_VIEW, "static/js", "js"), *uses(_OF_A_PAGE, "templates", "html")]
    named = {name for what, _next in drawn for name in _NAME.findall(what)}
    help_ = re.search(r"const PICTURES = (.+)", (ROOT / "static/js/ui/help.js").read_text("utf-8"))
    assert help_
    in_tables = {*PICTURES.values(), *PRIVACY_PICTURES, *TERMS_PICTURES, *_NAME.findall(help_[1])}

    assert named | in_tables == HERE


def test_a_phone_loads_all_at_once_so_that_no_log_shows_what_was_opened() -> None:
    phone = ROOT / "static/js/phone"
    names = re.search(r"NAMES = `([^`]+)`", (phone / "all_pictures.js").read_text("utf-8"))

    assert names
    assert names[1].split() == sorted(HERE)
    assert "all_pictures.js" in (phone / "later.js").read_text("utf-8")


def test_each_picture_has_a_neighbour_that_says_the_same() -> None:
    """So its own text alternative is empty (WCAG 1.1.1): it would be read twice."""
    drawn = [*uses(_OF_A_VIEW, "static/js", "js"), *uses(_OF_A_PAGE, "templates", "html")]

    assert len(drawn) > 50
    assert {letter for _what, letter in drawn} <= {"$", "{", "<"}
    assert 'alt=""' in (ROOT / "static/js/ui/picture.js").read_text("utf-8")
    assert 'alt=""' in (ROOT / "templates/picture.html").read_text("utf-8")


def test_pictures_are_small_and_draw_only() -> None:
    for file in FOLDER.glob("*.svg"):
        svg = file.read_text("utf-8")
        assert len(svg) <= 4_500, file
        assert not re.search(r"<script|<style|href|\son\w+=|\sid=", svg), file


@pytest.mark.parametrize("page", ["invitation", "privacy", "terms", "me/data"])
def test_pages_have_pictures_only_in_easy_english(
    client: FlaskClient, opened: dict[str, Any], page: str
) -> None:
    client.post(f"/api/{opened['code']}/join", json={})

    def drawn(language: str) -> list[str]:
        text = client.get(f"/{opened['code']}/{page}?language={language}").text
        return re.findall(r'<img class="picture" src="([^"]+)" alt="">', text)

    easy = drawn("en-easy")
    assert easy
    assert {client.get(address).status_code for address in easy} == {200}
    assert drawn("en") == []
