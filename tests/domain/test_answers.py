"""Organisations answer recommendations."""

import pytest

from tests.domain.given import Day, Someone, refused
from tests.domain.outcome import WORD, answer, kept_of
from tests.domain.outcome import action as action
from tests.domain.outcome import asked as asked
from tests.domain.outcome import session as session


def test_an_organisation_answers_a_recommendation(day: Day, asked: str) -> None:
    day.host.asks("set_phase", phase="closed")

    answer(day, asked, name="Ada Lark")

    [note] = day.anyone.sees("notes")
    assert note["answers"] == [
        {
            "organisation": "The Trust",
            "name": "Ada Lark",
            "text": "From May.",
            "on": "2027-03-31",
        }
    ]


def test_its_next_answer_replaces_the_earlier_one(day: Day, asked: str) -> None:
    answer(day, asked, text=WORD)
    answer(day, asked, "The Board")
    answer(day, asked, "the  trust", text="From June.")

    row = day.anyone.sees_row("notes", asked) or {}
    assert [(one["organisation"], one["text"]) for one in row["answers"]] == [
        ("The Board", "From May."),
        ("the trust", "From June."),
    ]
    assert WORD not in kept_of(day)


def test_an_answer_is_retracted_everywhere(day: Day, asked: str) -> None:
    answer(day, asked, name=WORD)
    day.host.asks("retract_answer", note=asked, organisation="The Trust")

    assert (day.anyone.sees_row("notes", asked) or {})["answers"] == []
    assert WORD not in kept_of(day)
    with refused("unknown_answer"):
        day.host.asks("retract_answer", note=asked, organisation="The Trust")


def test_a_gathering_that_names_nobody_names_nobody_who_answered(day: Day, asked: str) -> None:
    answer(day, asked, name="Ada Lark")
    looks_on = day.joins()

    day.host.asks("edit_gathering", naming="none")

    assert "Ada" not in str([looks_on.sees("notes"), day.host.sees("notes")])
    assert "notes" in day.log[-1].puts
    day.host.asks("edit_gathering", naming="choice")
    assert "Ada" in str(day.anyone.sees("notes"))


def test_an_answer_does_not_stay_beside_other_words(day: Day, kim: Someone, asked: str) -> None:
    answer(day, asked)

    kim.asks("edit_note", note=asked, initiator_name="Rosa")
    assert (day.anyone.sees_row("notes", asked) or {})["answers"]
    kim.asks("edit_note", note=asked, text="Close the ward")

    assert (day.anyone.sees_row("notes", asked) or {})["answers"] == []


def test_a_covered_recommendation_shows_no_answer(day: Day, asked: str) -> None:
    answer(day, asked)

    day.host.asks("cover", table="notes", id=asked)

    assert (day.anyone.sees_row("notes", asked) or {})["answers"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"organisation": " "}, "missing"),
        ({"text": "\n"}, "missing"),
        ({"text": "x" * 5_001}, "too_long"),
    ],
)
def test_an_empty_or_too_long_answer_is_refused(
    day: Day, asked: str, given: dict[str, str], code: str
) -> None:
    with refused(code):
        answer(day, asked, **given)


def test_only_a_recommendation_is_answered_and_by_few(day: Day, action: str, asked: str) -> None:
    with refused("not_now", why="no_recommendation"):
        answer(day, action)
    for nth in range(5):
        answer(day, asked, f"Board {nth}")
    with refused("too_many"):
        answer(day, asked, "One more")
