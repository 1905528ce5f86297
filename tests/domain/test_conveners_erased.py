"""One of two conveners is erased: the other keeps the topic, and no word of the erased one stays."""

import pytest

from openspace.domain.change import Change
from openspace.domain.erasing import UNTITLED
from openspace.domain.erasure_plan import erasure, erasure_of_item
from tests.domain.convening import invites, together
from tests.domain.given import Day, Someone


def erased(day: Day, someone: Someone, words: bool) -> Day:
    plan = erasure(day.gathering, day.log, someone.id, words)
    log: list[Change] = plan.of_log(day.log)
    return Day(plan.of_stream(day.gathering), log)


@pytest.mark.parametrize(("words", "title"), [(False, "Carers"), (True, UNTITLED)])
def test_second_is_the_convener_when_the_first_is_erased(
    day: Day, kim: Someone, rosa: Someone, words: bool, title: str
) -> None:
    topic = together(kim, rosa, "Rosa", convener_name="Kim")

    after = erased(day, kim, words)

    row = after.gathering.tables["topics"][topic]
    assert (row["convener"], row["second"], row["title"]) == (rosa.id, None, title)
    seen = Someone(after, rosa.who).sees_row("topics", topic) or {}
    assert (seen["mine"], seen["convener_name"]) == (True, "Rosa")


@pytest.mark.parametrize("wrote", [False, True])
def test_words_of_an_erased_second_convener_are_gone(
    day: Day, kim: Someone, rosa: Someone, wrote: bool
) -> None:
    topic = together(kim, rosa)
    if wrote:
        rosa.asks("edit_topic", topic=topic, description="What Rosa thinks")

    row = erased(day, rosa, words=True).gathering.tables["topics"][topic]

    assert (row["convener"], row["second"]) == (kim.id, None)
    assert row["title"] == (UNTITLED if wrote else "Carers")


def test_free_place_that_an_erased_second_convener_wrote_is_gone(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    where = {"place": "The bench by the pond", "starts_at": "2027-03-31T15:10"}
    rosa.asks("claim_place", topic=together(kim, rosa), **where)

    [session] = erased(day, rosa, words=True).gathering.rows("sessions")

    assert session["place"] == ""


def test_topic_that_a_convener_left_keeps_no_word_of_theirs(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = together(kim, rosa)
    kim.asks("leave_topic", topic=topic)

    row = erased(day, kim, words=True).gathering.tables["topics"][topic]

    assert (row["convener"], row["title"]) == (rosa.id, UNTITLED)


def test_slow_erasure_keeps_the_topic_of_the_other_convener(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = together(kim, rosa)
    plan = erasure(day.gathering, day.log, kim.id, True, lambda items: ["" for _ in items])
    gathering = plan.of_stream(day.gathering)

    assert plan.later == (("topics", topic, ""),)
    kept = erasure_of_item(gathering, day.log, ("topics", topic)).of_stream(gathering)
    assert kept.tables["topics"][topic]["title"] == UNTITLED
    assert kept.tables["topics"][topic]["convener"] == rosa.id


def test_invitation_goes_with_its_convener(day: Day, kim: Someone) -> None:
    invites(kim, kim.proposes("Carers"))
    assert not erased(day, kim, words=False).gathering.rows("invites")
