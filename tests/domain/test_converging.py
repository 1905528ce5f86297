"""The host chooses how the gathering comes together, opens it and closes it. A re-opened space has cells for
topics of its own."""

import pytest

from tests.domain.convergence import converging
from tests.domain.given import Day, Someone, a_gathering, refused


def adds_times_for_action(day: Day) -> str:
    """The id of a slot for action groups, with the code 3."""
    times = {"starts_at": "2027-03-31T14:00", "ends_at": "2027-03-31T14:30"}
    return str(day.host.asks("add_slot", kind="action", **times)["slot"])


def starts(someone: Someone, title: str = "A phone list") -> str:
    return someone.proposes(title, for_action=True)


def test_nothing_is_chosen_until_the_host_chooses() -> None:
    day = a_gathering()

    about = day.gathering.info
    assert (about["convergence"], about["converging"]) == (None, False)
    with refused("not_now", why="no_convergence"):
        day.host.asks("open_convergence")


@pytest.mark.parametrize("phase", ["lobby", "opening", "marketplace", "harvest", "closed"])
def test_it_opens_in_the_sessions_and_in_the_closing_only(phase: str) -> None:
    day = a_gathering()
    day.host.asks("edit_gathering", convergence="gallery")
    day.host.asks("set_phase", phase=phase)

    with refused("not_now", why="not_converging_yet"):
        day.host.asks("open_convergence")


@pytest.mark.parametrize("phase", ["marketplace", "harvest", "closed"])
def test_another_phase_closes_it(phase: str) -> None:
    day = converging()

    day.host.asks("set_phase", phase="closing")
    assert day.gathering.info["converging"]
    day.host.asks("set_phase", phase=phase)

    assert not day.gathering.info["converging"]


def test_another_way_is_chosen_when_it_is_closed() -> None:
    day = converging()

    with refused("not_now", why="converging"):
        day.host.asks("edit_gathering", convergence="gallery")
    day.host.asks("close_convergence")
    day.host.asks("edit_gathering", convergence="gallery")

    assert day.gathering.info["convergence"] == "gallery"


def test_choice_is_one_of_those_that_there_are() -> None:
    with refused("not_a_choice", field="convergence"):
        a_gathering().host.asks("edit_gathering", convergence="vote")


def test_action_is_proposed_while_the_space_is_open() -> None:
    day = converging()
    kim = day.joins()

    topic = starts(kim)
    day.host.asks("close_convergence")

    assert kim.sees_row("topics", topic)["for_action"]  # type: ignore[index]
    with refused("not_now", why="not_reopened"):
        starts(kim)
    with refused("not_now", why="not_reopened"):
        starts(day.host)


def test_action_group_takes_a_cell_of_its_times_and_no_other() -> None:
    day = converging()
    adds_times_for_action(day)
    kim = day.joins()
    group, topic = starts(kim), kim.proposes("Carers")

    with refused("not_a_cell", why="for_action"):
        kim.claims(group, "1A")
    with refused("not_a_cell", why="for_actions_only"):
        kim.claims(topic, "3A")
    kim.claims(group, "3A")
    kim.claims(topic, "1A")

    assert day.wall == {"3A": "A phone list", "1A": "Carers"}


def test_action_group_keeps_its_place_when_the_space_is_closed() -> None:
    day = converging()
    adds_times_for_action(day)
    kim = day.joins()
    session = kim.claims(starts(kim), "3A")

    day.host.asks("close_convergence")
    day.host.asks("edit_gathering", convergence="")

    assert kim.moves(session, "3B") == "3B"


def test_taken_cell_offers_cells_for_action_groups_alone() -> None:
    day = converging()
    slot = adds_times_for_action(day)
    kim = day.joins()
    kim.claims(starts(kim), "3A")

    with refused("cell_taken") as error:
        kim.claims(starts(kim, "A letter"), "3A")

    assert error["free"] == [[day.room("B"), slot]]


def test_session_and_action_group_do_not_swap_or_move_into_each_others_times() -> None:
    day = converging()
    adds_times_for_action(day)
    kim, rosa = day.joins(), day.joins()
    group = kim.claims(starts(kim), "3A")
    session = rosa.claims(rosa.proposes("Carers"), "1A")

    with refused("not_a_cell", why="for_action"):
        kim.asks("offer_swap", session=group, wanted=session)
    with refused("not_a_cell", why="for_actions_only"):
        rosa.moves(session, "3B")

    assert day.wall == {"3A": "A phone list", "1A": "Carers"}


def test_times_that_become_times_for_action_release_their_sessions() -> None:
    day = converging()
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "1A")

    day.host.asks("edit_slot", slot=day.slot("1"), kind="action")

    assert day.wall == {}
    assert kim.told == [
        "That time is for something else now: your topic has left 1A and has no place now."
    ]
    kim.claims(starts(kim), "1A")
    assert day.wall == {"1A": "A phone list"}
