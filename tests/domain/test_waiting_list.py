"""The waiting list: places are given in the order of asking, also when somebody is erased."""

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.coming import counts, plan_of
from openspace.domain.erasure_plan import erasure, erasure_of_item
from openspace.domain.rules.coming import FillPlaces, RemovePlan
from openspace.domain.rules.erasing import EraseItem
from tests.domain.given import refused
from tests.domain.planned import LOOP, a_planned_day, waits

# --- the waiting list


def test_first_come_first_served_and_nobody_is_overtaken() -> None:
    day = a_planned_day(places=4)
    first, pair, three, one = (day.joins() for _ in range(4))
    first.asks("plan_to_come", places=3)

    pair.asks("plan_to_come", places=2)
    # A single place is free, and two are waited for.
    assert one.asks("plan_to_come", places=1)["waiting"]
    assert three.asks("plan_to_come", places=3)["waiting"]
    assert (waits(pair), waits(one), waits(three)) == (True, True, True)

    first.asks("plan_to_come", places=2)
    assert (waits(pair), waits(one), waits(three)) == (False, True, True)
    assert pair.told == ["A place has become free: you have your place now. See “I plan to come”."]
    first.asks("cancel_coming")
    assert (waits(one), waits(three)) == (False, True)
    assert counts(day.gathering).waiting == 3


@pytest.mark.parametrize("frees", ["cancels", "fewer", "more places", "no limit", "removed"])
def test_place_is_given_on_in_the_same_change(frees: str) -> None:
    day = a_planned_day(places=2)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", places=2)
    rosa.asks("plan_to_come")
    changes = len(day.log)

    match frees:
        case "cancels":
            kim.asks("cancel_coming")
        case "fewer":
            kim.asks("plan_to_come", places=1)
        case "more places":
            day.host.asks("edit_gathering", places=3)
        case "no limit":
            day.host.asks("edit_gathering", places=0)
        case "removed":
            plan = plan_of(day.gathering, kim.id)
            assert plan
            day.do(HOST, RemovePlan(plan=plan["id"]))
            assert kim.sees("plans") == []

    assert len(day.log) == changes + 1
    assert not waits(rosa)
    assert len(rosa.told) == 1


def test_nobody_loses_a_place_to_fewer_places_or_to_asking_for_more() -> None:
    day = a_planned_day(places=3)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", places=2)
    rosa.asks("plan_to_come", places=1)

    with refused("too_many", why="no_places"):
        kim.asks("plan_to_come", places=3)
    day.host.asks("edit_gathering", places=1)

    assert (waits(kim), waits(rosa)) == (False, False)
    assert counts(day.gathering).is_full


def test_more_places_are_refused_while_others_wait_for_them() -> None:
    day = a_planned_day(places=4)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", places=2)
    rosa.asks("plan_to_come", places=3)

    with refused("too_many", why="no_places"):
        kim.asks("plan_to_come", places=3)
    rosa.asks("plan_to_come", places=2)

    assert not waits(rosa)
    assert rosa.told == []


def test_who_plans_again_is_last() -> None:
    day = a_planned_day(places=1)
    kim, rosa, amir = day.joins(), day.joins(), day.joins()
    for one in (kim, rosa, amir):
        one.asks("plan_to_come")
    rosa.asks("cancel_coming")
    rosa.asks("plan_to_come")

    kim.asks("cancel_coming")

    assert (waits(amir), waits(rosa)) == (False, True)


def test_others_are_counted_from_five_on() -> None:
    day = a_planned_day(places=6)
    for places in (2, 2):
        day.joins().asks("plan_to_come", places=places)
    assert counts(day.gathering).shown is None

    day.joins().asks("plan_to_come", places=1)

    assert counts(day.gathering).shown == 5
    assert not counts(day.gathering).is_full


# --- taken back


def test_erasure_takes_the_plan_at_a_time_of_its_own_and_gives_the_place_on() -> None:
    day = a_planned_day(places=1)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", access=LOOP)
    rosa.asks("plan_to_come")
    plan = plan_of(day.gathering, kim.id)
    assert plan

    later = erasure(day.gathering, day.log, kim.id, False, lambda items: ["at"] * len(items))
    assert later.later == (("plans", plan["id"], "at"),)
    day.log[:] = later.of_log(day.log)
    day.gathering = later.of_stream(day.gathering)
    assert [row["person"] for row in day.gathering.rows("plans")] == [None, rosa.id]

    day.do(PUBLIC, EraseItem(table="plans", id=plan["id"]))
    gone = erasure_of_item(day.gathering, day.log, ("plans", plan["id"]))

    assert not waits(rosa)
    assert see_change(day.gathering, day.log[-1], PUBLIC)["drops"] == {}
    kept = gone.of_stream(day.gathering)
    assert LOOP not in str([list(kept.rows("plans")), gone.of_log(day.log)])


def test_places_are_filled_after_an_erasure_at_once() -> None:
    day = a_planned_day(places=1)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come")
    rosa.asks("plan_to_come")
    now = erasure(day.gathering, day.log, kim.id, True)
    day.gathering = now.of_stream(day.gathering)

    day.do(PUBLIC, FillPlaces())

    assert not waits(rosa)
