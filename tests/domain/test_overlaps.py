"""Time slots may be at the same time. A room holds one session at a time: who wants it, too, is told who is
there, and where else."""

import pytest

from tests.domain.given import Day, Someone, a_gathering, refused
from tests.support.samples import ONE_MORNING

LONG = {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:45", "label": "Long workshop"}


def workshops() -> Day:
    """Slots 1 (10:00-10:45) and 3 (11:00-11:45), and beside both the long slot 2."""
    opening, first, second = ONE_MORNING["slots"]
    return a_gathering(slots=[opening, first, LONG, second])


def placed(someone: Someone, code: str, title: str = "Carers") -> str:
    return someone.claims(someone.proposes(title), code)


def test_slots_overlap_only_where_times_do() -> None:
    day = workshops()
    one, two, three = (day.slot(code) for code in "123")

    assert {id: sorted(others) for id, others in day.gathering.overlaps.items()} == {
        one: [two],
        two: sorted([one, three]),
        three: [two],
    }
    assert a_gathering().gathering.overlaps == {}


def test_a_room_that_is_held_at_that_time_is_refused_with_who_is_there_and_what_is_free() -> None:
    day = workshops()
    kim, rosa = day.joins("Kim"), day.joins()
    carers = kim.proposes("Carers", convener_name="Kim")
    session = kim.claims(carers, "2A")

    for code in ("1A", "3A"):
        with refused("room_busy") as error:
            placed(rosa, code, "Waiting lists")

    assert error["held_by"] == {
        "topic": carers,
        "title": "Carers",
        "session": session,
        "code": "2A",
        "convener_name": "Kim",
    }
    cells = [day.cell(code) for code in ("3B", "2B", "1B")]
    assert error["free"] == [[cell["room"], cell["slot"]] for cell in cells]
    assert "“Carers” is in this room at that time, at 2A." in error["message"]


def test_a_long_slot_is_taken_where_a_short_session_is() -> None:
    day = workshops()
    kim = day.joins()
    placed(kim, "3A")

    with refused("room_busy") as error:
        placed(kim, "2A", "Waiting lists")

    assert error["held_by"]["code"] == "3A"
    assert [day.room("A"), day.slot("2")] not in error["free"]
    assert [day.room("A"), day.slot("1")] in error["free"]
    placed(kim, "1A", "Peer support")


def test_a_cell_that_is_taken_itself_is_refused_as_before() -> None:
    day = workshops()
    kim = day.joins()
    placed(kim, "2A")

    with refused("cell_taken"):
        placed(kim, "2A", "Waiting lists")


def test_a_session_moves_between_slots_at_the_same_time_in_its_own_room() -> None:
    day = workshops()
    kim, rosa = day.joins(), day.joins()
    session = placed(kim, "1A")
    placed(rosa, "3B", "Waiting lists")

    assert kim.moves(session, "2A") == "2A"
    with refused("room_busy") as error:
        kim.moves(session, "2B")

    assert [day.room("A"), day.slot("1")] in error["free"]


def test_the_title_of_a_covered_topic_is_not_told() -> None:
    day = workshops()
    kim = day.joins()
    topic = kim.proposes("Carers")
    kim.claims(topic, "2A")
    day.host.asks("cover", table="topics", id=topic)

    with refused("room_busy", why="untitled") as error:
        placed(kim, "1A", "Waiting lists")

    assert error["held_by"]["title"] == ""
    assert "Carers" not in error["message"]


# --- a change of times


def sooner(day: Day, code: str, starts: str, ends: str) -> dict[str, str]:
    times = {"starts_at": f"2027-03-31T{starts}", "ends_at": f"2027-03-31T{ends}"}
    return {"slot": day.slot(code), **times}


def test_times_that_make_one_room_hold_two_sessions_at_once_are_refused() -> None:
    day = a_gathering()
    kim = day.joins()
    sessions = [placed(kim, "1A"), placed(kim, "2A", "Waiting lists")]

    for name, args in (
        ("edit_slot", sooner(day, "2", "10:30", "11:15")),
        ("edit_slots", {"slots": [sooner(day, "2", "10:30", "11:15")]}),
    ):
        with refused("room_busy", why="both", codes=["1A", "2A"]) as error:
            day.host.asks(name, **args)
        assert sorted(error["sessions"]) == sorted(sessions)
        assert error["free"]
        assert error["message"] == (
            "One room would hold 1A, 2A at the same time. Move one of them first."
        )


def test_times_may_overlap_where_no_room_holds_two_sessions() -> None:
    day = a_gathering()
    kim = day.joins()
    placed(kim, "1A")
    placed(kim, "2B", "Waiting lists")

    day.host.asks("edit_slot", **sooner(day, "2", "10:30", "11:15"))

    assert day.gathering.overlaps
    with refused("room_busy"):
        placed(kim, "2A", "Peer support")


@pytest.mark.parametrize("kind", ["break", "plenary"])
def test_a_time_for_everybody_overlaps_with_nothing(kind: str) -> None:
    day = workshops()
    kim = day.joins()
    placed(kim, "1A")
    day.host.asks("edit_slot", slot=day.slot("2"), kind=kind, label="Together")

    assert day.gathering.overlaps == {}
