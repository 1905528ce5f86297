"""A small rehearsal against a real server, and the pure parts that it stands on."""

from pathlib import Path

import pytest

from openspace.client.api import ServerTrouble
from openspace.client.replica import Replica, differences
from openspace.client.tally import quantile
from openspace.exchange.gathering_file import from_data, read
from openspace.rehearse.conduct import RehearsalOptions
from openspace.rehearse.report import format_report
from openspace.rehearse.script import share_out
from tests.support.http import Client
from tests.support.server import serving

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "gathering.toml"


@pytest.mark.live
def test_rehearsal_of_the_example_is_complete(server_url, play):
    outcome = play(RehearsalOptions(read(EXAMPLE), people=8, url=server_url, contest=3))

    assert outcome.complete, format_report(outcome)
    assert outcome.screens == 9
    assert outcome.placed == 4
    assert outcome.tally.sent["propose_topic"] == 6
    assert outcome.tally.claim_to_last_screen(outcome.screens)
    assert (
        "Complete: 4 of 4 placements are right, and all 9 screens show the same."
        in format_report(outcome)
    )


@pytest.mark.live
def test_rehearsal_waits_where_the_server_says_that_it_is_too_much(tmp_path, play):
    limits = {"PERSON_BURST": "2", "PERSON_RATE": "5", "JOINS_BURST": "2", "JOINS_RATE": "5"}
    few = {f"OPENSPACE_LIMIT_{name}": value for name, value in limits.items()}
    with serving(tmp_path, **few, OPENSPACE_LIMIT_NEWCOMER_SHARE="1") as server:
        outcome = play(RehearsalOptions(read(EXAMPLE), people=8, url=server.url, contest=0))

    assert outcome.complete, format_report(outcome)
    assert outcome.tally.waited > 0
    assert not [code for _, code in outcome.tally.refused if code == "too_many"]


@pytest.mark.live
def test_rehearsal_cell_wanted_twice_has_one_winner_and_a_loser_who_is_told(server_url, play):
    outcome = play(RehearsalOptions(read(EXAMPLE), people=8, url=server_url, contest=0))

    [contest] = outcome.contests
    rivals = {"When the same thing goes wrong again", "Learning from what goes well"}
    assert {contest.winner, contest.losers[0][0]} == rivals
    assert contest.losers[0][1] == ""
    assert outcome.tally.refused["claim_cell", "cell_taken"] == 1


@pytest.mark.live
def test_rehearsal_loser_settles_in_a_near_free_cell(server_url, play):
    outcome = play(
        RehearsalOptions(read(EXAMPLE), people=8, url=server_url, contest=0, settle=True)
    )

    [contest] = outcome.contests
    assert contest.code == "2C"
    assert contest.losers[0][1] == "2B"  # the same time, the next room
    assert outcome.notes_without_session == 0


@pytest.mark.live
def test_rehearsal_extra_contests_leave_the_grid_as_the_file_has_it(server_url, play):
    outcome = play(RehearsalOptions(read(EXAMPLE), people=8, url=server_url, contest=4))

    state = Client(server_url).get(f"/api/{outcome.opened['code']}/state")
    assert len(state["tables"]["sessions"]) == 5
    assert outcome.tally.refused["claim_cell", "cell_taken"] > 1


@pytest.mark.live
def test_rehearsal_notes_are_posted_with_their_kinds_and_names(server_url, play):
    outcome = play(RehearsalOptions(read(EXAMPLE), people=8, url=server_url, settle=True))

    state = Client(server_url).get(f"/api/{outcome.opened['code']}/state")
    notes = {(n["kind"], n["by_name"], n["initiator_name"]) for n in state["tables"]["notes"]}
    assert ("key_point", "Joss", None) in notes
    assert ("action", None, "Amal") in notes


@pytest.mark.live
def test_rehearsal_brings_evidence_from_the_organisers_and_from_people(server_url, play):
    outcome = play(
        RehearsalOptions(read(EXAMPLE), people=8, url=server_url, contest=0, settle=True)
    )

    assert outcome.complete, format_report(outcome)
    tables = Client(server_url).get(f"/api/{outcome.opened['code']}/state")["tables"]
    codes = {session["id"]: session["code"] for session in tables["sessions"]}
    items = [
        (item["form"], item["bearing"], item["seeded"], codes.get(item["session"], "")[:1])
        for item in tables["evidence"]
    ]
    assert sorted(items) == [
        ("evidence", "both", False, "2"),
        ("evidence", "confirms", True, ""),
        ("thought", "", False, ""),
    ]
    assert outcome.tally.acknowledged["post_evidence"] == 2


