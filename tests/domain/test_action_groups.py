"""People join an action, and choose how they are named. Who joined without a name is seen by nobody."""

import pytest

from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.editions import as_published
from openspace.domain.erasure_plan import erasure, erasure_of_item
from openspace.domain.rules.action_groups import MOST_JOINS
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused


@pytest.fixture
def day() -> Day:
    day = a_gathering()
    day.host.asks("set_phase", phase="sessions")
    return day


@pytest.fixture
def author(day: Day) -> Someone:
    return day.joins("Amir")


@pytest.fixture
def action(author: Someone) -> str:
    session = author.claims(author.proposes("Reflective groups"), "1A")
    return author.notes(session, "Start a monthly group", "action")


def group(day: Day, action: str) -> list[str]:
    row = day.anyone.sees_row("notes", action) or {}
    return list(row["joined_names"])


def others(day: Day, action: str) -> int:
    return int((day.anyone.sees_row("notes", action) or {})["joined_others"])


def names_kept(day: Day) -> set[str]:
    return {row["name"] for row in day.gathering.rows("people")}


def test_people_join_with_their_name_another_name_or_none(day: Day, action: str) -> None:
    kim, rosa, looks_on = day.joins("Kim"), day.joins("Rosa"), day.joins()

    rosa.asks("join_action", note=action, name="Red")
    kim.asks("join_action", note=action, named=True)
    looks_on.asks("join_action", note=action)

    assert (group(day, action), others(day, action)) == (["Kim", "Red"], 0)
    assert [row["name"] for row in rosa.sees("joins")] == ["Red"]
    assert [row["name"] for row in looks_on.sees("joins")] == [None]


def test_who_joins_without_a_name_is_seen_by_nobody(day: Day, action: str) -> None:
    kim, looks_on = day.joins("Kim"), day.joins()
    before = day.anyone.sees_row("notes", action)

    kim.asks("join_action", note=action)

    for viewer in (PUBLIC, HOST, looks_on.who):
        seen = see_change(day.gathering, day.log[-1], viewer)
        assert (seen["name"], seen["by"], seen["puts"], seen["drops"]) == (
            "mark_interest",
            None,
            {},
            {},
        )
    assert (day.host.sees("joins"), looks_on.sees("joins")) == ([], [])
    assert day.anyone.sees_row("notes", action) == before


def test_unnamed_people_are_counted_from_five_on_and_in_fives(day: Day, action: str) -> None:
    shown = []
    for _ in range(11):
        day.joins().asks("join_action", note=action)
        shown.append(others(day, action))

    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_who_takes_their_name_off_looks_like_who_leaves(day: Day, action: str) -> None:
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    for someone in (kim, rosa):
        someone.asks("join_action", note=action, named=True)

    kim.asks("join_action", note=action)
    off = day.anyone.sees_last_change()
    rosa.asks("leave_action", note=action)
    left = day.anyone.sees_last_change()

    assert (off["name"], off["by"], off["drops"]) == (left["name"], left["by"], left["drops"])
    assert set(off["puts"]) == set(left["puts"]) == {"notes"}
    assert group(day, action) == []


def test_names_are_in_no_order_of_time(day: Day, action: str) -> None:
    for name in ("Rosa", "Kim", "amir"):
        day.joins(name).asks("join_action", note=action, named=True)

    assert group(day, action) == ["amir", "Kim", "Rosa"]


def test_another_name_that_is_changed_or_left_is_kept_nowhere(day: Day, action: str) -> None:
    kim = day.joins("Kim")
    kim.asks("join_action", note=action, name="Red")
    kim.asks("join_action", note=action, name="Blue")
    assert "Red" not in names_kept(day)

    kim.asks("leave_action", note=action)
    assert "Blue" not in names_kept(day)
    assert kim.sees("joins") == []
    assert all(not cleaned_change(change, day.gathering).puts.get("joins") for change in day.log)


def test_leaving_is_possible_when_closed_paused_and_hidden(day: Day, action: str) -> None:
    people = [day.joins(name) for name in ("Kim", "Rosa", "Noor")]
    for someone in people:
        someone.asks("join_action", note=action, named=True)

    day.host.asks("set_writing", writing="host")
    people[0].asks("leave_action", note=action)
    day.host.asks("hide_note", note=action)
    people[1].asks("leave_action", note=action)
    day.host.asks("hide_note", note=action, hidden=False)
    day.host.asks("set_phase", phase="closed")
    people[2].asks("leave_action", note=action)

    assert group(day, action) == []


@pytest.mark.parametrize("phase", ["lobby", "opening", "marketplace", "closed"])
def test_actions_are_joined_from_the_sessions_to_the_harvest(
    day: Day, action: str, phase: str
) -> None:
    kim = day.joins("Kim")
    day.host.asks("set_phase", phase=phase)

    with refused("not_now", why="closed" if phase == "closed" else "no_joining"):
        kim.asks("join_action", note=action)


def test_only_an_action_is_joined(author: Someone, action: str) -> None:
    session = author.sees_row("notes", action) or {}
    note = author.notes(session["session"], "It takes time.")

    with refused("not_now", why="not_an_action"):
        author.asks("join_action", note=note)


