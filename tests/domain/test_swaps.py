"""Conveners who want one cell meet, or swap their cells."""

import pytest

from openspace.domain.audience import see_change
from tests.domain.given import a_gathering, refused


def test_conveners_who_want_one_cell_are_put_in_touch() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    session = kim.claims(kim.proposes("Carers"), "1A")
    mine = rosa.proposes("Waiting lists", convener_name="Rosa")

    rosa.asks("ask_to_meet", session=session, topic=mine)
    rosa.asks("ask_to_meet", session=session, topic=mine)

    sentence = "The convener of another topic would like 1A too. Could you meet at the wall?"
    assert kim.told == [sentence]
    assert [row["other"] for row in kim.sees("notices")] == [mine]
    assert rosa.told == []
    with refused("both_yours"):
        kim.asks("ask_to_meet", session=session, topic=kim.proposes("Peer support"))


def test_convener_of_an_anonymous_topic_stays_so_when_asking_to_meet() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins("Rosa")
    session = kim.claims(kim.proposes("Carers"), "1A")

    rosa.asks("ask_to_meet", session=session, topic=rosa.proposes("Waiting lists"))

    assert "Rosa" not in kim.told[0]


def test_two_conveners_swap_their_cells_when_both_want_to() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    session = kim.claims(kim.proposes("Carers"), "1A")
    mine = rosa.claims(rosa.proposes("Waiting lists", convener_name="Rosa"), "2B")
    note = kim.notes(session, "It takes time.")

    rosa.asks("offer_swap", session=mine, wanted=session)
    rosa.asks("offer_swap", session=mine, wanted=session)

    sentence = "offers to swap places: 2B for your 1A. Nothing moves unless you accept."
    assert kim.told == [f"The convener of another topic {sentence}"]
    assert day.wall == {"1A": "Carers", "2B": "Waiting lists"}

    [offer] = kim.sees("notices")
    with refused("unknown_notice"):
        rosa.asks("accept_swap", notice=offer["id"])
    kim.asks("accept_swap", notice=offer["id"])

    assert day.wall == {"1A": "Waiting lists", "2B": "Carers"}
    assert (kim.told, rosa.told) == ([], ["Swapped: your topic is at 1A now."])
    seen = day.anyone.sees_row("notes", note)
    assert seen
    assert seen["session"] == session


def test_offer_to_swap_ends_when_either_cell_is_another_meanwhile() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    mine = rosa.claims(rosa.proposes("Waiting lists"), "2B")
    rosa.asks("offer_swap", session=mine, wanted=session)
    [offer] = kim.sees("notices")

    rosa.moves(mine, "2A")

    with refused("not_now"):
        kim.asks("accept_swap", notice=offer["id"])
    assert day.wall == {"1A": "Carers", "2A": "Waiting lists"}
    with refused("not_yours"):
        rosa.asks("offer_swap", session=session, wanted=mine)
    with refused("same_session"):
        rosa.asks("offer_swap", session=mine, wanted=mine)


@pytest.mark.parametrize("viewer", ["anyone", "host"])
def test_two_sessions_of_one_convener_swap_as_those_of_two_do(viewer: str) -> None:
    """Otherwise everybody who sees them swap could tell that one person convenes both."""
    told = []
    for both_are_kims in (True, False):
        day = a_gathering()
        kim, rosa = day.joins(), day.joins()
        other_convener = kim if both_are_kims else rosa
        one = kim.claims(kim.proposes("Carers"), "1A")
        other = other_convener.claims(other_convener.proposes("Waiting lists"), "2B")

        kim.asks("offer_swap", session=one, wanted=other)
        [offer] = other_convener.sees("notices")
        other_convener.asks("accept_swap", notice=offer["id"])

        assert day.wall == {"1A": "Waiting lists", "2B": "Carers"}
        assert kim.told == ["Swapped: your topic is at 2B now."]
        seen_by = getattr(day, viewer).who
        told.append([see_change(day.gathering, change, seen_by) for change in day.log])
    assert told[0] == told[1]
