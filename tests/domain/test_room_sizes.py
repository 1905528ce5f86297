"""How many may come: roughly, for the convener alone, from five marks since the topic got its place."""

from datetime import timedelta
from typing import Any

import pytest

from openspace.domain.room_sizes import Marks, count_marks, sizes_for, too_small
from tests.domain.given import DAWN, Day, Someone, a_gathering


@pytest.fixture
def day() -> Day:
    """Room A seats 10, room B 30."""
    day = a_gathering()
    day.is_checked = False
    day.host.asks("edit_room", room=day.room("A"), capacity=10)
    day.host.asks("edit_room", room=day.room("B"), capacity=30)
    return day


def mark(day: Day, topic: str, people: int) -> None:
    for _ in range(people):
        day.joins().asks("mark_interest", topic=topic)


def sizes(someone: Someone, marks: Marks | None = None, **later: float) -> list[dict[str, Any]]:
    gathering = someone.day.gathering
    at = (DAWN + timedelta(**later)).isoformat()
    return sizes_for(gathering, marks or count_marks(gathering), someone.id, at)


def test_the_convener_sees_a_range_and_a_larger_free_room(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    session = kim.claims(topic, "1A")
    mark(day, topic, 15)

    assert sizes(kim) == [
        {
            "session": session,
            "least": 7,
            "most": 16,
            "seats": 10,
            "larger": {**day.cell("1B"), "code": "1B", "seats": 30},
        }
    ]
    assert sizes(day.joins()) == []
    assert too_small(day.gathering, count_marks(day.gathering), DAWN.isoformat()) == ["1A"]


def test_there_is_nothing_below_five_marks(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    kim.claims(topic, "1A")
    mark(day, topic, 4)
    assert sizes(kim) == []

    mark(day, topic, 1)

    assert [(one["least"], one["most"]) for one in sizes(kim)] == [(2, 5)]


def test_marks_before_the_claim_do_not_count(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    mark(day, topic, 9)
    session = kim.claims(topic, "1A")
    mark(day, topic, 4)
    assert sizes(kim) == []
    mark(day, topic, 1)
    assert len(sizes(kim)) == 1
    kim.moves(session, "2A")
    assert len(sizes(kim)) == 1

    kim.asks("release_session", session=session)
    kim.claims(topic, "1A")

    assert sizes(kim) == []


def test_one_more_mark_shows_only_with_a_group(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    kim.claims(topic, "1A")
    mark(day, topic, 14)
    seen = []
    for _ in range(6):
        seen.append(sizes(kim))
        mark(day, topic, 1)

    assert seen == [seen[0]] * 6
    assert sizes(kim) != seen[0]


def test_a_count_is_over_when_the_topic_was_placed_anew(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    session = kim.claims(topic, "1A")
    mark(day, topic, 15)
    counted = count_marks(day.gathering)
    kim.asks("release_session", session=session)
    kim.claims(topic, "1A")

    assert sizes(kim, counted) == []


def test_no_larger_room_is_offered_where_none_is_free_or_needed(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    kim.claims(topic, "1A")
    mark(day, topic, 15)
    rosa = day.joins()
    theirs = rosa.claims(rosa.proposes("Tea"), "1B")
    assert [one["larger"] for one in sizes(kim)] == [None]

    rosa.asks("release_session", session=theirs)
    day.host.asks("edit_room", room=day.room("A"), capacity=None)

    assert [(one["seats"], one["larger"]) for one in sizes(kim)] == [(None, None)]
    assert too_small(day.gathering, count_marks(day.gathering), DAWN.isoformat()) == []


def test_nothing_is_shown_when_the_session_is_over(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    kim.claims(topic, "1A")
    mark(day, topic, 15)

    assert len(sizes(kim)) == 1
    assert sizes(kim, days=1) == []


def test_a_free_place_has_a_range_and_no_seats(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Sleep")
    at = {"place": "The bench", "starts_at": "2027-03-31T15:10"}
    session = kim.asks("claim_place", topic=topic, **at)["session"]
    mark(day, topic, 15)

    [size] = sizes(kim)

    assert (size["session"], size["seats"], size["larger"]) == (session, None, None)
    assert sizes(kim, hours=9) == []


def test_no_row_shows_anybody_when_the_topic_was_placed(day: Day, kim: Someone) -> None:
    session = kim.claims(kim.proposes("Sleep"), "1A")

    row = day.gathering.row("sessions", session)
    assert row
    assert row["claimed"] == day.gathering.seq
    for someone in (kim, day.host, day.anyone):
        assert "claimed" not in (someone.sees_row("sessions", session) or {})
