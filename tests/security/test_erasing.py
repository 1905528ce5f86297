"""Somebody asks to be forgotten: afterwards their name is in no byte that the server keeps."""

import json
import logging
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Settings
from openspace.ledger.port import Photo
from openspace.ledger.sqlite.scrubbing import MOST_BYTES_TO_REBUILD
from openspace.ledger.sqlite.snapshots import snapshots
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.slow_erasure import postpone_overdue, remove_one
from tests.clocks import IN_THE_END, at
from tests.security.erased_day import (
    CONTACT,
    NAME,
    STEM,
    WORDS,
    Day,
    assert_replay_equals_the_tables,
    found,
)
from tests.support.waiting import told


@pytest.fixture
def day(app: Flask) -> "Day":
    return Day(app)


@pytest.mark.parametrize("words", [False, True])
def test_a_canary_is_found_nowhere_afterwards(
    day: Day, tmp_path: Path, caplog: pytest.LogCaptureFixture, words: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    day.app.extensions["openspace"].snapshots.take()
    day.host.client.get(f"/{day.code}/proceedings.md")
    assert len(found(tmp_path, WORDS)) > 1
    assert snapshots(tmp_path / "sessions.db")

    answer = day.canary.asks_to_be_forgotten(words)

    assert answer.get_json() == {"erased": True, "wiped": True}
    secret = [NAME, CONTACT, *([WORDS, STEM, day.photo, day.loose] if words else [])]
    for one in secret:
        assert found(tmp_path, one) == []
        assert one not in caplog.text
        for path in (
            "proceedings",
            "proceedings.md",
            "proceedings.json",
            "agenda",
            "schedule.ics",
            "paper/cards",
            "wall",
        ):
            page = day.host.client.get(f"/{day.code}/{path}").get_data(as_text=True)
            assert one not in page, path
        for somebody in (day.host, day.rosa):
            assert one not in json.dumps(somebody.state())
            changes = somebody.client.get(
                f"/api/{day.code}/changes?since=0", headers=somebody.headers
            )
            assert one not in changes.get_data(as_text=True)
    assert_replay_equals_the_tables(day.ledger, day.code)


@pytest.mark.slow
def test_a_canary_is_found_nowhere_in_a_store_too_large_to_be_rebuilt_at_once(
    day: Day, tmp_path: Path
) -> None:
    for nth in range(30):
        jpeg = random.Random(nth).randbytes(2_000_000)
        day.ledger.keep_photo(day.code, Photo(f"large{nth}", jpeg, 4, 3))
    day.host.does("edit_gathering", topics_each=0)
    for nth in range(300):
        day.rosa.does("propose_topic", title=f"Rosa's {nth}", description="Long. " * 100)
        if nth % 10 == 0:
            topic = day.canary.does("propose_topic", title=f"{WORDS} {nth}", convener_name=NAME)
            day.canary.does("edit_topic", topic=topic["topic"], description=f"{WORDS} " * 200)
    day.app.extensions["openspace"].snapshots.take()
    assert (tmp_path / "sessions.db").stat().st_size > MOST_BYTES_TO_REBUILD

    assert day.canary.asks_to_be_forgotten(True).get_json() == {"erased": True, "wiped": True}

    assert snapshots(tmp_path / "sessions.db")
    for one in (NAME, CONTACT, WORDS, STEM, day.photo, day.loose):
        assert found(tmp_path, one) == []


def test_what_others_wrote_stays(day: Day) -> None:
    day.canary.asks_to_be_forgotten(True)
    tables = day.rosa.state()["tables"]
    assert [note["text"] for note in tables["notes"]] == ["Rosa asks"]
    assert {topic["id"]: topic["title"] for topic in tables["topics"]} == {
        day.topic: "Untitled",
        day.rosas: "Rosa's",
    }
    assert len(tables["sessions"]) == 2
    day.rosa.does("edit_note", note=day.rosas_note, text="Rosa asks again")


def test_words_stay_where_only_the_name_goes(day: Day) -> None:
    day.canary.asks_to_be_forgotten(False)
    tables = day.rosa.state()["tables"]
    assert len(tables["topics"]) == 3
    assert len(tables["notes"]) == 4
    assert {topic["convener_name"] for topic in tables["topics"]} == {None}
    assert tables["people"] == [row for row in tables["people"] if row.get("mine")]
    assert day.host.client.get(f"/{day.code}/photos/{day.photo}.jpg").status_code == 200
    moved = {
        "session": day.session,
        "room": tables["rooms"][1]["id"],
        "slot": tables["slots"][2]["id"],
    }
    day.host.does("move_session", **moved)
    day.rosa.does("hand_over_notes", session="s" + day.rosas[1:])


def test_who_is_forgotten_is_nobody_here_any_more(day: Day) -> None:
    app = day.app
    socket = app.extensions["socketio"].test_client(
        app, auth={"gathering": day.code, "token": day.canary.token}
    )
    assert socket.is_connected()
    answer = day.canary.asks_to_be_forgotten(False)
    assert not socket.is_connected()
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert day.canary.tries("edit_me", name="Back")["error"]["code"] == "not_allowed"
    refused = day.canary.asks_to_be_forgotten(False)
    assert refused.status_code == 403
    # A phone whose page was closed meanwhile clears what it keeps.
    error = refused.get_json()["error"]
    assert (error["why"], error["ended"]) == ("forgotten", True)


def test_nobody_can_ask_for_somebody_else(day: Day) -> None:
    assert day.host.asks_to_be_forgotten(True).status_code == 403
    assert day.host.client.post(f"/api/{day.code}/erase", json={}).status_code == 403
    assert len(day.rosa.state()["tables"]["topics"]) == 3


def test_screens_are_told_to_fetch_the_state_and_no_change_lists_what_one_person_made(
    day: Day,
) -> None:
    socket = day.app.extensions["socketio"].test_client(
        day.app, auth={"gathering": day.code, "token": day.rosa.token}
    )
    before = day.rosa.state()["seq"]
    day.canary.asks_to_be_forgotten(True)

    path = f"/api/{day.code}/changes?since={before}"
    assert day.rosa.client.get(path).get_json()["error"]["code"] == "resync"
    assert told(socket) == ["resync"]
    [change] = day.ledger.since(day.code, before)
    assert (change.name, change.by, dict(change.puts), dict(change.drops)) == (
        *("erase_me", None),
        *({}, {}),
    )


def test_texts_that_go_slowly_go_one_by_one_as_if_their_author_took_them_back(day: Day) -> None:
    silent = day.canary.does("post_note", session=day.session, kind="quote", text=WORDS)["note"]
    path = f"/api/{day.code}/erase"
    body = {"words": True, "pace": "slowly"}
    day.canary.client.post(path, json=body, headers=day.canary.headers)
    services = day.app.extensions["openspace"]
    tables = day.rosa.state()["tables"]
    assert silent in [note["id"] for note in tables["notes"]]
    assert NAME not in json.dumps(tables)
    assert day.ledger.leaving(day.code, SYSTEM.now()) == []
    leaving = day.ledger.leaving(day.code, "9999")
    assert [table for table, _ in leaving] == ["notes"] * 4 + ["topics"] * 2
    before = day.rosa.state()["seq"]

    while remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END):
        pass

    path = f"/api/{day.code}/changes?since={before}"
    changes = day.rosa.client.get(path).get_json()["changes"]
    assert [change["name"] for change in changes] == [
        *["retract_note"] * 4,
        *["withdraw_topic", "erase_topic"],
    ] or [change["name"] for change in changes] == [
        *["retract_note"] * 4,
        *["erase_topic", "withdraw_topic"],
    ]
    assert {change["by"] for change in changes} == {None}
    tables = day.rosa.state()["tables"]
    assert [note["text"] for note in tables["notes"]] == ["Rosa asks"]
    assert {topic["title"] for topic in tables["topics"]} == {"Untitled", "Rosa's"}
    assert_replay_equals_the_tables(day.ledger, day.code)


