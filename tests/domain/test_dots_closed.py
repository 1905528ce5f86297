"""Dots are closed: only groups are kept, and none that shows a small number."""

import pytest

from openspace.domain.audience import HOST, PUBLIC
from openspace.domain.clusters import own_dots
from openspace.domain.taken_back import cleaned_change
from openspace.domain.viewer import Viewer
from tests.domain.convergence import crowd, groups, names, places, reported, with_dots
from tests.domain.given import Day, Someone, a_gathering, refused


def closed_with(day: Day, people: list[Someone], placed: dict[str, int]) -> dict[str, str]:
    """The groups after `people`, one after the other, placed these numbers of dots."""
    day.is_checked = False
    left = {someone.id: 5 for someone in people}
    for item, count in placed.items():
        for someone in people:
            dots = min(count, left[someone.id])
            if dots:
                places(someone, item, dots)
            left[someone.id] -= dots
            count -= dots
        assert count == 0
    day.is_checked = True
    day.host.asks("close_convergence")
    return groups(day)


def test_closing_keeps_three_groups_and_no_dots() -> None:
    day = with_dots()
    people = crowd(day, 6)
    carers, lists = (
        reported(people[0], title, cell) for title, cell in (("Carers", "1A"), ("Lists", "1B"))
    )
    issue, other = names(people[1], "The phone"), names(people[2], "Tea")

    found = closed_with(day, people, {carers: 20, lists: 6, issue: 4})

    assert found == {carers: "many", lists: "some", issue: "few", other: "few"}
    assert not day.gathering.rows("dots")
    for change in day.log:
        assert not cleaned_change(change, day.gathering).puts.get("dots")
    for viewer in (PUBLIC, HOST, people[0].who):
        seen = Someone(day, viewer).sees_last_change()
        assert seen["by"] is None
        assert "dots" not in {**seen["puts"], **seen["drops"]}


@pytest.mark.parametrize("dots", [0, 1, 4])
def test_fewer_than_five_dots_look_like_none(dots: int) -> None:
    day = with_dots()
    people = crowd(day, 6)
    issue, other = names(people[1], "The phone"), names(people[2], "Tea")

    assert closed_with(day, people, {other: 25, issue: dots}) == {other: "many", issue: "few"}


def test_dots_of_fewer_than_five_people_look_like_none() -> None:
    day = with_dots()
    people = crowd(day, 4)
    issue = names(people[1], "The phone")

    assert closed_with(day, people, {issue: 20}) == {issue: "few"}


def test_nothing_has_many_if_all_have_the_same() -> None:
    day = with_dots()
    people = crowd(day, 6)
    issues = [names(people[nth], f"Issue {nth}") for nth in range(3)]

    found = closed_with(day, people, dict.fromkeys(issues, 10))

    assert found == dict.fromkeys(issues, "some")


def test_host_adds_the_dots_on_paper() -> None:
    day = with_dots()
    people = crowd(day, 5)
    issue, other = names(people[0], "The phone"), names(people[0], "Tea")
    for someone in people:
        places(someone, other, 1)

    places(day.host, issue, 12)
    with refused("out_of_range", field="dots", most=1000):
        places(day.host, issue, 1001)
    day.host.asks("close_convergence")

    assert groups(day) == {issue: "some", other: "some"}


@pytest.mark.parametrize("secret", [0, 1, 4])
def test_host_who_adds_dots_on_paper_does_not_learn_a_small_number(secret: int) -> None:
    """With four on paper, one more would be five."""
    day = with_dots()
    people = crowd(day, 6)
    issue, other = names(people[0], "The phone"), names(people[0], "Tea")
    places(day.host, issue, 4)

    assert closed_with(day, people, {other: 25, issue: secret})[issue] == "few"


def test_new_round_begins_without_groups_and_without_dots() -> None:
    day = with_dots()
    people = crowd(day, 5)
    issue = names(people[0], "The phone")
    closed_with(day, people, {issue: 25})

    day.host.asks("open_convergence")

    assert groups(day) == {}
    assert own_dots(day.gathering, people[0].id) == {}
    places(people[0], issue, 5)


@pytest.mark.parametrize("phase", ["marketplace", "harvest", "closed"])
def test_new_phase_closes_dots_and_keeps_the_groups(phase: str) -> None:
    day = with_dots()
    people = crowd(day, 5)
    issue = names(people[0], "The phone")
    for someone in people:
        places(someone, issue, 5)

    day.host.asks("set_phase", phase=phase)

    assert groups(day) == {issue: "some"}
    assert not day.gathering.rows("dots")


def test_dots_of_a_person_go_with_them() -> None:
    day = with_dots()
    kim = day.joins("Kim")
    places(kim, names(day.host, "The phone"), 5)

    # Each command of this day was followed by an erasure of each person (`act`).
    assert own_dots(day.gathering, kim.id)
    assert own_dots(day.gathering, "p999") == {}


def test_viewer_of_another_person_has_no_way_to_their_dots() -> None:
    day = with_dots()
    kim, rosa = day.joins(), day.joins()
    places(kim, names(day.host, "The phone"), 5)

    assert own_dots(day.gathering, rosa.id) == {}
    assert rosa.sees("dots") == []
    assert Someone(day, Viewer("person", "p999")).sees("dots") == []


def test_gathering_without_convergence_has_no_issues_and_no_dots() -> None:
    day = a_gathering()
    kim = day.joins()

    with refused("not_now", why="no_dots"):
        names(kim, "The phone")
