"""The Word document, read back from its XML with lxml, and by LibreOffice where there is one."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from openspace.domain.viewer import HOST
from openspace.proceedings import docx
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book, Edition, Words
from openspace.proceedings.plain import plain
from tests.proceedings import libreoffice
from tests.proceedings.day import full_day
from tests.proceedings.test_formats import hostile_book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def illustrated_book() -> Book:
    """A full day with a photo of a flip chart."""
    day = full_day()
    session = next(iter(day.gathering.rows("sessions")))["id"]
    day.notes(day.joins(), session, "photo", "", photo="abc123", alt="Three columns of cards")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    day.ask(HOST, "set_phase", phase="harvest")
    return compile_book(day.gathering, "https://example.org", {"abc123": picture.getvalue()})


def part(book: Book, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx.write(book))) as archive:
        return etree.fromstring(archive.read(name))


def texts(root: etree._Element) -> list[str]:
    """The paragraphs, with their line breaks."""
    return [
        "".join(
            "\n" if t.tag == f"{W}br" else "\t" if t.tag == f"{W}tab" else t.text or ""
            for t in p.iter(f"{W}t", f"{W}br", f"{W}tab")
        )
        for p in root.iter(f"{W}p")
    ]


def flat(text: str) -> str:
    return " ".join(plain(text).split())


@pytest.mark.parametrize("book", [illustrated_book(), hostile_book()], ids=["full", "hostile"])
def test_docx_keeps_every_note_word_for_word(book: Book) -> None:
    written = flat(" ".join(texts(part(book))))

    for report in book.everything:
        assert flat(report.title) in written
        for note in report.notes:
            assert flat(note.text) in written
            assert flat(note.commitment) in written


def test_docx_has_real_styles_and_marked_table_heads() -> None:
    root = part(illustrated_book())

    styles = {s.get(f"{W}val") for s in root.iter(f"{W}pStyle")}
    named = {"Title", "Heading1", "Heading2", "Heading3", "ListBullet", "Quote", "Caption"}
    assert named <= styles
    for table in root.iter(f"{W}tbl"):
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None


@pytest.mark.parametrize("order", ["time", "title"])
def test_docx_headings_leave_out_no_level(order: str) -> None:
    root = part(replace(illustrated_book(), order=order))
    styles = [str(s.get(f"{W}val")) for s in root.iter(f"{W}pStyle")]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_docx_contents_field_holds_a_list_and_every_link_has_its_bookmark() -> None:
    book = illustrated_book()
    root = part(book)

    told = " ".join(t.text or "" for t in root.iter(f"{W}instrText"))
    assert 'TOC \\o "1-3"' in told
    listed = [p for p in root.iter(f"{W}p") if _style(p).lower().startswith("toc")]
    assert any("What reflective groups need" in "".join(p.itertext()) for p in listed)
    links = {a for h in root.iter(f"{W}hyperlink") if (a := h.get(f"{W}anchor"))}
    bookmarks = [b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")]
    assert links <= set(bookmarks)
    assert len(set(bookmarks)) == len(bookmarks)
    assert part(book, "word/settings.xml").find(f"{W}updateFields") is not None


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val") or ""


def test_docx_picture_has_alternative_text() -> None:
    named = [e for e in part(illustrated_book()).iter() if str(e.tag).endswith("}docPr")]

    assert [e.get("descr") for e in named] == ["Three columns of cards"]


def test_docx_properties_hold_title_and_language_and_nothing_else() -> None:
    book = replace(illustrated_book(), language="de")
    with zipfile.ZipFile(io.BytesIO(docx.write(book))) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
        names = archive.namelist()
        everything = b"".join(archive.read(n) for n in names)

    said = {etree.QName(e).localname: e.text for e in core}
    assert said == {"title": "Learning together: Tagungsband", "language": "de"}
    assert not [n for n in names if "app.xml" in n or "thumbnail" in n or "customXml" in n]
    assert b"python-docx" not in everything
    languages = {e.get(f"{W}val") for e in part(book, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"de"}


def test_docx_holds_what_the_host_wrote_around_the_reports_and_its_version() -> None:
    around = Words("A subtitle", "An imprint", "An introduction", "Closing words", ("Kim, tea",))
    book = replace(
        illustrated_book(), words=around, edition=Edition(2, "24 November 2026", "Mended")
    )

    told = texts(part(book))
    foot = texts(part(book, "word/footer1.xml"))

    for text in (
        "A subtitle",
        "An imprint",
        "An introduction",
        "Closing words",
        "Kim, tea",
        "Mended",
    ):
        assert text in told
    assert any("Version 2 · 24 November 2026" in text for text in foot)


def test_docx_is_the_same_every_time() -> None:
    book = illustrated_book()

    assert docx.write(book) == docx.write(book)


def test_docx_shows_the_words_of_a_picture_that_is_none() -> None:
    book = illustrated_book()
    broken = replace(book, pictures=dict.fromkeys(book.pictures, b"\xff\xd8 no picture"))

    assert "Three columns of cards" in texts(part(broken))


def test_docx_turns_no_address_but_of_the_web_into_a_link() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(hostile_book()))) as archive:
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))

    outside = [r.get("Target") or "" for r in relations if r.get("TargetMode") == "External"]
    assert [t for t in outside if not t.startswith(("http://", "https://"))] == []


@pytest.mark.slow
@libreoffice.needed
@pytest.mark.parametrize("book", [illustrated_book(), hostile_book()], ids=["full", "hostile"])
def test_libreoffice_reads_every_word_of_the_docx(book: Book, tmp_path: Path) -> None:
    told = libreoffice.text_of(docx.write(book), tmp_path)

    written = set(re.findall(r"\w+", told))
    for report in book.everything:
        for note in report.notes:
            assert set(re.findall(r"\w+", plain(note.text))) <= written