def test_what_is_overdue_after_the_server_was_off_does_not_go_together(day: Day) -> None:
    path, body = f"/api/{day.code}/erase", {"words": True, "pace": "slowly"}
    day.canary.client.post(path, json=body, headers=day.canary.headers)
    services = day.app.extensions["openspace"]
    morning = datetime(2040, 1, 1, 8, tzinfo=UTC)

    later = postpone_overdue(day.ledger, at(morning))

    def goes(minutes: float) -> bool:
        clock = at(morning + timedelta(minutes=minutes))
        return remove_one(services.in_thread, day.ledger, services.queue, day.code, clock, later)

    assert len(later) == len(day.ledger.leaving(day.code, "9999")) == 5
    assert not goes(1)
    assert [goes(61) for _ in later] == [True] * 5
    assert not goes(61)


def test_texts_that_went_slowly_are_found_nowhere(day: Day, tmp_path: Path) -> None:
    path = f"/api/{day.code}/erase"
    body = {"words": True, "pace": "slowly"}
    day.canary.client.post(path, json=body, headers=day.canary.headers)
    services = day.app.extensions["openspace"]

    while remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END):
        pass
    services.tidy_up()

    for one in (NAME, CONTACT, WORDS, "yellowfeathered", day.photo, day.loose):
        assert found(tmp_path, one) == [], one


