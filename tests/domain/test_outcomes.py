"""What became of actions."""

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.editions import as_published
from openspace.domain.rules.outcomes import ReportByLink
from tests.domain.given import Day, Someone, refused
from tests.domain.outcome import WORD, answer, becomes, kept_of
from tests.domain.outcome import action as action
from tests.domain.outcome import asked as asked
from tests.domain.outcome import session as session


def by_link(day: Day, note: str, ended: int = 0, outcome: str = "done", text: str = "") -> None:
    day.do(PUBLIC, ReportByLink(note=note, ended=ended, outcome=outcome, text=text))


def test_author_reports_what_became_of_an_action(day: Day, kim: Someone, action: str) -> None:
    kim.asks("report_outcome", note=action, outcome="let_go", text="The room is gone.")

    assert becomes(day, action) == ["let_go", "The room is gone.", "2027-03-31"]


@pytest.mark.parametrize("phase", ["harvest", "closed"])
def test_it_is_reported_after_the_gathering_too(
    day: Day, kim: Someone, action: str, phase: str
) -> None:
    day.host.asks("set_phase", phase=phase)

    kim.asks("report_outcome", note=action, outcome="done")

    assert becomes(day, action)[0] == "done"


def test_an_outcome_is_taken_back_with_its_words(day: Day, kim: Someone, action: str) -> None:
    kim.asks("report_outcome", note=action, outcome="could_not", text=WORD)
    kim.asks("report_outcome", note=action, outcome="", text="not kept either")

    assert becomes(day, action) == ["", "", ""]
    assert WORD not in kept_of(day)


def test_it_can_be_taken_back_while_writing_is_paused(day: Day, kim: Someone, action: str) -> None:
    kim.asks("report_outcome", note=action, outcome="done")
    day.host.asks("rest_author", note=action, rested=True)

    with refused("rested"):
        kim.asks("report_outcome", note=action, outcome="done", text="And more.")
    kim.asks("report_outcome", note=action, outcome="")


def test_a_convener_need_not_confirm_again(day: Day, kim: Someone, action: str) -> None:
    [topic] = day.gathering.rows("topics")
    kim.asks("confirm_report", topic=topic["id"])

    kim.asks("report_outcome", note=action, outcome="under_way")

    [topic] = day.gathering.rows("topics")
    assert topic["changed_at"] is None


def test_nobody_can_tell_who_reported_it(day: Day, kim: Someone, action: str) -> None:
    looks_on = day.joins()
    seen = []
    for report in (
        lambda: kim.asks("report_outcome", note=action, outcome="done"),
        lambda: day.host.asks("report_outcome", note=action, outcome="done"),
        lambda: by_link(day, action),
    ):
        report()
        for viewer in (PUBLIC, HOST, looks_on.who):
            change = see_change(day.gathering, day.log[-1], viewer)
            seen.append((viewer, change["name"], change["by"], change["puts"]))
        day.host.asks("report_outcome", note=action, outcome="")

    assert seen[:3] == seen[3:6] == seen[6:]
    assert [change.by for change in day.log if change.name == "report_outcome"] == [None] * 6


@pytest.mark.parametrize(
    ("who", "outcome", "code"),
    [
        ("other", "done", "not_yours"),
        ("kim", "late", "not_a_choice"),
        ("public", "done", "not_allowed"),
    ],
)
def test_others_and_other_outcomes_are_refused(
    day: Day, kim: Someone, action: str, who: str, outcome: str, code: str
) -> None:
    asker = {"other": day.joins(), "kim": kim, "public": day.anyone}[who]

    with refused(code):
        asker.asks("report_outcome", note=action, outcome=outcome)


def test_only_an_action_has_an_outcome(kim: Someone, asked: str) -> None:
    with refused("not_now", why="no_action"):
        kim.asks("report_outcome", note=asked, outcome="done")


def test_an_outcome_goes_when_the_note_is_no_action_any_more(
    day: Day, kim: Someone, action: str
) -> None:
    kim.asks("report_outcome", note=action, outcome="done", text="It runs.")

    kim.asks("edit_note", note=action, kind="question")

    assert becomes(day, action) == ["", "", ""]


# --- the link


def test_a_link_reports_after_everybody_was_forgotten(day: Day, action: str) -> None:
    day.host.asks("set_phase", phase="closed")

    by_link(day, action, text="Every first Monday.")

    assert becomes(day, action)[:2] == ["done", "Every first Monday."]


def test_a_link_is_ended(day: Day, kim: Someone, action: str) -> None:
    kim.asks("end_action_links", note=action)

    with refused("not_allowed", why="actions_link"):
        by_link(day, action)
    by_link(day, action, ended=1)


@pytest.mark.parametrize("how", ["hide_note", "hide_topic", "cover", "retract", "withdraw", "kind"])
def test_a_link_to_what_is_not_shown_does_nothing(
    day: Day, kim: Someone, action: str, how: str
) -> None:
    topic = day.gathering.row("notes", action)["topic"]  # type: ignore[index]
    match how:
        case "hide_note":
            day.host.asks("hide_note", note=action)
        case "hide_topic":
            day.host.asks("hide_topic", topic=topic)
        case "cover":
            day.host.asks("cover", table="notes", id=action)
        case "retract":
            kim.asks("retract_note", note=action)
        case "withdraw":
            kim.asks("withdraw_topic", topic=topic)
        case "kind":
            kim.asks("edit_note", note=action, kind="question")

    with refused("not_allowed", why="actions_link"):
        by_link(day, action)


def test_a_link_does_not_work_while_writing_is_paused_for_all(day: Day, action: str) -> None:
    day.host.asks("set_writing", writing="host")

    with refused("frozen"):
        by_link(day, action)


def test_a_link_does_not_tell_that_its_author_is_paused(day: Day, action: str) -> None:
    """The host has all links: two that are refused would be those of one author."""
    day.host.asks("rest_author", note=action, rested=True)

    by_link(day, action)


# --- earlier editions


def test_an_edition_shows_what_was_reported_after_it(
    day: Day, kim: Someone, action: str, asked: str
) -> None:
    then = day.gathering
    kim.asks("report_outcome", note=action, outcome="done", text="It runs.")
    answer(day, asked)

    rows = {row["id"]: row for row in as_published(then, day.gathering).rows("notes")}
    assert (rows[action]["outcome"], rows[action]["outcome_text"]) == ("done", "It runs.")
    assert rows[action]["outcome_on"] == "2027-03-31"
    assert rows[asked]["answers"][0]["organisation"] == "The Trust"

    kim.asks("report_outcome", note=action, outcome="")
    day.host.asks("retract_answer", note=asked, organisation="The Trust")
    rows = {row["id"]: row for row in as_published(then, day.gathering).rows("notes")}
    assert not rows[action]["outcome_text"]
    assert rows[asked]["answers"] == []
