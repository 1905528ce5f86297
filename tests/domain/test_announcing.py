"""Topics queue to be announced; the host calls them in the order of the queue, and nothing is left of it."""

from datetime import timedelta
from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import PUBLIC, see_change
from openspace.domain.commands import parse
from openspace.domain.rules.announcing import queue_of
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused


@pytest.fixture
def day() -> Day:
    day = a_gathering()
    day.host.asks("edit_gathering", announcing=True)
    return day


def queued(day: Day) -> list[str]:
    """The titles in the queue; that of the topic which is being announced has a star."""
    topics = day.gathering.tables["topics"]
    return [
        topics[row["topic"]]["title"] + ("*" if row["called_at"] else "")
        for row in queue_of(day.gathering)
    ]


def announces(someone: Someone, title: str, **args: Any) -> str:
    return someone.proposes(title, announce=True, **args)


def calls_next(day: Day) -> None:
    """As a tablet does: it names the announcement that it shows."""
    now = [row["id"] for row in day.host.sees("announcements") if row["called_at"]]
    day.host.asks("call_next", after=now[0] if now else "")


def test_it_is_off_until_the_host_turns_it_on() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    topic = announces(kim, "Carers")

    assert kim.sees("announcements") == []
    with refused("not_now", why="announcing"):
        kim.asks("queue_announcement", topic=topic)


def test_whoever_comes_first_is_called_first(day: Day) -> None:
    kim, amir = day.joins("Kim"), day.joins("Amir")
    announces(kim, "Carers")
    waiting = amir.proposes("Waiting lists")
    announces(kim, "Bicycles")
    amir.asks("queue_announcement", topic=waiting)
    assert queued(day) == ["Carers", "Bicycles", "Waiting lists"]

    calls_next(day)
    assert queued(day) == ["Carers*", "Bicycles", "Waiting lists"]
    calls_next(day)
    assert queued(day) == ["Bicycles*", "Waiting lists"]
    calls_next(day)
    calls_next(day)
    assert queued(day) == []


def test_two_tablets_that_tap_at_once_skip_nobody(day: Day) -> None:
    kim = day.joins("Kim")
    for title in ("Carers", "Bicycles", "Tea"):
        announces(kim, title)
    calls_next(day)
    [shown] = [row["id"] for row in day.host.sees("announcements") if row["called_at"]]

    day.host.asks("call_next", after=shown)
    day.host.asks("call_next", after=shown)
    day.host.asks("end_announcement", after=shown)
    day.host.asks("call_next")

    assert queued(day) == ["Bicycles*", "Tea"]


def test_an_announcement_ends_without_another(day: Day) -> None:
    kim = day.joins("Kim")
    announces(kim, "Carers")
    announces(kim, "Tea")
    calls_next(day)

    [row] = [row for row in day.host.sees("announcements") if row["called_at"]]
    day.host.asks("end_announcement", after=row["id"])

    assert queued(day) == ["Tea"]


def test_whoever_is_not_there_is_called_later(day: Day) -> None:
    kim, amir = day.joins("Kim"), day.joins("Amir")
    topic = announces(kim, "Carers")
    announces(amir, "Bicycles")
    announces(amir, "Tea")
    calls_next(day)

    day.host.asks("announce_later", topic=topic)
    assert queued(day) == ["Bicycles*", "Tea", "Carers"]
    day.host.asks("announce_later", topic=topic)
    assert queued(day) == ["Bicycles*", "Tea", "Carers"]


def test_a_second_tap_keeps_the_place_and_changes_the_wish(day: Day) -> None:
    kim = day.joins("Kim")
    topic = announces(kim, "Carers")
    announces(kim, "Tea")

    kim.asks("queue_announcement", topic=topic, read_out=True)

    assert queued(day) == ["Carers", "Tea"]
    assert kim.sees_row("topics", topic)["read_out"] is True  # type: ignore[index]


def test_a_wish_is_withdrawn_whole(day: Day) -> None:
    kim = day.joins("Kim")
    topic = announces(kim, "Carers", read_out=True)
    with refused("not_yours"):
        day.joins().asks("leave_queue", topic=topic)

    kim.asks("leave_queue", topic=topic)

    assert queued(day) == []
    assert kim.sees_row("topics", topic)["read_out"] is False  # type: ignore[index]


@pytest.mark.parametrize("read_out", [False, True])
@pytest.mark.parametrize("name", ["", "Kim"])
def test_nobody_else_sees_who_reads_a_topic_out(day: Day, read_out: bool, name: str) -> None:
    """Every change and every row of a wish looks the same from outside."""
    kim = day.joins("Kim")
    before = len(day.log)
    topic = announces(kim, "Carers", read_out=read_out, convener_name=name)
    kim.asks("leave_queue", topic=topic)
    kim.asks("queue_announcement", topic=topic, read_out=read_out)
    calls_next(day)
    calls_next(day)

    for viewer in (PUBLIC, day.joins("Amir").who):
        for change in day.log[before:]:
            assert "read_out" not in str(see_change(day.gathering, change, viewer))
    put = [sorted(change.puts) for change in day.log[before : before + 5]]
    assert put == [
        ["announcements", "topics"],
        ["topics"],
        ["announcements", "topics"],
        ["announcements"],
        ["topics"],
    ]
    assert kim.sees_row("topics", topic)["read_out"] is False  # type: ignore[index]


