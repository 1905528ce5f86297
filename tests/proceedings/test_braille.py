"""The book in Braille: what people wrote stays text, whatever is in it."""

import string
import subprocess
from pathlib import Path

import pytest

from openspace.domain.gathering import Gathering
from openspace.proceedings import braille
from openspace.proceedings.book import compile_book
from tests.proceedings.day import full_day

with_the_program = pytest.mark.skipif(
    not braille.is_installed(), reason="liblouis-bin is not installed"
)
READ = {*string.printable} - {"\t", "\v"}


def written(theme: str, language: str = "en") -> str:
    """Return the file of a gathering with that theme, without its line breaks and pages."""
    gathering = full_day().gathering
    ((key, row),) = gathering.tables["gatherings"].items()
    about = {**row, "theme": theme, "language": language}
    tables = {**gathering.tables, "gatherings": {key: about}}
    made = braille.write(compile_book(Gathering(gathering.seq, tables, gathering.at)))
    text = made.decode("ascii")
    assert set(text) <= READ
    return " ".join(text.split())


@with_the_program
@pytest.mark.parametrize(
    ("theme", "in_braille"),
    [
        (r"a \q b", "A _*Q ;B"),
        (r"a \x0000 b", "A _*X#JJJJ ;B"),
        (r"a \x000c b", "A _*X#JJJ;C ;B"),
        (r"a \e&l1H b", "A _*E@&L#A,H ;B"),
        ("a \\", "A _*"),
    ],
)
def test_backslash_is_a_character_like_others(theme: str, in_braille: str) -> None:
    assert in_braille in written(theme)


@with_the_program
@pytest.mark.parametrize("language", ["en", "cy", "de", "fr", "es", "pl", "ar"])
def test_no_control_character_comes_out(language: str) -> None:
    assert written("a \x1b&l1H \x07\x00\x0c \\e \\f \\x001b b", language)


@with_the_program
@pytest.mark.parametrize("word", ["tomato", "TOMATO", "漢字", "tomato\\"])
def test_long_text_is_there_to_its_end(word: str) -> None:
    text = f"{word} " * (20_000 // len(word)) + "zebra"

    found = braille.translated([text, "yak"], "en")

    assert len(found) == 2
    assert found[0].endswith("ZEBRA")
    assert found[1] == "YAK"
    assert len(found[0]) > len(text) / 2


def test_the_program_has_a_limited_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hangs"
    program.write_text("#!/bin/sh\nexec sleep 20\n")
    program.chmod(0o700)
    monkeypatch.setattr(braille, "PROGRAM", str(program))
    monkeypatch.setattr(braille, "SECONDS", 0.1)

    with pytest.raises(subprocess.TimeoutExpired):
        braille.translated(["word"], "en")
