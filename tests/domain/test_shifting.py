"""A delay changes several time slots at once, or none. No slot is lost, and codes stay."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace.domain.refusals import Refused
from tests.domain.given import Day, a_gathering, refused
from tests.support.examples import examples
from tests.support.samples import ONE_MORNING

DAY = "2027-03-31"


def times(day: Day, code: str, starts: str, ends: str) -> dict[str, str]:
    return {"slot": day.slot(code), "starts_at": f"{DAY}T{starts}", "ends_at": f"{DAY}T{ends}"}


def clock(day: Day) -> list[tuple[str, str, str]]:
    """(code, start, end) of each slot, as the gathering's clock shows them."""
    return [
        (slot["code"], slot["starts_at"][11:16], slot["ends_at"][11:16])
        for slot in day.gathering.slots
    ]


def test_all_times_change_in_one_change_and_codes_stay() -> None:
    day = a_gathering()
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "2A")
    seq = day.gathering.seq

    later = [times(day, "1", "10:15", "11:00"), times(day, "2", "11:15", "12:00")]
    day.host.asks("edit_slots", slots=later)

    assert day.gathering.seq == seq + 1
    assert set(day.log[-1].puts) == {"slots"}
    assert clock(day) == [("", "09:30", "10:00"), ("1", "10:15", "11:00"), ("2", "11:15", "12:00")]
    assert day.wall == {"2A": "Carers"}


def test_the_same_command_with_the_times_before_undoes_it() -> None:
    day = a_gathering()
    before = day.gathering.slots
    day.host.asks("edit_slots", slots=[times(day, "1", "10:15", "11:00")])

    back = [{k: s[k] for k in ("starts_at", "ends_at")} | {"slot": s["id"]} for s in before]
    day.host.asks("edit_slots", slots=back)

    assert day.gathering.slots == before


def test_times_in_utc_are_stored_as_the_clock_of_the_gathering() -> None:
    day = a_gathering()

    later = {"starts_at": f"{DAY}T09:15:00.000Z", "ends_at": f"{DAY}T10:00:00.000Z"}
    day.host.asks("edit_slots", slots=[{"slot": day.slot("1"), **later}])

    assert clock(day)[1] == ("1", "10:15", "11:00")


def test_one_time_that_is_wrong_changes_nothing() -> None:
    day = a_gathering()
    good = times(day, "1", "10:15", "11:00")

    for bad, code in (
        (times(day, "2", "12:00", "11:00"), "bad_span"),
        ({**times(day, "2", "11:15", "12:00"), "slot": "sl999"}, "unknown_slot"),
        ({**times(day, "2", "11:15", "12:00"), "ends_at": "noon"}, "bad_time"),
        ({**times(day, "2", "11:15", "12:00"), "label": "Tea"}, "malformed"),
    ):
        seq = day.gathering.seq
        with refused(code):
            day.host.asks("edit_slots", slots=[good, bad])
        assert day.gathering.seq == seq


def test_no_slot_slides_to_another_day() -> None:
    day = a_gathering()
    for moment in ("2027-04-01T00:05", "2027-03-30T23:50"):
        ends = "2027-04-01T00:50" if moment > DAY else "2027-03-31T00:20"
        with refused("bad_span", why="other_day", day=DAY):
            day.host.asks(
                "edit_slots",
                slots=[{"slot": day.slot("2"), "starts_at": moment, "ends_at": ends}],
            )


def test_a_late_slot_may_end_after_midnight() -> None:
    day = a_gathering()
    late = {"starts_at": f"{DAY}T23:30", "ends_at": "2027-04-01T00:15"}

    day.host.asks("edit_slots", slots=[{"slot": day.slot("2"), **late}])

    assert clock(day)[-1] == ("2", "23:30", "00:15")


