"""A brief in every format: it holds each item word for word, and is as accessible as a book."""

import io
import json
import re
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from openspace.domain.viewer import HOST
from openspace.proceedings import epub, outline, pdf
from openspace.proceedings.book import compile_book
from openspace.proceedings.brief import Brief, BriefSource, compile_brief, items_of
from openspace.proceedings.formats import BRIEF_FORMATS
from openspace.proceedings.render.source import Source
from tests.proceedings import epubcheck
from tests.proceedings.day import Day, full_day
from tests.proceedings.hostile import strings
from tests.proceedings.opened import held_in

LINES = [one for one in strings() if len(one) < 600]
EMPTY = BriefSource("/c/circle/briefs/br1", "Empty", "", "Circle", True, "2026-11-24", (), ())


def brief_of(*days: Day, **more: str) -> Brief:
    """All that can be picked from the days."""
    books = tuple(Source(day.gathering, "http://book.test", {}) for day in days)
    items = tuple(item.key for book in books for item in items_of(compile_book(*book)))
    return compile_brief(EMPTY._replace(items=items, books=books, **more))


@cache
def hostile_day() -> Day:
    day = Day.opens(title=LINES[0], statement=LINES[1])
    who = day.joins(LINES[2])
    session = day.places(who, day.calls(who, "</h4><script>"), 0, 0)
    for n, text in enumerate(LINES):
        if n % 3 == 2:
            day.brings(who, "both", text, citation=text)
        else:
            day.notes(who, session, ("recommendation", "question")[n % 3], text)
    return day


@cache
def full() -> Brief:
    return brief_of(full_day(), title="For standards", introduction="Why these.")


@cache
def hostile() -> Brief:
    return brief_of(hostile_day(), title="</title>#*<script>", introduction="\n\n".join(LINES))


def squeezed(text: str) -> str:
    return re.sub(r"\s|\\", "", text)


@pytest.mark.parametrize("one", BRIEF_FORMATS.values(), ids=lambda one: one.ending)
def test_empty_brief_is_a_file_in_every_format(one: object) -> None:
    assert one.make(compile_brief(EMPTY))  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["md", "docx", "html", "epub", "pdf"])
def test_full_brief_holds_every_item(ending: str) -> None:
    brief = full()
    held = squeezed(held_in(BRIEF_FORMATS[ending].make(brief), ending))

    assert {item.kind for item in brief.items} == {"recommendation", "question", "evidence"}
    for item in brief.items:
        assert squeezed(item.content.text).replace("'", "") in held.replace("&#39;", "")
    assert "Speaksagainstit" in held


def test_json_holds_hostile_items_to_the_letter() -> None:
    brief = hostile()
    written = BRIEF_FORMATS["json"].make(brief)

    assert b"<" not in written
    kept = json.loads(written)
    assert [item["text"] for item in kept["items"]] == [item.content.text for item in brief.items]
    assert kept["introduction"] == brief.introduction


@pytest.mark.parametrize("ending", ["html", "md", "docx", "epub"])
def test_hostile_brief_is_written(ending: str) -> None:
    written = BRIEF_FORMATS[ending].make(hostile())

    if ending == "html":
        assert not re.search(r"<script|onerror=\"|<img[^>]+onerror", written.decode().casefold())


@pytest.mark.slow
def test_hostile_brief_is_pdf_ua() -> None:
    with pikepdf.open(io.BytesIO(pdf.make(hostile()))) as file, file.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"


def test_pdf_is_tagged_and_names_the_brief() -> None:
    with pikepdf.open(io.BytesIO(pdf.make(full()))) as file:
        assert bool(file.Root.MarkInfo.Marked)
        with file.open_outline() as bookmarks:
            titles = [item.title for item in bookmarks.root]
        with file.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == "For standards: brief"
    assert [
        one for one in titles if one in ("Recommendations", "Evidence", "About this brief")
    ] == [*("Recommendations", "Evidence", "About this brief")]


@pytest.mark.slow
@epubcheck.needed
@pytest.mark.parametrize("brief", [full, hostile], ids=["full", "hostile"])
def test_epubcheck_finds_nothing(brief: object, tmp_path: Path) -> None:
    said = epubcheck.said_of(epub.write(brief()), tmp_path)  # type: ignore[operator]

    assert "0 fatals / 0 errors / 0 warnings" in said


def test_items_of_one_kind_that_follow_each_other_share_a_heading() -> None:
    document = outline.outline(brief_of(full_day(), second_day()))

    headings = [part.heading for part in document.parts if part.id.startswith("items")]
    assert headings[-1] == "Recommendations"
    assert headings.count("Evidence") == 1


def second_day() -> Day:
    day = Day.opens(title="Another day")
    who = day.joins()
    session = day.places(who, day.calls(who, "Nights"), 0, 0)
    day.notes(who, session, "recommendation", "Answer at night")
    day.notes(who, session, "recommendation", "Not seen")
    note = [row["id"] for row in day.gathering.rows("notes")][-1]
    day.ask(HOST, "hide_note", note=note, hidden=True)
    return day


def test_hidden_item_is_not_offered() -> None:
    items = items_of(compile_book(second_day().gathering))

    assert [item.content.text for item in items] == ["Answer at night"]


def test_cover_counts_items_and_gatherings() -> None:
    assert compile_brief(EMPTY).tally == "There are no items yet."
    assert brief_of(second_day()).tally == "1 item from 1 gathering."
    assert brief_of(full_day(), second_day()).tally.endswith(" items from 2 gatherings.")
