"""The checks that every rule test passes through find what they are there for."""

from typing import Any

import pytest

from openspace.domain import audience
from openspace.domain.change import Change, Row
from openspace.domain.erasing import Erasure
from tests.domain.act import assert_rows_fit
from tests.domain.given import Day, Someone

NEWS = {"id": "news1", "kind": "news", "text": "Tea is ready", "at": "now"}


@pytest.mark.parametrize(
    "row",
    [
        {**NEWS, "colour": 1},
        {column: value for column, value in NEWS.items() if column != "text"},
        {**NEWS, "text": None},
        {**NEWS, "text": 1},
    ],
)
def test_row_that_is_not_of_its_table_is_found(row: Row) -> None:
    assert_rows_fit(Change(2, "post_news", "now", "host", {"news": [NEWS]}))

    with pytest.raises(AssertionError):
        assert_rows_fit(Change(2, "post_news", "now", "host", {"news": [row]}))


def test_name_that_left_its_table_is_in_no_log_that_is_kept(kim: Someone) -> None:
    """Only there it would be found after an erasure: ledgers keep ids of people in the log."""
    topic = kim.proposes("Carers", convener_name="Rosa")

    kim.asks("edit_topic", topic=topic, convener_name="")

    kim.proposes("Waiting lists")


def test_column_that_nobody_should_see_is_found(
    kim: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_convener(gathering: Any, row: Row, mine: bool) -> Row:
        return {"convener": row["convener"]}

    monkeypatch.setitem(audience.MORE, "topics", with_convener)

    with pytest.raises(AssertionError):
        kim.proposes("Carers")


def test_row_that_stays_on_a_screen_is_found(
    day: Day, kim: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = kim.proposes("Carers")
    monkeypatch.setattr(audience, "may_have_been_seen", lambda *_: False)

    with pytest.raises(AssertionError):
        kim.asks("withdraw_topic", topic=topic)


def test_person_who_is_not_told_of_their_own_row_is_found(
    day: Day, kim: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = kim.proposes("Carers")
    monkeypatch.setattr("tests.domain.act.concerned", lambda change: set())

    with pytest.raises(AssertionError):
        day.host.asks("hide_topic", topic=topic)


def test_id_that_an_erasure_leaves_is_found(kim: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Erasure, "unnamed", lambda self, table, row: row)

    with pytest.raises(AssertionError):
        kim.proposes("Carers")


def test_word_that_an_erasure_leaves_is_found(
    kim: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = kim.claims(kim.proposes("Carers"), "1A")
    monkeypatch.setattr(
        Erasure, "topic_left", lambda self, row: Erasure(people=self.people).unnamed("topics", row)
    )

    with pytest.raises(AssertionError):
        kim.notes(session, "Meet on Monday")


def test_name_that_an_erasure_leaves_in_the_log_is_found(
    kim: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Erasure, "of_log", lambda self, log: list(log))

    with pytest.raises(AssertionError):
        kim.proposes("Carers")
