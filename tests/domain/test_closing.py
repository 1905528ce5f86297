"""One closing reflection from each person who likes, for the book alone."""

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.closing import reflections_shown
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, Someone, a_gathering, refused

WORDS = "I came with a question, and leave with two."


@pytest.fixture
def day() -> Day:
    day = a_gathering()
    day.host.asks("edit_gathering", reflections=True)
    day.host.asks("set_phase", phase="closing")
    return day


def reflects(someone: Someone, text: str = WORDS, **args: object) -> str:
    return str(someone.asks("post_reflection", text=text, **args)["evidence"])


def in_book(day: Day) -> list[str]:
    return [row["text"] for row in reflections_shown(day.gathering, in_edition=True)]


def test_it_is_off_until_the_host_turns_it_on() -> None:
    day = a_gathering()
    day.host.asks("set_phase", phase="closing")

    with refused("not_now", why="no_reflections"):
        reflects(day.joins("Kim"))


@pytest.mark.parametrize(
    "phase", ["lobby", "opening", "marketplace", "sessions", "closing", "harvest", "closed"]
)
def test_it_is_written_in_the_closing_and_the_harvest(day: Day, kim: Someone, phase: str) -> None:
    day.host.asks("set_phase", phase=phase)

    if phase in ("closing", "harvest"):
        reflects(kim)
        assert in_book(day) == [WORDS]
    else:
        with refused("not_now", why="closed" if phase == "closed" else "no_reflections"):
            reflects(kim)


def test_each_person_has_one(day: Day, kim: Someone) -> None:
    first = reflects(kim)
    with refused("not_now", why="has_reflection"):
        reflects(kim, "Another")

    kim.asks("retract_evidence", evidence=first)
    reflects(kim, "Another")

    assert in_book(day) == ["Another"]


def test_nobody_else_gets_it_live(day: Day, kim: Someone) -> None:
    looks_on = day.joins("Rosa")

    id = reflects(kim, named=True)
    said = [see_change(day.gathering, day.log[-1], who) for who in (PUBLIC, looks_on.who)]
    kim.asks("edit_evidence", evidence=id, text="One question.")
    assert [row["mine"] for row in kim.sees("evidence")] == [True]
    said += [see_change(day.gathering, day.log[-1], who) for who in (PUBLIC, looks_on.who)]
    kim.asks("retract_evidence", evidence=id)
    said += [see_change(day.gathering, day.log[-1], who) for who in (PUBLIC, looks_on.who)]

    for change in said:
        assert (change["name"], change["by"]) == ("mark_interest", None)
        assert (change["puts"], change["drops"]) == ({}, {})
    for someone in (day.anyone, looks_on):
        assert someone.sees("evidence") == []


def test_the_host_sees_it_without_its_author(day: Day, kim: Someone) -> None:
    reflects(kim)

    [row] = day.host.sees("evidence")
    assert (row["text"], row["by_name"]) == (WORDS, None)
    assert not {"author", "mine"} & set(row)


def test_nobody_else_finds_it_by_its_number(day: Day, kim: Someone) -> None:
    id, looks_on = reflects(kim), day.joins()

    for name in ("edit_evidence", "retract_evidence", "report_name"):
        with refused("unknown_evidence"):
            looks_on.asks(name, evidence=id)
    with refused("unknown_evidence"):
        looks_on.asks("flag", table="evidence", id=id)


def test_it_is_hidden_and_covered_like_evidence(day: Day, kim: Someone) -> None:
    id = reflects(kim)

    day.host.asks("cover", table="evidence", id=id)
    assert in_book(day) == []
    day.host.asks("cover", table="evidence", id=id, covered=False)
    day.host.asks("hide_evidence", evidence=id, reason="It names somebody.")
    assert in_book(day) == []
    [row] = kim.sees("evidence")
    assert row["hidden_reason"] == "It names somebody."


def test_what_is_taken_back_is_gone_from_the_log_too(day: Day, kim: Someone) -> None:
    id = reflects(kim)

    day.host.asks("set_phase", phase="closed")
    kim.asks("retract_evidence", evidence=id)

    cleaned = [cleaned_change(change, day.gathering) for change in day.log]
    assert in_book(day) == []
    assert WORDS not in repr([change.puts for change in cleaned])


def test_reflections_are_in_no_order_of_time(day: Day) -> None:
    for words in ("Tea", "and", "time"):
        reflects(day.joins(), words)

    assert in_book(day) == ["and", "Tea", "time"]


def test_the_host_writes_them_for_people_without_a_phone(day: Day) -> None:
    first = reflects(day.host, "From paper")
    reflects(day.host, "From paper, too")
    day.host.asks("edit_evidence", evidence=first, text="Read again")

    assert in_book(day) == ["From paper, too", "Read again"]


def test_it_does_not_become_evidence_nor_evidence_a_reflection(day: Day, kim: Someone) -> None:
    id = reflects(kim)
    thought = kim.asks("post_evidence", form="thought", text="It takes time.")["evidence"]

    with refused("not_a_choice", field="form"):
        kim.asks("edit_evidence", evidence=id, form="thought")
    with refused("not_a_choice", field="bearing"):
        kim.asks("edit_evidence", evidence=id, bearing="confirms")
    with refused("not_a_choice", field="form"):
        kim.asks("edit_evidence", evidence=thought, form="closing")
    with refused("not_a_choice", field="form"):
        kim.asks("post_evidence", form="closing", text=WORDS)


def test_it_needs_no_statement(day: Day, kim: Someone) -> None:
    day.host.asks("edit_gathering", statement="")

    reflects(kim)

    assert in_book(day) == [WORDS]


def test_a_copy_of_the_host_drops_it(day: Day, kim: Someone) -> None:
    id = reflects(kim)
    kim.asks("retract_evidence", evidence=id)

    assert see_change(day.gathering, day.log[-1], HOST)["drops"] == {"evidence": [id]}


def test_a_draft_shows_none_before_the_circle_is_over(day: Day, kim: Someone) -> None:
    reflects(kim)
    assert reflections_shown(day.gathering, in_edition=False) == []
    day.host.asks("set_phase", phase="sessions")
    assert reflections_shown(day.gathering, in_edition=False) == []

    day.host.asks("set_phase", phase="harvest")
    assert [row["text"] for row in reflections_shown(day.gathering, in_edition=False)] == [WORDS]
