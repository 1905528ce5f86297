"""Printables: the same codes on paper, and nothing on it that is not on the wall."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.viewer import HOST
from openspace.proceedings.book import compile_book
from openspace.proceedings.paper import PRINTABLES, wall_sheets
from tests.proceedings.day import Day, full_day

SHEETS = [name for name, _, _ in PRINTABLES]


@pytest.fixture
def day(app: Flask) -> Day:
    day = full_day()
    day.moves_into(app.extensions["openspace"].ledger)
    return day


@pytest.mark.parametrize("sheet", ["", *SHEETS])
def test_sheet_is_a_page_within_the_policy(client: FlaskClient, day: Day, sheet: str) -> None:
    answer = client.get(f"/K7MQ2X/paper/{sheet}")

    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", answer.text)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheet_of_an_empty_gathering_is_no_error(
    client: FlaskClient, app: Flask, sheet: str
) -> None:
    Day.opens("EMPTY2", rooms=[], slots=[]).moves_into(app.extensions["openspace"].ledger)

    assert client.get(f"/EMPTY2/paper/{sheet}").status_code == 200


@pytest.mark.parametrize("sheet", ["reports", "doors"])
def test_no_id_stands_twice_however_many_codes_are_drawn(
    client: FlaskClient, day: Day, sheet: str
) -> None:
    ids = re.findall(r' id="([^"]*)"', client.get(f"/K7MQ2X/paper/{sheet}").text)

    assert len(ids) == len(set(ids))


def test_index_leads_to_every_sheet(client: FlaskClient, day: Day) -> None:
    text = client.get("/K7MQ2X/paper/").text

    assert all(f'href="/K7MQ2X/paper/{sheet}"' in text for sheet in SHEETS)


@pytest.mark.parametrize("sheet", ["wall", "cards", "reports", "doors"])
def test_sheet_carries_the_codes_as_text(client: FlaskClient, day: Day, sheet: str) -> None:
    text = client.get(f"/K7MQ2X/paper/{sheet}").text

    assert all(f'<span class="code">{code}</span>' in text for code in ("1A", "1B", "2A", "2B"))


@pytest.mark.parametrize("sheet", ["wall", "cards", "reports", "doors"])
def test_hidden_topics_are_not_printed(client: FlaskClient, app: Flask, sheet: str) -> None:
    day = full_day()
    topic = next(row for row in day.gathering.rows("topics") if row["title"] == "Reflective groups")
    day.ask(HOST, "hide_topic", topic=topic["id"])
    day.moves_into(app.extensions["openspace"].ledger)

    text = client.get(f"/K7MQ2X/paper/{sheet}").text

    assert "eflective" not in text
    assert "Rosa" not in text


def test_cards_have_blank_ones_as_asked(client: FlaskClient, day: Day) -> None:
    def blanks(query: str) -> int:
        return client.get(f"/K7MQ2X/paper/cards{query}").text.count("is-blank")

    assert [blanks(q) for q in ("", "?blank=0", "?blank=7", "?blank=-1", "?blank=x")] == [
        6,
        0,
        7,
        0,
        6,
    ]
    assert blanks("?blank=999999") == 60


def test_cards_include_topics_without_a_cell(client: FlaskClient, day: Day) -> None:
    assert "Waiting lists" in client.get("/K7MQ2X/paper/cards").text


def test_report_forms_are_one_a_session_and_a_blank(client: FlaskClient, day: Day) -> None:
    every = client.get("/K7MQ2X/paper/reports").text
    one = client.get("/K7MQ2X/paper/reports?session=1a").text

    assert every.count('class="leaf report-form') == 5
    assert one.count('class="leaf report-form') == 1
    assert 'aria-label="QR code of http://localhost/K7MQ2X/s/1A#photo"' in one


def test_doors_are_one_a_room_in_use(client: FlaskClient, day: Day) -> None:
    text = client.get("/K7MQ2X/paper/doors").text

    assert text.count('class="leaf door-sheet') == 2  # the folded room has no door to label
    assert "http://localhost/K7MQ2X/rooms/B" in text


def test_posters_hold_theme_principles_and_law(client: FlaskClient, day: Day) -> None:
    text = client.get("/K7MQ2X/paper/principles").text

    assert text.count('class="leaf poster') == 8
    assert "Whoever comes is the right people." in text
    assert "use your two feet" in text


def test_sheets_print_what_people_typed_as_text(client: FlaskClient, app: Flask) -> None:
    day = Day.opens(title="<b>x</b>", theme="<script>alert(1)</script>")
    who = day.joins()
    day.places(who, day.calls(who, "</h2><script>alert(2)</script>", convener_name="<i>"), 0, 0)
    day.moves_into(app.extensions["openspace"].ledger)

    for sheet in SHEETS:
        text = client.get(f"/K7MQ2X/paper/{sheet}").text
        assert "<script>" not in text
        assert "<b>x" not in text


def test_wall_is_paged_without_losing_a_cell() -> None:
    rooms = [{"name": f"Room {n}"} for n in range(13)]
    slots = [
        {"starts_at": f"2027-03-0{day}T{hour:02}:00", "ends_at": f"2027-03-0{day}T{hour:02}:50"}
        for day in (1, 2)
        for hour in range(8, 20)
    ]
    book = compile_book(Day.opens(rooms=rooms, slots=slots).gathering)

    sheets = list(wall_sheets(book))

    printed = [cell.code for sheet in sheets for _, cells in sheet.rows for cell in cells if cell]
    there = [cell.code for day in book.days for slot in day.slots for cell in slot.cells]
    assert sorted(printed) == sorted(there)
    assert len(there) == 13 * 24
    assert all(len(sheet.rooms) <= 5 and sheet.session_slots <= 5 for sheet in sheets)
