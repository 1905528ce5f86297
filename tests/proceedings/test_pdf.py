"""The PDF, read back by pikepdf (its structure) and pypdf (its words)."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from pypdf import PdfReader

from openspace.proceedings import fonts, pdf
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.render.worker import WorkerFailed, render_in_own_process
from openspace.proceedings.report import Note
from tests.proceedings.day import Day, full_day
from tests.proceedings.test_formats import HOSTILE, hostile_book

SCRIPTS = {
    "Latin": "Größe, naïve façade, Łódź, Ştefan, Tiếng Việt, e\u0301",
    "Greek": "Καλημέρα κόσμε",
    "Cyrillic": "Добрий день, свете",
    "Devanagari": "नमस्ते दुनिया",
    "Thai": "สวัสดีชาวโลก",
    "symbols": "→ ✓ ☐ ★ ∑ ½ € ≤ ①",
    "emoji": "👍 🎉 🧿 👩‍👩‍👧 🏽 🇬🇧 ☕️ 1️⃣",
}
RIGHT_TO_LEFT = {"Arabic": "مرحبا بالعالم", "Hebrew": "שלום עולם"}
TYPST = [
    '#panic("no") #read("/etc/passwd") $x^2$ *b* _i_ @ref <label> = head',
    '#import "@preview/a:1.0.0"; \\u{41} [#emph] ``` // /* ~ -- --- ... \'q\' "q"',
]


def book_with(*texts: str, **note: Any) -> Book:
    book = compile_book(full_day().gathering, "http://book.test")
    notes = tuple(Note("summary", text, **note) for text in texts)
    return replace(book, unplaced=(replace(book.unplaced[0], notes=notes),))


def make(book: Book) -> bytes:
    """Made here, not in a worker: a test may be quick, and end."""
    return pdf.make(book)


def words_of(made: bytes) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages
    )


def sizes_of(made: bytes) -> Counter[float]:
    """The size of letters in points → how many of them are printed."""
    sizes: Counter[float] = Counter()

    def count(text: str, _: object, matrix: list[float], _font: object, size: float) -> None:
        sizes[round(abs(matrix[3]) * size, 1)] += len(text.strip())

    for page in PdfReader(io.BytesIO(made)).pages:
        page.extract_text(visitor_text=count)
    return +sizes


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def full() -> bytes:
    return make(compile_book(full_day().gathering, "http://book.test"))


# --- accessible by birth


def test_text_is_large_enough_to_read() -> None:
    sizes = sizes_of(make(book_with("What somebody wrote. " * 200)))

    assert sizes.most_common(1)[0][0] == 12
    assert min(sizes) >= 12


def test_no_text_in_large_print_is_smaller_than_18_points() -> None:
    sizes = sizes_of(pdf.make_large(book_with("What somebody wrote. " * 20)))

    in_charts = {13, 14}  # they have their words below
    assert sizes.most_common(1)[0][0] == 18
    assert min(size for size in sizes if size not in in_charts) >= 18


def test_pdf_says_what_it_is(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as file:
        assert str(file.Root.Lang) == "en"
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == "Learning together: proceedings"


def test_pdf_tells_the_gathering_and_nothing_else(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as file:
        assert {str(key) for key in file.docinfo} == {"/Title"}
        raw = file.Root.Metadata.read_bytes().decode()
    assert not re.search("CreateDate|ModifyDate|[Cc]reator|Producer|Author|Typst", raw)
    assert b"Typst" not in full
    assert b"/tmp" not in full


def test_pdf_is_the_same_for_the_same_book(full: bytes) -> None:
    assert make(compile_book(full_day().gathering, "http://book.test")) == full


def test_pdf_is_tagged_with_headings_tables_lists_and_figures(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as file:
        tags = [str(one.get("/S")) for one in structure(file.Root.StructTreeRoot)]
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/L", "/Figure", "/Link"} <= {*tags}
    assert tags.count("/Figure") == 3


def test_every_picture_has_an_alternative_text() -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(jpeg, "JPEG")
    book = book_with("Our wall", photo="http://book.test/1.jpg", alt="A wall of cards, Жанна’s 🧿")
    made = make(replace(book, pictures={"http://book.test/1.jpg": jpeg.getvalue()}))

    with pikepdf.open(io.BytesIO(made)) as file:
        figures = [
            one for one in structure(file.Root.StructTreeRoot) if str(one.get("/S")) == "/Figure"
        ]
        alts = [str(one.get("/Alt")) for one in figures]
    assert "A wall of cards, Жанна’s 🧿" in alts
    assert any("4 cells: 4 held a session" in alt for alt in alts)
    assert all(alts)


@pytest.mark.slow
def test_a_picture_that_is_none_leaves_its_text() -> None:
    book = book_with("Our wall", photo="http://book.test/1.jpg", alt="Cards and string")
    assert "Cardsandstring" in words_of(
        make(replace(book, pictures={"http://book.test/1.jpg": b"no"}))
    )


def test_bookmarks_lead_to_every_session(full: bytes) -> None:
    with pikepdf.open(io.BytesIO(full)) as file, file.open_outline() as outline:
        titles = [item.title for item in flat(outline.root)]
    assert titles[0] == "Contents" or "How the gathering worked" in titles
    assert [t for t in titles if "What reflective groups need" in t]
    assert {"Agenda", "Reports", "Actions", "Open questions", "Repertoire", "Index"} <= {*titles}


# --- every word


@pytest.mark.slow
def test_pdf_holds_every_word_of_the_book(full: bytes) -> None:
    book = compile_book(full_day().gathering)
    text = words_of(full)
    for report in book.everything:
        assert squeezed(report.title) in text
        for note in report.notes:
            assert squeezed(note.text) in text


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_text_extracted_is_text_put_in(script: str) -> None:
    given = SCRIPTS[script]
    made = make(book_with(given))
    wanted = unicodedata.normalize("NFC", squeezed(given))
    assert set(wanted) <= set(unicodedata.normalize("NFC", words_of(made)))
    if shutil.which("pdftotext"):  # pypdf writes clusters of several glyphs more than once
        told = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
        assert wanted in unicodedata.normalize("NFC", squeezed(told.stdout.decode()))
    assert fonts.missing_glyphs(book_with(given)) == []


@pytest.mark.slow
@pytest.mark.parametrize("script", RIGHT_TO_LEFT)
def test_right_to_left_words_are_whole(script: str) -> None:
    given = RIGHT_TO_LEFT[script]
    found = unicodedata.normalize("NFKC", words_of(make(book_with(given))))
    assert all(word in found or word[::-1] in found for word in given.split())


STRINGS = [*HOSTILE, *TYPST]
LONG = 10_000


@pytest.fixture(scope="module")
def hostile_words() -> str:
    """Of one book with all of them but the long ones, each in a note."""
    return words_of(make(book_with(*(one for one in STRINGS if len(one) <= LONG))))


@pytest.mark.slow
@pytest.mark.parametrize("given", STRINGS, ids=range(len(STRINGS)))
def test_hostile_text_stays_text(given: str, hostile_words: str) -> None:
    if len(given) > LONG:  # heads and feet of pages stand between
        assert words_of(make(book_with(given))).count(given[0]) >= len(given)
    elif not re.search("[\u0590-\u06ff\u202e]", given):
        words = unicodedata.normalize("NFC", hostile_words)
        # Heads and feet of pages may stand between two lines.
        for line in given.splitlines():
            assert unicodedata.normalize("NFC", squeezed(line)) in words


@pytest.mark.slow
def test_a_word_longer_than_a_page_stays_on_the_paper() -> None:
    short, long = (len(PdfReader(io.BytesIO(make(book_with("x" * n)))).pages) for n in (20, 20_000))
    assert long > short + 3


@pytest.mark.slow
def test_hostile_book_is_still_pdf_ua() -> None:
    with pikepdf.open(io.BytesIO(make(hostile_book()))) as file, file.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"


@pytest.mark.slow
def test_what_no_face_has_is_shown_by_its_code_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_files", tuple)
    book = book_with("Word \U00013000 한 \ue000 end")

    assert fonts.missing_glyphs(book) == ["한", "\ue000", "\U00013000"]
    found = words_of(make(book))
    assert "Word[U+13000][U+D55C][U+E000]end" in found


@pytest.mark.parametrize("family", fonts.FAMILIES)
def test_every_bundled_font_is_found_by_the_name_of_its_family(family: str) -> None:
    files = list(fonts.FOLDER.glob(fonts.FAMILIES[family]))

    assert {fonts.TTFont(file)["name"].getBestFamilyName() for file in files} == {family}


def test_every_bundled_file_belongs_to_one_family() -> None:
    found = [file for pattern in fonts.FAMILIES.values() for file in fonts.FOLDER.glob(pattern)]

    assert sorted(found) == sorted(fonts.FOLDER.glob("*.ttf"))


def test_a_font_with_two_letters_of_a_script_does_not_replace_the_font_of_the_script(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Noto Sans Grantha has two Tamil letters, so that a vowel sign after one of them was not printed."""
    files = (a_font(tmp_path, "Grantha", "வப"), a_font(tmp_path, "Tamil", "வபதேை"))
    monkeypatch.setattr(fonts, "system_files", lambda: files)

    found = [face.family for face in fonts.coverage(["தேவை"])[len(fonts.FAMILIES) :]]

    assert found == ["Tamil"]