@pytest.mark.live
def test_rehearsal_in_an_existing_gathering_needs_no_host_key(server_url, play):
    first = play(RehearsalOptions(read(EXAMPLE), people=2, url=server_url, contest=0))
    data = {"title": "x", "rooms": [{"name": "Garden room"}], "slots": [], "topics": []}
    data["topics"] = [{"title": "One more topic"}]

    outcome = play(
        RehearsalOptions(from_data(data), people=3, url=server_url, code=first.opened["code"])
    )

    assert outcome.complete, format_report(outcome)
    titles = [
        topic["title"]
        for topic in Client(server_url).get(f"/api/{first.opened['code']}/state")["tables"][
            "topics"
        ]
    ]
    assert "One more topic" in titles
    assert len(titles) == 7


def test_rehearsal_without_a_server_is_one_sentence(play):
    with pytest.raises(ServerTrouble, match=r"The server at http://127.0.0.1:9 does not answer"):
        play(RehearsalOptions(read(EXAMPLE), people=2, url="http://127.0.0.1:9"))


# --- the copy that every client keeps


def state(seq=1, **tables):
    return {"seq": seq, "gathering": {"id": "ABCDEF", "title": "x"}, "tables": tables}


def change(seq, puts=None, drops=None):
    return {"seq": seq, "puts": puts or {}, "drops": drops or {}}


def message(since, *changes):
    return {"since": since, "seq": since + len(changes), "changes": list(changes)}


def test_replica_applies_what_follows_and_knows_what_it_has():
    seen = []
    replica = Replica(state(topics=[{"id": "t1"}]), seen.append)

    assert replica.apply(message(1, change(2, {"topics": [{"id": "t2"}]}))) == "applied"
    assert replica.apply(message(1, change(2, {"topics": [{"id": "t2"}]}))) == "known"
    assert replica.apply(message(2, change(3, drops={"topics": ["t1"]}))) == "applied"

    assert replica.rows("topics") == [{"id": "t2"}]
    assert (replica.seq, seen) == (3, [1, 2, 3])


def test_replica_gap_changes_nothing():
    replica = Replica(state())

    assert replica.apply(message(5, change(6, {"topics": [{"id": "t2"}]}))) == "gap"

    assert (replica.seq, replica.rows("topics")) == (1, [])


def test_replica_message_that_overlaps_is_applied_from_where_it_is_new():
    replica = Replica(state(seq=2, topics=[{"id": "t1", "title": "new"}]))
    old = change(2, {"topics": [{"id": "t1", "title": "old"}]})

    assert replica.apply(message(1, old, change(3, {"news": [{"id": "n3"}]}))) == "applied"

    assert replica.rows("topics") == [{"id": "t1", "title": "new"}]
    assert replica.rows("news") == [{"id": "n3"}]


def test_replica_differences_leave_out_what_only_its_person_sees():
    public = state(topics=[{"id": "t1", "title": "x"}])
    same = Replica(state(topics=[{"id": "t1", "title": "x", "mine": True}]))
    other = Replica(state(topics=[{"id": "t1", "title": "y"}]))

    assert differences(same, public) == []
    assert differences(other, public) == ["topics t1"]


# --- who does what


ROOMS = [{"id": "r1", "name": "Oak", "letter": "A"}]
SLOTS = [{"id": "s1", "code": "1", "kind": "session", "starts_at": "2027-03-31T10:00:00+01:00"}]


def test_script_gives_names_to_the_people_who_write_and_convene():
    topics = from_data(
        {
            "title": "x",
            "rooms": [{"name": "Oak"}],
            "slots": [{"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00"}],
            "topics": [
                {
                    "title": "Silence",
                    "convener_name": "Noor",
                    "cells": [{"room": "Oak", "slot": "1"}],
                    "notes": [{"kind": "story", "text": "x", "by": "Tove"}],
                },
                {"title": "Sound", "cells": [{"room": "A", "slot": "1"}]},
            ],
        }
    ).topics

    script = share_out(topics, 3, ROOMS, SLOTS)
    alone = share_out(topics, 1, ROOMS, SLOTS)

    assert script.names == ["Tove", "Noor", ""]
    assert [part.convener for part in script.parts] == [1, 1]
    assert script.parts[0].notes[0][0] == 0
    assert script.contested == {("r1", "s1")}
    assert (alone.names, alone.unnamed_notes) == (["Tove"], 0)


def test_quantile_of_few_times():
    assert quantile([], 0.5) == 0
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([1, 2, 3, 4], 0.95) == 4
