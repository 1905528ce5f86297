"""“Same again”: rooms, times, texts and settings on another date, and nobody."""

import json
from datetime import date
from typing import Any

import pytest

from openspace.domain.duplicating import description_of
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from tests.domain.given import DAWN, Day, a_gathering, refused
from tests.support.samples import INVITED


def again(day: Day, starts_on: str) -> Gathering:
    spec = description_of(day.gathering, starts_on)
    return Gathering().apply(open_gathering(spec, "AGA1N2", DAWN.isoformat()))


def times(gathering: Gathering) -> list[tuple[str, str]]:
    return [(slot["starts_at"], slot["ends_at"]) for slot in gathering.slots]


def test_rooms_times_texts_and_settings_are_the_same() -> None:
    settings: dict[str, Any] = {
        "cells_each": 1,
        "approval": True,
        "naming": "none",
        "size": 40,
        "book_kept_days": 90,
        "planning": True,
        "places": 30,
        "principles": ["Whoever comes."],
    }
    day = a_gathering(**{**INVITED, **settings})

    copy = again(day, "2027-10-06")

    assert {name: copy.info[name] for name in settings} == settings  # type: ignore[literal-required]
    assert copy.info["people_kept_days"] == 30
    for name in ("title", "theme", "venue", "statement", "timezone"):
        assert copy.info[name] == day.gathering.info[name]  # type: ignore[literal-required]
    assert [(r["name"], r["folded"], r["letter"]) for r in copy.rooms] == [
        ("Oak", False, "A"),
        ("Elm", False, "B"),
        ("Spare", True, "C"),
    ]
    assert [(s["label"], s["kind"], s["code"]) for s in copy.slots] == [
        ("Opening circle", "plenary", ""),
        ("", "session", "1"),
        ("", "session", "2"),
    ]
    assert (copy.info["starts_on"], copy.info["ends_on"]) == ("2027-10-06", "2027-10-06")
    assert copy.info["phase"] == "lobby"


@pytest.mark.parametrize(
    ("starts_on", "offset"), [("2027-10-06", "+01:00"), ("2027-11-03", "+00:00")]
)
def test_times_keep_the_hour_on_the_clock(starts_on: str, offset: str) -> None:
    copy = again(a_gathering(), starts_on)

    assert times(copy)[0] == (f"{starts_on}T09:30:00{offset}", f"{starts_on}T10:00:00{offset}")


def test_days_between_stay_between() -> None:
    slots = [
        {"starts_at": f"2027-03-{day}T10:00", "ends_at": f"2027-03-{day}T11:00"} for day in (26, 29)
    ]
    day = a_gathering(slots=slots, ends_on="2027-03-30")

    copy = again(day, "2027-10-29")

    # The clocks go back on 31 October.
    assert [starts for starts, _ in times(copy)] == [
        "2027-10-29T10:00:00+01:00",
        "2027-11-01T10:00:00+00:00",
    ]
    assert copy.info["ends_on"] == "2027-11-02"


@pytest.mark.parametrize(
    ("there", "here"), [("2027-10-30", "2027-03-27"), ("2027-03-27", "2027-10-30")]
)
def test_a_night_in_which_the_clocks_change_has_times_that_can_be(there: str, here: str) -> None:
    day = a_gathering(
        slots=[
            {"starts_at": f"{there}T23:30", "ends_at": f"{there[:-2]}{int(there[-2:]) + 1}T01:30"},
            {"starts_at": f"{there}T12:00", "ends_at": f"{there}T12:30"},
        ]
    )

    copy = again(day, here)

    assert len(copy.slots) == 2
    assert all(starts < ends for starts, ends in times(copy))


def test_slot_that_ends_earlier_on_the_clock_keeps_its_length() -> None:
    # Half past one comes twice: this slot takes half an hour.
    slot = {"starts_at": "2027-10-31T01:30:00+01:00", "ends_at": "2027-10-31T01:00:00+00:00"}

    copy = again(a_gathering(slots=[slot]), "2027-06-01")

    assert times(copy) == [("2027-06-01T01:30:00+01:00", "2027-06-01T02:00:00+01:00")]


def test_people_and_what_they_wrote_are_not_copied() -> None:
    day = a_gathering(
        **{
            **INVITED,
            "listed": True,
            "help": {"person": "Ana Reyes", "phone": "07700 900123", "quiet_room": "Library"},
            "evidence": [{"text": "An audit said so.", "bearing": "both"}],
        }
    )
    kim = day.joins("Kim Example")
    kim.claims(kim.proposes("Carers in the room", convener_name="Kim Example"), "1A")
    day.host.asks("edit_book", introduction="We met.", credits=["Kim Example"])
    day.host.asks("set_doors", joining="word", word="acorn")

    copy = again(day, "2027-10-06")

    for table in ("people", "topics", "sessions", "evidence", "notes", "plans", "editions"):
        assert list(copy.rows(table)) == []
    said = json.dumps({table: list(copy.rows(table)) for table in copy.tables}, default=dict)
    for absent in ("Ana Reyes", "07700", "Kim Example", "Carers in", "audit", "We met", "acorn"):
        assert absent not in said
    assert copy.info["help"] == {"quiet_room": "Library"}
    assert "support" not in copy.info["invitation"]
    assert copy.info["invitation"]["step_free"]
    assert not copy.info["listed"]


def test_gathering_without_days_gets_its_first() -> None:
    day = a_gathering(slots=[], rooms=[])

    copy = again(day, "2027-10-06")

    assert (copy.info["starts_on"], copy.info["ends_on"]) == ("2027-10-06", "2027-10-06")


def test_day_that_cannot_be_is_refused() -> None:
    day = a_gathering()
    for wrong, code in (("", "bad_day"), ("soon", "bad_day"), ("3999-01-01", "out_of_range")):
        with refused(code):
            again(day, wrong)
    assert date.fromisoformat(again(day, "1999-01-04").info["starts_on"]).year == 1999
