"""Conference schedules as the tools of that world write them: each session keeps its room, its time as people
read it, and its words."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from openspace.cli.main import cli
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.exchange.errors import ImportRefused
from openspace.exchange.frab_import import Imported, import_schedule
from openspace.exchange.frab_reading import Schedule, read_json, read_xml
from openspace.exchange.html_text import text_of
from openspace.exchange.time_zones import zone_that_fits
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings import frab
from openspace.proceedings.book import compile_book
from openspace.service.clock import SYSTEM
from tests.proceedings.day import BENCH, CAFE, Day, day_elsewhere

ZONES = {
    "Asia/Bangkok": "+07:00",
    "Asia/Kolkata": "+05:30",
    "America/New_York": "-04:00",
    "Europe/London": "+01:00",
    "UTC": "+00:00",
}


def brought_in(schedule: Schedule) -> Imported:
    return import_schedule(MemoryLedger(), schedule, SYSTEM)


def a_day(zone: str, *slots: tuple[str, str]) -> Gathering:
    """A topic in each slot, in the second of three rooms."""
    rooms = [{"name": "Oak", "capacity": 12}, {"name": "Elm", "capacity": 30}, {"name": "Ash"}]
    times = [{"starts_at": starts, "ends_at": ends} for starts, ends in slots]
    day = Day.opens(timezone=zone, rooms=rooms, slots=times)
    for nth in range(len(slots)):
        someone = day.joins()
        day.places(someone, day.calls(someone, f"Topic {nth}"), room=1, slot=nth)
    return day.gathering


def read(kind: str, gathering: Gathering) -> Schedule:
    book = compile_book(gathering, "https://example.org")
    if kind == "xml":
        return read_xml(frab.write_xml(book))
    return read_json(json.loads(frab.write_json(book)))


def times(gathering: Gathering) -> list[tuple[str, str]]:
    """As people read them, without an offset."""
    book = compile_book(gathering, "https://example.org")
    return [(day.date, slot.time) for day in book.days for slot in day.slots]


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize("zone", ZONES)
def test_our_own_feed_comes_back_with_the_same_times(kind: str, zone: str) -> None:
    before = a_day(
        zone,
        ("2027-06-01T09:30", "2027-06-01T10:15"),
        ("2027-06-01T23:30", "2027-06-02T00:15"),
    )
    after = brought_in(read(kind, before)).gathering

    assert times(after) == times(before)
    assert after.info["timezone"] == zone
    assert times(brought_in(read(kind, after)).gathering) == times(before)


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_times_stay_where_the_clocks_change_between_two_days(kind: str) -> None:
    before = a_day(
        "Europe/London",
        ("2027-10-30T10:00", "2027-10-30T10:45"),
        ("2027-10-31T10:00", "2027-10-31T10:45"),
    )
    after = brought_in(read(kind, before)).gathering

    assert times(after) == times(before)
    assert after.info["timezone"] == "Europe/London"


@pytest.mark.parametrize(("zone", "offset"), ZONES.items())
def test_without_a_zone_the_offsets_are_gone_by(zone: str, offset: str) -> None:
    read = read_json(schedule({"Oak": [session(date=f"2027-06-01T09:30:00{offset}")]}))

    assert not read.zone_is_named
    [(_, time)] = times(brought_in(read).gathering)
    assert time == "09:30–10:15"


def test_a_named_zone_that_contradicts_the_offsets_is_not_believed() -> None:
    rooms = {"Oak": [session(date="2027-06-01T09:30:00+02:00")]}
    read = read_json(schedule(rooms, time_zone_name="UTC"))

    assert (read.timezone, read.zone_is_named) == ("Europe/Berlin", False)


def test_offsets_of_both_seasons_find_the_zone_that_has_both() -> None:
    moments = ["2027-03-01T10:00:00-05:00", "2027-06-01T10:00:00-04:00"]
    events = [session(date=moment, title=moment) for moment in moments]

    assert read_json(schedule({"Oak": events})).timezone == "America/New_York"
    assert zone_that_fits([]) == "UTC"


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_rooms_keep_their_letters_also_an_empty_one(kind: str) -> None:
    before = a_day("UTC", ("2027-06-01T09:30", "2027-06-01T10:15"))
    after = brought_in(read(kind, before)).gathering

    rooms = [(room["letter"], room["name"]) for room in after.rooms]
    assert rooms == [("A", "Oak"), ("B", "Elm"), ("C", "Ash")]
    assert [session["code"] for session in after.rows("sessions")] == ["1B"]
    sizes = [12, 30, None] if kind == "json" else [None] * 3  # the XML has no place for them
    assert [room["capacity"] for room in after.rooms] == sizes


def test_xml_without_dates_goes_by_the_day_and_the_hour() -> None:
    """frab of 2011, and FOSDEM until 2023."""
    xml = """<schedule><conference><title>28C3</title><day_change>04:00</day_change></conference>
      <day date="2011-12-27" index="1"><room name="Saal 1">
        <event id="1"><title>Early</title><start>11:30</start><duration>01:00</duration></event>
        <event id="2"><title>Late</title><start>00:15</start><duration>00:45</duration></event>
      </room></day></schedule>"""
    done = brought_in(read_xml(xml.encode(), "Europe/Berlin"))

    assert (done.placed, done.unplaced) == (2, [])
    assert [slot["starts_at"] for slot in done.gathering.slots] == [
        "2011-12-27T11:30:00+01:00",
        "2011-12-28T00:15:00+01:00",
    ]


def test_schedules_of_version_2_are_read() -> None:
    """c3voc's schema 2, which the hub of 38C3 writes: events in one list, rooms by their id."""
    data = {
        "schedule": {
            "conference": {
                "title": "38C3",
                "time_zone_name": "Europe/Berlin",
                "rooms": [{"name": "Saal ZIGZAG", "guid": "g1", "capacity": 300}],
            },
            "events": [
                {
                    "title": "Lunch",
                    "type": "BREAK",
                    "start": "2024-12-27T12:00:00+01:00",
                    "end": "2024-12-27T13:00:00+01:00",
                },
                {
                    "title": "Listening",
                    "subtitle": "A practice",
                    "type": "TALK",
                    "room": {"guid": "g1"},
                    "track": {"slug": "community"},
                    "abstract": {"de": "Zuhören", "en": "How to listen"},
                    "participants": [{"guid": "p", "name": "Kim"}],
                    "links": [{"url": "https://example.org/slides", "title": "Slides"}],
                    "start": "2024-12-27T11:00:00+01:00",
                    "end": "2024-12-27T11:40:00+01:00",
                },
            ],
        }
    }
    done = brought_in(read_json(data))

    assert (done.placed, done.unplaced) == (1, [])
    [topic] = done.gathering.rows("topics")
    assert topic["title"] == "Listening"
    words = "A practice\n\nHow to listen\n\nSlides: https://example.org/slides"
    assert (topic["description"], topic["tags"]) == (words, ["community"])
    assert [(slot["kind"], slot["label"]) for slot in done.gathering.slots] == [
        ("session", ""),
        ("break", "Lunch"),
    ]
    assert [room["capacity"] for room in done.gathering.rooms] == [300]