def test_the_same_times_are_no_change_and_the_last_of_two_counts() -> None:
    day = a_gathering()
    same, later = times(day, "1", "10:00", "10:45"), times(day, "1", "10:15", "11:00")
    seq = day.gathering.seq
    day.host.asks("edit_slots", slots=[later, same])
    assert day.gathering.seq == seq
    day.host.asks("edit_slots", slots=[])
    assert day.gathering.seq == seq


def test_who_gives_an_item_and_what_it_is_called_stay() -> None:
    opening, *others = ONE_MORNING["slots"]
    day = a_gathering(slots=[{**opening, "given_by": "Ana", "about": "Hello"}, *others])
    [slot, *_] = day.gathering.slots

    later = {"starts_at": f"{DAY}T09:35", "ends_at": f"{DAY}T10:00"}
    day.host.asks("edit_slots", slots=[{"slot": slot["id"], **later}])

    changed = day.gathering.slots[0]
    assert {**slot, "starts_at": changed["starts_at"]} == changed
    assert slot != changed


# --- whatever the schedule

MINUTES = st.integers(0, 100).map(lambda n: n * 15)
SLOTS = st.lists(
    st.tuples(MINUTES, st.integers(1, 8).map(lambda n: n * 15)), min_size=2, max_size=6
)
CELLS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("AB")), max_size=8)
SHIFT = st.tuples(st.integers(0, 5), st.integers(-8, 8).map(lambda n: n * 15), st.booleans())


def at(minutes: int) -> str:
    return (datetime.fromisoformat(DAY) + timedelta(minutes=minutes)).isoformat()


def shifted(day: Day, nth: int, minutes: int, is_longer: bool) -> list[dict[str, Any]]:
    """The slots from the nth on, or the nth longer and what is after it, as the host's page makes them."""
    slots, by = day.gathering.slots, timedelta(minutes=minutes)
    first = slots[nth % len(slots)]
    begins, ends = (datetime.fromisoformat(first[name]) for name in ("starts_at", "ends_at"))
    found = []
    for slot in slots:
        starts, end = (datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at"))
        if is_longer and slot is first:
            end += by
        elif starts >= (ends if is_longer else begins):
            starts, end = starts + by, end + by
        moved = {"starts_at": starts.isoformat(), "ends_at": end.isoformat()}
        found.append({"slot": slot["id"], **moved})
    return found


@settings(max_examples=examples(60), deadline=None, derandomize=True)
@given(SLOTS, CELLS, st.lists(SHIFT, min_size=1, max_size=5))
def test_no_shift_loses_a_slot_or_makes_a_room_hold_two_sessions(
    slots: list[tuple[int, int]], cells: list[tuple[int, str]], shifts: list[tuple[int, int, bool]]
) -> None:
    spec = [{"starts_at": at(s), "ends_at": at(s + length)} for s, length in slots if s < 1440]
    if not spec:
        return
    day = a_gathering(slots=spec, cells_each=0)
    day.is_checked = False
    kim = day.joins()
    for nth, room in cells:
        code = day.gathering.slots[nth % len(spec)]["code"] + room
        with suppress(Refused):
            kim.claims(kim.proposes("Carers"), code)
        assert_nobody_shares_a_room(day)
    wall, codes = day.wall, {slot["id"]: slot["code"] for slot in day.gathering.slots}

    for shift in shifts:
        with suppress(Refused):
            day.host.asks("edit_slots", slots=shifted(day, *shift))
        assert_nobody_shares_a_room(day)
        assert {slot["id"]: slot["code"] for slot in day.gathering.slots} == codes
        assert day.wall == wall


def assert_nobody_shares_a_room(day: Day) -> None:
    """By the clock alone."""
    held: dict[str, list[tuple[datetime, datetime]]] = {}
    slots = {slot["id"]: slot for slot in day.gathering.slots}
    for session in day.gathering.placed:
        slot = slots[session["slot"]]
        starts, ends = (datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at"))
        for begin, end in held.get(session["room"], ()):
            assert ends <= begin or end <= starts
        held.setdefault(session["room"], []).append((starts, ends))
