"""News of the day: what changed on the wall since the host told it last, and only what everybody sees now."""

from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.erasure_plan import erasure
from openspace.domain.news_of_the_day import news_of_the_day
from tests.domain.act import as_kept
from tests.domain.given import TWO_DAYS, Day, Someone, a_gathering

NONE: dict[str, list[Any]] = {"new": [], "moved": [], "elsewhere": [], "joined": [], "gone": []}


@pytest.fixture
def day() -> Day:
    return a_gathering(slots=TWO_DAYS)


def news(day: Day) -> dict[str, Any]:
    found = news_of_the_day(day.gathering)
    found.pop("since")
    return found


def told(day: Day) -> None:
    day.host.asks("tell_news")


def test_nothing_is_news_before_anything_was_told(day: Day, kim: Someone) -> None:
    kim.claims(kim.proposes("Carers"), "W1A")

    assert news_of_the_day(day.gathering) == {"since": None, **NONE}


def test_new_moved_and_gone_are_told_once(day: Day, kim: Someone) -> None:
    stays, moves, goes = (kim.proposes(title) for title in ("Stays", "Moves", "Goes"))
    kim.claims(stays, "W1A")
    moving, going = kim.claims(moves, "W1B"), kim.claims(goes, "W2A")
    told(day)
    assert news(day) == NONE

    rosa = day.joins()
    fresh = rosa.proposes("New")
    session = rosa.claims(fresh, "Th1B")
    kim.moves(moving, "Th1A")
    kim.asks("release_session", session=going)

    assert news(day) == {
        **NONE,
        "new": [{"session": session, "topic": fresh, "code": "Th1B", "was": ""}],
        "moved": [{"session": moving, "topic": moves, "code": "Th1A", "was": "W1B"}],
        "gone": [{"was": "W2A", "topic": goes}],
    }
    told(day)
    assert news(day) == NONE


def test_what_moved_and_came_back_is_no_news(day: Day, kim: Someone) -> None:
    session = kim.claims(kim.proposes("Carers"), "W1A")
    told(day)
    kim.moves(session, "W2A")
    kim.moves(session, "W1A")

    assert news(day) == NONE


@pytest.mark.parametrize("name", ["withdraw_topic", "hide_topic"])
def test_a_topic_off_the_wall_is_gone_without_its_title(day: Day, kim: Someone, name: str) -> None:
    topic = kim.proposes("Carers")
    kim.claims(topic, "W1A")
    told(day)
    (day.host if name == "hide_topic" else kim).asks(name, topic=topic)

    assert news(day) == {**NONE, "gone": [{"was": "W1A", "topic": ""}]}


def test_what_came_and_went_between_two_news_is_no_news(day: Day, kim: Someone) -> None:
    told(day)
    topic = kim.proposes("Carers")
    kim.claims(topic, "W1A")
    kim.asks("withdraw_topic", topic=topic)

    assert news(day) == NONE


def test_an_erased_session_is_in_no_news_and_in_no_log(day: Day, kim: Someone) -> None:
    session = kim.claims(kim.proposes("Carers"), "W1A")
    told(day)
    day.host.asks("set_phase", phase="marketplace")

    plan = erasure(day.gathering, as_kept(day.log), kim.id, words=True)
    day.gathering, log = plan.of_stream(day.gathering), plan.of_log(as_kept(day.log))

    assert news(day) == NONE
    kept = [row for change in log for row in change.puts.get("gatherings", ())]
    assert session not in str([*kept, day.gathering.info])


def test_nobody_sees_what_was_told(day: Day, kim: Someone) -> None:
    kim.claims(kim.proposes("Carers"), "W1A")
    told(day)

    for viewer in (day.host, day.anyone, kim):
        [seen] = viewer.sees_last_change()["puts"]["gatherings"]
        assert "told" not in seen


