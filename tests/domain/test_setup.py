"""Rooms and times change in use: nothing is lost, and no printed code gets a second meaning."""

import pytest

from tests.domain.given import TWO_DAYS, Day, Someone, a_gathering, refused


def codes(day: Day) -> list[str]:
    return [slot["code"] for slot in day.gathering.slots]


def two_placed() -> tuple[Day, Someone, Someone]:
    """Kim's topic in 1A, Rosa's in 2B."""
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    kim.claims(kim.proposes("Carers"), "1A")
    rosa.claims(rosa.proposes("Waiting lists"), "2B")
    return day, kim, rosa


# --- removing


def test_room_removed_returns_its_topics_and_tells_their_conveners() -> None:
    day, kim, rosa = two_placed()
    [session] = [row for row in day.gathering.rows("sessions") if row["code"] == "1A"]
    note = rosa.notes(session["id"], "It takes time.")

    day.host.asks("remove_room", room=day.room("A"))

    assert day.wall == {"2B": "Waiting lists"}
    assert {row["title"] for row in day.anyone.sees("topics")} == {"Carers", "Waiting lists"}
    assert day.anyone.sees_row("notes", note) is not None
    assert kim.told == [
        "The room is not available any more: your topic has left 1A and has no place now."
    ]
    assert rosa.told == []


def test_slot_removed_returns_its_topics_and_tells_their_conveners() -> None:
    day, kim, rosa = two_placed()

    day.host.asks("remove_slot", slot=day.slot("2"))

    assert day.wall == {"1A": "Carers"}
    assert (len(kim.told), len(rosa.told)) == (0, 1)
    rosa.claims(topic_of(rosa), "1B")
    assert day.wall == {"1A": "Carers", "1B": "Waiting lists"}


def topic_of(someone: Someone) -> str:
    return next(row["id"] for row in someone.sees("topics") if row.get("mine"))


def test_room_folded_away_releases_what_it_held() -> None:
    day, kim, _ = two_placed()

    day.host.asks("edit_room", room=day.room("A"), folded=True)

    assert day.wall == {"2B": "Waiting lists"}
    assert "The room is closed now" in kim.told[0]
    with refused("not_a_cell"):
        kim.claims(topic_of(kim), "1A")
    day.host.asks("edit_room", room=day.room("A"), folded=False)
    kim.claims(topic_of(kim), "1A")


def test_slot_that_becomes_a_break_releases_what_it_held() -> None:
    day, kim, _ = two_placed()

    day.host.asks("edit_slot", slot=day.slot("1"), kind="break", label="Tea")

    assert day.wall == {"2B": "Waiting lists"}
    assert codes(day) == ["", "", "2"]
    assert len(kim.told) == 1


# --- codes and letters


def test_room_letter_is_never_given_again() -> None:
    day = a_gathering()
    day.host.asks("remove_room", room=day.room("C"))

    day.host.asks("add_room", name="Ash")

    assert [(r["letter"], r["name"]) for r in day.gathering.rooms] == [
        ("A", "Oak"),
        ("B", "Elm"),
        ("D", "Ash"),
    ]


def test_slot_code_is_never_given_again() -> None:
    day = a_gathering()
    day.host.asks("remove_slot", slot=day.slot("2"))

    day.host.asks("add_slot", starts_at="2027-03-31T12:00", ends_at="2027-03-31T12:45")

    assert codes(day) == ["", "1", "3"]


def test_slot_added_between_others_stands_by_its_time_and_keeps_its_own_number() -> None:
    day = a_gathering()

    day.host.asks("add_slot", starts_at="2027-03-31T10:50", ends_at="2027-03-31T10:55")

    assert codes(day) == ["", "1", "3", "2"]


def test_room_letters_go_on_after_z() -> None:
    day = a_gathering(rooms=[{"name": str(n)} for n in range(28)])

    assert [r["letter"] for r in day.gathering.rooms][-4:] == ["Y", "Z", "AA", "AB"]


def test_codes_of_several_days_begin_with_the_day() -> None:
    day = a_gathering(slots=TWO_DAYS)
    kim = day.joins()

    kim.claims(kim.proposes("Carers"), "Th1B")

    assert codes(day) == ["W1", "W2", "Th1"]
    assert day.wall == {"Th1B": "Carers"}


