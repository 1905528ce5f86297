import pytest

from openspace.domain.plan import plan_slots
from openspace.domain.refusals import Refused


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
    with pytest.raises(Refused, match="past midnight"):
        plan_slots(["2026-03-09"], "23:00", 61, count=1)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"days": []}, "which day"),
        ({"days": "2026-03-09"}, "which day"),
        ({"days": ["2026-02-30"]}, "“2026-02-30” is not a day"),
        ({"days": ["20260309"]}, "is not a day"),
        ({"days": ["2026-03-09"] * 2}, "given twice"),
        ({"first": "25:00"}, "The first session is a time like 10:00"),
        ({"first": None}, "The first session is a time"),
        ({"minutes": 0}, "The length of a session"),
        ({"minutes": "45"}, "The length of a session"),
        ({"minutes": True}, "The length of a session"),
        ({"gap": -1}, "The time between sessions"),
        ({"count": None}, "how many sessions"),
        ({"count": 0}, "The number of sessions"),
        ({"until": "09:00"}, "before it begins"),
        ({"until": "10:30"}, "No session fits"),
        ({"timezone": "Middle/Earth"}, "not a time zone"),
        ({"timezone": "../etc/passwd"}, "not a time zone"),
        ({"timezone": None}, "not a time zone"),
        ({"breaks": {"at": "12:30"}}, "The breaks are a list"),
        ({"breaks": ["12:30"]}, "A break has a time"),
        ({"breaks": [{"at": "12:30", "minutes": 30, "name": "Tea"}]}, "A break has no “name”"),
        ({"breaks": [{"at": "half past", "minutes": 30, "label": "Tea"}]}, "The time of “Tea”"),
        ({"breaks": [{"at": "12:30", "label": "Tea"}]}, "The length of “Tea”"),
        (
            {"breaks": [LUNCH, {**LUNCH, "at": "13:00", "label": "Tea"}]},
            "“Lunch” at 12:30 is not over",
        ),
        ({"breaks": [{**LUNCH, "kind": "session"}]}, "a break or a plenary"),
        (
            {"days": ["2026-03-29"], "first": "01:30", "timezone": "Europe/London"},
            "There is no 01:30 on 2026-03-29",
        ),
    ],
)
def test_plan_nonsense_is_refused_with_a_sentence(changed, sentence):
    sound = {"days": ["2026-03-09"], "first": "10:00", "minutes": 45, "count": 4}

    with pytest.raises(Refused, match=sentence) as refusal:
        plan_slots(**{**sound, **changed})

    assert refusal.value.code == "malformed"
