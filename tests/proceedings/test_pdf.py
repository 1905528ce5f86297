"""The PDF, read back by pikepdf (its structure) and pypdf (its words)."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from openspace.proceedings import pdf
from openspace.proceedings.book import compile_book
from openspace.proceedings.render.worker import WorkerFailed, render_in_own_process
from tests.proceedings.day import Day, full_day
from tests.proceedings.made_pdf import book_with, flat, make, squeezed, words_of


def sizes_of(made: bytes) -> Counter[float]:
    """The size of letters in points → how many of them are printed."""
    sizes: Counter[float] = Counter()

    def count(text: str, _: object, matrix: list[float], _font: object, size: float) -> None:
        sizes[round(abs(matrix[3]) * size, 1)] += len(text.strip())

    for page in PdfReader(io.BytesIO(made)).pages:
        page.extract_text(visitor_text=count)
    return +sizes


@pytest.fixture(scope="module")
def full() -> bytes:
    return make(compile_book(full_day().gathering, "http://book.test"))


def test_no_function_of_the_template_names_the_book() -> None:
    """Typst hashes what a function names, for each new function: two thirds of the time of a large book."""
    template = {file.name: file.read_text("utf-8") for file in pdf.TEMPLATE.glob("*.typ")}
    functions = re.compile(r"(=>|\bcontext\b|#let [\w-]+\(.*?\) =).*\bbook\b")

    assert [name for name, text in template.items() if '"book.json"' in text] == ["book.typ"]
    assert not [line for line in template["book.typ"].splitlines() if functions.search(line)]


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