def test_flags_go_one_by_one_also_if_the_texts_stay(day: Day, tmp_path: Path) -> None:
    secret = "Lyrebirds imitate me."
    [theirs] = [n["id"] for n in day.rosa.state()["tables"]["notes"] if n["text"] == "Rosa asks"]
    for table, id in (("notes", theirs), ("topics", day.topic)):
        day.canary.does("flag", table=table, id=id, words=secret)
    day.canary.asks_to_be_forgotten(words=False)
    services = day.app.extensions["openspace"]

    def flags() -> list[Any]:
        return list(day.host.state()["tables"]["flags"])

    assert [table for table, _ in day.ledger.leaving(day.code, "9999")] == ["flags", "flags"]
    assert len(flags()) == 2
    assert remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END)
    assert len(flags()) == 1
    assert remove_one(services.in_thread, day.ledger, services.queue, day.code, IN_THE_END)
    assert flags() == []
    services.tidy_up()
    assert found(tmp_path, secret) == []
    assert_replay_equals_the_tables(day.ledger, day.code)


def test_another_process_forgets_as_well(day: Day, tmp_path: Path) -> None:
    other = open_store(tmp_path / "sessions.db")
    other.since(day.code, 0)
    other.load(day.code)
    other.at(day.code, 5)
    day.canary.does("mark_interest", topic=day.topic, interested=False)
    assert other.load(day.code).seq
    day.canary.asks_to_be_forgotten(True)
    told = json.dumps([change.as_dict() for change in other.since(day.code, 0)])
    assert WORDS not in told
    assert NAME not in json.dumps([dict(table) for table in other.load(day.code).tables.values()])
    other.close()


def test_what_could_not_be_wiped_at_once_is_wiped_later(
    app: Flask, day: Day, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        day.ledger._writer.execute("PRAGMA busy_timeout = 100")
        assert day.canary.asks_to_be_forgotten(True).get_json() == {"erased": True, "wiped": False}
    assert app.extensions["openspace"].tidy_up()
    assert found(tmp_path, NAME) == []
    assert found(tmp_path, WORDS) == []


def test_a_gathering_opens_again_after_somebody_left(day: Day, tmp_path: Path) -> None:
    day.canary.asks_to_be_forgotten(True)
    again = create_app(
        Settings(db=tmp_path / "sessions.db", server_key="key", async_mode="threading")
    )
    state = again.test_client().get(f"/api/{day.code}/state").get_json()
    assert [note["text"] for note in state["tables"]["notes"]] == ["Rosa asks"]
