"""The shelf: made once, kept while it fits, and never a failure kept."""

import pytest

from openspace.web.shelf import Shelf


def never(seconds: float) -> None:
    raise AssertionError("nobody had to wait")


def test_second_request_finds_the_file() -> None:
    shelf, made = Shelf(), []

    def make() -> bytes:
        made.append(1)
        return b"book"

    assert [shelf.get("key", make, never) for _ in range(3)] == [b"book"] * 3
    assert len(made) == 1


def test_who_asks_during_the_making_waits_for_the_same_file() -> None:
    shelf, waited = Shelf(), []
    outer: list[bytes] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        shelf._keep("key", b"book")

    def make() -> bytes:
        outer.append(shelf.get("key", lambda: b"twice", sleep))
        return b"book"

    assert shelf.get("key", make, never) == b"book"
    assert outer == [b"book"]
    assert waited


def test_a_failure_is_not_kept() -> None:
    shelf = Shelf()

    def fail() -> bytes:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        shelf.get("key", fail, never)
    assert shelf.get("key", lambda: b"book", never) == b"book"
