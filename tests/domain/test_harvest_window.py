"""The time for reports after the gathering: what stays open, how it ends, and that the book goes out then."""

from datetime import timedelta

import pytest

from openspace.domain.audience import HOST
from openspace.domain.commands import parse
from openspace.domain.rules.facilitation import EndHarvest
from openspace.domain.vocabulary import PHASES
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused

UNTIL = (DAWN + timedelta(hours=9)).isoformat(timespec="milliseconds")
AFTER = DAWN + timedelta(hours=9)


def a_harvest(**args: object) -> tuple[Day, Someone, str, str]:
    """Kim's topic holds 1A; the harvest has begun."""
    day = a_gathering(timezone="UTC", statement="We are ready")
    kim = day.joins("Kim")
    topic = kim.proposes("Reflective groups")
    session = kim.claims(topic, "1A")
    day.host.asks("set_phase", phase="harvest", reports_until=UNTIL, **args)
    return day, kim, topic, session


def ends(day: Day) -> None:
    day.do(HOST, EndHarvest(), at=AFTER)


def test_harvest_comes_before_closed() -> None:
    assert list(PHASES)[-3:] == ["closing", "harvest", "closed"]


def test_reports_can_be_completed_and_topics_stay() -> None:
    day, kim, topic, session = a_harvest()
    tom = day.joins("Tom")

    note = kim.notes(session, "Two sentences.")
    kim.asks("edit_note", note=note, text="Three sentences.")
    kim.asks("edit_topic", topic=topic, report_title="What groups need")
    kim.asks("confirm_report", topic=topic)
    kim.asks("hand_over_notes", session=session)
    tom.asks("take_notes", session=session)
    tom.asks("post_evidence", form="thought", text="Time matters.")
    for name, args in {
        "propose_topic": {"title": "Late"},
        "edit_topic": {"topic": topic, "title": "Other"},
        "move_session": {"session": session, **day.cell("1B")},
        "claim_cell": {"topic": topic, **day.cell("1B"), "again": True},
        "release_session": {"session": session},
        "withdraw_topic": {"topic": topic},
    }.items():
        with refused("not_now", why="harvest"):
            kim.asks(name, **args)

    assert day.anyone.sees_row("notes", note)["text"] == "Three sentences."  # type: ignore[index]


def test_without_a_time_it_lasts_two_days() -> None:
    day = a_gathering()
    day.host.asks("set_phase", phase="harvest")
    until = DAWN + timedelta(minutes=1, hours=48)
    assert day.gathering.info["reports_until"] == until.isoformat(timespec="milliseconds")

    day.host.asks("set_phase", phase="harvest", publish_after=True)

    about = day.gathering.info
    assert about["reports_until"] == until.isoformat(timespec="milliseconds")
    assert about["publish_after"]


def test_a_time_without_offset_is_that_of_the_place() -> None:
    day = a_gathering(timezone="Europe/Berlin")
    day.host.asks("set_phase", phase="harvest", reports_until="2027-04-01T18:00")
    assert day.gathering.info["reports_until"] == "2027-04-01T16:00:00.000+00:00"


@pytest.mark.parametrize("until", ["2027-03-31T06:00Z", "2027-06-30T06:00Z"])
def test_the_time_is_in_the_next_weeks(until: str) -> None:
    with refused("out_of_range", field="reports_until"):
        a_gathering().host.asks("set_phase", phase="harvest", reports_until=until)


def test_another_phase_has_no_time_for_reports() -> None:
    day, *_ = a_harvest(publish_after=True)
    day.host.asks("set_phase", phase="sessions", reports_until=UNTIL, publish_after=True)
    about = day.gathering.info
    assert (about["reports_until"], about["publish_after"]) == (None, False)


def test_afterwards_it_is_closed_before_anybody_closes_it() -> None:
    day, kim, _, session = a_harvest()
    late = {"session": session, "kind": "story", "text": "Late"}
    with refused("not_now", why="closed"):
        day.do(kim.who, parse("post_note", late), at=AFTER)
    day.do(kim.who, parse("edit_me", {"listed": True}), at=AFTER)

    assert day.gathering.info["phase"] == "harvest"


def test_the_end_closes_the_gathering_and_publishes_nothing_unasked() -> None:
    day, *_ = a_harvest()
    ends(day)
    about = day.gathering.info
    assert (about["phase"], about["reports_until"]) == ("closed", None)
    assert (day.log[-1].name, day.log[-1].by) == ("set_phase", "host")
    assert day.anyone.sees("editions") == []


def test_the_book_goes_out_at_the_end_if_the_host_wished_it() -> None:
    day, *_ = a_harvest(publish_after=True)
    ends(day)
    [edition] = day.anyone.sees("editions")
    assert (edition["version"], edition["seq"]) == (1, day.gathering.seq)
    # It shows the gathering as it was left, so there is nothing to publish again.
    assert day.host.asks("publish_book")["version"] == 1


def test_nothing_ends_before_its_time() -> None:
    day, *_ = a_harvest()
    day.do(HOST, EndHarvest())
    assert day.gathering.info["phase"] == "harvest"


def test_more_time_can_be_given_after_the_end() -> None:
    day, kim, _, session = a_harvest()
    day.do(HOST, parse("set_phase", {"phase": "harvest"}), at=AFTER)
    late = {"session": session, "kind": "story", "text": "Late"}
    day.do(kim.who, parse("post_note", late), at=AFTER)
    assert len(day.anyone.sees("notes")) == 1
