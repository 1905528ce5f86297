"""The outline: which parts a book has, and that every format draws every kind of block."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

import pytest
from PIL import Image

from openspace.domain.rules.book import OPTIONAL_PARTS
from openspace.domain.viewer import HOST
from openspace.domain.vocabulary import NO_DESCRIPTION
from openspace.proceedings import blocks as b
from openspace.proceedings import outline
from openspace.proceedings.book import compile_book
from openspace.proceedings.charts import Chart
from openspace.proceedings.contents import Book, Issue, Words
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.report import Note
from tests.proceedings.day import Day, after_the_circle, full_day
from tests.proceedings.opened import held_in

OTHERS = {"json", "zip", "large.pdf", "brf"}
"""JSON has the book's own keys, an archive has the other files, one PDF is like the other, and Braille has no
letters."""

WRITERS: dict[str, Callable[[Book], bytes]] = {
    ending: one.make for ending, one in FORMATS.items() if ending not in OTHERS
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"></svg>'
THERE = b.Reference("part-of-dots", "9Z", "Dotted", 3)


def every_kind(_: Book, __: tuple[Chart, ...]) -> Iterator[b.Block]:
    """A part that no writer has heard of, with each kind of block."""
    note = b.Note(
        (b.Paragraph("Gathered-words"), b.Facts((("Owner", "Zoe"),), in_line=True)), THERE
    )
    cells = (b.Cell("9Z"), b.Cell("Cell-words", "Beneath-words", THERE.to))
    columns = (b.Column("Session", "code"), b.Column("Topic", "wide"))
    rows = b.Rows("12:00", "Label-words", "About-words", 1, False, (cells,), ("Rest", "Rest-words"))
    yield b.Paragraph("Said-words", "said")
    yield b.Items((("Item-words", "Contact-words"),), "people")
    yield b.Table("Table-words", columns, (rows,))
    yield b.Chart("Chart-name", "Chart-words", SVG)
    yield b.Links((("Term-words", (THERE,)),))
    yield b.Gathered((note,))
    yield b.Gathered((note,), ("What", "Owner", "From"))
    yield b.Heading("Heading-words", 2)
    inside = (
        b.Facts((("Fact", "Fact-words"),)),
        b.Paragraph("Description-words", "description"),
        b.Notes("Kind-words", (b.Note((b.Photo("x", "Alt-words", ""), b.WebLink("not-a-link"))),)),
        b.Notes("More-words", (b.Note((b.Paragraph("Boxed"), b.Box("Box-heading", "Box-words"))),)),
    )
    yield b.Section(THERE.to, THERE.code, "Section-words", 3, inside)


@pytest.fixture
def dotted(monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book with one part more, added in the one place there is."""
    added = ("dots", "Dots-heading", every_kind, True)
    monkeypatch.setattr(outline, "PARTS", (*outline.PARTS, added))
    return compile_book(full_day().gathering, "https://example.org")


def test_part_has_every_kind_of_block_that_there_is(dotted: Book) -> None:
    part = outline.outline(dotted).parts[-1]

    inside = [block for section in part.sections for block in section.blocks]
    in_notes = [
        block for one in inside if isinstance(one, b.Notes) for block in one.notes[0].blocks
    ]
    assert {type(one) for one in (*part.blocks, *inside, *in_notes)} == set(get_args(b.Block))


@pytest.mark.parametrize("ending", WRITERS)
def test_new_part_is_drawn_by_every_format(dotted: Book, ending: str) -> None:
    told = " ".join(held_in(WRITERS[ending](dotted), ending).replace("\\-", "-").split())

    words = ("Said", "Item", "Contact", "Table", "Label", "About", "Cell", "Beneath", "Rest")
    words += (
        "Chart",
        "Term",
        "Gathered",
        "Heading",
        "Fact",
        "Description",
        "Kind",
        "Alt",
        "Box",
        "Section",
    )
    assert [word for word in words if f"{word}-words" not in told] == []
    assert "Dots-heading" in told
    assert "not-a-link" in told
    assert "Zoe" in told


def test_book_has_its_parts_in_order_and_none_that_is_empty() -> None:
    around = Words(introduction="Before", closing="After", credits=("Kim",))
    book = compile_book(after_the_circle().gathering)
    full = outline.outline(replace(book, words=around, issues=(Issue("The phone", "some"),)))
    empty = outline.outline(compile_book(Day.opens(rooms=[], slots=[]).gathering))

    silent = [id for id, *_ in outline.PARTS if id not in {part.id for part in full.parts}]
    assert not silent, f"full_day (tests/proceedings/day.py) has nothing for the parts {silent}"
    assert [part.id for part in full.parts] == [id for id, *_ in outline.PARTS]
    assert [part.id for part in empty.parts] == ["practice", "agenda", "next", "method"]
    assert all(part.blocks for part in (*full.parts, *empty.parts))


@pytest.mark.parametrize("left_out", OPTIONAL_PARTS)
def test_part_that_the_host_left_out_is_not_in_the_outline(left_out: str) -> None:
    day = full_day()
    before = {part.id for part in outline.outline(compile_book(day.gathering)).parts}
    day.ask(HOST, "edit_book", left_out=[left_out])

    after = {part.id for part in outline.outline(compile_book(day.gathering)).parts}

    there = {left_out} - {"web"}
    assert there <= before, f"full_day (tests/proceedings/day.py) has nothing for {left_out}"
    assert before - after == there, f"Book must have nothing for {left_out} when it is left out"


def test_photo_without_a_description_says_so_in_every_format() -> None:
    at = "https://example.org/K7MQ2X/photos/1.jpg"
    book = compile_book(full_day().gathering, "https://example.org")
    note = Note("photo", "", photo=at)
    book = replace(book, unplaced=(replace(book.unplaced[0], notes=(note,)),))
    jpeg = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(jpeg, "JPEG")

    for ending, write in WRITERS.items():
        assert NO_DESCRIPTION in held_in(write(book), ending)
        assert write(replace(book, pictures={at: jpeg.getvalue()}))
