"""The calendar, read back with vobject and by its raw lines."""

from datetime import UTC, datetime
from typing import Any

import pytest
import vobject

from openspace.proceedings import ics
from openspace.proceedings.book import compile_book
from openspace.proceedings.ics import Revision
from tests.proceedings.day import Day, full_day
from tests.proceedings.test_formats import HOSTILE


def events(data: bytes) -> dict[str, Any]:
    """{UID: event}, as another library reads them."""
    calendar = vobject.readOne(data.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


def test_ics_holds_sessions_plenary_items_and_breaks() -> None:
    book = compile_book(full_day().gathering, "https://example.org")

    found = events(ics.write(book))

    titles = sorted(event.summary.value for event in found.values())
    assert titles == [
        "1A Reflective groups",
        "1B Carers in the room",
        "2A Peer support",
        "2B Peer support",
        "Opening circle",
        "Tea",
    ]
    groups = next(e for e in found.values() if e.summary.value == "1A Reflective groups")
    assert groups.dtstart.value == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert groups.dtend.value == datetime(2026, 11, 24, 10, 45, tzinfo=UTC)
    assert groups.location.value == "Library (A), Mill Hall, 1 Mill Lane"
    assert groups.url.value == "https://example.org/K7MQ2X/s/1A"
    assert "What helps?" in groups.description.value


def test_ics_says_how_often_it_changes_and_when_it_was_made() -> None:
    written = ics.write(compile_book(full_day().gathering)).decode()

    assert "\r\nX-PUBLISHED-TTL:PT5M\r\n" in written
    assert "METHOD:" not in written  # PUBLISH would need an ORGANIZER
    assert "DTSTAMP:2000" not in written


def test_ics_that_is_kept_in_a_file_is_older_than_every_event_of_the_feed() -> None:
    """Otherwise a calendar with both would ignore later moves: the file would have the higher SEQUENCE."""
    assert b"SEQUENCE" not in ics.write(compile_book(full_day().gathering))


def test_ics_of_some_sessions_holds_those_and_the_plenary_items() -> None:
    book = compile_book(full_day().gathering)

    found = events(ics.calendar(book, only={book.reports[0].anchor}, name="My day"))

    assert {e.summary.value for e in found.values()} == {"Opening circle", "1A Reflective groups"}
    assert (
        vobject.readOne(ics.calendar(book, name="My day").decode()).x_wr_calname.value == "My day"
    )


def test_ics_move_keeps_the_uid_and_raises_the_sequence() -> None:
    day = Day.opens()
    rosa = day.joins("Rosa")
    session = day.places(rosa, day.calls(rosa, "Reflective groups"), 0, 0)
    before = compile_book(day.gathering)
    room, slot = day.gathering.rooms[1]["id"], day.gathering.slots[3]["id"]
    day.ask(rosa, "move_session", session=session, room=room, slot=slot)
    after = compile_book(day.gathering)
    anchor = before.reports[0].anchor

    first = events(ics.calendar(before, {anchor: Revision(3, "2026-11-24T09:03:00+00:00")}))
    second = events(ics.calendar(after, {anchor: Revision(4, "2026-11-24T09:04:00+00:00")}))

    assert set(first) == set(second)
    uid = next(u for u in first if u.startswith(anchor))
    assert [first[uid].sequence.value, second[uid].sequence.value] == ["3", "4"]
    assert second[uid].dtstart.value == datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT", "a;b,c\\n"]
)
def test_ics_takes_any_text_without_new_lines_of_its_own(text: str) -> None:
    day = Day.opens(title="T\r\nX-EVIL:1")
    who = day.joins()
    day.places(who, day.calls(who, text[:400], description=text), 0, 0)

    data = ics.write(compile_book(day.gathering))

    lines = data.split(b"\r\n")
    assert not any(b"\n" in one or b"\r" in one for one in lines)
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == len(events(data)) == 3
    assert not [one for one in lines if one.startswith((b"X-EVIL", b"UID:evil"))]
    words = "".join(text.split())[:40].replace("\u202e", "").replace("\u202c", "")
    assert any(words in "".join(e.summary.value.split()) for e in events(data).values())


def test_ics_names_nobody_under_the_chatham_house_rule() -> None:
    day = full_day()
    chatham = Day.opens(naming="none")
    who = chatham.joins("Rosa")
    chatham.places(who, chatham.calls(who, "Groups", convener_name="Rosa"), 0, 0)

    assert b"Rosa" in ics.write(compile_book(day.gathering))
    assert b"Rosa" not in ics.write(compile_book(chatham.gathering))