def a_font(folder: Path, name: str, letters: str) -> Path:
    """A font file that has these letters, all without a shape."""
    glyphs = [".notdef", *(f"uni{ord(c):04X}" for c in letters)]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(glyphs)
    made.setupCharacterMap({ord(c): f"uni{ord(c):04X}" for c in letters})
    made.setupGlyf({glyph: TTGlyphPen(None).glyph() for glyph in glyphs})
    made.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 0)))
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": name, "styleName": "Regular"})
    made.setupPost()
    made.save(folder / f"Noto{name}.ttf")
    return folder / f"Noto{name}.ttf"


@pytest.mark.slow
def test_title_and_bookmarks_keep_what_no_face_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own program shows them, with its own faces; on the page they are code points."""
    monkeypatch.setattr(fonts, "system_files", tuple)
    day = Day.opens(title="住民票の集い")
    someone = day.joins()
    day.places(someone, day.calls(someone, "住民票 and trust"), room=0, slot=0)
    made = make(compile_book(day.gathering))

    with pikepdf.open(io.BytesIO(made)) as file, file.open_outline() as outline:
        assert "住民票の集い" in str(file.docinfo["/Title"])
        assert "1A 住民票 and trust" in [item.title for item in flat(outline.root)]
    assert "[U+4F4F]" in words_of(made)
    assert "住" not in words_of(made)


@pytest.mark.slow
def test_odd_characters_of_every_kind_compile_as_pdf_ua(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_files", tuple)
    odd = "".join(chr(c) for c in range(0x20, 0x30000, 7) if not 0xD800 <= c < 0xE000)
    marks = "".join(c + "".join(chr(0x300 + n) for n in range(60)) for c in "aЖשअก👍 ")
    book = book_with(odd[:9000], odd[9000:18000], marks, "\u200d\ufe0f\u200b\ufeff\U000e0067")
    with pikepdf.open(io.BytesIO(make(book))) as file, file.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"


def test_empty_gathering_is_a_book() -> None:
    book = compile_book(Day.opens(rooms=[], slots=[], principles=[]).gathering)
    untitled = replace(book, cover=replace(book.cover, title="\u202e", theme=""))
    for one in (book, untitled):
        assert make(one).startswith(b"%PDF")


# --- the worker


def test_worker_makes_the_same_file(full: bytes) -> None:
    assert (
        render_in_own_process(make, compile_book(full_day().gathering, "http://book.test")) == full
    )


def test_worker_ends_when_it_takes_too_long() -> None:
    with pytest.raises(WorkerFailed):
        render_in_own_process(make, compile_book(full_day().gathering), seconds=0.01)


def structure(node: Any) -> Iterator[Any]:
    kids = node.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from flat(item.children)
