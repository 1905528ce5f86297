"""Applying a change: the one definition of effect."""

import pytest

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from tests.domain.given import a_gathering


def news(id: str, text: str) -> dict[str, str]:
    return {"id": id, "kind": "news", "text": text, "at": "now"}


def change(seq: int, **effect: object) -> Change:
    return Change(seq, "post_news", "now", "host", **effect)


def test_apply_puts_whole_rows_and_drops_ids() -> None:
    one = Gathering().apply(change(1, puts={"news": [news("a", "One"), news("b", "Two")]}))

    two = one.apply(change(2, puts={"news": [news("a", "Three")]}, drops={"news": ["b"]}))

    assert (two.seq, list(two.rows("news"))) == (2, [news("a", "Three")])


def test_apply_leaves_the_earlier_gathering_as_it_was() -> None:
    one = Gathering().apply(change(1, puts={"news": [news("a", "One")]}))

    one.apply(change(2, drops={"news": ["a"]}))

    assert one.row("news", "a") == news("a", "One")


@pytest.mark.parametrize("seq", [0, 1, 3])
def test_apply_raises_at_a_gap_and_at_a_repetition(seq: int) -> None:
    one = Gathering().apply(change(1))

    with pytest.raises(ValueError, match="does not follow 1"):
        one.apply(change(seq))


def test_apply_drops_before_it_puts_as_every_copy_does() -> None:
    one = Gathering().apply(change(1, puts={"news": [news("a", "One")]}))

    two = one.apply(change(2, puts={"news": [news("a", "Two")]}, drops={"news": ["a"]}))

    assert list(two.rows("news")) == [news("a", "Two")]


def test_gathering_sorts_rooms_by_position_and_slots_by_real_time() -> None:
    slots = [
        {"starts_at": "2027-03-31T12:00+02:00", "ends_at": "2027-03-31T12:30+02:00", "label": "b"},
        {"starts_at": "2027-03-31T09:00+00:00", "ends_at": "2027-03-31T09:30+00:00", "label": "a"},
    ]
    gathering = a_gathering(slots=slots).gathering

    assert [slot["label"] for slot in gathering.slots] == ["a", "b"]
    assert [room["name"] for room in gathering.rooms] == ["Oak", "Elm", "Spare"]


def test_gathering_finds_sessions_by_cell_and_by_code_however_typed() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "2B")
    cell = day.cell("2B")

    for found in (
        day.gathering.at_cell(cell["room"], cell["slot"]),
        day.gathering.session_by_code("2b"),
    ):
        assert found is not None
        assert found["id"] == session
    assert day.gathering.at_cell(cell["room"], day.slot("1")) is None
    assert day.gathering.session_by_code("9Z") is None


def test_slots_are_put_in_order_once_until_they_change() -> None:
    day = a_gathering()
    before = day.gathering.slots
    assert day.gathering.overlaps == {}

    day.joins("Kim")
    assert day.gathering.slots is before

    day.host.asks("add_slot", starts_at="2027-03-31T10:00", ends_at="2027-03-31T10:30")
    assert len(day.gathering.slots) == len(before) + 1
    assert day.gathering.overlaps
