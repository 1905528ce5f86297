"""Where the dots were, and action groups, in every format and feed; and the gallery walk on paper."""

import json

import pytest

from openspace.domain.viewer import HOST
from openspace.proceedings import frab, ics
from openspace.proceedings.book import compile_book
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.gallery_sheets import LONGEST, sheets
from tests.proceedings.day import Day, full_day
from tests.proceedings.test_closing import told

ISSUE = "Who answers the phone"
GROUP = "A phone list for the night"


def converged(convergence: str = "dots") -> Day:
    day = full_day()
    day.ask(HOST, "edit_gathering", convergence=convergence)
    day.ask(HOST, "set_phase", phase="sessions")
    day.ask(HOST, "open_convergence")
    return day


def with_dots() -> Day:
    """Reflective groups have many, an issue some, and other reports a few."""
    day = converged()
    issue = day.ask(HOST, "name_issue", text=ISSUE)["issue"]
    [session] = [row["id"] for row in day.gathering.placed if row["code"].endswith("1A")]
    day.ask(HOST, "place_dots", issue=issue, dots=6)
    day.ask(HOST, "place_dots", session=session, dots=30)
    return day


def with_a_group() -> Day:
    day = converged("reopened")
    lena = day.joins("Lena")
    times = {"starts_at": "2026-11-24T16:00", "ends_at": "2026-11-24T16:30"}
    slot = day.ask(HOST, "add_slot", kind="action", **times)["slot"]
    topic = day.calls(lena, GROUP, convener_name="Lena", for_action=True)
    day.ask(lena, "claim_cell", topic=topic, room=day.gathering.rooms[0]["id"], slot=slot)
    return day


@pytest.mark.parametrize("ending", ["html", "md", "docx", "epub"])
def test_groups_of_dots_are_in_every_format_when_they_are_closed(ending: str) -> None:
    day = with_dots()
    write = FORMATS[ending].write
    assert "Where the dots were" not in told(ending, write(compile_book(day.gathering)))

    day.ask(HOST, "close_convergence")
    text = told(ending, write(compile_book(day.gathering)))

    for words in ("Where the dots were", "Many dots", "Some dots", ISSUE):
        assert words in text, words
    day.ask(HOST, "edit_gathering", convergence="")
    assert ISSUE not in told(ending, write(compile_book(day.gathering)))


def test_json_has_groups_and_no_numbers() -> None:
    day = with_dots()
    day.ask(HOST, "close_convergence")

    book = json.loads(FORMATS["json"].write(compile_book(day.gathering)))

    assert book["issues"] == [{"text": ISSUE, "dots": "some"}]
    assert {report["code"]: report["dots"] for report in book["reports"] if report["dots"]}
    assert "30" not in str(book["reports"][0]["dots"])


def test_hidden_issue_is_in_no_book() -> None:
    day = with_dots()
    day.ask(HOST, "close_convergence")
    [issue] = [row["id"] for row in day.gathering.rows("issues")]

    day.ask(HOST, "hide_issue", issue=issue)

    assert ISSUE not in FORMATS["md"].write(compile_book(day.gathering)).decode()


@pytest.mark.parametrize("ending", ["html", "md", "docx", "epub"])
def test_action_groups_are_in_the_agenda_and_among_the_actions(ending: str) -> None:
    text = told(ending, FORMATS[ending].write(compile_book(with_a_group().gathering)))

    assert "Action groups" in text
    assert text.count(GROUP) >= 3  # agenda, report, actions
    assert "Initiator" in text


def test_action_groups_are_counted_apart_from_sessions() -> None:
    before = compile_book(full_day().gathering)
    book = compile_book(with_a_group().gathering)

    assert book.tally == before.tally.replace(".", ", 1 action group.")
    assert len(book.called) == len(before.reports)


def test_book_of_action_groups_alone_is_no_error() -> None:
    day = with_a_group()
    for row in list(day.gathering.placed):
        if not (day.gathering.row("topics", row["topic"]) or {})["for_action"]:
            day.ask(HOST, "withdraw_topic", topic=row["topic"])

    text = FORMATS["html"].write(compile_book(day.gathering)).decode()

    assert GROUP in text
    assert "0 sessions, none with a report, 1 action group." in text


def test_feeds_have_action_groups() -> None:
    book = compile_book(with_a_group().gathering, "https://example.org")

    assert GROUP in frab.write_xml(book).decode()
    assert GROUP in ics.write(book).decode().replace("\r\n ", "")


# --- gallery walk


def test_every_session_has_a_sheet_with_its_report_or_space_to_write() -> None:
    book = compile_book(full_day().gathering)

    found = {one.report.code: one for one in sheets(book)}

    assert list(found) == [report.code for report in book.reports]
    written = next(one for one in found.values() if one.report.is_written)
    assert written.lines == 0
    assert written.groups[0] == ("", ("It takes time.\n\nAnd tea.",))
    assert ("Actions", ("Start a monthly group (Rosa*)",)) in written.groups
    assert all(one.lines for one in found.values() if not one.report.notes)


def test_long_report_is_cut_to_one_sheet_and_says_so() -> None:
    day = full_day()
    lena = day.joins()
    session = next(row["id"] for row in day.gathering.placed if row["code"].endswith("1B"))
    day.notes(lena, session, "summary", "We met every second week. " * 200)
    day.notes(lena, session, "key_point", "x" * 478)

    sheet = next(
        one for one in sheets(compile_book(day.gathering)) if one.report.code.endswith("1B")
    )

    assert sheet.is_cut
    assert sum(len(text) for _, texts in sheet.groups for text in texts) <= LONGEST + 2
    assert sheet.size == "small"


def test_text_with_a_content_note_is_not_on_the_sheet() -> None:
    day = full_day()
    lena = day.joins()
    session = next(row["id"] for row in day.gathering.placed if row["code"].endswith("1B"))
    day.notes(lena, session, "summary", "I wanted to die.", content_note="talks about suicide")

    text = str([one.groups for one in sheets(compile_book(day.gathering))])

    assert "wanted to die" not in text
    assert "Content note: talks about suicide." in text
