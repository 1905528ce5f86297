"""What other clients rely on, whatever becomes faster: a client that asks for nothing special gets every
change, also those that show it nothing, so that a gap in `seq` always means a lost change."""

from collections.abc import Callable

import pytest

from tests.live.phone import Phone
from tests.support.server import Venue

pytestmark = pytest.mark.live


def test_every_change_is_in_the_list_for_everybody(
    venue: Venue, phone: Callable[..., Phone]
) -> None:
    wall = phone(venue)
    begin = wall.copy.seq
    kim = phone(venue, venue.joins()["token"])
    kim.asks("mark_interest", topic=kim.proposes("Carers"))
    seq = venue.state()["seq"]
    wall.waits(lambda: wall.copy.seq == seq)

    told = [change["seq"] for message in wall.all("changes") for change in message["changes"]]
    fetched = venue.get(f"changes?since={begin}").json()["changes"]

    assert told == [change["seq"] for change in fetched] == list(range(begin + 1, seq + 1))


def test_who_asks_for_a_brief_list_gets_no_change_that_is_empty(
    venue: Venue, phone: Callable[..., Phone]
) -> None:
    wall, late = phone(venue, brief=True), phone(venue, brief=True)
    rosa, kim = (phone(venue, venue.joins()["token"], brief=True) for _ in range(2))
    begin = wall.copy.seq
    late.goes()
    topic = kim.proposes("Carers")
    rosa.asks("mark_interest", topic=topic)
    kim.asks("mark_interest", topic=topic)
    seq = venue.state()["seq"]
    late = phone(venue, since=begin, brief=True)
    for one in (wall, kim, late):
        one.waits(lambda one=one: one.copy.seq == seq)  # type: ignore[misc]

    def told(one: Phone) -> list[str]:
        messages = [message for message in one.all("changes") if message["seq"] > begin]
        return [change["name"] for message in messages for change in message["changes"]]

    assert told(wall) == told(late) == ["propose_topic"]
    assert told(kim) == ["propose_topic", "mark_interest"]
    ends = [message["seq"] for message in wall.all("changes")]
    assert [message["since"] for message in wall.all("changes")][1:] == ends[:-1]
