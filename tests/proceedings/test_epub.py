"""The EPUB, opened with EbookLib, parsed as strict XML, and checked by epubcheck where there is Java."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from ebooklib import ITEM_DOCUMENT, ITEM_IMAGE
from ebooklib.epub import EpubBook, read_epub
from lxml import etree

from openspace.proceedings import epub
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.plain import plain
from tests.proceedings import epubcheck
from tests.proceedings.day import Day
from tests.proceedings.test_docx import flat, illustrated_book
from tests.proceedings.test_formats import hostile_book

HTML = "{http://www.w3.org/1999/xhtml}"

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")


def opened(book: Book, folder: Path) -> EpubBook:
    (folder / "book.epub").write_bytes(epub.write(book))
    return read_epub(str(folder / "book.epub"), {"ignore_ncx": True})


def documents(book: Book) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(epub.write(book))) as archive:
        return {
            name.removeprefix("book/"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


@pytest.mark.parametrize("book", [illustrated_book(), hostile_book()], ids=["full", "hostile"])
def test_epub_keeps_every_note_word_for_word(book: Book) -> None:
    written = " ".join(flat(" ".join(root.itertext())) for root in documents(book).values())
    close = re.sub(r"\s", "", written)

    for report in book.everything:
        for note in report.notes:
            for paragraph in plain(note.text).split("\n\n"):
                assert re.sub(r"\s", "", paragraph) in close


def test_epub_has_one_document_per_report_reached_from_its_contents(tmp_path: Path) -> None:
    book = illustrated_book()

    read = opened(book, tmp_path)

    titles = _titles(read.toc)
    for report in book.everything:
        assert any(report.heading in title for title in titles)
    names = [item.get_name() for item in read.get_items_of_type(ITEM_DOCUMENT)]
    assert len([n for n in names if n.startswith("report-")]) == len(book.everything)
    assert [image.get_content() for image in read.get_items_of_type(ITEM_IMAGE)] == list(
        book.pictures.values()
    )


def _titles(toc: object) -> list[str]:
    if isinstance(toc, list | tuple):
        return [title for one in toc for title in _titles(one)]
    return [getattr(toc, "title", "")]


def test_epub_says_its_title_language_and_accessibility_and_names_nobody(tmp_path: Path) -> None:
    read = opened(replace(illustrated_book(), language="de"), tmp_path)

    assert read.get_metadata("DC", "title")[0][0] == "Learning together"
    assert read.get_metadata("DC", "language")[0][0] == "de"
    assert not read.get_metadata("DC", "creator")
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        package = etree.fromstring(archive.read("book/package.opf"))
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    said = {(e.get("property"), e.text) for e in package.iter() if e.get("property")}
    assert {
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityHazard", "none"),
    } <= said


@pytest.mark.parametrize("book", [illustrated_book(), hostile_book()], ids=["full", "hostile"])
def test_epub_links_lead_somewhere_and_nothing_runs(book: Book) -> None:
    found = documents(book)
    ids = {
        f"{name}#{e.get('id')}" for name, root in found.items() for e in root.iter() if e.get("id")
    }

    for root in found.values():
        assert not list(root.iter(f"{HTML}script", f"{HTML}style", f"{HTML}iframe"))
        assert not [a for e in root.iter() for a in e.attrib if str(a).startswith("on")]
        assert [h.tag for h in root.iter(*(f"{HTML}h{n}" for n in range(1, 7)))][:1] == [
            f"{HTML}h1"
        ]
        for link in root.iter(f"{HTML}a"):
            target = link.get("href") or ""
            assert (
                target in ids | set(found) or target.startswith(("http", "mailto:")) or not target
            )


def test_epub_is_the_same_every_time_and_of_an_empty_gathering_too() -> None:
    for book in (illustrated_book(), compile_book(Day.opens(rooms=[], slots=[]).gathering)):
        assert epub.write(book) == epub.write(book)


@pytest.mark.slow
@epubcheck.needed
@pytest.mark.parametrize("book", [illustrated_book(), hostile_book()], ids=["full", "hostile"])
def test_epubcheck_finds_nothing(book: Book, tmp_path: Path) -> None:
    said = epubcheck.said_of(epub.write(book), tmp_path)

    assert "0 fatals / 0 errors / 0 warnings" in said
