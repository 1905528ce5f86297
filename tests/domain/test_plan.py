import pytest

from openspace.domain.plan import plan_slots
from tests.domain.given import refused


def times(slots):
    return [
        (
            s["starts_at"][11:16],
            s["ends_at"][11:16],
            s["kind"][0] + (s["label"] and " " + s["label"]),
        )
        for s in slots
    ]


LUNCH = {"at": "12:30", "minutes": 60, "label": "Lunch"}


def test_plan_lunch_pushes_the_session_that_would_overlap_it():
    slots = plan_slots(["2026-03-09"], "10:00", 45, gap=15, count=4, breaks=[LUNCH])

    assert times(slots) == [
        ("10:00", "10:45", "s"),
        ("11:00", "11:45", "s"),
        ("12:30", "13:30", "b Lunch"),
        ("13:30", "14:15", "s"),
        ("14:30", "15:15", "s"),
    ]


def test_plan_session_may_end_when_the_break_begins():
    slots = plan_slots(["2026-03-09"], "11:45", 45, gap=0, count=2, breaks=[LUNCH])

    assert times(slots) == [
        ("11:45", "12:30", "s"),
        ("12:30", "13:30", "b Lunch"),
        ("13:30", "14:15", "s"),
    ]


def test_plan_until_keeps_only_sessions_that_end_by_then():
    slots = plan_slots(["2026-03-09"], "10:00", 45, until="12:45")

    assert times(slots) == [
        ("10:00", "10:45", "s"),
        ("11:00", "11:45", "s"),
        ("12:00", "12:45", "s"),
    ]


def test_plan_count_and_until_take_whichever_comes_first():
    assert len(plan_slots(["2026-03-09"], "10:00", 45, count=2, until="17:00")) == 2
    assert len(plan_slots(["2026-03-09"], "10:00", 45, count=9, until="12:00")) == 2


def test_plan_adjacent_breaks_are_both_stepped_over():
    breaks = [LUNCH, {"at": "13:30", "minutes": 30, "label": "News", "kind": "plenary"}]

    slots = plan_slots(["2026-03-09"], "12:00", 60, count=1, breaks=breaks)

    assert times(slots) == [
        ("12:30", "13:30", "b Lunch"),
        ("13:30", "14:00", "p News"),
        ("14:00", "15:00", "s"),
    ]


def test_plan_short_break_within_the_gap_moves_nothing():
    slots = plan_slots(
        ["2026-03-09"], "10:00", 45, count=2, breaks=[{"at": "10:50", "minutes": 5, "label": "Tea"}]
    )

    assert times(slots)[2] == ("11:00", "11:45", "s")


def test_plan_several_days_each_have_the_offset_of_that_day():
    # In London the clocks go forward between these two days.
    slots = plan_slots(["2026-03-29", "2026-03-28"], "10:00", 45, count=1, timezone="Europe/London")

    assert [s["starts_at"] for s in slots] == [
        "2026-03-28T10:00:00+00:00",
        "2026-03-29T10:00:00+01:00",
    ]


def test_plan_minutes_are_real_in_the_night_the_clocks_change():
    [slot] = plan_slots(["2026-10-25"], "01:30", 60, count=1, timezone="Europe/London")

    assert (slot["starts_at"], slot["ends_at"]) == (
        "2026-10-25T01:30:00+01:00",
        "2026-10-25T01:30:00+00:00",
    )


def test_plan_ends_at_midnight_at_the_latest():
    assert times(plan_slots(["2026-03-09"], "23:00", 60, count=1)) == [("23:00", "00:00", "s")]
    with refused("bad_span", why="midnight", day="2026-03-09"):
        plan_slots(["2026-03-09"], "23:00", 61, count=1)


@pytest.mark.parametrize(
    ("changed", "code", "parameters"),
    [
        ({"days": []}, "missing", {"field": "days"}),
        ({"days": "2026-03-09"}, "missing", {"field": "days"}),
        ({"days": ["2026-02-30"]}, "bad_day", {"given": "2026-02-30"}),
        ({"days": ["20260309"]}, "bad_day", {"given": "20260309"}),
        ({"days": ["2026-03-09"] * 2}, "bad_day", {"why": "twice"}),
        ({"days": ["2026-03-09"] * 32}, "too_many", {"why": "days", "most": 31}),
        ({"first": "25:00"}, "bad_time", {"why": "clock", "field": "first", "given": "25:00"}),
        ({"first": None}, "bad_time", {"why": "clock", "field": "first"}),
        ({"minutes": 0}, "out_of_range", {"field": "minutes", "least": 5, "most": 720}),
        ({"minutes": "45"}, "out_of_range", {"field": "minutes"}),
        ({"minutes": True}, "out_of_range", {"field": "minutes"}),
        ({"gap": -1}, "out_of_range", {"field": "gap", "least": 0}),
        ({"count": None}, "missing", {"field": "count"}),
        ({"count": 0}, "out_of_range", {"field": "count", "least": 1}),
        ({"until": "09:00"}, "bad_span", {"why": "day", "starts": "10:00", "ends": "09:00"}),
        ({"until": "10:30"}, "bad_span", {"why": "too_short"}),
        ({"timezone": "Middle/Earth"}, "bad_timezone", {"given": "Middle/Earth"}),
        ({"timezone": "../etc/passwd"}, "bad_timezone", {"given": "../etc/passwd"}),
        ({"timezone": None}, "bad_timezone", {}),
        ({"breaks": {"at": "12:30"}}, "malformed", {"why": "breaks"}),
        ({"breaks": ["12:30"]}, "malformed", {"why": "breaks"}),
        ({"breaks": [{**LUNCH, "label": 7}]}, "malformed", {"why": "text", "key": "label"}),
        ({"breaks": [{**LUNCH, "name": "Tea"}]}, "malformed", {"why": "key", "key": "name"}),
        (
            {"breaks": [{"at": "half past", "minutes": 30, "label": "Tea"}]},
            "bad_time",
            {"why": "clock", "field": "break_at", "label": "Tea", "given": "half past"},
        ),
        (
            {"breaks": [{"at": "12:30", "label": "Tea"}]},
            "out_of_range",
            {"field": "break_minutes", "label": "Tea", "least": 1, "most": 720},
        ),
        (
            {"breaks": [LUNCH, {**LUNCH, "at": "13:00", "label": "Tea"}]},
            "times_overlap",
            {
                "one": {"label": "Lunch", "at": "12:30"},
                "other": {"label": "Tea", "at": "13:00"},
            },
        ),
        (
            {"breaks": [{**LUNCH, "kind": "session"}]},
            "not_a_choice",
            {"field": "break_kind", "label": "Lunch", "choices": ["break", "plenary"]},
        ),
        (
            {"days": ["2026-03-29"], "first": "01:30", "timezone": "Europe/London"},
            "bad_time",
            {
                "why": "skipped",
                "given": "01:30",
                "day": "2026-03-29",
                "timezone": "Europe/London",
            },
        ),
    ],
)
def test_plan_that_cannot_be_is_refused(changed, code, parameters):
    sound = {"days": ["2026-03-09"], "first": "10:00", "minutes": 45, "count": 4}

    with refused(code, **parameters):
        plan_slots(**{**sound, **changed})
