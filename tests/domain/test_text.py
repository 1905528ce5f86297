"""What people typed is kept as they typed it, but for what is no text."""

import pytest

from openspace.domain import text
from tests.domain.given import refused


def test_text_keeps_every_script_and_emoji() -> None:
    typed = "Zürich 東京 עברית 👩🏽‍🦽 e\u0301"

    assert text.many_lines(typed, "text") == typed
    assert text.one_line(typed, "title", "title") == typed


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\u2028", "\u2029"])
def test_text_has_one_kind_of_newline(newline: str) -> None:
    assert text.many_lines(f"One{newline}two", "text") == "One\ntwo"


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_text_loses_what_no_database_can_hold(odd: str) -> None:
    kept = text.many_lines(f"One{odd}two", "text")

    assert kept == "Onetwo"
    kept.encode()


def test_line_is_one_line_without_overrides_of_direction() -> None:
    assert text.one_line(" A \t title\nof \u202eevil ", "title", "title") == "A title of evil"


def test_note_keeps_its_lines_and_inner_space() -> None:
    assert text.many_lines("\n  - one\n    - two\n\n", "text") == "- one\n    - two"


@pytest.mark.parametrize(("kind", "limit"), text.LIMITS.items())
def test_text_of_each_kind_has_its_limit(kind: str, limit: int) -> None:
    assert len(text.one_line("x" * limit, kind, "about")) == limit

    with refused("too_long", field="about", limit=limit, length=limit + 1):
        text.one_line("x" * (limit + 1), kind, "about")


@pytest.mark.parametrize("link", ["https://example.org/a?b=c#d", "HTTP://example.org", ""])
def test_link_that_is_one_is_kept(link: str) -> None:
    assert text.web_link(f" {link} ") == link


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//example.org", "x"])
def test_link_that_is_not_safe_is_refused(link: str) -> None:
    with refused("bad_link"):
        text.web_link(link)


def test_bullets_of_word_become_everybodys() -> None:
    assert text.many_lines("\uf0b7 one\n\uf0fc two", "text") == "• one\n✓ two"
    assert text.many_lines("one \uf02d two", "text") == "one – two"
    assert text.many_lines("\ue000", "text") == "\ue000"


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u2060\u200d\ufe0f", "\ufeff \u00ad", "\u3164", "\u2800"]
)
def test_text_that_shows_nothing_is_empty(nothing: str) -> None:
    assert text.one_line(nothing, "title", "title") == ""
    assert text.many_lines(nothing, "text") == ""


def test_joiners_between_letters_and_emojis_stay() -> None:
    for joined in ("می\u200cخواهم", "👩\u200d⚕\ufe0f", "क्\u200dष"):
        assert text.one_line(joined, "title", "title") == joined


def test_letters_carry_no_piles_of_marks() -> None:
    assert text.one_line("Z" + "\u0301" * 200 + "a", "title", "title") == "Z" + "\u0301" * 6 + "a"
    assert text.many_lines("ก" + "\u0e47" * 50, "text") == "ก" + "\u0e47" * 6
    hebrew = "בְּרֵאשִׁ֖ית"
    assert text.one_line(hebrew, "title", "title") == hebrew
