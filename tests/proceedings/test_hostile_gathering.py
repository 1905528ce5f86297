"""Every hostile string through each text of the gathering itself: its title and words, news, editions."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.editions import as_published
from openspace.domain.viewer import HOST
from openspace.proceedings import frab, ics
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book, Cover, Edition, Practice, Words
from tests.proceedings.day import Day
from tests.proceedings.opened import held_in, made
from tests.proceedings.test_formats import Outline
from tests.proceedings.test_hostile import LINES, READERS, STRINGS

pytestmark = pytest.mark.slow

ABOUT = {
    "a": "title",
    "b": "theme",
    "c": "statement",
    "d": "sponsor",
    "e": "community",
    "f": "venue",
    "g": "law",
    "h": "motto",
    "i": "next_gathering",
    "q": "welcome",
}
WORDS = {"l": "subtitle", "m": "introduction", "n": "closing", "o": "imprint"}
PRINCIPLE, EDITION, NEWS = "j", "k", "r"
"""Each text has a letter, which marks the strings in it: `a0007w` is the seventh in a title."""

IN_BOOK = "abcdefghijklmno"
IN_FEED = {"schedule.ics": "af", "schedule.xml": "a", "schedule.json": "a"}
ON_PAGE = {
    "": "ab",
    "/agenda": "abf",
    "/proceedings": IN_BOOK,
    "/paper/": "a",
    "/paper/qr": "ab",
    "/paper/principles": "bcghj",
    "/paper/wall": "a",
}
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def _whole_pdf(data: bytes) -> str:
    """Margins too: a cover that is full to the brim has words near them."""
    if not shutil.which("pdftotext"):
        return held_in(data, "pdf")
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return told.stdout.decode()


ALL_OF_IT = {**READERS, "pdf": _whole_pdf}


def chunks() -> Iterator[range]:
    """All strings, in runs that fit in a line."""
    first, long = 0, 0
    for n in range(len(STRINGS)):
        more = len(marked(n, "a")) + 1
        if long + more > 1000:
            yield range(first, n)
            first, long = n, 0
        long += more
    yield range(first, len(STRINGS))


def marked(n: int, letter: str) -> str:
    return f"{STRINGS[n][:-7][:480]} {mark(n, letter)}"


def mark(n: int, letter: str) -> str:
    return f"{letter}{n:04}w"


def text(chunk: range, letter: str) -> str:
    return " ".join(marked(n, letter) for n in chunk)


def day_of(chunk: range, code: str) -> Day:
    about: dict[str, Any] = {column: text(chunk, letter) for letter, column in ABOUT.items()}
    day = Day.opens(code, **about, principles=[text(chunk, PRINCIPLE)])
    day.ask(HOST, "edit_book", **{column: text(chunk, letter) for letter, column in WORDS.items()})
    day.ask(HOST, "post_news", text=text(chunk, NEWS))
    day.ask(HOST, "publish_book", note=text(chunk, EDITION))
    return day


def published(day: Day) -> Book:
    (row,) = day.gathering.rows("editions")
    return compile_book(as_published(day.gathering, day.gathering), edition=row)


@pytest.fixture(scope="module")
def days() -> list[tuple[range, Day]]:
    return [
        (chunk, day_of(chunk, f"HAAA{LETTERS[n // 30]}{LETTERS[n % 30]}"))
        for n, chunk in enumerate(chunks())
    ]


def lost(chunk: range, letters: str, shown: str) -> list[str]:
    close = re.sub(r"[\s\u200b\u00ad]", "", shown)
    return [mark(n, letter) for n in chunk for letter in letters if mark(n, letter) not in close]


@pytest.mark.parametrize("ending", ALL_OF_IT)
def test_format_holds_every_text(days: list[tuple[range, Day]], ending: str) -> None:
    for chunk, day in days:
        written = made(ending, published(day))
        assert lost(chunk, IN_BOOK, ALL_OF_IT[ending](written)) == []


def test_feeds_hold_the_title(days: list[tuple[range, Day]]) -> None:
    writers = {
        "schedule.ics": ics.write,
        "schedule.xml": frab.write_xml,
        "schedule.json": frab.write_json,
    }
    for chunk, day in days:
        for name, write in writers.items():
            told = write(published(day)).decode()
            told = json.dumps(json.loads(told)) if name.endswith("json") else told
            assert lost(chunk, IN_FEED[name], told.replace("\r\n ", "")) == []


def test_writers_defend_themselves() -> None:
    """What a writer gets when all else failed: the strings as they are, in all texts at once."""
    every = {letter: f"{' '.join(LINES)} {letter}9999w" for letter in IN_BOOK}
    raw = replace(
        compile_book(Day.opens().gathering),
        cover=Cover(dates=every["a"], **{ABOUT[letter]: every[letter] for letter in "abcdef"}),
        practice=Practice((every["j"],), every["g"], every["h"]),
        words=Words(**{column: every[letter] for letter, column in WORDS.items()}),
        next_gathering=every["i"],
        edition=Edition(1, "24 November 2026", every["k"]),
    )
    for ending, read in ALL_OF_IT.items():
        shown = read(made(ending, raw))
        assert lost(range(9999, 10000), IN_BOOK, shown) == [], ending


def test_pages_show_it_and_run_nothing(
    client: FlaskClient, app: Flask, days: list[tuple[range, Day]]
) -> None:
    for chunk, day in days:
        day.moves_into(app.extensions["openspace"].ledger)
        for path, letters in ON_PAGE.items():
            answer = client.get(f"/{day.gathering.code}{path}")
            outline = Outline(answer.text)
            assert answer.status_code == 200
            assert lost(chunk, letters, "".join(outline.text)) == [], path
            for tag, attributes in outline.tags:
                assert tag not in ("iframe", "object", "embed", "base", "form", "video", "bdo")
                assert tag != "script" or "src" in attributes or attributes.get("type"), path
                assert not [name for name in attributes if name.startswith("on")]


def test_state_holds_welcome_and_news(
    client: FlaskClient, app: Flask, days: list[tuple[range, Day]]
) -> None:
    for chunk, day in days:
        day.moves_into(app.extensions["openspace"].ledger)
        state = client.get(f"/api/{day.gathering.code}/state").get_json()
        told = repr(state["gathering"]["welcome"]) + repr(state["tables"]["news"])
        assert lost(chunk, "q" + NEWS, told) == []
