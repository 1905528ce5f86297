"""What people tell each other through the wall: kinds and codes, one at a time, and never a text."""

import json
from typing import Any

import pytest

from openspace.domain import english, sentences
from openspace.domain.change import Change
from tests.domain.given import Day, Someone, a_gathering, refused
from tests.domain.test_resting import forget

HATE = "You should be locked up again"


class Harassed:
    """Kim holds 1A. Mallory has a topic whose title is hate, signed with a hateful name, in 2A."""

    def __init__(self) -> None:
        self.day: Day = a_gathering()
        self.kim, self.mallory = self.day.joins(), self.day.joins()
        self.kims = self.kim.proposes("Carers")
        self.session = self.kim.claims(self.kims, "1A")
        self.hate = self.mallory.proposes(HATE, convener_name="Dr Smith, ward 4")

    def asks(self, **args: Any) -> None:
        self.mallory.asks("ask_to_meet", **{"session": self.session, "topic": self.hate, **args})


def test_notice_holds_no_text_that_somebody_typed() -> None:
    given = Harassed()

    given.asks()

    [notice] = given.kim.sees("notices")
    assert notice["kind"] == "meet"
    assert notice["codes"] == ["1A"]
    for row in (notice, *given.day.gathering.rows("notices")):
        assert HATE not in json.dumps(row)
        assert "Smith" not in json.dumps(row)


@pytest.mark.parametrize("kind", english.NOTICES)
def test_every_kind_has_its_sentence(kind: str) -> None:
    assert sentences.of_notice({"kind": kind, "codes": ["1A", "2B"]}).endswith((".", "?"))


def test_sender_has_one_open_notice_whatever_was_edited_between() -> None:
    given = Harassed()
    mine = given.mallory.claims(given.hate, "2A")

    for nth in range(9):
        given.mallory.asks("edit_topic", topic=given.hate, title=f"{HATE} {nth}")
        given.asks()
        given.mallory.asks("offer_swap", session=mine, wanted=given.session)
        given.mallory.moves(mine, "2B" if nth % 2 else "2A")

    [notice] = given.kim.sees("notices")
    assert notice["kind"] == "swap"
    assert len(given.day.gathering.rows("notices")) == 1


def test_notice_can_be_sent_anew_when_it_was_dismissed_and_the_host_sees_how_often() -> None:
    given = Harassed()
    for _ in range(3):
        given.asks()
        [notice] = given.kim.sees("notices")
        given.kim.asks("dismiss_notice", notice=notice["id"])
        assert given.kim.sees("notices") == []

    [counted] = given.day.host.sees("notices")

    assert counted["times"] == 3
    given.day.host.asks("dismiss_notices", topic=given.kims)
    assert given.day.host.sees("notices") == []


def test_notice_of_an_older_version_can_be_sent_anew() -> None:
    """Its row is older than the count of how often it was sent."""
    given = Harassed()
    given.asks()
    [row] = given.day.gathering.rows("notices")
    older = {**row, "times": None, "dismissed": True}
    given.day.log.append(
        Change(len(given.day.log) + 1, "older", row["at"], "host", {"notices": [older]})
    )
    given.day.gathering = given.day.gathering.apply(given.day.log[-1])

    given.asks()

    assert [row["times"] for row in given.day.gathering.rows("notices")] == [2]


@pytest.mark.parametrize("why", ["hidden", "withdrawn", "waiting"])
def test_topic_that_is_off_the_wall_sends_nothing(why: str) -> None:
    given = Harassed()
    if why == "hidden":
        given.day.host.asks("hide_topic", topic=given.hate)
    elif why == "withdrawn":
        given.mallory.asks("withdraw_topic", topic=given.hate)
    else:
        given.day.host.asks("edit_gathering", approval=True)
        given.hate = given.mallory.proposes(HATE)

    with refused("unknown_topic") as unknown:
        given.asks(topic="t999")
    with refused("unknown_topic") as off:
        given.asks()

    assert off == unknown
    assert given.kim.sees("notices") == []


