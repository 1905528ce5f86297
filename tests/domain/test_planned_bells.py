"""Which bells are planned is a setting; one bell of one time slot can be skipped."""

import pytest

from tests.domain.given import Day, refused


def skipped(day: Day, code: str = "1") -> list[str]:
    row = day.anyone.sees_row("slots", day.slot(code))
    assert row
    return list(row["skipped_bells"])


def test_none_is_planned_until_the_host_wants_it(day: Day) -> None:
    assert day.gathering.info["bells"] == []


def test_kinds_are_kept_in_the_order_in_which_they_ring(day: Day) -> None:
    day.host.asks("edit_gathering", bells=["end", "end-5", "start", "end-15", "end-5"])

    assert day.gathering.info["bells"] == ["start", "end-15", "end-5", "end"]


@pytest.mark.parametrize("kind", ["", "noon", "end-0", "end-61", "end-05", "end-5 ", "start-5"])
def test_what_is_no_kind_is_refused(day: Day, kind: str) -> None:
    with refused("not_a_choice", field="bell"):
        day.host.asks("edit_gathering", bells=[kind])
    with refused("not_a_choice", field="bell"):
        day.host.asks("skip_bell", slot=day.slot("1"), kind=kind)


def test_there_are_at_most_six(day: Day) -> None:
    with refused("too_many", why="bells", most=6):
        day.host.asks("edit_gathering", bells=[f"end-{minutes}" for minutes in range(1, 8)])


def test_a_bell_is_skipped_in_its_time_slot_alone_and_rings_again(day: Day) -> None:
    day.host.asks("edit_gathering", bells=["start", "end-5"])

    day.host.asks("skip_bell", slot=day.slot("1"), kind="start")
    day.host.asks("skip_bell", slot=day.slot("1"), kind="end-5")
    assert (skipped(day), skipped(day, "2")) == (["end-5", "start"], [])

    length = len(day.log)
    day.host.asks("skip_bell", slot=day.slot("1"), kind="start")
    assert len(day.log) == length

    day.host.asks("skip_bell", slot=day.slot("1"), kind="start", skipped=False)
    assert skipped(day) == ["end-5"]


def test_what_is_skipped_stays_when_the_time_changes(day: Day) -> None:
    day.host.asks("skip_bell", slot=day.slot("1"), kind="start")

    day.host.asks("edit_slot", slot=day.slot("1"), ends_at="2027-03-31T10:50")

    assert skipped(day) == ["start"]


def test_bell_of_an_unknown_time_slot_is_refused(day: Day) -> None:
    with refused("unknown_slot"):
        day.host.asks("skip_bell", slot="sl99", kind="start")
