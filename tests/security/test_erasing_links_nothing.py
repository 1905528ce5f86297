"""An erasure leaves nothing that ties items of one person together: not in the log, not in how they go."""

import json

import pytest
from flask import Flask

from openspace.domain.change import Change
from openspace.service.slow_erasure import remove_one
from tests.clocks import IN_THE_END
from tests.security.erased_day import NAME, Day, assert_replay_equals_the_tables


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


@pytest.mark.parametrize("words", [False, True])
def test_no_change_of_the_log_ties_together_what_carried_a_name(day: Day, words: bool) -> None:
    """A new name is put on everything that carries it in one change, which stays in the file."""
    named = {day.alone, day.note, day.topic}
    day.canary.does("edit_topic", topic=day.alone, convener_name=NAME)
    day.canary.does("edit_me", name="Somebody Else")
    assert any(len(named & touched(change)) > 1 for change in day.ledger.since(day.code, 0))

    day.canary.asks_to_be_forgotten(words)

    assert not any(len(named & touched(change)) > 1 for change in day.ledger.since(day.code, 0))
    assert_replay_equals_the_tables(day.ledger, day.code)


def touched(change: Change) -> set[str]:
    return {row["id"] for table in ("topics", "notes") for row in change.puts.get(table, ())}


def test_a_topic_that_goes_slowly_looks_to_everybody_as_if_withdrawn_or_edited(day: Day) -> None:
    rosas = day.rosa.does("propose_topic", title="Rosa's other")["topic"]
    off = day.rosa.does("propose_topic", title="Rosa's third")["topic"]
    canarys_off = day.canary.does("propose_topic", title="Canary's third")["topic"]
    tables = day.rosa.state()["tables"]
    for someone, topic, room in ((day.rosa, rosas, 0), (day.canary, day.alone, 1)):
        slot = [slot["id"] for slot in tables["slots"] if slot["kind"] == "session"][1]
        cell = {"room": tables["rooms"][room]["id"], "slot": slot}
        someone.does("claim_cell", topic=topic, **cell)
        # Of a session that was released, a row is kept that nobody sees.
        free = {**cell, "room": day.host.does("add_room", name="Attic")["room"]}
        more = someone.does("claim_cell", topic=topic, again=True, **free)["session"]
        someone.does("release_session", session=more)
    for someone, topic in ((day.rosa, off), (day.canary, canarys_off)):
        session = someone.does("claim_cell", topic=topic, **free)["session"]
        someone.does("release_session", session=session)
    for someone, topic in ((day.rosa, off), (day.canary, canarys_off)):
        someone.does("withdraw_topic", topic=topic)
    begin = day.rosa.state()["seq"]
    day.rosa.does("withdraw_topic", topic=rosas)
    day.rosa.does("edit_topic", topic=off, title="As its convener edits it")
    expected = as_the_public_is_told(day, begin, {rosas: "T", off: "T"})

    path = f"/api/{day.code}/erase"
    body = {"words": True, "pace": "slowly"}
    day.canary.client.post(path, json=body, headers=day.canary.headers)
    begin = day.rosa.state()["seq"]
    services = day.app.extensions["openspace"]
    while remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END):
        pass

    told = as_the_public_is_told(day, begin, {day.alone: "T", canarys_off: "T"})
    assert set(expected) <= set(told)
    topics = {row["id"] for row in day.ledger.load(day.code).rows("topics")}
    assert {row["topic"] for row in day.ledger.load(day.code).rows("sessions")} <= topics
    assert_replay_equals_the_tables(day.ledger, day.code)


def as_the_public_is_told(day: Day, since: int, names: dict[str, str]) -> list[str]:
    """The changes as they are sent, to the letter, but for their numbers, times and these ids."""
    client = day.app.test_client(use_cookies=False)
    changes = client.get(f"/api/{day.code}/changes?since={since}").get_json()["changes"]
    told = [json.dumps({k: v for k, v in c.items() if k not in ("seq", "at")}) for c in changes]
    for id, name in names.items():
        told = [one.replace(f'"{id}"', f'"{name}"').replace(f'"s{id[1:]}"', '"S"') for one in told]
    return told
