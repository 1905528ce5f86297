"""People who want to work with others on the same find each other after both agreed, and nobody else does."""

from typing import Any

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.erasure_plan import erasure
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, Someone, refused


@pytest.fixture
def amir(day: Day) -> Someone:
    return day.joins("Amir")


@pytest.fixture
def topic(day: Day) -> str:
    return day.joins().proposes("Reflective groups")


def wishes(someone: Someone, topic: str, contact: str = "") -> str:
    contact = contact or f"{someone.id}@example.org"
    return str(someone.asks("wish_for_others", topic=topic, contact=contact)["wish"])


def introduction(someone: Someone) -> dict[str, Any]:
    [row] = someone.sees("introductions")
    return row


def test_whoever_wants_the_same_learns_that_somebody_does(
    day: Day, kim: Someone, amir: Someone, topic: str
) -> None:
    wishes(kim, topic)
    assert [row["others"] for row in kim.sees("wishes")] == [False]
    wishes(amir, topic)
    wishes(day.joins(), topic)

    for someone in (kim, amir):
        [row] = someone.sees("wishes")
        assert set(row) == {"id", "topic", "note", "contact", "others", "asked", "mine"}
        assert row["others"] is True
        assert someone.sees("introductions") == []


def test_both_see_the_others_contact_once_both_agreed(
    kim: Someone, amir: Someone, topic: str
) -> None:
    wishes(amir, topic)
    kim.asks("ask_others", wish=wishes(kim, topic))

    assert introduction(amir)["contact"] is None
    assert kim.sees("introductions") == []
    amir.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=True)

    assert introduction(amir)["contact"] == f"{kim.id}@example.org"
    assert introduction(kim)["contact"] == f"{amir.id}@example.org"


def test_nobody_else_sees_anything_of_it(day: Day, kim: Someone, amir: Someone, topic: str) -> None:
    """Not the host, not the public, and not a third person who wants the same."""
    looks_on, third = day.joins(), day.joins()
    before = len(day.log)
    wishes(third, topic)
    wishes(amir, topic)
    kim.asks("ask_others", wish=wishes(kim, topic))
    amir.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=True)

    for someone in (day.host, day.anyone, looks_on):
        assert someone.sees("wishes") == someone.sees("introductions") == []
    assert "contact" not in str(third.sees("wishes")).replace(f"{third.id}@example.org", "") or all(
        row["contact"] is None for row in third.sees("introductions")
    )
    for change in day.log[before:]:
        for viewer in (PUBLIC, HOST, looks_on.who):
            seen = see_change(day.gathering, change, viewer)
            assert (seen["name"], seen["by"]) == ("mark_interest", None)
            assert seen["puts"] == seen["drops"] == {}


def test_an_id_does_not_tell_how_many_were_asked(
    day: Day, kim: Someone, amir: Someone, topic: str
) -> None:
    for someone in (day.joins(), day.joins(), amir):
        wishes(someone, topic)
    own = amir.sees("wishes")[0]["id"].removeprefix("wish")
    kim.asks("ask_others", wish=wishes(kim, topic))

    assert introduction(amir)["id"].partition(".")[2] == own


def test_declining_tells_nobody_and_lasts(kim: Someone, amir: Someone, topic: str) -> None:
    wishes(amir, topic)
    mine = wishes(kim, topic)
    kim.asks("ask_others", wish=mine)
    before = kim.sees("wishes")

    amir.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=False)
    kim.asks("ask_others", wish=mine)
    kim.asks("withdraw_wish", wish=mine)
    kim.asks("ask_others", wish=wishes(kim, topic))

    assert before[0]["asked"] is True
    assert amir.sees("introductions") == kim.sees("introductions") == []


def test_asking_is_answered_alike_whoever_is_there(day: Day, kim: Someone, topic: str) -> None:
    mine = wishes(kim, topic)
    for _ in range(2):
        before = day.gathering.seq
        assert kim.asks("ask_others", wish=mine) == {}
        assert day.gathering.seq == before + 1


