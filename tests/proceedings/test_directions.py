"""English titles in an Arabic book, and an Arabic one in an English book: each keeps its last mark and its
numbers where they belong."""

import io
import re
import zipfile
from typing import Any

import pytest

from openspace.domain.gathering import Gathering
from openspace.proceedings import docx, fonts, html, markdown, tables
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import outline
from openspace.proceedings.pdf_data import Setter
from tests.proceedings.day import Day

ENGLISH, ARABIC = "What is care?", "ما هي الرعاية"


def book(language: str, gathering_title: str = ENGLISH) -> Book:
    day = Day.opens(title=gathering_title, language=language)
    kim, layla = day.joins("Kim"), day.joins("ليلى")
    topic = day.calls(kim, ENGLISH, convener_name="Kim", tags=["care"])
    day.places(kim, topic, 0, 0)
    other = day.calls(layla, ARABIC, convener_name="ليلى", tags=["care"])
    session = day.places(layla, other, 1, 0)
    day.notes(layla, session, "action", "Write", initiator_name="ليلى", due="2027-01-15")
    return compile_book(Gathering(day.gathering.seq, day.gathering.tables, day.gathering.at))


def word(book: Book) -> str:
    document = zipfile.ZipFile(io.BytesIO(docx.write(book))).read("word/document.xml").decode()
    return re.sub("<[^>]*>", "", document)


@in_its_language
def data(book: Book, folder: Any) -> dict[str, Any]:
    return Setter(outline(book), fonts.coverage([]), folder).look()


def test_word_has_letters_that_nobody_sees_around_a_title_of_another_direction() -> None:
    assert f"\u200f\u200e{ENGLISH}\u200e\u200f" in word(book("ar"))
    assert "\u2068" not in word(book("ar")) + word(book("en"))
    assert f"\u200e{ENGLISH}" not in word(book("en"))


def test_a_page_isolates_names_in_a_line_of_facts() -> None:
    said = "Initiator: \u2068ليلى*\u2069 · Due: 15 January 2027"

    assert said in html.write(book("en")).decode()


def test_an_index_has_the_comma_of_its_language() -> None:
    assert re.search(
        r"care</span>\u2069: \u2068<a[^>]*>1A</a>\u2069، \u2068<a", html.write(book("ar")).decode()
    )
    assert re.search(r"care</span>: <a[^>]*>1A</a>, <a", html.write(book("en")).decode())
    assert "care: 1A, 1B" in markdown.write(book("en")).decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tables_for_programs_have_no_marks(language: str) -> None:
    assert not any("\u2068" in made.decode() for made in tables.tables(book(language)).values())


def test_the_head_of_a_printed_page_isolates_a_title_of_another_direction(tmp_path: Any) -> None:
    assert data(book("ar"), tmp_path)["head"] == f"\u2068{ENGLISH}\u2069"
    assert data(book("en", ARABIC), tmp_path)["head"] == f"\u2068{ARABIC}\u2069"
    assert data(book("en"), tmp_path)["head"] == ENGLISH
