"""A convener meets at a place and time of their own; only a room is not booked by another spelling."""

from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.editions import as_published
from openspace.domain.gathering import Gathering
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, Someone, a_gathering, refused

BENCH = "The bench by the pond"
TEN_PAST = "2027-03-31T15:10"
NEXT_DAY = {"starts_at": "2027-04-01T10:00", "ends_at": "2027-04-01T11:00"}


def two_days() -> Day:
    day = a_gathering()
    day.host.asks("add_slot", **NEXT_DAY)
    return day


def test_claim_of_a_place_gives_a_code_and_the_time_in_the_gatherings_zone() -> None:
    day = a_gathering(timezone="Europe/London")
    kim = day.joins()

    answer = kim.asks(
        "claim_place", topic=kim.proposes("Carers"), place=f" {BENCH} ", starts_at=TEN_PAST
    )

    row = day.anyone.sees_row("sessions", answer["session"])
    assert row
    assert answer["code"] == row["code"] == "X1"
    assert (row["room"], row["slot"], row["place"]) == ("", "", BENCH)
    assert (row["starts_at"], row["ends_at"]) == ("2027-03-31T15:10:00+01:00", None)
    assert day.wall == {"X1": "Carers"}
    assert [s["code"] for s in day.gathering.elsewhere] == ["X1"]
    assert day.gathering.cells == {}


def test_time_with_an_offset_is_kept_in_the_gatherings_zone() -> None:
    day = a_gathering(timezone="Europe/London")
    kim = day.joins()

    kim.meets(kim.proposes("Carers"), BENCH, "2027-03-31T14:10Z", ends_at="2027-03-31T15:00Z")

    [session] = day.gathering.elsewhere
    assert day.gathering.times_of(session) == (
        "2027-03-31T15:10:00+01:00",
        "2027-03-31T16:00:00+01:00",
    )


def test_codes_count_each_day_and_are_never_reused() -> None:
    day = two_days()
    kim = day.joins()
    first = kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)
    kim.asks("release_session", session=first)

    kim.meets(kim.proposes("Waiting lists"), BENCH, TEN_PAST)
    kim.meets(kim.proposes("Peer support"), BENCH, "2027-04-01T15:10")

    assert set(day.wall) == {"WX2", "ThX1"}


def test_time_that_the_clocks_skip_is_the_hour_that_every_screen_shows() -> None:
    day = a_gathering(timezone="Europe/Berlin", starts_on="2027-03-28")
    kim = day.joins()

    session = kim.meets(kim.proposes("Carers"), BENCH, "2027-03-28T02:30")

    row = day.gathering.tables["sessions"][session]
    assert row["starts_at"] == "2027-03-28T03:30:00+02:00"


def test_two_sessions_may_meet_at_one_place() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()

    kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)
    rosa.meets(rosa.proposes("Waiting lists"), BENCH, TEN_PAST)

    assert day.wall == {"X1": "Carers", "X2": "Waiting lists"}


def test_place_is_claimed_like_a_cell() -> None:
    day = a_gathering(opens_early=False)
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")
    with refused("not_now", why="not_open"):
        kim.meets(topic, BENCH, TEN_PAST)
    day.host.asks("set_phase", phase="marketplace")
    day.host.asks("edit_gathering", cells_each=2)
    with refused("not_yours"):
        rosa.meets(topic, BENCH, TEN_PAST)
    kim.claims(topic, "1A")
    with refused("already_placed", cell="1A"):
        kim.meets(topic, BENCH, TEN_PAST)

    kim.meets(topic, BENCH, TEN_PAST, again=True)

    assert day.wall == {"1A": "Carers", "X1": "Carers"}
    with refused("too_many", why="own_cells", held=["1A", "X1"]):
        kim.meets(kim.proposes("Waiting lists"), BENCH, TEN_PAST)
    with refused("too_many", why="own_cells"):
        kim.claims(kim.proposes("Peer support"), "2A")


@pytest.mark.parametrize("place", ["Oak", " OAK!", "o-a k", "a", "Room A"])
def test_place_that_is_a_room_is_refused_with_its_free_cells(place: str) -> None:
    day = a_gathering()
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "1A")

    with refused("is_a_room", room=day.room("A"), name="Oak") as error:
        kim.meets(kim.proposes("Waiting lists"), place, TEN_PAST)

    assert error["free"] == [[day.room("A"), day.slot("2")]]
    assert day.wall == {"1A": "Carers"}


