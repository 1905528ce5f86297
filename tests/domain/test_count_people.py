"""How many took part in a session: the convener or the note-taker says it, and the book shows it."""

import pytest

from tests.domain.given import a_gathering, refused


def test_the_convener_and_the_note_taker_count_and_nobody_else() -> None:
    day = a_gathering()
    kim, tom, amir = day.joins("Kim"), day.joins(), day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    kim.asks("count_people", session=session, people=9)
    assert day.anyone.sees_row("sessions", session)["people"] == 9  # type: ignore[index]

    kim.asks("hand_over_notes", session=session)
    tom.asks("take_notes", session=session)
    tom.asks("count_people", session=session, people=11)
    with refused("not_yours", why="notes"):
        amir.asks("count_people", session=session, people=2)

    assert day.anyone.sees_row("sessions", session)["people"] == 11  # type: ignore[index]


def test_zero_is_not_known_and_it_can_be_said_after_the_closing() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    day.host.asks("set_phase", phase="harvest")
    kim.asks("count_people", session=session, people=9)
    kim.asks("count_people", session=session, people=0)
    assert day.anyone.sees_row("sessions", session)["people"] is None  # type: ignore[index]


@pytest.mark.parametrize("people", [-1, 10_001])
def test_what_is_no_such_number_is_refused(people: int) -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    with refused("out_of_range", field="people"):
        kim.asks("count_people", session=session, people=people)
