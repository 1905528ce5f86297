"""One timer for the gathering. It says when it ends; nothing happens then."""

from datetime import datetime, timedelta

import pytest

from tests.domain.given import DAWN, Day, refused


def minutes_left(day: Day) -> float:
    """From the moment of the last command."""
    ends = day.anyone.sees_last_change()["puts"]["gatherings"][0]["timer"]["ends_at"]
    now = DAWN + timedelta(minutes=len(day.log) - 1)
    return (datetime.fromisoformat(ends) - now) / timedelta(minutes=1)


def test_everybody_sees_when_it_ends_and_what_it_is_for(day: Day) -> None:
    day.host.asks("set_timer", minutes=10, label=" Opening\ncircle ")

    assert minutes_left(day) == 10
    assert day.gathering.info["timer"]["label"] == "Opening circle"


def test_a_new_one_takes_the_place_of_the_one_that_runs(day: Day) -> None:
    day.host.asks("set_timer", minutes=45, label="Opening")
    day.host.asks("set_timer", minutes=5)

    assert minutes_left(day) == 5
    assert day.gathering.info["timer"]["label"] == ""


def test_it_gets_longer_and_keeps_its_label(day: Day) -> None:
    day.host.asks("set_timer", minutes=10, label="Opening")
    day.host.asks("set_timer", minutes=1, longer=True)

    assert minutes_left(day) == 10  # a minute has passed
    assert day.gathering.info["timer"]["label"] == "Opening"


@pytest.mark.parametrize("before", ["over", "none"])
def test_longer_begins_now_if_none_runs(day: Day, before: str) -> None:
    if before == "over":
        day.host.asks("set_timer", minutes=1)
        day.host.asks("post_news", text="Tea")
        day.host.asks("post_news", text="Cake")

    day.host.asks("set_timer", minutes=3, longer=True)

    assert minutes_left(day) == 3


def test_it_can_be_stopped_and_ends_with_the_gathering(day: Day) -> None:
    day.host.asks("set_timer", minutes=10)
    day.host.asks("stop_timer")
    assert day.gathering.info["timer"] == {}
    length = len(day.log)
    day.host.asks("stop_timer")
    assert len(day.log) == length

    day.host.asks("set_timer", minutes=10)
    day.host.asks("set_phase", phase="sessions")
    assert day.gathering.info["timer"]
    day.host.asks("set_phase", phase="closed")
    assert day.gathering.info["timer"] == {}


@pytest.mark.parametrize("minutes", [0, -1, 241])
def test_its_length_has_limits(day: Day, minutes: int) -> None:
    with refused("out_of_range", field="timer", least=1, most=240):
        day.host.asks("set_timer", minutes=minutes)


def test_it_does_not_get_longer_than_the_longest(day: Day) -> None:
    day.host.asks("set_timer", minutes=240)

    with refused("out_of_range", field="timer"):
        day.host.asks("set_timer", minutes=20, longer=True)
