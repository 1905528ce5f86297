"""Sockets are told in groups, each from the seq up to which it was told before."""

from openspace.live.connections import Audience
from openspace.live.cursors import Cursors

PEOPLE, HOSTS = Audience(), Audience(is_host=True)


def a_hall() -> Cursors:
    cursors = Cursors(newest=7)
    for sid, audience in (("a", PEOPLE), ("b", PEOPLE), ("h", HOSTS)):
        cursors.add(sid, f"client {sid}", audience, 7)
    return cursors


def test_who_was_told_the_same_is_told_together() -> None:
    cursors = a_hall()

    told = cursors.forward(9)

    assert (7, PEOPLE, {"a": "client a", "b": "client b"}) in told
    assert (7, HOSTS, {"h": "client h"}) in told
    assert len(told) == 2
    assert [cursors.of(sid) for sid in "abh"] == [9, 9, 9]


def test_who_was_told_something_of_their_own_is_ahead_until_the_others_follow() -> None:
    cursors = a_hall()
    cursors.forward_one("a", 8)

    assert cursors.oldest() == 7
    assert cursors.forward(9) == [
        (7, PEOPLE, {"b": "client b"}),
        (7, HOSTS, {"h": "client h"}),
        (8, PEOPLE, {"a": "client a"}),
    ]
    assert cursors.forward(10)[0] == (9, PEOPLE, {"a": "client a", "b": "client b"})


def test_who_comes_with_an_older_state_is_told_from_there() -> None:
    cursors = a_hall()
    cursors.add("late", "client late", PEOPLE, 5)

    assert cursors.oldest() == 5
    assert (5, PEOPLE, {"late": "client late"}) in cursors.forward(9)


def test_who_left_is_told_nothing_and_the_last_one_is_noticed() -> None:
    cursors = a_hall()
    assert cursors.remove("a")
    assert cursors.remove("b")
    assert cursors.forward(8) == [(7, HOSTS, {"h": "client h"})]
    assert not cursors.remove("h")
    assert cursors.of("h") is None
    assert cursors.oldest() == 7
    assert cursors.forward(9) == []


def test_coming_twice_is_coming_once() -> None:
    cursors = a_hall()
    cursors.add("a", "client a", PEOPLE, 8)
    assert [group for group in cursors.forward(9) if "a" in group[2]] == [
        (8, PEOPLE, {"a": "client a"})
    ]
