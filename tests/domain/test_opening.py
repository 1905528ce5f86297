"""From what somebody typed to the first rows: a title is enough, and what is wrong is said."""

from typing import Any

import pytest

from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.practice import LAW, PRINCIPLES
from tests.domain.given import DAWN, a_gathering, refused


def opened(**spec: Any) -> Gathering:
    return Gathering().apply(open_gathering(spec, "K7MQ2X", DAWN.isoformat()))


def test_opening_needs_a_title_only() -> None:
    gathering = opened(title="Learning together")

    about = gathering.info
    assert (gathering.seq, gathering.code, about["title"]) == (1, "K7MQ2X", "Learning together")
    assert (about["phase"], about["naming"], about["listed"]) == ("lobby", "choice", False)
    assert (about["principles"], about["law"]) == ([*PRINCIPLES], LAW)
    assert (gathering.rooms, gathering.slots) == ([], [])


def test_gathering_may_begin_in_a_later_phase() -> None:
    assert opened(title="x", phase="marketplace").info["phase"] == "marketplace"


@pytest.mark.parametrize("phase", ["harvest", "closed", "party", ""])
def test_gathering_cannot_begin_closed_or_in_an_unknown_phase(phase: str) -> None:
    with refused("not_a_choice", field="phase"):
        opened(title="x", phase=phase)


def test_opening_leaves_unknown_keys_alone() -> None:
    assert opened(title="x", colour="blue").info["title"] == "x"


def test_opening_numbers_slots_by_time_however_they_are_given() -> None:
    slots = [
        {"starts_at": "2027-03-31T11:00", "ends_at": "2027-03-31T11:45"},
        {"starts_at": "2027-03-31T10:45", "ends_at": "2027-03-31T11:00", "kind": "break"},
        {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T10:45"},
    ]

    gathering = opened(title="x", slots=slots)

    assert [(s["code"], s["colour"]) for s in gathering.slots] == [("1", 0), ("", 0), ("2", 1)]
    assert gathering.info["starts_on"] == gathering.info["ends_on"] == "2027-03-31"


def test_opening_makes_slots_from_a_plan() -> None:
    plan = {
        "days": ["2027-03-31", "2027-04-01"],
        "first": "10:00",
        "minutes": 45,
        "count": 2,
        "breaks": [{"at": "12:30", "minutes": 45, "label": "Lunch"}],
    }

    gathering = opened(title="x", timezone="Europe/London", plan=plan)

    sessions = [s["code"] for s in gathering.slots if s["kind"] == "session"]
    assert sessions == ["W1", "W2", "Th1", "Th2"]
    assert gathering.info["ends_on"] == "2027-04-01"


def test_opening_in_two_weeks_tells_their_days_apart() -> None:
    days = ("2027-03-31", "2027-04-07")
    slots = [{"starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"} for day in days]

    assert [s["code"] for s in opened(title="x", slots=slots).slots] == ["W1", "0704W1"]


def test_opening_may_last_longer_than_its_slots() -> None:
    slots = [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00"}]

    about = opened(title="x", starts_on="2027-03-30", slots=slots).info

    assert (about["starts_on"], about["ends_on"]) == ("2027-03-30", "2027-03-31")


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        ({}, {"code": "malformed", "detail": "Object missing required field `title`"}),
        ({"title": ""}, {"code": "missing", "field": "title"}),
        ({"title": ["x"]}, {"code": "malformed", "why": "arguments"}),
        ({"timezone": "Mars/Olympus"}, {"code": "bad_timezone", "given": "Mars/Olympus"}),
        ({"timezone": "../etc/passwd"}, {"code": "bad_timezone", "given": "../etc/passwd"}),
        ({"timezone": ""}, {"code": "bad_timezone", "given": ""}),
        ({"naming": "everybody"}, {"code": "not_a_choice", "field": "naming"}),
        ({"starts_on": "soon"}, {"code": "bad_day", "given": "soon"}),
        ({"starts_on": "2027-03-31T10:00"}, {"code": "bad_day", "given": "2027-03-31T10:00"}),
        ({"ends_on": "2027-02-30"}, {"code": "bad_day", "given": "2027-02-30"}),
        ({"rooms": [{"capacity": 3}]},
         {"code": "malformed", "detail": "Object missing required field `name` - at `$.rooms[0]`"}),
        ({"rooms": [{"name": "Oak", "capacity": "many"}]},
         {"code": "malformed", "detail": "Expected `int | null`, got `str` - at `$.rooms[0].capacity`"}),
        ({"slots": [{"starts_at": "10:00", "ends_at": "11:00"}]},
         {"code": "bad_time", "given": "10:00"}),
        ({"slots": [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00",
                     "kind": "nap"}]}, {"code": "not_a_choice", "field": "kind"}),
        ({"slots": "none"},
         {"code": "malformed", "detail": "Expected `array`, got `str` - at `$.slots`"}),
    ],
)  # fmt: skip
def test_opening_with_what_cannot_be_says_what(spec: dict[str, Any], error: dict[str, str]) -> None:
    with refused(**error):
        opened(**({} if spec == {} else {"title": "x", **spec}))


def test_opening_brings_evidence_of_the_organisers() -> None:
    audit = {"text": " Our audit says so. ", "bearing": "confirms", "content_note": "Restraint"}
    thought = {"form": "thought", "text": "Slow for whom?"}

    day = a_gathering(statement="Listening is slow.", evidence=[audit, thought])

    seen = ("form", "bearing", "text", "content_note", "seeded", "by_name")
    assert [tuple(row[name] for name in seen) for row in day.anyone.sees("evidence")] == [
        ("evidence", "confirms", "Our audit says so.", "Restraint", True, None),
        ("thought", "", "Slow for whom?", "", True, None),
    ]
    first, second = (row["id"] for row in day.anyone.sees("evidence"))
    day.host.asks("edit_evidence", evidence=first, text="Our audit of 2026 says so.")
    day.host.asks("retract_evidence", evidence=second)


@pytest.mark.parametrize(
    ("evidence", "error"),
    [
        ({"text": "x"}, {"code": "not_a_choice", "field": "bearing"}),
        ({"text": " ", "form": "thought"}, {"code": "missing", "field": "text"}),
        ({"text": "x", "form": "rant"}, {"code": "not_a_choice", "field": "form"}),
    ],
)
def test_opening_checks_evidence(evidence: dict[str, str], error: dict[str, str]) -> None:
    with refused(**error):
        opened(title="x", statement="y", evidence=[evidence])


def test_opening_takes_no_evidence_without_a_statement() -> None:
    with refused("not_now", why="no_statement"):
        opened(title="x", evidence=[{"text": "x", "form": "thought"}])


def test_opening_has_bounds() -> None:
    items = [{"text": "x", "form": "thought"}] * 20_001
    with refused("too_many", why="evidence_given", most=20_000, given=20_001):
        opened(title="x", statement="y", evidence=items)
    with refused("too_many", why="rooms_given", most=200, given=201):
        opened(title="x", rooms=[{"name": str(n)} for n in range(201)])
    with refused("too_long", field="statement"):
        opened(title="x", statement="x" * 20_001)