def test_codes_in_use_stay_when_a_second_day_is_added() -> None:
    day = a_gathering()
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "1A")

    day.host.asks("add_slot", starts_at="2027-04-01T10:00", ends_at="2027-04-01T10:45")

    assert codes(day) == ["", "1", "2", "Th1"]
    assert day.wall == {"1A": "Carers"}
    assert day.gathering.info["ends_on"] == "2027-04-01"


@pytest.mark.parametrize("late", ["2027-04-07", "2027-03-24"])
def test_codes_of_the_same_weekday_differ_whichever_week_was_added_last(late: str) -> None:
    day = a_gathering(slots=TWO_DAYS)

    day.host.asks("add_slot", starts_at=f"{late}T10:00", ends_at=f"{late}T10:45")

    assert len(set(codes(day))) == 4
    assert set(codes(day)) >= {"W1", "W2", "Th1"}


def test_slot_moved_to_another_day_takes_its_sessions_along_with_a_new_code() -> None:
    day = a_gathering(slots=TWO_DAYS)
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "W2A")

    day.host.asks(
        "edit_slot",
        slot=day.slot("W2"),
        starts_at="2027-04-01T11:00",
        ends_at="2027-04-01T11:45",
    )

    assert codes(day) == ["W1", "Th1", "Th2"]
    assert day.wall == {"Th2A": "Carers"}


def test_slot_moved_within_its_day_keeps_its_code() -> None:
    day, _, _ = two_placed()

    day.host.asks(
        "edit_slot", slot=day.slot("1"), starts_at="2027-03-31T14:00", ends_at="2027-03-31T14:45"
    )

    assert codes(day) == ["", "2", "1"]
    assert day.wall == {"1A": "Carers", "2B": "Waiting lists"}


# --- times


def test_times_without_offset_are_the_gatherings_own_across_a_change_of_the_clocks() -> None:
    slots = [
        {"starts_at": "2027-03-27T10:00", "ends_at": "2027-03-27T11:00"},
        {"starts_at": "2027-03-28T10:00", "ends_at": "2027-03-28T11:00"},
    ]
    day = a_gathering(slots=slots)

    assert [slot["starts_at"] for slot in day.gathering.slots] == [
        "2027-03-27T10:00:00+00:00",
        "2027-03-28T10:00:00+01:00",
    ]


def test_times_with_another_offset_belong_to_the_gatherings_own_day() -> None:
    slots = [{"starts_at": "2027-03-31T23:30+00:00", "ends_at": "2027-04-01T00:30+00:00"}]

    [slot] = a_gathering(slots=slots).gathering.slots

    assert slot["day"] == "2027-04-01"


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        ("2027-03-31T10:00", "2027-03-31T10:00", "bad_span"),
        ("2027-03-31T10:00", "2027-03-31T09:00", "bad_span"),
        ("2027-03-31T10:00", "2027-04-02T10:00", "bad_span"),
        ("ten", "2027-03-31T10:00", "bad_time"),
        ("0001-01-01T00:00", "0001-01-01T01:00", "out_of_range"),
        ("9999-12-31T22:00", "9999-12-31T23:00", "out_of_range"),
    ],
)
def test_slot_at_times_that_cannot_be_is_refused(starts: str, ends: str, code: str) -> None:
    day = a_gathering()

    with refused(code):
        day.host.asks("add_slot", starts_at=starts, ends_at=ends)
    with refused(code):
        day.host.asks("edit_slot", slot=day.slot("1"), starts_at=starts, ends_at=ends)


# --- texts


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"name": " "}, "missing"),
        ({"capacity": 0}, "out_of_range"),
        ({"capacity": -4}, "out_of_range"),
    ],
)
def test_room_that_cannot_be_is_refused(args: dict[str, object], code: str) -> None:
    day = a_gathering()

    with refused(code, field=next(iter(args))):
        day.host.asks("add_room", **{"name": "Ash", **args})
    with refused(code, field=next(iter(args))):
        day.host.asks("edit_room", room=day.room("A"), **args)
