"""Logs of versions that dropped a session's row when it was released."""

from dataclasses import replace

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.domain.older_log import with_released_sessions
from openspace.domain.rules.grid import without_cell
from tests.domain.given import Day, a_gathering


def a_released_day() -> tuple[Day, str, str]:
    """A session that was released, and another that was withdrawn with its topic."""
    day = a_gathering()
    kim = day.joins("Kim")
    released, withdrawn = kim.proposes("Carers"), kim.proposes("Waiting lists")
    one, other = kim.claims(released, "1A"), kim.claims(withdrawn, "1B")
    kim.notes(one, "It takes time.")
    kim.asks("release_session", session=one)
    kim.asks("withdraw_topic", topic=withdrawn)
    return day, one, other


def as_older_versions_wrote(log: list[Change]) -> list[Change]:
    """With a drop of each session that leaves its cell, and no row."""
    return [as_older_version_wrote(change) for change in log]


def as_older_version_wrote(change: Change) -> Change:
    sessions = change.puts.get("sessions", ())
    released = [row["id"] for row in sessions if not row["room"]]
    if not released:
        return change
    puts = {table: rows for table, rows in change.puts.items() if table != "sessions"}
    return replace(change, puts=puts, drops={**change.drops, "sessions": released})


def test_drop_of_a_released_session_becomes_its_row_without_a_cell() -> None:
    day, one, other = a_released_day()
    older = as_older_versions_wrote(day.log)
    assert list(Gathering().replay(older).rows("sessions")) == []

    log, released = with_released_sessions(older)

    assert Gathering().replay(log) == day.gathering
    assert released == {id: day.gathering.row("sessions", id) for id in (one, other)}


def test_log_of_today_stays_as_it_is() -> None:
    day, *_ = a_released_day()

    log, _ = with_released_sessions(day.log)

    assert log == day.log


def test_session_placed_again_is_not_released() -> None:
    day, one, _ = a_released_day()
    log = day.log.copy()
    row = without_cell({"id": one, "topic": "t"})
    placed = {**row, "room": "r", "slot": "sl", "code": "1A"}
    log.append(Change(len(log) + 1, "claim_cell", "", None, {"sessions": [placed]}))

    _, released = with_released_sessions(as_older_versions_wrote(log))

    assert one not in released


def test_session_dropped_with_its_topic_stays_dropped() -> None:
    day, one, _ = a_released_day()
    log = as_older_versions_wrote(day.log)
    topic = next(row["topic"] for row in day.gathering.rows("sessions") if row["id"] == one)
    drops = {"sessions": [one], "topics": [topic]}
    log.append(Change(len(log) + 1, "withdraw_topic", "", None, drops=drops))

    rewritten, released = with_released_sessions(log)

    assert rewritten[-1] == log[-1]
    assert one not in released


def test_drop_of_a_session_that_the_log_does_not_know_stays() -> None:
    change = Change(1, "release_session", "", None, drops={"sessions": ["s1"]})

    assert with_released_sessions([change]) == ([change], {})
