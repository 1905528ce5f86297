"""Printables: the same codes on paper, and nothing on it that is not on the wall."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.viewer import HOST
from openspace.proceedings import gallery_sheets
from openspace.proceedings.book import compile_book
from openspace.proceedings.paper import PRINTABLES, wall_sheets
from tests.proceedings.day import Day, full_day
from tests.web.whole_day import day as day

SHEETS = [name for name, _, _ in PRINTABLES]


@pytest.mark.parametrize("size", ["", "?print=large"])
@pytest.mark.parametrize("sheet", ["", *SHEETS])
def test_sheet_is_a_page_within_the_policy(
    client: FlaskClient, day: Day, sheet: str, size: str
) -> None:
    answer = client.get(f"/K7MQ2X/paper/{sheet}{size}")

    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", answer.text)
    assert answer.text.count("<h1") == 1
    assert ("css/large_print.css" in answer.text) == bool(size)


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


def test_index_leads_to_every_sheet_that_is_wanted(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    text = client.get("/K7MQ2X/paper/").text
    bare = Day.opens("BARE22", statement="", planning=False)
    bare.moves_into(app.extensions["openspace"].ledger)
    little = client.get("/BARE22/paper/").text

    wanted = set(SHEETS) - {"dots", "coming"}
    assert {sheet for sheet in SHEETS if f'href="/K7MQ2X/paper/{sheet}"' in text} == wanted
    assert {sheet for sheet in SHEETS if f'href="/BARE22/paper/{sheet}"' in little} == wanted - {
        "evidence",
        "closing",
    }


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


def test_cards_have_blank_ones_as_asked_and_fill_their_sheets(
    client: FlaskClient, day: Day
) -> None:
    def blanks(query: str) -> int:
        return client.get(f"/K7MQ2X/paper/cards{query}").text.count("is-blank")

    assert [blanks(q) for q in ("", "?blank=0", "?blank=7", "?blank=-1", "?blank=x")] == [
        7,
        0,
        7,
        0,
        7,
    ]
    assert blanks("?blank=999999") == 61


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


def test_large_print_has_fewer_on_a_sheet_and_loses_nothing(client: FlaskClient, day: Day) -> None:
    large = client.get("/K7MQ2X/paper/cards?print=large").text

    assert large.count("<article") == client.get("/K7MQ2X/paper/cards").text.count("<article")
    assert large.count('class="leaf') == 6


def test_large_print_stays_large_from_sheet_to_sheet(client: FlaskClient, day: Day) -> None:
    index = client.get("/K7MQ2X/paper/?print=large").text
    form = client.get("/K7MQ2X/paper/reports?session=1a&print=large").text

    assert 'href="/K7MQ2X/paper/wall?print=large"' in index
    assert 'href="/K7MQ2X/paper/?print=large"' in form
    assert 'href="?session=1A"' in form


def test_nothing_is_cut_from_a_gallery_sheet_in_large_print(app: Flask) -> None:
    day = full_day()
    rosa = day.joins("Rosa")
    topic = day.calls(rosa, "Long " * 40)
    day.ask(HOST, "release_session", session=str(day.gathering.placed[0]["id"]))
    session = day.places(rosa, topic, 0, 0)
    for _ in range(3):
        day.notes(rosa, session, "key_point", "It takes time. " * 90)

    found = gallery_sheets.sheets(compile_book(day.gathering), is_large=True)

    assert {one.size for one in found} <= {"large", "medium"}


def test_lists_of_who_joins_are_one_an_action_and_a_blank(client: FlaskClient, day: Day) -> None:
    text = client.get("/K7MQ2X/paper/joins").text

    assert text.count("<article") == 2
    assert "Start a monthly group" in text


def test_dots_go_on_reports_and_issues_never_on_bare_titles(
    client: FlaskClient, app: Flask
) -> None:
    day = full_day()
    day.ask(HOST, "edit_gathering", convergence="dots")
    day.ask(HOST, "set_phase", phase="sessions")
    day.ask(HOST, "open_convergence")
    day.ask(HOST, "name_issue", text="Who pays for the tea?")
    day.moves_into(app.extensions["openspace"].ledger)

    text = client.get("/K7MQ2X/paper/dots").text

    assert "What reflective groups need" in text
    assert "Who pays for the tea?" in text
    assert "Carers in the room" not in text
    assert text.count("<article") == 6


def test_what_is_covered_has_no_space_for_dots(client: FlaskClient, app: Flask) -> None:
    day = full_day()
    topic = next(row for row in day.gathering.rows("topics") if row["title"] == "Reflective groups")
    day.ask(HOST, "cover", table="topics", id=topic["id"])
    day.moves_into(app.extensions["openspace"].ledger)

    text = client.get("/K7MQ2X/paper/dots").text

    assert "1A" not in text
    assert "eflective" not in text


def test_forms_ask_for_no_name_that_must_be_given(client: FlaskClient, day: Day) -> None:
    cards = client.get("/K7MQ2X/paper/cards").text
    guide = client.get("/K7MQ2X/paper/guide").text

    assert "Your name, only if you wish" in cards
    assert "Your name is your choice, each time." in guide
    assert "dots sheets" not in guide  # this gathering places no dots


def test_sheet_does_not_tell_in_which_language_somebody_read_it_before(
    client: FlaskClient, day: Day
) -> None:
    pages = [
        client.get("/K7MQ2X/paper/guide", headers={"Accept-Language": language}).text
        for language in ("cy", "en")
    ]

    assert pages[0] == pages[1]
    assert ".cy/" not in pages[0]