def test_the_export_of_the_host_has_what_was_told_and_the_book_that_stays_has_not(
    day: Day, kim: Someone
) -> None:
    session = kim.claims(kim.proposes("Carers"), "W1A")
    told(day)

    exported, _ = anonymised(day.gathering, day.log)
    stays, log = anonymised(day.gathering, day.log, names_stay=False)

    assert exported.info["told"]["agenda"] == {session: "W1A"}
    assert stays.info["told"] == {}
    assert all(not row["told"] for one in log for row in one.puts.get("gatherings", ()))


def test_over_several_days_the_first_news_is_what_changes_once_sessions_begin(
    day: Day, kim: Someone
) -> None:
    kim.claims(kim.proposes("Carers"), "W1A")
    day.host.asks("set_phase", phase="sessions")
    at = day.gathering.info["told"]["at"]
    day.host.asks("set_phase", phase="marketplace")
    kim.claims(kim.proposes("Waiting lists"), "W2A")
    day.host.asks("set_phase", phase="sessions")

    assert news_of_the_day(day.gathering)["since"] == at
    assert [one["code"] for one in news(day)["new"]] == ["W2A"]


def test_a_gathering_of_one_day_records_nothing_by_itself() -> None:
    day = a_gathering()
    day.host.asks("set_phase", phase="sessions")

    assert day.gathering.info["told"] == {}


def test_a_session_that_moved_to_a_free_place_is_elsewhere(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "W1A")
    told(day)

    bench = {"place": "The bench by the pond", "starts_at": "2027-03-31T15:10"}
    kim.asks("move_to_place", session=session, **bench)

    assert news(day) == {
        **NONE,
        "elsewhere": [{"session": session, "topic": topic, "code": "WX1", "was": "W1A"}],
    }


# --- joined sessions


def joins(someone: Someone, session: str, topic: str) -> None:
    """Whoever convenes both lets `topic` meet in `session`."""
    someone.asks("offer_join", session=session, topic=topic)
    [notice] = [row for row in someone.sees("notices") if row["kind"] == "join"]
    someone.asks("accept_join", notice=notice["id"])


def test_two_topics_that_meet_together_are_told_once(day: Day, kim: Someone) -> None:
    one, two = kim.proposes("Carers"), kim.proposes("Waiting lists")
    session, _ = kim.claims(one, "W1A"), kim.claims(two, "W2A")
    told(day)

    joins(kim, session, two)

    together = {"session": session, "topic": one, "code": "W1A", "was": "W1A"}
    assert news(day) == {**NONE, "joined": [together]}
    told(day)
    assert news(day) == NONE


def test_topics_that_are_parted_are_told_by_the_one_that_waits(day: Day, kim: Someone) -> None:
    one, two = kim.proposes("Carers"), kim.proposes("Waiting lists")
    session = kim.claims(one, "W1A")
    joins(kim, session, two)
    told(day)

    kim.asks("part_session", session=session)

    assert news(day) == {**NONE, "gone": [{"was": "W1A", "topic": two}]}
    kim.claims(two, "W2A")
    assert news(day)["gone"] == []
    assert [one["code"] for one in news(day)["new"]] == ["W2A"]


def test_a_topic_that_takes_the_joined_session_over_goes_on(day: Day, kim: Someone) -> None:
    one, two = kim.proposes("Carers"), kim.proposes("Waiting lists")
    joins(kim, kim.claims(one, "W1A"), two)
    told(day)

    kim.asks("withdraw_topic", topic=one)

    assert day.wall == {"W1A": "Waiting lists"}
    assert news(day) == NONE


def test_a_topic_that_takes_over_from_an_erased_one_is_no_news(day: Day, kim: Someone) -> None:
    rosa = day.joins()
    one, two = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session = kim.claims(one, "W1A")
    kim.asks("offer_join", session=session, topic=two)
    [notice] = rosa.sees("notices")
    rosa.asks("accept_join", notice=notice["id"])
    told(day)

    plan = erasure(day.gathering, as_kept(day.log), kim.id, words=True)
    day.gathering = plan.of_stream(day.gathering)

    assert day.wall == {"W1A": "Waiting lists"}
    assert news(day) == NONE
