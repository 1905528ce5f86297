"""Limits stop floods, not gatherings: what is refused, and what never is, by a clock of the test's own."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openspace.config import Limits
from openspace.domain.change import Change
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST, Viewer
from openspace.service import buckets
from openspace.service.buckets import Buckets
from openspace.service.rate_limits import Limiter

MINUTE = 60.0


class Limited:
    """Default limits, and a clock that stands still until it is moved on."""

    def __init__(self, **limits: float) -> None:
        self.time = 0.0
        self.limiter = Limiter(Limits(**limits), lambda: self.time)

    def asks(self, person: str, name: str = "edit_me", joined: float = 0.0, **args: Any) -> float:
        """0, or the seconds to wait. `joined`: so many seconds ago."""
        message = {"id": "x" * 20, "name": name, "args": args}
        at = (datetime.now(UTC) - timedelta(seconds=joined)).isoformat()
        try:
            charge = self.limiter.ask("K7MQ2X", Viewer("person", person), message, lambda: at)
        except Refused as refused:
            return float(refused.parameters["again_in"])
        charge(Change(1, name, "", person, {"notes": [{"id": "n1", **args}]}))
        return 0.0

    def joins(self, size: int = 0) -> bool:
        try:
            self.limiter.join("K7MQ2X", size)
        except Refused:
            return False
        return True

    def taken(self, person: str, name: str, times: int, joined: float = 0.0) -> int:
        return sum(not self.asks(person, name, joined) for _ in range(times))


@pytest.fixture
def hall() -> Limited:
    return Limited()


LONG_AGO = 3_600.0


def test_new_person_starts_with_few_topics_and_notes(hall: Limited) -> None:
    assert hall.taken("new", "propose_topic", 50) == 5
    assert hall.taken("new", "post_note", 50) == 20
    hall.time = MINUTE
    assert 5 <= hall.taken("new", "propose_topic", 50) <= 8


def test_limits_of_a_new_person_grow_within_minutes(hall: Limited) -> None:
    assert hall.taken("new", "propose_topic", 50) == 5
    hall.time = 10 * MINUTE
    assert hall.taken("new", "propose_topic", 50) == 20
    assert hall.taken("known", "propose_topic", 50, joined=LONG_AGO) == 20


def test_who_joined_before_a_restart_is_not_new(hall: Limited) -> None:
    assert hall.taken("known", "post_note", 200, joined=LONG_AGO) == 80


def test_hall_that_joins_and_proposes_at_the_same_moment_is_never_refused(hall: Limited) -> None:
    for nth in range(200):
        person = f"p{nth}"
        assert hall.joins()
        assert not hall.asks(person, "propose_topic", title="A topic", description="Words " * 50)
        for _ in range(10):
            assert not hall.asks(person, "mark_interest", topic="t12", interested=True)
        assert not hall.asks(person, "claim_cell", topic="t12", room="r1", slot="sl1")


def test_hall_of_2108_joins_at_once_and_20000_do_not_within_minutes(hall: Limited) -> None:
    assert all(hall.joins() for _ in range(2_108))
    joined = 2_108
    while hall.time < 10 * MINUTE:
        joined += sum(hall.joins() for _ in range(100))
        hall.time += 1
    assert joined < 6_000


def test_joins_are_bounded_by_the_announced_size() -> None:
    small, large = Limited(), Limited()
    assert sum(small.joins(size=40) for _ in range(1_000)) == 180
    assert all(large.joins(size=5_000) for _ in range(5_000))


def test_host_who_raises_the_size_lets_people_in_at_once(hall: Limited) -> None:
    assert sum(hall.joins(size=40) for _ in range(300)) == 180
    assert sum(hall.joins(size=300) for _ in range(120)) == 120


def test_note_of_20000_characters_always_fits(hall: Limited) -> None:
    assert not hall.asks("new", "post_note", text="字" * 20_000)
    assert not hall.asks("known", "post_note", LONG_AGO, text="🌳" * 20_000)


def test_note_taker_who_saves_a_long_report_in_pieces_is_never_refused(hall: Limited) -> None:
    """500 characters a minute, saved every 15 seconds, the whole text each time."""
    assert not hall.asks("new", "post_note", text="A")
    for nth in range(160):
        hall.time += 15
        assert not hall.asks("new", "edit_note", note="n1", text="x" * 125 * nth)


def test_note_edited_20_times_a_second_costs_its_bytes(hall: Limited) -> None:
    sent = 0
    while hall.time < MINUTE:
        if not hall.asks("flood", "edit_note", LONG_AGO, text="x" * 20_000):
            sent += 20_000
        hall.time += 0.05
    assert sent <= 100_000 + 2_000 * MINUTE + 20_000


def test_small_edit_of_a_long_note_costs_what_everybody_is_sent(hall: Limited) -> None:
    viewer, edits = Viewer("person", "flood"), 0
    change = Change(1, "edit_note", "", "p1", {"notes": [{"id": "n1", "text": "x" * 20_000}]})
    for _ in range(200):
        message = {"id": "x", "name": "edit_note", "args": {"note": "n1", "due": "2027-01-01"}}
        try:
            hall.limiter.ask("K7MQ2X", viewer, message, lambda: None)(change)
            edits += 1
        except Refused:
            pass
    assert edits <= 5


def test_text_of_many_together_is_bounded() -> None:
    hall = Limited(gathering_bytes_burst=200_000.0, gathering_bytes_rate=0.01)
    posted = [hall.asks(f"p{n}", "post_note", LONG_AGO, text="x" * 20_000) for n in range(50)]
    assert posted.count(0.0) == 10


def test_small_edits_of_long_notes_by_many_together_are_bounded() -> None:
    hall, edits = Limited(gathering_bytes_burst=200_000.0, gathering_bytes_rate=0.01), 0
    change = Change(1, "edit_note", "", "p1", {"notes": [{"id": "n1", "text": "x" * 20_000}]})
    for nth in range(50):
        message = {"id": "x", "name": "edit_note", "args": {"note": "n1", "due": "2027-01-01"}}
        try:
            viewer = Viewer("person", f"p{nth}")
            hall.limiter.ask("K7MQ2X", viewer, message, lambda: None)(change)
            edits += 1
        except Refused:
            pass
    assert edits == 10


def test_text_that_is_no_unicode_is_counted_too(hall: Limited) -> None:
    assert not hall.asks("new", "post_note", text="\ud800" * 1_000)


def test_host_is_never_limited(hall: Limited) -> None:
    message = {"id": "x", "name": "post_news", "args": {"text": "x" * 20_000}}
    for _ in range(2_000):
        hall.limiter.ask("K7MQ2X", HOST, message, lambda: None)


def test_half_of_the_gathering_is_left_to_people_who_ask_little() -> None:
    hall = Limited(gathering_burst=100.0, gathering_rate=0.01, person_burst=40.0, person_rate=0.01)
    floods = [hall.taken(f"flood{n}", "edit_me", 100, LONG_AGO) for n in range(3)]

    honest = [hall.taken(f"honest{n}", "edit_me", 1, LONG_AGO) for n in range(3)]

    assert sum(floods) < 100
    assert honest == [1, 1, 1]


def test_buckets_keep_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MOST_REMEMBERED", 100)
    bucket = Buckets(5, 0)
    for nth in range(1_000):
        bucket.try_take(f"p{nth}")
        bucket.try_take("flood")
    assert len(bucket._spent) == 100
    assert bucket.try_take("flood") == 60.0


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    bucket = Buckets(2, 1, lambda: now)
    assert [bucket.try_take("kim") for _ in range(3)] == [0, 0, 1]
    now = 0.5
    assert bucket.try_take("kim") == 0.5
    now = 1.0
    assert bucket.try_take("kim") == 0
    now = 100.0
    assert [bucket.try_take("kim") for _ in range(3)] == [0, 0, 1]


def test_every_limit_is_in_the_documentation() -> None:
    table = (Path(__file__).parents[2] / "docs" / "deploy.md").read_text()
    missing = [f.name for f in fields(Limits) if f"`{f.name.upper()}`" not in table]
    assert missing == []
