"""“I was here” is a list of one's own, off until the host turns it on, and gone after 30 days."""

from datetime import timedelta

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.rules.visits import ForgetVisits, WasHere
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused


@pytest.fixture
def day() -> Day:
    day = a_gathering()
    day.host.asks("edit_gathering", was_here=True)
    return day


@pytest.fixture
def session(day: Day) -> str:
    convener = day.joins()
    return convener.claims(convener.proposes("Reflective groups"), "1A")


def was_in(someone: Someone, session: str) -> str:
    someone.asks("was_here", session=session)
    return str(someone.sees("visits")[0]["id"])


def test_it_is_off_until_the_host_turns_it_on() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Reflective groups"), "1A")

    with refused("not_now", why="was_here"):
        kim.asks("was_here", session=session)


def test_only_the_person_sees_it(day: Day, session: str) -> None:
    kim, looks_on = day.joins("Kim"), day.joins()
    was_in(kim, session)
    kim.asks("was_here", session=session)

    [row] = kim.sees("visits")
    assert set(row) == {"id", "session", "at", "mine"}
    for someone in (day.host, day.anyone, looks_on):
        assert someone.sees("visits") == []
    for viewer in (PUBLIC, HOST, looks_on.who):
        seen = see_change(day.gathering, day.log[-1], viewer)
        assert (seen["name"], seen["by"], seen["puts"]) == ("mark_interest", None, {})


def test_it_is_taken_back_also_when_the_host_turned_it_off(day: Day, session: str) -> None:
    kim = day.joins()
    visit = was_in(kim, session)
    day.host.asks("edit_gathering", was_here=False)
    day.host.asks("set_phase", phase="closed")

    kim.asks("forget_visit", visit=visit)

    assert kim.sees("visits") == []


def test_the_visit_of_somebody_else_is_unknown(day: Day, session: str) -> None:
    visit = was_in(day.joins(), session)

    with refused("unknown_visit"):
        day.joins().asks("forget_visit", visit=visit)


def test_it_is_gone_after_thirty_days_and_not_before(day: Day, session: str) -> None:
    kim, amir = day.joins(), day.joins()
    was_in(kim, session)
    at = DAWN + timedelta(minutes=len(day.log) - 1)
    day.do(PUBLIC, ForgetVisits(), at + timedelta(days=29))
    assert len(kim.sees("visits")) == 1
    day.do(amir.who, WasHere(session=session), at + timedelta(days=29))

    day.do(PUBLIC, ForgetVisits(), at + timedelta(days=30))
    assert str(day.gathering.rows("visits")).count(session) == 1
    day.do(PUBLIC, ForgetVisits(), at + timedelta(days=30, minutes=10))

    assert [row["person"] for row in day.gathering.rows("visits")] == [amir.id]
    for viewer in (PUBLIC, HOST, kim.who):
        assert see_change(day.gathering, day.log[-1], viewer)["drops"] == {}
    assert (len(kim.sees("visits")), len(amir.sees("visits"))) == (0, 1)
    log = [cleaned_change(change, day.gathering) for change in day.log]
    assert sum(len(change.puts.get("visits", ())) for change in log) == 1
