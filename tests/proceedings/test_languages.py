"""Books and paper in another language than English: nothing stays English, and Arabic begins at the right."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from lxml import etree
from lxml import html as lxml_html

from openspace.domain.gathering import Gathering
from openspace.languages.text import speaking
from openspace.proceedings import braille, docx, epub, html, ics, markdown, paper, pdf, timetable
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.paper_size import Asked, Dotted
from tests.proceedings.day import full_day
from tests.proceedings.opened import words_of

NO_SENTENCES = {"landscape", "proceedings", "after", "toc", "page", "numpages"}
"""Words of addresses on paper, of its classes, and of fields in Word."""


def in_language(code: str) -> Book:
    gathering = full_day().gathering
    ((key, row),) = gathering.tables["gatherings"].items()
    tables = {**gathering.tables, "gatherings": {key: {**row, "language": code}}}
    return compile_book(Gathering(gathering.seq, tables, gathering.at), "https://example.org")


@pytest.fixture(scope="module")
def english() -> Book:
    return in_language("en")


@pytest.fixture(scope="module")
def pseudo() -> Book:
    return in_language("en-XA")


@pytest.fixture(scope="module")
def turned() -> Book:
    return in_language("ar-XB")


WRITERS = {
    "html": lambda book: of_page(html.write(book)),
    "agenda": lambda book: of_page(html.agenda(book, (), "", "").encode()),
    "md": lambda book: markdown.write(book).decode(),
    "docx": lambda book: of_archive(docx.write(book), "word/"),
    "epub": lambda book: of_archive(epub.write(book), "book/"),
    "pdf": lambda book: words_of(pdf.make(book)),
    "ics": lambda book: " ".join(re.findall("(?:SUMMARY|DESCRIPTION):(.*)", unfolded(book))),
}


@pytest.mark.parametrize("ending", WRITERS)
def test_no_sentence_of_a_book_stays_english(ending: str, english: Book, pseudo: Book) -> None:
    write = WRITERS[ending]
    if ending == "pdf" and not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed, and pypdf reads no brackets")

    assert bare_words(write(pseudo), write(english)) == set()


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("sheet", ["index", *(name for name, *_ in paper.PRINTABLES)])
def test_no_sentence_on_paper_stays_english(
    sheet: str, is_large: bool, english: Book, pseudo: Book
) -> None:
    def drawn(book: Book) -> str:
        asked = Asked(
            is_large=is_large,
            wifi={"name": "Mill", "password": "tea", "scan": "WIFI:"},
            news=NEWS,
            dotted=Dotted(frozenset(one.code for one in book.reports)),
        )
        return of_page(paper.page(book, sheet, _Assets(), asked).encode())

    assert bare_words(drawn(pseudo), drawn(english)) == set()


class _Assets(dict[str, str]):
    def __missing__(self, path: str) -> str:
        return path


class _NoNews:
    heading, sections, nothing = "", (), ""


NEWS: Any = _NoNews()


def bare_words(pseudo: str, english: str) -> set[str]:
    """Return words of our own, as the English file has them, outside of the brackets of `pseudo`."""
    people = set(_words(" ".join(_texts(full_day().gathering.tables))))
    own = set(_words(english)) - people - DATES - NO_SENTENCES
    while (inner := re.sub("⟦[^⟦⟧]*⟧", " ", pseudo)) != pseudo:
        pseudo = inner
    return own & set(_words(pseudo))


DATES = {"tuesday", "november", "january"}
"""English ones: those of the pseudo-language are."""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.casefold())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def of_page(page: bytes) -> str:
    root = lxml_html.document_fromstring(page)
    for unread in root.xpath("//style|//script|//meta"):
        unread.drop_tree()
    said = root.xpath("//@alt|//@aria-label|//@title")
    return " ".join([*root.itertext(), *map(str, said)])


def of_archive(data: bytes, folder: str) -> str:
    archive = zipfile.ZipFile(io.BytesIO(data))
    texts = (
        " ".join(etree.fromstring(archive.read(name)).itertext())
        for name in archive.namelist()
        if name.startswith(folder)
        and name.endswith((".xml", ".xhtml"))
        and not name.endswith(("styles.xml", "settings.xml", "numbering.xml"))
    )
    return " ".join(texts)


def unfolded(book: Book) -> str:
    return ics.write(book).decode().replace("\r\n ", "").replace("\\n", " ")


# --- Arabic


def test_pages_and_e_books_begin_at_the_right(turned: Book) -> None:
    archive = zipfile.ZipFile(io.BytesIO(epub.write(turned)))

    assert b'<html lang="ar-XB" dir="rtl">' in html.write(turned)
    assert b'page-progression-direction="rtl"' in archive.read("book/package.opf")
    assert b'dir="rtl"' in archive.read("book/nav.xhtml")


def test_word_documents_begin_at_the_right_but_not_a_note_in_english(turned: Book) -> None:
    archive = zipfile.ZipFile(io.BytesIO(docx.write(turned)))
    body, styles = archive.read("word/document.xml"), archive.read("word/styles.xml")

    assert b"<w:bidiVisual/>" in body
    assert re.search(rb'<w:bidi w:val="0"/>(?:(?!</w:p>).)*It takes time', body)
    assert styles.count(b"<w:bidi/>") > 10
    assert b'<w:bidi w:val="0"/>' not in docx.write(in_language("en"))


def test_a_pdf_in_arabic_is_accessible_with_a_font_for_every_letter(turned: Book) -> None:
    made = pikepdf.open(io.BytesIO(pdf.make(turned)))

    assert made.Root.Lang == "ar"
    assert made.open_metadata()["pdfuaid:part"] == "1"


def test_times_are_written_from_left_to_right() -> None:
    with speaking("ar"):
        said = timetable.span("2026-11-24T10:00+00:00", "2026-11-24T10:45+00:00", None)

    assert said == "10:00\u200e–\u200e10:45"


@pytest.mark.parametrize(
    ("code", "whole", "several"),
    [
        ("en", "Tuesday 24 November 2026", "30 November – 2 December 2026"),
        ("de", "Dienstag, 24. November 2026", "30. November – 2. Dezember 2026"),
        ("cy", "Dydd Mawrth, 24 Tachwedd 2026", "30 Tachwedd – 2 Rhagfyr 2026"),
        ("ar", "الثلاثاء، 24 نوفمبر 2026", "30 نوفمبر – 2 ديسمبر 2026"),
    ],
)
def test_dates_are_those_of_the_language(code: str, whole: str, several: str) -> None:
    with speaking(code):
        assert timetable.day_label("2026-11-24") == whole
        assert timetable.dates_label("2026-11-30", "2026-12-02") == several


# --- Braille


@pytest.mark.skipif(not braille.is_installed(), reason="liblouis-bin is not installed")
@pytest.mark.parametrize("code", ["en", "cy", "de", "fr", "es", "pl", "ar"])
def test_braille_fits_on_a_page(code: str) -> None:
    pages = braille.write(in_language(code)).decode("ascii").removesuffix("\f").split("\f")

    lines = [page.removesuffix("\r\n").split("\r\n") for page in pages]
    assert all(len(page) <= braille.LINES for page in lines)
    assert all(0 < len(line) <= braille.CELLS for page in lines for line in page)
    if code == "en":
        assert "LE>N+ TGR" in pages[0]  # "learning together", contracted
