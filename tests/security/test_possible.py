"""The table that pages read tells what the rules do: for each command, viewer, phase, pause and state of
rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from openspace.domain.audience import see
from openspace.domain.commands import COMMANDS, parse
from openspace.domain.gathering import Gathering
from openspace.domain.needs import ITEMS, TABLE_OF
from openspace.domain.possible import possible
from openspace.domain.refusals import Refused
from openspace.domain.rules import decide
from openspace.domain.tables import CATALOGUE
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.domain.vocabulary import PHASES
from tests.security.offered import Moment, Unseen, is_offered
from tests.security.scene import CLOCK, a_scene, filled
from tests.security.test_matrix import ARGS

MORE: list[tuple[str, dict[str, Any]]] = [
    ("queue_announcement", {"topic": "$topic", "read_out": True}),
    ("edit_topic", {"topic": "$topic", "convener_name": ""}),
    ("edit_topic", {"topic": "$topic", "convener_name": "Kim"}),
    ("edit_topic", {"topic": "$topic", "report_title": "Other"}),
    ("claim_cell", {"topic": "$topic", "room": "$room_a", "slot": "$slot_2", "again": True}),
    ("edit_note", {"note": "$note", "named": False}),
    ("edit_note", {"note": "$note", "rev": 1, "initiator_name": ""}),
    ("edit_evidence", {"evidence": "$evidence", "named": False}),
    ("confirm_report", {"topic": "$topic", "confirmed": False}),
    ("take_notes", {"session": "$session", "named": False}),
    ("take_notes", {"session": "$their_session"}),
    ("hand_over_notes", {"session": "$their_session"}),
    ("count_people", {"session": "$their_session", "people": 12}),
    ("edit_me", {"listed": False}),
    ("report_name", {"note": "$note"}),
    ("report_name", {"topic": "$topic"}),
    ("mute", {"notice": "$notice", "muted": False}),
    ("accept_swap", {"notice": "$notice"}),
    ("ask_to_meet", {"session": "$their_session", "topic": "$topic"}),
    ("ask_to_meet", {"session": "$session", "topic": "$unplaced"}),
    ("part_session", {"session": "$session"}),
    ("invite_convener", {"topic": "$kims"}),
    ("leave_topic", {"topic": "$topic"}),
    *(
        (name, {"session": "$joined", **args})
        for name, args in (
            ("hand_over_notes", {}),
            ("take_notes", {}),
            ("release_session", {}),
            ("count_people", {"people": 12}),
            ("offer_join", {"topic": "$unplaced"}),
        )
    ),
    ("describe_photo", {"note": "$note", "alt": "A wheel"}),
    ("rest_author", {"note": "$hosts_note", "rested": True}),
    ("rest_author", {"note": "$note", "rested": True}),
    ("edit_note", {"note": "$hosts_note", "text": "Other"}),
]
EXAMPLES = [*ARGS.items(), *MORE]


@cache
def a_day() -> Moment:
    scene = a_scene()
    gathering = scene.app.extensions["openspace"].ledger.load(scene.code)
    topics = gathering.tables["topics"]
    viewers = {
        "public": PUBLIC,
        "host": HOST,
        "convener": Viewer("person", topics[scene.ids["topic"]]["convener"]),
        "attendee": Viewer("person", topics[scene.ids["theirs"]]["convener"]),
    }
    note = {"session": scene.ids["session"], "kind": "summary", "text": "From paper"}
    day = Moment(gathering, dict(scene.ids), viewers)
    day.gathering, result = does(day.gathering, HOST, "post_note", **note)
    day.ids["hosts_note"] = result["note"]
    return day


def does(
    gathering: Gathering, by: Viewer, name: str, /, **args: Any
) -> tuple[Gathering, dict[str, Any]]:
    change, result = decide(gathering, parse(name, args), by, CLOCK.now())
    return (gathering.apply(change) if change else gathering), result or {}


STATES: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "as it is": [],
    "withdrawn": [("convener", "withdraw_topic", {"topic": "$topic"})],
    "unplaced withdrawn": [("convener", "withdraw_topic", {"topic": "$unplaced"})],
    "hidden": [("host", "hide_topic", {"topic": "$topic"})],
    "unplaced hidden": [("host", "hide_topic", {"topic": "$unplaced"})],
    "hidden note": [("host", "hide_note", {"note": "$note"})],
    "hidden evidence": [("host", "hide_evidence", {"evidence": "$evidence"})],
    "handed over": [("convener", "hand_over_notes", {"session": "$session"})],
    "taken": [
        ("convener", "hand_over_notes", {"session": "$session"}),
        ("attendee", "take_notes", {"session": "$session"}),
    ],
    "released": [("convener", "release_session", {"session": "$session"})],
    "described": [("convener", "describe_photo", {"note": "$photo", "alt": "A wheel"})],
    "dismissed": [("convener", "dismiss_notice", {"notice": "$notice"})],
    "nobody named": [("host", "edit_gathering", {"naming": "none"})],
    "no list of visits": [("host", "edit_gathering", {"was_here": False})],
    "not announcing": [("host", "edit_gathering", {"announcing": False})],
    "no statement": [("host", "edit_gathering", {"statement": ""})],
    "dots": [
        ("host", "set_phase", {"phase": "sessions"}),
        ("host", "open_convergence", {}),
    ],
    "frozen": [("host", "set_writing", {"writing": "host"})],
    "frozen, taken": [
        ("convener", "hand_over_notes", {"session": "$session"}),
        ("attendee", "take_notes", {"session": "$session"}),
        ("host", "set_writing", {"writing": "host"}),
    ],
    "rested": [("host", "rest_author", {"topic": "$topic"})],
    "all rested": [
        ("host", "rest_author", {"topic": "$topic"}),
        ("host", "rest_author", {"topic": "$theirs"}),
    ],
}


def at(state: str, phase: str) -> Moment:
    day = a_day()
    gathering = day.gathering
    for who, name, args in STATES[state]:
        gathering, _ = does(gathering, day.viewers[who], name, **filled(args, day.ids))
    gathering, _ = does(gathering, HOST, "set_phase", phase=phase)
    return Moment(gathering, day.ids, day.viewers)


def after_the_harvest(state: str) -> Moment:
    day, hour = at(state, "harvest"), timedelta(hours=1)
    until = CLOCK.now(hour)
    gathering, _ = does(day.gathering, HOST, "set_phase", phase="harvest", reports_until=until)
    return replace(day, gathering=gathering, later=2 * hour)


def waiting() -> Moment:
    day = at("as it is", "marketplace")
    row = {**day.gathering.tables["topics"][day.ids["unplaced"]], "waiting": True}
    topics = {**day.gathering.tables["topics"], row["id"]: row}
    day.gathering = Gathering(
        day.gathering.seq, {**day.gathering.tables, "topics": topics}, day.gathering.at
    )
    return day


def differences(day: Moment) -> Iterator[str]:
    views = {who: see(day.gathering, viewer) for who, viewer in day.viewers.items()}
    for name, args in EXAMPLES:
        args = filled(args, day.ids)
        for who, viewer in day.viewers.items():
            try:
                offered = is_offered(day, viewer, views[who], name, args)
            except Unseen:
                continue
            try:
                decide(day.gathering, parse(name, args), viewer, day.time)
                refusal = None
            except Refused as refused:
                # A page compares the codes of both sessions in a notice, and the time of an offer. It does
                # not know the codes of other people's invitations.
                of_time = refused.parameters.get("why") in ("moved", "asked_again")
                of_time = of_time or refused.code == "unknown_invitation"
                refusal = None if of_time else refused
            if offered == (refusal is not None):
                yield f"{who} {name} {args}: offered {offered}, {refusal!r}"


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_not_refused_and_the_rest_is(state: str, phase: str) -> None:
    assert list(differences(at(state, phase))) == []


@pytest.mark.parametrize("state", STATES)
def test_the_same_holds_when_the_time_for_reports_is_over(state: str) -> None:
    assert list(differences(after_the_harvest(state))) == []


def test_a_topic_that_waits_is_offered_what_the_rules_allow() -> None:
    assert list(differences(waiting())) == []


def test_every_command_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == set(COMMANDS)


def test_the_public_may_send_nothing() -> None:
    assert possible("public") == {}


def test_the_table_names_only_columns_that_its_viewers_see() -> None:
    """A mark on a column that the viewer has not would always be false on a page."""
    day = a_day()
    for who in ("convener", "host"):
        viewer = day.viewers[who]
        seen = see(day.gathering, viewer)
        columns = {
            table: {column for row in rows for column in row}
            for table, rows in {**seen["tables"], "gatherings": [seen["gathering"]]}.items()
        }
        # Only a note-taker has this mark, and only a host who typed something in has the other.
        columns["sessions"] |= {"note_taking"}
        columns["topics"] |= {"shared"}
        for table in columns:
            columns[table] |= CATALOGUE[table].added.keys() & {"mine"}
        for name, entry in possible(viewer.role).items():
            for one in (*entry["needs"], *entry["needs_when_shut"]):
                for mark in one:
                    row, column = mark.split(".")
                    found = ITEMS if row == "item" else [TABLE_OF[row]]
                    assert any(column in columns[table] for table in found), (who, name, mark)
