"""The cache of files: made once, kept while it fits, never a failure kept, and nobody waits without end."""

import pytest

from openspace.domain.refusals import Refused
from openspace.proceedings.render.cache import MOST_WAITING, FairQueue, RenderCache
from openspace.proceedings.render.worker import PRINT, QUICK, SLOW


def never(seconds: float) -> None:
    raise AssertionError("nobody had to wait")


def test_second_request_finds_the_file() -> None:
    cache, made = RenderCache(), []

    def make() -> bytes:
        made.append(1)
        return b"book"

    assert [cache.get("CODE", "key", make, never) for _ in range(3)] == [b"book"] * 3
    assert len(made) == 1


def test_who_asks_during_the_making_waits_for_the_same_file() -> None:
    cache, waited = RenderCache(), []
    outer: list[bytes] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        cache._keep(("CODE", "key"), b"book")

    def make() -> bytes:
        outer.append(cache.get("CODE", "key", lambda: b"twice", sleep))
        return b"book"

    assert cache.get("CODE", "key", make, never) == b"book"
    assert outer == [b"book"]
    assert waited


def test_a_failure_is_not_kept() -> None:
    cache = RenderCache()

    def fail() -> bytes:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        cache.get("CODE", "key", fail, never)
    assert cache.get("CODE", "key", lambda: b"book", never) == b"book"


def test_a_calendar_does_not_wait_for_a_book() -> None:
    cache, calendars = RenderCache(), []

    def make_book() -> bytes:
        calendars.append(cache.get("CODE", "ics", lambda: b"calendar", never, QUICK))
        return b"book"

    assert cache.get("CODE", "docx", make_book, never, SLOW) == b"book"
    assert calendars == [b"calendar"]


def test_a_pdf_is_made_beside_the_other_formats() -> None:
    cache, others = RenderCache(), []

    def make_pdf() -> bytes:
        others.append(cache.get("CODE", "docx", lambda: b"word", never, SLOW))
        return b"pdf"

    assert cache.get("CODE", "pdf", make_pdf, never, PRINT) == b"pdf"
    assert others == [b"word"]


def served(queue: FairQueue, waiting: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """In which order they come, when all ask again and again."""
    order = []
    while len(order) < len(waiting):
        for one in waiting:
            if one not in order and queue.try_start(*one):
                order.append(one)
        queue.done()
    return order


def test_gatherings_are_served_in_turn_and_each_in_its_order() -> None:
    greedy = [("GREEDY", f"{nth}") for nth in range(5)]
    modest = [("MODEST", "page"), ("MODEST", "agenda")]
    queue = FairQueue()
    assert queue.try_start("OTHER", "begun")

    for one in (*greedy, *modest):
        assert not queue.try_start(*one)
    queue.done()

    assert served(queue, [*greedy, *modest]) == [
        greedy[0],
        modest[0],
        greedy[1],
        modest[1],
        *greedy[2:],
    ]


def test_who_waits_no_more_keeps_nobody_waiting() -> None:
    now = 0.0
    queue = FairQueue(lambda: now)
    assert queue.try_start("CODE", "begun")
    assert not queue.try_start("CODE", "gone")
    assert not queue.try_start("OTHER", "gone")
    queue.done()
    assert not queue.try_start("CODE", "next")
    now = 11.0
    assert queue.try_start("CODE", "next")


def test_what_a_gathering_waits_for_is_bounded() -> None:
    queue = FairQueue()
    assert queue.try_start("CODE", "begun")
    for nth in range(MOST_WAITING):
        assert not queue.try_start("CODE", nth)
    with pytest.raises(Refused):
        queue.try_start("CODE", "one more")
    assert not queue.try_start("OTHER", "page")
