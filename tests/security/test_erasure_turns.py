"""Whoever joins again and again, to be erased again and again, keeps nobody from anything."""

from collections.abc import Callable
from dataclasses import replace
from time import sleep

import pytest
from flask import Flask

from openspace.domain.refusals import Refused
from openspace.service import erasure_turns
from openspace.service.erasure_turns import ErasureTurns
from tests.security.erased_day import Day, joins


class Waiting:
    """Turns whose clock goes on only when somebody waits, and a note of who had theirs when."""

    def __init__(self, each_takes: float) -> None:
        self.now, self.each_takes = 0.0, each_takes
        self.turns = ErasureTurns(self._sleeps, lambda: self.now)
        self.had: list[tuple[str, int]] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def _sleeps(self, seconds: float) -> None:
        self.now += seconds
        self.meanwhile()

    def erases(self, joined_at: str, code: str = "K7MQ2X") -> None:
        with self.turns.turn(code, joined_at):
            self.had.append((joined_at, round(self.now)))
            self.now += self.each_takes


def test_the_first_waits_for_nobody_and_the_next_until_others_had_twice_the_time() -> None:
    one = Waiting(each_takes=1.0)
    for joined in ("10:02", "10:01", "10:03"):
        one.erases(joined)
    one.erases("10:04", code="OTHER1")

    assert [at for _, at in one.had] == [0, 3, 6, 7]


def test_no_erasure_is_waited_for_longer_than_five_seconds() -> None:
    one = Waiting(each_takes=60.0)
    one.erases("10:01")
    one.erases("10:02")

    assert [at for _, at in one.had] == [0, 65]


def test_a_turn_that_failed_is_over() -> None:
    one = Waiting(each_takes=1.0)
    with pytest.raises(OSError, match="full"), one.turns.turn("K7MQ2X", "10:00"):
        raise OSError("full")

    one.erases("10:01")
    assert one.had == [("10:01", 0)]


def test_whoever_joined_earlier_is_erased_before_all_who_joined_to_be_erased(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasure_turns, "MOST_AHEAD", 1)
    one = Waiting(each_takes=1.0)
    one.erases("11:00")
    refused: list[str] = []

    def others_come() -> None:
        one.meanwhile = lambda: None
        with pytest.raises(Refused) as later:
            one.erases("11:02")
        refused.append(later.value.code)
        one.erases("09:00")

    one.meanwhile = others_come
    one.erases("11:01")

    assert refused == ["too_many"]
    assert one.had == [("11:00", 0), ("09:00", 3), ("11:01", 6)]


def test_people_are_forgotten_one_after_the_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, slept = Day(app), []

    def sleeps(seconds: float) -> None:
        slept.append(seconds)
        sleep(0.001)

    turns = ErasureTurns(sleeps)
    services = replace(app.extensions["openspace"], erasure_turns=turns)
    monkeypatch.setitem(app.extensions, "openspace", services)

    for _ in range(2):
        assert joins(app, day.code).asks_to_be_forgotten(words=False).get_json()["erased"]

    assert slept