def test_folded_room_is_no_free_place_either() -> None:
    day = a_gathering()
    kim = day.joins()
    day.host.asks("edit_room", room=day.room("B"), folded=True)

    with refused("is_a_room", why="folded", free=[]):
        kim.meets(kim.proposes("Carers"), "b", TEN_PAST)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"starts_at": "at tea time"}, "bad_time"),
        ({"starts_at": "2027-04-01T10:00"}, "bad_day"),
        ({"starts_at": "2027-03-30T23:59"}, "bad_day"),
        ({"starts_at": TEN_PAST, "ends_at": "2027-03-31T15:00"}, "bad_span"),
        ({"starts_at": TEN_PAST, "ends_at": "2027-04-02T15:00"}, "bad_span"),
        ({"starts_at": TEN_PAST, "place": " "}, "missing"),
        ({"starts_at": TEN_PAST, "place": "x" * 121}, "too_long"),
    ],
)
def test_what_is_no_place_or_time_is_refused(given: dict[str, Any], code: str) -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")

    with refused(code):
        kim.asks("claim_place", **{"topic": topic, "place": BENCH, **given})

    assert day.wall == {}


def test_gathering_without_days_has_no_free_places_yet() -> None:
    day = a_gathering(slots=[], plan=None)
    kim = day.joins()

    with refused("not_now", why="no_days"):
        kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)


def test_session_moves_between_a_cell_and_a_free_place() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "It takes time.")

    assert moves(kim, session, BENCH, TEN_PAST) == "X1"
    assert day.gathering.at_cell(**day.cell("1A")) is None
    assert kim.moves(session, "2B") == "2B"

    row = day.gathering.row("sessions", session)
    assert row
    assert (row["place"], row["starts_at"], row["ends_at"]) == ("", None, None)
    assert day.gathering.row("notes", note)
    assert day.wall == {"2B": "Carers"}


def test_place_and_hour_change_without_a_new_code_and_the_day_with_one() -> None:
    day = two_days()
    kim = day.joins()
    session = kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)
    seq = day.gathering.seq

    assert moves(kim, session, BENCH, TEN_PAST) == "WX1"
    assert day.gathering.seq == seq
    assert moves(kim, session, "The café", "2027-03-31T16:00") == "WX1"
    assert moves(kim, session, "The café", "2027-04-01T16:00") == "ThX1"


def test_host_who_moves_a_session_tells_its_convener() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")

    moves(day.host, session, BENCH, TEN_PAST)
    moves(day.host, session, BENCH, "2027-03-31T16:00")

    assert kim.told == [
        "The facilitator has moved your topic from 1A to X1.",
        "The facilitator has changed the place or the time of X1.",
    ]


def test_free_place_is_not_swapped() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    free = kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)
    held = rosa.claims(rosa.proposes("Waiting lists"), "1A")

    with refused("not_a_cell", why="elsewhere"):
        kim.asks("offer_swap", session=free, wanted=held)
    with refused("not_a_cell", why="elsewhere"):
        rosa.asks("offer_swap", session=held, wanted=free)


def test_place_is_covered_with_its_topic() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")
    session = kim.meets(topic, BENCH, TEN_PAST)

    day.host.asks("cover", table="topics", id=topic)

    assert [one.sees_row("sessions", session)["place"] for one in (day.anyone, rosa)] == ["", ""]
    assert day.host.sees_row("sessions", session)["place"] == BENCH
    day.host.asks("cover", table="topics", id=topic, covered=False)
    assert rosa.sees_row("sessions", session)["place"] == BENCH


@pytest.mark.parametrize("how", ["release", "withdraw", "hide", "cell", "other"])
def test_former_place_leaves_the_log_and_earlier_editions(how: str) -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    session = kim.meets(topic, BENCH, TEN_PAST)
    then = day.gathering

    match how:
        case "release":
            kim.asks("release_session", session=session)
        case "withdraw":
            kim.asks("withdraw_topic", topic=topic)
        case "hide":
            day.host.asks("hide_topic", topic=topic)
        case "cell":
            kim.moves(session, "1A")
        case "other":
            moves(kim, session, "The café", TEN_PAST)

    log = [cleaned_change(change, day.gathering) for change in day.log]
    earlier = as_published(then, day.gathering)
    export = anonymised(day.gathering, day.log)
    assert BENCH not in str([log, export, earlier])
    [placed] = earlier.elsewhere
    assert (placed["code"], placed["place"], placed["room"]) == ("X1", "", "")


def test_export_has_the_place_of_then_while_it_is_todays() -> None:
    day = a_gathering()
    kim = day.joins()
    kim.meets(kim.proposes("Carers"), BENCH, TEN_PAST)

    without, log = anonymised(day.gathering, day.log)

    assert [row["place"] for row in without.elsewhere] == [BENCH]
    replayed = Gathering().replay(log)
    assert [row["place"] for row in replayed.elsewhere] == [BENCH]


def moves(someone: Someone, session: str, place: str, starts_at: str) -> str:
    args = {"session": session, "place": place, "starts_at": starts_at}
    return str(someone.asks("move_to_place", **args)["code"])
