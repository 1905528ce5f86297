"""Charts: what they show is also said, and nothing in them is anybody's markup or name."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from openspace.proceedings import html, pages
from openspace.proceedings.book import compile_book
from openspace.proceedings.charts import charts
from openspace.proceedings.colours import SLOT_COLOURS
from tests.proceedings.day import Day, full_day
from tests.proceedings.test_formats import hostile_book


def test_charts_say_in_words_what_they_show() -> None:
    told = {chart.name: chart.words for chart in charts(compile_book(full_day().gathering))}

    assert told["Sessions with a report"] == (
        "Reports came back from 1 of 4 sessions, notes from 2 more."
    )
    assert "4 cells: 4 held a session, 0 stayed free." in told["The wall as it was"]
    assert "10:00–10:45: 1A, 1B." in told["The wall as it was"]
    assert "11:00–11:45: fewer than 5" in told["Notes per time slot"]


def test_a_caption_does_not_repeat_what_the_labels_of_a_chart_say() -> None:
    page = html.page(compile_book(full_day().gathering))

    told = "Notes by time slot. 10:00–10:45"
    assert told in page
    assert told not in re.sub(r"<desc>.*?</desc>", "", page)
    assert "Reports came back from" in re.sub(r"<desc>.*?</desc>", "", page)


def test_a_time_slot_without_notes_says_so() -> None:
    day = full_day().gathering
    gathering = replace(day, tables={**day.tables, "notes": {}})  # others have the same tables
    told = {chart.name: chart.words for chart in charts(compile_book(gathering))}
    assert "11:00–11:45: none" in told["Notes per time slot"]


def test_charts_are_well_formed_and_name_nobody() -> None:
    for book in (compile_book(full_day().gathering), hostile_book()):
        for chart in charts(book):
            svg = ET.fromstring(chart.svg)
            assert [child.tag.rpartition("}")[2] for child in svg][:2] == ["title", "desc"]
            assert not re.search("Rosa|Amir|Mallory|Reflective", chart.svg)


def test_no_session_no_chart() -> None:
    assert charts(compile_book(Day.opens().gathering)) == ()


def test_slot_colours_are_those_of_the_house() -> None:
    css = (pages.folder("static") / "css" / "base.css").read_text("utf-8")
    light = css.split(':root:not([data-theme="light"]) .slot-0')[0]
    found = re.findall(
        r"\.slot-\d+ { --slot: (#\w+); --slot-paper: (#\w+); --slot-ink: (#\w+); }", light
    )
    assert found == list(SLOT_COLOURS)


def test_page_that_stands_alone_has_its_photos_inside() -> None:
    at = "http://book.test/K7MQ2X/photos/1.jpg"
    book = compile_book(full_day().gathering)
    first = replace(
        book.unplaced[0].notes[0] if book.unplaced[0].notes else book.reports[0].notes[0]
    )
    note = replace(first, kind="photo", photo=at, alt="A wall of cards")
    book = replace(book, unplaced=(replace(book.unplaced[0], notes=(note,)),))

    alone = html.write(replace(book, pictures={at: b"\xff\xd8jpeg"})).decode()
    without = html.write(book).decode()

    assert '<img src="data:image/jpeg;base64,/9hqcGVn" alt="A wall of cards">' in alone
    assert at not in alone
    assert "<img" not in without
    assert "A wall of cards" in without