def test_a_wish_that_is_taken_back_is_gone_with_its_contact(
    day: Day, kim: Someone, amir: Someone, topic: str
) -> None:
    wishes(amir, topic)
    mine = wishes(kim, topic, "xylophone")
    kim.asks("ask_others", wish=mine)
    amir.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=True)
    assert "xylophone" in str(amir.sees("introductions"))

    kim.asks("withdraw_wish", wish=mine)

    assert amir.sees("introductions") == kim.sees("introductions") == kim.sees("wishes") == []
    log = [cleaned_change(change, day.gathering) for change in day.log]
    assert "xylophone" not in str([day.gathering.tables, log])


def test_a_changed_contact_reaches_those_who_agreed(
    kim: Someone, amir: Someone, topic: str
) -> None:
    wishes(amir, topic)
    kim.asks("ask_others", wish=wishes(kim, topic))
    amir.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=True)

    wishes(kim, topic, "0123 456")

    assert introduction(amir)["contact"] == "0123 456"


def test_agreeing_is_answered_alike_when_the_asker_was_erased(
    day: Day, kim: Someone, amir: Someone, topic: str
) -> None:
    """Two open questions that disappeared at once would be those of one person."""
    other = day.joins().proposes("Carers")
    for one in (topic, other):
        wishes(amir, one)
        kim.asks("ask_others", wish=wishes(kim, one))
    plan = erasure(day.gathering, day.log, kim.id, words=True)
    day.log[:], day.gathering = plan.of_log(day.log), plan.of_stream(day.gathering)

    asked = amir.sees("introductions")
    assert len(asked) == 2
    assert [row["others"] for row in amir.sees("wishes")] == [True, True]
    amir.asks("answer_introduction", introduction=asked[0]["id"], agreed=True)
    assert {row["contact"] for row in amir.sees("introductions")} == {None}


def test_two_questions_of_one_person_do_not_tell_that_they_are(
    day: Day, kim: Someone, amir: Someone, topic: str
) -> None:
    other = day.joins().proposes("Carers")
    for one in (topic, other):
        wishes(amir, one)
        kim.asks("ask_others", wish=wishes(kim, one, f"for {one}"))

    for row in amir.sees("introductions"):
        assert set(row) == {"id", "wish", "agreed", "contact", "mine"}
        assert row["contact"] is None


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"contact": "x"}, "malformed"),
        ({"topic": "t", "note": "n", "contact": "x"}, "malformed"),
        ({"topic": "none", "contact": "x"}, "unknown_topic"),
        ({"note": "none", "contact": "x"}, "unknown_note"),
        ({"topic": "real", "contact": " "}, "missing"),
        ({"topic": "real", "contact": "x" * 1_001}, "too_long"),
    ],
)
def test_what_is_no_wish_is_refused(
    kim: Someone, topic: str, args: dict[str, str], code: str
) -> None:
    args = {key: topic if value == "real" else value for key, value in args.items()}
    with refused(code):
        kim.asks("wish_for_others", **args)


def test_the_wish_of_somebody_else_is_unknown(kim: Someone, amir: Someone, topic: str) -> None:
    theirs = wishes(amir, topic)
    kim.asks("ask_others", wish=wishes(kim, topic))
    for name in ("ask_others", "withdraw_wish"):
        with refused("unknown_wish"):
            kim.asks(name, wish=theirs)
    with refused("unknown_introduction"):
        kim.asks("answer_introduction", introduction=introduction(amir)["id"], agreed=True)


def test_one_person_looks_for_others_on_few_things(day: Day, kim: Someone) -> None:
    day.host.asks("edit_gathering", topics_each=0)
    day.is_checked = False
    for nth in range(51):
        topic = day.joins().proposes(f"Topic {nth}")
        if nth < 50:
            wishes(kim, topic)
    with refused("too_many", why="own_wishes"):
        wishes(kim, topic)


def test_a_paused_person_takes_back_and_asks_for_nothing(
    day: Day, kim: Someone, topic: str
) -> None:
    mine = wishes(kim, topic)
    own = kim.proposes("Own")
    day.host.asks("rest_author", topic=own, rested=True)

    with refused("rested"):
        wishes(kim, topic, "other")
    with refused("rested"):
        kim.asks("ask_others", wish=mine)
    kim.asks("withdraw_wish", wish=mine)
