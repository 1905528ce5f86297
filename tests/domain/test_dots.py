"""Dots: five each, on reports and issues. Nobody sees those of others, and only groups are kept."""

import pytest

from openspace.domain.audience import HOST, PUBLIC
from openspace.domain.clusters import own_dots
from openspace.domain.taken_back import cleaned_change
from openspace.domain.viewer import Viewer
from tests.domain.given import Day, Someone, a_gathering, refused
from tests.domain.test_converging import converging

WORDS = "We met twice. It takes time."


def with_dots() -> Day:
    """A gathering in which the host has opened dots."""
    return converging("dots")


def reported(someone: Someone, title: str, cell: str) -> str:
    """A session with a report."""
    session = someone.claims(someone.proposes(title), cell)
    someone.notes(session, WORDS)
    return session


def places(someone: Someone, item: str, dots: int) -> None:
    noun = "issue" if item.startswith("is") else "session"
    someone.asks("place_dots", dots=dots, **{noun: item})


def names(someone: Someone, text: str) -> str:
    return str(someone.asks("name_issue", text=text)["issue"])


def crowd(day: Day, people: int) -> list[Someone]:
    return [day.joins() for _ in range(people)]


def groups(day: Day) -> dict[str, str]:
    rows = [*day.gathering.rows("sessions"), *day.gathering.rows("issues")]
    return {row["id"]: row["cluster"] for row in rows if row["cluster"]}


# --- issues


def test_issue_is_anonymous_for_everybody_but_its_author() -> None:
    day = with_dots()
    kim, rosa = day.joins("Kim"), day.joins()

    issue = names(kim, "Who answers the phone")

    assert "mine" not in (rosa.sees_row("issues", issue) or {})
    assert "Kim" not in str(day.host.sees("issues")) + str(day.anyone.sees("issues"))
    assert kim.sees_row("issues", issue)["mine"]  # type: ignore[index]


def test_issues_are_named_while_dots_are_open() -> None:
    day = with_dots()
    kim = day.joins()
    issue = names(kim, "Who answers the phone")

    day.host.asks("close_convergence")

    with refused("not_now", why="no_dots"):
        names(kim, "Tea")
    kim.asks("retract_issue", issue=issue)
    assert not day.gathering.rows("issues")


def test_one_person_names_five_issues_at_most_and_the_host_more() -> None:
    day = with_dots()
    kim = day.joins()
    issues = [names(kim, f"Issue {nth}") for nth in range(5)]

    with refused("too_many", why="own_issues", most=5):
        names(kim, "One more")
    kim.asks("retract_issue", issue=issues[0])
    names(kim, "Instead of the first")
    for nth in range(6):
        names(day.host, f"On paper {nth}")


def test_issue_of_somebody_else_cannot_be_taken_back() -> None:
    day = with_dots()
    issue = names(day.joins(), "Who answers the phone")

    with refused("not_yours", why="issue"):
        day.joins().asks("retract_issue", issue=issue)


def test_empty_issue_is_refused_and_a_long_word_is_kept() -> None:
    day = with_dots()
    kim = day.joins()

    with refused("missing", field="issue"):
        names(kim, " \u200b ")
    with refused("too_long", field="issue", limit=200):
        names(kim, "x" * 478)
    issue = names(kim, "x" * 200)
    assert day.gathering.row("issues", issue)


def test_hidden_issue_is_seen_by_its_author_with_the_reason() -> None:
    day = with_dots()
    kim, rosa = day.joins(), day.joins()
    issue = names(kim, "My neighbour Ada")

    day.host.asks("hide_issue", issue=issue, reason="It names somebody.")

    assert rosa.sees_row("issues", issue) is None
    assert kim.sees_row("issues", issue)["hidden_reason"] == "It names somebody."  # type: ignore[index]
    assert kim.told == ["The facilitator has hidden an issue that you named. Please talk to them."]
    with refused("unknown_issue"):
        places(rosa, issue, 1)


def test_flood_of_issues_is_hidden_at_once_and_its_author_paused() -> None:
    day = with_dots()
    kim = day.joins()
    day.is_checked = False
    issues = [names(kim, "Buy now") for _ in range(5)]
    for issue in issues:
        row = dict(day.gathering.row("issues", issue) or {})
        day.gathering.tables["issues"][issue].update({**row, "at": day.gathering.at})  # type: ignore[attr-defined]

    day.host.asks("hide_all_by", issue=issues[2])
    day.host.asks("rest_author", issue=issues[2])

    assert all(row["hidden"] for row in day.gathering.rows("issues"))
    kim.asks("retract_issue", issue=issues[0])
    with refused("rested"):
        names(kim, "Buy now")


def test_worry_about_an_issue_reaches_the_host() -> None:
    day = with_dots()
    issue = names(day.joins(), "My neighbour Ada")

    day.joins().asks("flag", table="issues", id=issue, words="It names her.")
    day.host.asks("cover", table="issues", id=issue)

    assert [(row["issue"], row["words"]) for row in day.host.sees("flags")] == [
        (issue, "It names her.")
    ]
    assert "Ada" not in str(day.anyone.sees("issues"))


# --- placing


def test_dots_are_seen_by_nobody_not_even_as_a_row_of_ones_own() -> None:
    day = with_dots()
    kim = day.joins()
    issue = names(kim, "Who answers the phone")

    places(kim, issue, 3)

    for viewer in (PUBLIC, HOST, kim.who):
        assert Someone(day, viewer).sees("dots") == []
    assert kim.sees_last_change()["puts"] == {}
    assert day.anyone.sees_last_change()["name"] == "mark_interest"
    assert own_dots(day.gathering, kim.id) == {issue: 3}


def test_one_person_has_five_dots_and_can_move_them() -> None:
    day = with_dots()
    kim = day.joins()
    first, second = names(kim, "The phone"), names(kim, "Tea")

    places(kim, first, 4)
    with refused("too_many", why="own_dots", most=5):
        places(kim, second, 2)
    with refused("out_of_range", field="dots"):
        places(kim, second, 6)
    places(kim, first, 0)
    places(kim, second, 5)

    assert own_dots(day.gathering, kim.id) == {second: 5}


def test_dots_on_an_issue_that_was_taken_back_are_free_again() -> None:
    day = with_dots()
    kim, rosa = day.joins(), day.joins()
    issue, other = names(kim, "The phone"), names(kim, "Tea")
    places(rosa, issue, 5)

    kim.asks("retract_issue", issue=issue)
    places(rosa, other, 5)

    assert own_dots(day.gathering, rosa.id) == {other: 5}


def test_title_without_a_report_gets_no_dots() -> None:
    day = with_dots()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")

    with refused("not_now", why="no_report"):
        places(kim, session, 1)
    kim.notes(session, WORDS)
    places(kim, session, 1)
    kim.asks("hand_over_notes", session=session)


def test_report_that_is_covered_gets_no_dots() -> None:
    day = with_dots()
    kim = day.joins()
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, WORDS)

    day.host.asks("cover", table="notes", id=note)

    with refused("not_now", why="no_report"):
        places(kim, session, 1)


def test_dots_are_placed_while_they_are_open() -> None:
    day = converging("gallery")
    kim = day.joins()
    session = reported(kim, "Carers", "1A")

    with refused("not_now", why="no_dots"):
        places(kim, session, 1)


@pytest.mark.parametrize("both", [{}, {"session": "s1", "issue": "is1"}])
def test_dots_are_for_one_session_or_one_issue(both: dict[str, str]) -> None:
    with refused("malformed", why="session_or_issue"):
        with_dots().joins().asks("place_dots", dots=1, **both)


# --- closing


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
