"""Dots: five each, on reports and issues. Nobody sees those of others."""

import pytest

from openspace.domain.audience import HOST, PUBLIC
from openspace.domain.clusters import own_dots
from tests.domain.convergence import WORDS, names, places, reported, with_dots
from tests.domain.given import Someone, refused
from tests.domain.test_converging import converging

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
