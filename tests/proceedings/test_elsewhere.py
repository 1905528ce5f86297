"""Sessions at free places are in every format and feed: by time, with their place, also with an open end."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
import vobject
from lxml import etree

from openspace.domain.viewer import HOST
from openspace.proceedings import frab, ics, paper
from openspace.proceedings.book import compile_book
from openspace.proceedings.checklist import checklist
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.paper_size import Asked
from openspace.proceedings.tables import tables
from tests.proceedings.day import BENCH, CAFE, Day, day_elsewhere
from tests.proceedings.opened import held_in, made

BOOK = compile_book(day_elsewhere().gathering, "https://example.org")


def test_reports_are_in_order_of_time_with_the_colour_of_that_time() -> None:
    assert [report.code for report in BOOK.reports] == ["1A", "2B", "X2", "X1"]
    assert [chapter.heading for chapter in BOOK.chapters] == [
        "Tuesday 24 November 2026, 10:00–10:45",
        "Tuesday 24 November 2026, 11:00–11:45",
        "Tuesday 24 November 2026, 11:10, Elsewhere",
        "Tuesday 24 November 2026, 15:10–16:00, Elsewhere",
    ]
    colours = {report.code: report.colour for report in BOOK.reports}
    assert colours["X1"] == colours["X2"] == colours["2B"] != colours["1A"]
    assert BOOK.unplaced == ()
    assert BOOK.tally == "4 sessions, 1 with a report."
    assert BOOK.ended_at == "2026-11-24T16:00:00Z"


@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {"brf"}))
def test_every_format_has_place_and_time(ending: str) -> None:
    told = " ".join(held_in(made(ending, BOOK), ending).split())

    for text in (BENCH, "The caf", "Sitting together", "X2", "X1"):
        assert text in told
    if ending not in ("json", "ics", "zip"):
        assert "Elsewhere" in told


def test_json_and_tables_name_the_place() -> None:
    written = json.loads(FORMATS["json"].make(BOOK))
    rows = csv.DictReader(io.StringIO(tables(BOOK)["sessions.csv"].decode("utf-8-sig")))

    assert written["agenda"][0]["elsewhere"] == ["X2", "X1"]
    report = next(one for one in written["reports"] if one["code"] == "X2")
    assert (report["room"], report["place"], report["ends_at"]) == (None, BENCH, "")
    assert {row["code"]: row["place"] for row in rows} == {
        "1A": "", "2B": "", "X1": CAFE, "X2": BENCH,
    }  # fmt: skip


def test_calendar_has_place_and_time_and_no_end_where_it_is_open() -> None:
    found = vobject.readOne(ics.write(BOOK).decode()).vevent_list
    events = {event.summary.value: event for event in found}

    bench, walk = events["X2 Sitting together"], events["X1 A walk"]
    assert bench.location.value == f"{BENCH}, Mill Hall, 1 Mill Lane"
    assert bench.dtstart.value == datetime(2026, 11, 24, 11, 10, tzinfo=UTC)
    assert "dtend" not in bench.contents
    assert walk.dtend.value == datetime(2026, 11, 24, 16, tzinfo=UTC)


def test_frab_has_the_place_as_a_room() -> None:
    root = etree.fromstring(frab.write_xml(BOOK))
    found = {
        event.findtext("subtitle"): (
            room.get("name"),
            event.findtext("start"),
            event.findtext("duration"),
        )
        for room in root.iter("room")
        for event in room.iter("event")
    }

    assert found["X1"] == (CAFE, "15:10", "00:50")
    assert found["X2"] == (BENCH, "11:10", "00:30")


def test_paper_has_them_on_a_sheet_of_the_wall_and_on_cards_and_forms() -> None:
    pages = {
        name: paper.page(BOOK, name, AnyAddress(), Asked()) for name in ("wall", "cards", "reports")
    }

    assert all(BENCH in page and "X2" in page for page in pages.values())
    assert "Elsewhere, Tuesday 24 November 2026" in pages["wall"]


def test_checklist_has_them_in_order_of_time() -> None:
    missing = [one.code for one in checklist(day_elsewhere().gathering) if one.kind == "no_report"]

    assert missing == ["1A", "2B", "X1"]


def test_day_without_a_time_slot_is_in_the_book() -> None:
    day = Day.opens(starts_on="2026-11-24", ends_on="2026-11-25")
    kim = day.joins()
    where = {"place": BENCH, "starts_at": "2026-11-25T11:10"}
    day.ask(kim, "claim_place", topic=day.calls(kim, "A walk"), **where)

    book = compile_book(day.gathering)

    assert [report.code for report in book.reports] == ["WX1"]
    assert [one.date for one in book.days] == ["2026-11-24", "2026-11-25"]
    written = [made("html", book), made("json", book), ics.write(book), frab.write_xml(book)]
    assert all(b"WX1" in file for file in written)


def test_place_of_a_covered_topic_is_in_no_book() -> None:
    day = day_elsewhere()
    [topic] = [row["id"] for row in day.gathering.rows("topics") if row["title"] == "A walk"]
    day.ask(HOST, "cover", table="topics", id=topic)

    book = compile_book(day.gathering)

    assert CAFE not in str(book)
    assert next(r for r in book.reports if r.code == "X1").where == "Elsewhere"


class AnyAddress(dict[str, str]):
    def __missing__(self, path: str) -> str:
        return path
