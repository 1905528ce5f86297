"""Caps bound what is visible, and never the host, who helps everybody else."""

from typing import Any

import pytest

from openspace.domain.audience import see_about
from tests.domain.given import a_gathering, refused

RULES = "openspace.domain.rules"


def test_cap_on_topics_counts_those_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{RULES}.topics.MOST_TOPICS", 2)
    day = a_gathering()
    kim = day.joins()
    one, other = kim.proposes("One"), kim.proposes("Two")

    with refused("too_many"):
        kim.proposes("Three")
    day.host.proposes("By the host")
    day.host.asks("hide_topic", topic=one)
    with refused("too_many"):
        kim.proposes("Three")
    kim.asks("withdraw_topic", topic=other)

    assert kim.proposes("Three")


def test_cap_on_notes_counts_those_that_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{RULES}.harvest.MOST_NOTES", 2)
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    hidden = kim.proposes("Hidden soon")
    kim.notes(kim.claims(hidden, "2A"), "One")
    other = kim.notes(session, "Two")

    with refused("too_many"):
        kim.notes(session, "Three")
    day.host.notes(session, "By the host")
    day.host.asks("hide_topic", topic=hidden)
    with refused("too_many"):
        kim.notes(session, "Three")
    day.host.asks("hide_note", note=other)

    assert kim.notes(session, "Three")


def test_cap_on_people_counts_those_who_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{RULES}.people.MOST_PEOPLE", 2)
    day = a_gathering()
    day.joins("Kim")
    day.host.proposes("For somebody without a phone", convener_name="Ada")
    day.joins()

    with refused("too_many"):
        day.joins()
    day.host.asks("edit_gathering", size=40)

    assert day.joins()


def test_announced_size_sets_how_many_may_join() -> None:
    day = a_gathering(size=1)
    day.is_checked = False  # of a hundred people each: too slow
    for _ in range(103):
        day.joins()

    with refused("too_many"):
        day.joins()
    day.host.asks("edit_gathering", size=2)

    assert day.joins()


@pytest.mark.parametrize("size", [-1, 100_001])
def test_size_is_a_number_of_people(size: int) -> None:
    day = a_gathering()
    with refused("out_of_range", field="size", most=100_000):
        day.host.asks("edit_gathering", size=size)
    with refused("out_of_range", field="size"):
        a_gathering(size=size)


def test_size_is_for_the_host_alone() -> None:
    day = a_gathering(size=40)

    assert about(day.host)["size"] == 40
    assert "size" not in about(day.joins())
    assert "size" not in about(day.anyone)


def about(someone: Any) -> dict[str, Any]:
    return see_about(someone.day.gathering, someone.who)
