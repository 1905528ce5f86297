"""What screens and people are told of what they missed, of many who join, and of their own."""

import time
from collections.abc import Callable

import pytest

from tests.live.phone import Phone
from tests.support.server import Venue

pytestmark = pytest.mark.live


def test_who_was_cut_comes_back_with_what_it_missed(
    venue: Venue, phone: Callable[..., Phone]
) -> None:
    host = phone(venue, venue.host_token())
    wall = phone(venue, **{"as": "wall"})
    seq = wall.copy.seq
    wall.goes()
    host.asks("post_news", text="Tea is ready")

    back = phone(venue, since=seq, **{"as": "wall"})

    assert [change["name"] for change in back.hears("changes")["changes"]] == ["post_news"]


def test_joining_is_told_in_few_messages_and_leaves_no_gap(
    venue: Venue, phone: Callable[..., Phone]
) -> None:
    wall = phone(venue, **{"as": "wall"})
    host = phone(venue, venue.host_token())

    began = time.monotonic()
    tokens = [venue.joins()["token"] for _ in range(30)]
    kim = phone(venue, tokens[0])
    host.asks("post_news", text="Tea is ready")

    seq = venue.state()["seq"]
    for one in (wall, host, kim):
        one.waits(lambda one=one: one.copy.seq == seq)  # type: ignore[misc]
    messages = wall.all("changes")
    # Joins wait a tenth of a second for others. The news does not.
    assert len(messages) <= 2 + 10 * (time.monotonic() - began)
    seqs = [change["seq"] for message in messages for change in message["changes"]]
    assert seqs == list(range(2, seq + 1))


def test_what_concerns_me_comes_at_once_and_once(venue: Venue, phone: Callable[..., Phone]) -> None:
    rosa = phone(venue, venue.joins("Rosa")["token"])
    kim = phone(venue, venue.joins("Kim")["token"])
    topic = rosa.proposes("Carers")
    kim.sees("topics", topic)
    kim.heard.clear()

    for interested in (True, False, True):
        kim.asks("mark_interest", topic=topic, interested=interested)
    rosa.proposes("Waiting lists")

    seq = venue.state()["seq"]
    for one in (kim, rosa):
        one.waits(lambda one=one: one.copy.seq == seq)  # type: ignore[misc]
    seqs = [change["seq"] for message in kim.all("changes") for change in message["changes"]]
    assert seqs == list(range(seq - 3, seq + 1))
    assert len(kim.copy.tables["interests"]) == 1
    assert not rosa.copy.tables.get("interests")