def test_the_person_and_the_host_see_the_wish(day: Day) -> None:
    kim = day.joins("Kim")
    topic = announces(kim, "Carers", read_out=True)

    for someone in (kim, day.host):
        assert someone.sees_row("topics", topic)["read_out"] is True  # type: ignore[index]
    assert "read_out" not in day.anyone.sees_row("topics", topic)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "args"), [("withdraw_topic", {}), ("hide_topic", {}), ("hide_all_by", {})]
)
def test_a_topic_that_leaves_the_wall_leaves_the_queue(
    day: Day, name: str, args: dict[str, Any]
) -> None:
    kim = day.joins("Kim")
    topic = announces(kim, "Carers")
    calls_next(day)

    day.host.asks(name, topic=topic, **args)

    assert list(day.gathering.rows("announcements")) == []
    assert day.anyone.sees_last_change()["drops"]["announcements"]


def test_a_topic_that_waits_for_the_host_is_in_nobodys_view(day: Day) -> None:
    day.host.asks("edit_gathering", approval=True)
    kim = day.joins("Kim")
    topic = announces(kim, "Carers")
    assert (len(kim.sees("announcements")), day.anyone.sees("announcements")) == (1, [])
    calls_next(day)
    assert queued(day) == []

    day.host.asks("approve_topic", topic=topic)

    assert queued(day) == ["Carers"]
    assert [row["topic"] for row in day.anyone.sees("announcements")] == [topic]


def test_a_cell_is_claimed_before_or_after(day: Day) -> None:
    kim = day.joins("Kim")
    before, after = announces(kim, "Carers"), announces(kim, "Tea")
    kim.claims(before, "1A")
    calls_next(day)
    calls_next(day)
    kim.claims(after, "1B")
    calls_next(day)

    assert day.wall == {"1A": "Carers", "1B": "Tea"}


def test_a_flood_leaves_the_queue_with_one_tap(day: Day) -> None:
    spam = day.joins()
    announces(day.joins("Kim"), "Carers")
    at = DAWN + timedelta(hours=2)
    topics = [
        day.do(spam.who, parse("propose_topic", {"title": f"No {nth}", "announce": True}), at)
        for nth in range(20)
    ]
    with refused("too_many", why="own_topics"):
        announces(spam, "One more")

    day.host.asks("hide_all_by", topic=topics[3]["topic"])

    assert queued(day) == ["Carers"]


def test_the_host_queues_people_without_a_phone(day: Day) -> None:
    for nth in range(3):
        announces(day.host, f"Card {nth}", convener_name="Rosa", read_out=True)

    assert queued(day) == ["Card 0", "Card 1", "Card 2"]


@pytest.mark.parametrize("phase", ["closing", "harvest", "closed"])
def test_nothing_is_left_of_the_queue_after_the_day(day: Day, phase: str) -> None:
    kim = day.joins("Kim")
    topic = announces(kim, "Carers")
    day.host.asks("set_phase", phase=phase)

    assert list(day.gathering.rows("announcements")) == []
    with refused("not_now", why="announcing"):
        day.host.asks("queue_announcement", topic=topic)
    log = [cleaned_change(change, day.gathering) for change in day.log]
    assert not any(change.puts.get("announcements") for change in log)


def test_no_export_of_the_host_has_the_queue_or_a_wish(day: Day) -> None:
    announces(day.joins("Kim"), "Carers", read_out=True)
    announces(day.joins(), "Tea")
    calls_next(day)

    kept, log = anonymised(day.gathering, day.log)

    assert list(kept.rows("announcements")) == []
    assert not any("announcements" in {**change.puts, **change.drops} for change in log)
    assert not any(row["read_out"] for row in kept.rows("topics"))
    assert not any(row["read_out"] for change in log for row in change.puts.get("topics", ()))


def test_turning_it_off_empties_the_queue(day: Day) -> None:
    announces(day.joins(), "Carers")

    day.host.asks("edit_gathering", announcing=False)

    assert list(day.gathering.rows("announcements")) == []


def test_the_ring_takes_ten_seconds_to_two_minutes_or_there_is_none(day: Day) -> None:
    for seconds in (9, 121):
        with refused("out_of_range", field="announce_seconds", least=10, most=120):
            day.host.asks("edit_gathering", announce_seconds=seconds)
    for seconds in (10, 30, 120, None):
        day.host.asks("edit_gathering", announce_seconds=seconds)
        assert day.gathering.info["announce_seconds"] == seconds
