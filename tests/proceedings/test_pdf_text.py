"""Any text is whole in the PDF: every script, hostile strings, characters that no font has."""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from openspace.proceedings import fonts
from openspace.proceedings.book import compile_book
from tests.proceedings.day import Day
from tests.proceedings.made_pdf import book_with, flat, make, squeezed, words_of
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