def test_recipient_mutes_a_sender_and_others_still_get_through() -> None:
    given = Harassed()
    given.asks()
    [notice] = given.kim.sees("notices")

    given.kim.asks("mute", notice=notice["id"])
    given.kim.asks("dismiss_notice", notice=notice["id"])
    given.asks()
    given.asks(topic=given.mallory.proposes("Another topic of the same person"))

    assert given.kim.sees("notices") == []
    rosa = given.day.joins()
    rosa.asks("ask_to_meet", session=given.session, topic=rosa.proposes("Peer support"))
    assert len(given.kim.sees("notices")) == 1
    assert [row["notice"] for row in given.kim.sees("mutes")] == [notice["id"]]
    for someone in (given.mallory, given.day.host, given.day.anyone):
        assert someone.sees("mutes") == []

    given.kim.asks("mute", notice=notice["id"], muted=False)
    given.asks(topic=given.mallory.proposes("A third"))
    assert len(given.kim.sees("notices")) == 2


def test_two_notices_of_one_muted_sender_are_not_shown_to_be_one_persons() -> None:
    given = Harassed()
    given.asks()
    given.asks(topic=given.mallory.proposes("Another topic of the same person"))
    [first, _] = given.kim.sees("notices")

    given.kim.asks("mute", notice=first["id"])

    assert [row["notice"] for row in given.kim.sees("mutes")] == [first["id"]]
    assert len(given.kim.sees("notices")) == 2


def test_only_what_a_person_sent_can_be_muted_and_by_nobody_else() -> None:
    given = Harassed()
    given.asks()
    [notice] = given.kim.sees("notices")
    given.day.host.asks("hide_topic", topic=given.kims)
    own = given.kim.sees("notices")[-1]

    with refused("unknown_notice"):
        given.mallory.asks("mute", notice=notice["id"])
    with refused("sent_by_nobody"):
        given.kim.asks("mute", notice=own["id"])
    with refused("unknown_notice"):
        given.kim.asks("mute", notice="n999")


@pytest.mark.parametrize("to", ["muted", "erased"])
def test_sender_is_answered_alike_whoever_the_other_convener_is(to: str) -> None:
    told = {}
    for case in ("there", to):
        given = Harassed()
        other = given.mallory.proposes("The first one")
        mine = given.mallory.claims(given.hate, "2A")
        given.asks(topic=other)
        if case == "muted":
            [notice] = given.kim.sees("notices")
            given.kim.asks("mute", notice=notice["id"])
        else:
            given.kim.asks("mark_interest", topic=given.kims)
        if case == "erased":
            forget(given.day, given.kim)
        told[case] = [
            answered(given.mallory, name, args)
            for name, args in [
                ("ask_to_meet", {"session": given.session, "topic": given.hate}),
                ("ask_to_meet", {"session": given.session, "topic": given.hate}),
                ("offer_swap", {"session": mine, "wanted": given.session}),
                ("offer_swap", {"session": mine, "wanted": given.session}),
            ]
        ]
    assert told["there"] == told[to]


def answered(someone: Someone, name: str, args: dict[str, Any]) -> Any:
    result = someone.asks(name, **args)
    return result, someone.day.gathering.seq, someone.sees_last_change()


def test_host_cannot_tell_whether_an_offer_was_put_away() -> None:
    told = []
    for put_away in (True, False):
        given = Harassed()
        mine = given.mallory.claims(given.hate, "2A")
        given.mallory.asks("offer_swap", session=mine, wanted=given.session)
        [offer] = given.kim.sees("notices")
        if put_away:
            given.kim.asks("dismiss_notice", notice=offer["id"])
        else:
            given.kim.asks("mark_interest", topic=given.kims)

        told.append((given.day.host.sees("notices"), given.day.wall))
        given.day.host.asks("accept_swap", notice=offer["id"])
        told[-1] = (*told[-1], given.day.wall)
    assert told[0] == told[1]


def test_host_cannot_tell_whether_two_topics_have_one_convener() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    one = kim.claims(kim.proposes("One"), "1A")
    for other in (kim.claims(kim.proposes("Two"), "1B"), rosa.claims(rosa.proposes("Three"), "2A")):
        with refused("not_allowed", why="convener_only") as swap:
            day.host.asks("offer_swap", session=one, wanted=other)
        with refused("not_allowed") as meet:
            day.host.asks("ask_to_meet", session=one, topic="t" + other[1:])
        assert swap == meet


def test_convener_is_told_when_the_host_moves_or_frees_their_session() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")

    day.host.moves(session, "2B")
    day.host.asks("release_session", session=session)

    assert kim.told == [
        "The facilitator has moved your topic from 1A to 2B.",
        "The facilitator has freed the place: your topic has left 2B and has no place now.",
    ]
    assert rosa.told == []
    assert day.host.told == []


def test_convener_who_moves_their_session_is_not_told() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")

    kim.moves(session, "2B")
    kim.asks("release_session", session=session)

    assert kim.told == []