def test_subtitles_links_and_html_become_text() -> None:
    xml = """<schedule><conference><title>FOSDEM</title></conference><day><room name="H.1301">
      <event id="1"><title>Canvas</title><subtitle>Drawing together</subtitle>
        <date>2024-02-03T10:30:00+01:00</date><duration>00:30</duration>
        <abstract>&lt;p&gt;See &lt;a href="https://zimjs.com/slate"&gt;the slate&lt;/a&gt;
          &amp;amp; more.&lt;/p&gt;
          &lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;li&gt;Two&lt;/li&gt;&lt;/ul&gt;</abstract>
        <links><link href="https://example.org/a">Slides</link><link href="/relative">No</link></links>
      </event></room></day></schedule>"""
    [topic] = brought_in(read_xml(xml.encode())).gathering.rows("topics")

    assert topic["description"] == (
        "Drawing together\n\nSee the slate (https://zimjs.com/slate) & more.\n\n- One\n- Two\n\n"
        "Slides: https://example.org/a"
    )


def test_text_that_is_no_html_stays_as_it_is() -> None:
    assert text_of("if a < b and c > d, then <note>") == "if a < b and c > d, then <note>"
    assert text_of("<p>" * 60_000 + "deep") != ""


def test_a_whole_congress_is_accepted_and_what_is_too_much_says_how_much() -> None:
    """36C3 with everything had 898 different times."""
    short = {"duration": "00:01"}  # one after the other in one room
    events = [session(date=minute(nth), title=f"No. {nth}", **short) for nth in range(898)]
    done = brought_in(read_json(schedule({"Oak": events})))
    assert (done.placed, len(done.gathering.slots)) == (898, 898)

    events = [session(date=minute(nth)) for nth in range(1_200)]
    with pytest.raises(Refused) as refused:
        brought_in(read_json(schedule({"Oak": events})))
    assert refused.value.parameters == {"why": "slots_given", "given": 1_200, "most": 1_000}


@pytest.mark.parametrize("days", [[], [{"rooms": {}}], [{"rooms": {"Oak": []}}]])
def test_a_schedule_without_sessions_is_refused(days: list[Any]) -> None:
    with pytest.raises(ImportRefused, match="No sessions were found"):
        read_json({"schedule": {"conference": {"title": "Day", "days": days}}})
    with pytest.raises(ImportRefused, match="No sessions were found"):
        read_xml(b"<schedule><conference><title>Day</title></conference></schedule>")


def test_the_program_says_which_zone_it_took_and_takes_another(tmp_path: Path) -> None:
    file = tmp_path / "schedule.json"
    rooms = {"Oak": [session(date="2027-06-01T09:30:00+02:00")]}
    file.write_text(json.dumps(schedule(rooms)))

    def runs(*more: str) -> str:
        arguments = ["import", str(file), "--db", str(tmp_path / "sessions.db"), *more]
        return CliRunner().invoke(cli, arguments).output

    assert "in the time zone Europe/Berlin. To use another one, import the file again" in runs()
    assert "no time zone" not in runs("--timezone", "Europe/Paris")
    assert "“Mars/Base” is not a time zone" in runs("--timezone", "Mars/Base")


def schedule(rooms: dict[str, list[Any]], **conference: Any) -> dict[str, Any]:
    given = {"title": "Day", "days": [{"rooms": rooms}], **conference}
    return {"schedule": {"conference": given}}


def session(**given: Any) -> dict[str, Any]:
    return {"title": "A session", "duration": "00:45", **given}


def minute(nth: int) -> str:
    return f"2027-06-{1 + nth // 1_000:02}T{nth % 1_000 // 60:02}:{nth % 60:02}:00+00:00"


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_free_places_of_our_own_feed_come_back_as_free_places(kind: str) -> None:
    day = day_elsewhere()
    after = brought_in(read(kind, day.gathering)).gathering

    places = [(s["place"], after.times_of(s)) for s in after.elsewhere]
    assert places == [
        (BENCH, ("2026-11-24T11:10:00+00:00", "2026-11-24T11:40:00+00:00")),
        (CAFE, ("2026-11-24T15:10:00+00:00", "2026-11-24T16:00:00+00:00")),
    ]
    assert {room["name"] for room in after.rooms} == {"Library", "Garden room"}
    assert times(after) == times(day.gathering)
