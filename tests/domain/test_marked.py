"""The lookup of who marked which topic follows each change, and is not made again."""

from openspace.domain.marked import marked
from tests.domain.given import Day, a_gathering


def test_lookup_of_marks_follows_each_change() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    carers, groups = kim.proposes("Carers"), kim.proposes("Reflective groups")
    marks = [
        (rosa, carers, True),
        (rosa, groups, True),
        (kim, carers, True),
        (rosa, carers, False),
        (rosa, carers, True),
        (kim, carers, False),
    ]
    for who, topic, is_interested in marks:
        who.asks("mark_interest", topic=topic, interested=is_interested)
        assert _lookup(day) == marked(day.gathering.rows("interests"))

    topics = {person: set(marks) for person, marks in day.gathering.marked.items()}
    assert topics == {rosa.id: {carers, groups}}
    kim.asks("withdraw_topic", topic=carers)
    assert _lookup(day) == marked(day.gathering.rows("interests"))


def test_nobodys_mark_looks_through_those_of_others() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    topic = kim.proposes("Carers")
    kim.asks("mark_interest", topic=topic)
    kims = _lookup(day)[kim.id]

    kim.claims(topic, "1A")
    rosa.asks("mark_interest", topic=topic)

    assert vars(day.gathering)["marked"][kim.id] is kims


def _lookup(day: Day) -> object:
    return day.gathering.marked