def test_a_group_goes_with_its_action(day: Day, author: Someone, action: str) -> None:
    kim, looks_on = day.joins("Kim"), day.joins()
    kim.asks("join_action", note=action, name="Red")
    looks_on.asks("join_action", note=action)

    author.asks("retract_note", note=action)

    assert author.sees_last_change()["drops"] == {"notes": [action]}
    assert (kim.sees("joins"), looks_on.sees("joins")) == ([], [])
    assert "Red" not in names_kept(day)
    assert all(
        action != row["note"]
        for change in day.log
        for row in cleaned_change(change, day.gathering).puts.get("joins", ())
    )


def test_a_note_that_is_no_action_any_more_names_nobody(
    day: Day, author: Someone, action: str
) -> None:
    day.joins("Kim").asks("join_action", note=action, named=True)

    author.asks("edit_note", note=action, kind="question")
    author.asks("edit_note", note=action, kind="action")

    assert group(day, action) == []


def test_a_hidden_or_covered_action_shows_no_names(day: Day, action: str) -> None:
    day.joins("Kim").asks("join_action", note=action, named=True)

    day.host.asks("cover", table="notes", id=action)
    assert (group(day, action), others(day, action)) == ([], 0)
    day.host.asks("hide_note", note=action)
    assert day.anyone.sees_row("notes", action) is None


def test_nobody_is_named_where_the_gathering_names_nobody(day: Day, action: str) -> None:
    day.joins("Kim").asks("join_action", note=action, named=True)

    day.host.asks("edit_gathering", naming="none")
    assert group(day, action) == []
    day.host.asks("edit_gathering", naming="choice")
    assert group(day, action) == ["Kim"]


def test_a_group_shows_the_name_that_somebody_has_now(day: Day, action: str) -> None:
    kim = day.joins("Kim")
    kim.asks("join_action", note=action, named=True)

    kim.asks("edit_me", name="Kim P")
    assert group(day, action) == ["Kim P"]
    kim.asks("edit_me", name="")
    assert group(day, action) == []


def test_the_host_adds_and_removes_names_of_people_without_a_phone(day: Day, action: str) -> None:
    with refused("missing", field="name"):
        day.host.asks("join_action", note=action, name=" ")
    for name in ("Noor", "Ada"):
        day.host.asks("join_action", note=action, name=name)

    day.host.asks("leave_action", note=action, name="Noor")

    assert group(day, action) == ["Ada"]
    assert "Noor" not in names_kept(day)


def test_the_host_takes_one_name_off_and_that_person_stays_and_is_told(
    day: Day, action: str
) -> None:
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    for someone in (kim, rosa):
        someone.asks("join_action", note=action, named=True)

    day.host.asks("leave_action", note=action, name="Kim")

    assert group(day, action) == ["Rosa"]
    assert [row["name"] for row in kim.sees("joins")] == [None]
    assert (len(kim.told), rosa.told) == (1, [])


def test_a_name_in_a_group_is_reported_and_removed(day: Day, action: str) -> None:
    looks_on = day.joins()
    with refused("no_name_shown"):
        looks_on.asks("report_name", note=action)
    day.joins("Kim").asks("join_action", note=action, name="A neighbour")

    looks_on.asks("report_name", note=action)
    day.host.asks("remove_name", note=action)

    assert group(day, action) == []
    assert "A neighbour" not in names_kept(day)


def test_nobody_fills_the_lists_and_the_limit_tells_nothing_of_others(
    day: Day, action: str
) -> None:
    day.joins().asks("join_action", note=action)
    for nth in range(MOST_JOINS):
        day.is_checked = nth < 2
        day.host.asks("join_action", note=action, name=f"Guest {nth}")

    with refused("too_many", why="joins"):
        day.host.asks("join_action", note=action, name="One more")


# --- erasing


def test_another_name_goes_at_its_own_time(day: Day, action: str) -> None:
    kim = day.joins("Kim")
    kim.asks("join_action", note=action, name="Red")

    plan = erasure(day.gathering, day.log, kim.id, False, lambda items: [str(DAWN)] * len(items))
    day.log[:] = plan.of_log(day.log)
    day.gathering = plan.of_stream(day.gathering)

    assert group(day, action) == ["Red"]
    [join] = day.gathering.rows("joins")
    assert join["person"] is None
    assert [(table, id) for table, id, _ in plan.later] == [("joins", join["id"])]

    day.do(PUBLIC, EraseItem(table="joins", id=join["id"]))
    erased = erasure_of_item(day.gathering, day.log, ("joins", join["id"]))
    assert group(day, action) == []
    assert "Red" not in names_kept(day)
    assert not any(change.puts.get("joins") for change in erased.of_log(day.log))


def test_whoever_is_erased_is_in_no_group(day: Day, action: str) -> None:
    kim, looks_on = day.joins("Kim"), day.joins()
    kim.asks("join_action", note=action, named=True)
    looks_on.asks("join_action", note=action)

    for someone in (kim, looks_on):
        plan = erasure(day.gathering, day.log, someone.id, False, lambda items: [])
        day.gathering = plan.of_stream(day.gathering)

    assert group(day, action) == []
    assert not day.gathering.rows("joins")


def test_an_earlier_edition_names_only_who_is_still_in_the_group(day: Day, action: str) -> None:
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    for someone in (kim, rosa):
        someone.asks("join_action", note=action, named=True)
    then = day.gathering

    kim.asks("leave_action", note=action)
    rosa.asks("join_action", note=action)

    published = Day(as_published(then.with_people_of(day.gathering), day.gathering), [])
    assert group(published, action) == []
