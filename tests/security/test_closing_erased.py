"""Whoever is forgotten is in no action group, and their closing reflection is in no byte that is kept."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from openspace.service.slow_erasure import remove_one
from tests.clocks import IN_THE_END
from tests.security.erased_day import NAME, Day, assert_replay_equals_the_tables, found

OTHER_NAME = "Serinus of the boathouse"
REFLECTION = "Yellowfeathered closing thoughts"


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


@pytest.fixture
def actions(day: Day) -> list[str]:
    """Two actions of Rosa's. The canary joined one with her name, and one with another."""
    day.host.does("edit_gathering", reflections=True)
    day.host.does("set_phase", phase="closing")
    noted = {"session": day.session, "kind": "action"}
    actions = [day.rosa.does("post_note", **noted, text=text)["note"] for text in ("One", "Two")]
    day.canary.does("join_action", note=actions[0], named=True)
    day.canary.does("join_action", note=actions[1], name=OTHER_NAME)
    day.canary.does("post_reflection", text=REFLECTION)
    return actions


def groups(day: Day, actions: list[str]) -> list[Any]:
    notes = {note["id"]: note for note in day.rosa.state()["tables"]["notes"]}
    return [notes[id]["joined_names"] for id in actions]


def test_the_name_goes_at_once_and_another_name_at_its_own_time(
    day: Day, actions: list[str], tmp_path: Path
) -> None:
    assert groups(day, actions) == [[NAME], [OTHER_NAME]]

    day.canary.asks_to_be_forgotten(words=False)

    assert groups(day, actions) == [[], [OTHER_NAME]]
    assert found(tmp_path, NAME) == []
    assert [table for table, _ in day.ledger.leaving(day.code, "9999")] == ["joins"]
    services = day.app.extensions["openspace"]
    assert remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END)
    assert groups(day, actions) == [[], []]
    services.tidy_up()
    assert found(tmp_path, OTHER_NAME) == []
    assert_replay_equals_the_tables(day.ledger, day.code)
    day.host.does("set_phase", phase="harvest")
    path = f"/{day.code}/proceedings.md?edition=draft"
    assert REFLECTION in day.host.client.get(path).get_data(as_text=True)


def test_all_of_it_goes_with_the_words(day: Day, actions: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, REFLECTION)

    day.canary.asks_to_be_forgotten(words=True)

    assert groups(day, actions) == [[], []]
    for secret in (NAME, OTHER_NAME, REFLECTION):
        assert found(tmp_path, secret) == [], secret
    assert_replay_equals_the_tables(day.ledger, day.code)


def test_what_is_taken_back_leaves_the_files_at_the_next_cleanup(
    day: Day, actions: list[str], tmp_path: Path
) -> None:
    [mine] = [one["id"] for one in day.canary.state()["tables"]["evidence"] if one["mine"]]
    day.canary.does("retract_evidence", evidence=mine)
    day.canary.does("leave_action", note=actions[1])

    services = day.app.extensions["openspace"]
    run_once(services.ledger, services.snapshots, SYSTEM)

    for secret in (OTHER_NAME, REFLECTION):
        assert found(tmp_path, secret) == [], secret
