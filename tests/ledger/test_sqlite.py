"""What the file sessions.db promises beyond what every ledger does."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.port import ScrubResult, Unwritable
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.runtime import compact_json
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch, read_request
from tests.ledger.acts import CODE, a_morning, asks, begin, cell, joins, proposes

Reopen = Callable[[], SqliteLedger]


def test_file_reopened_gives_an_equal_gathering(reopen: Reopen) -> None:
    ledger = reopen()
    a_morning(ledger)

    again = reopen()

    assert again.load(CODE) == ledger.load(CODE)
    assert [c.as_dict() for c in again.since(CODE, 0)][-1] == ledger.since(CODE, 0)[-1].as_dict()
    assert again.secret() == ledger.secret()


def test_file_receipts_outlive_the_process(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    first = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")

    again = asks(reopen(), kim, "propose_topic", id="same-id-1", title="Carers")

    assert again == first


def test_file_keeps_what_is_committed_in_full(reopen: Reopen) -> None:
    ledger = reopen()

    for connection in (ledger._writer, ledger._reader):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_file_itself_refuses_a_double_booking(reopen: Reopen, db: Path) -> None:
    ledger = reopen()
    a_morning(ledger)

    with sqlite3.connect(db) as by_hand, pytest.raises(sqlite3.IntegrityError):
        by_hand.execute(
            "INSERT INTO sessions (gathering, id, topic, room, slot) "
            "SELECT gathering, 's99', 't4', room, slot FROM sessions"
        )
    by_hand.close()


def test_file_keeps_any_number_of_sessions_without_a_cell(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    for title in ("Carers", "Waiting lists"):
        topic = proposes(ledger, kim, title)
        held = asks(ledger, kim, "claim_cell", topic=topic, **cell(ledger, "1", "A"))["result"]
        assert asks(ledger, kim, "release_session", session=held["session"])["ok"]

    assert [row["room"] for row in reopen().load(CODE).rows("sessions")] == ["", ""]


def test_file_cell_booked_by_hand_is_taken_for_the_marketplace(reopen: Reopen, db: Path) -> None:
    ledger = reopen()
    kim = joins(ledger, "Kim")
    first, second = proposes(ledger, kim, "Carers"), proposes(ledger, kim, "Waiting lists")
    where = cell(ledger, "1", "A")
    with sqlite3.connect(db) as by_hand:
        by_hand.execute(
            "INSERT INTO sessions (gathering, id, topic, room, slot, code, notes_wanted) "
            "VALUES (?, 's99', ?, ?, ?, '1A', 0)",
            [CODE, first, where["room"], where["slot"]],
        )
    by_hand.close()

    answer = asks(ledger, kim, "claim_cell", topic=second, **where)

    assert answer["error"]["code"] == "cell_taken"
    assert answer["error"]["held_by"]["title"] == "Carers"


def test_file_log_and_receipts_hold_no_names(reopen: Reopen, db: Path) -> None:
    a_morning(reopen())
    with sqlite3.connect(db) as by_hand:
        log = by_hand.execute("SELECT puts, drops FROM changes").fetchall()
        receipts = by_hand.execute("SELECT answer FROM receipts").fetchall()
        notices = by_hand.execute("SELECT * FROM notices").fetchall()
    by_hand.close()

    kept = json.dumps([log, receipts, notices])
    assert "Carers" in kept
    assert "Kim" not in kept
    assert "by post" not in kept


def test_file_in_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unwritable) as caught:
        SqliteLedger(tmp_path / "nowhere" / "sessions.db")

    assert str(caught.value).endswith("cannot be used as the store: unable to open database file.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_file_in_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Unwritable):
            SqliteLedger(tmp_path / "sessions.db")
    finally:
        tmp_path.chmod(0o700)


def test_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    path.write_text("Dear diary, " * 100)

    with pytest.raises(Unwritable) as caught:
        SqliteLedger(path)

    assert str(caught.value).endswith("cannot be used as the store: file is not a database.")
    assert path.read_text().startswith("Dear diary")


def test_file_that_cannot_be_written_any_more_is_answered_busy(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    ledger._writer.execute("PRAGMA query_only = ON")

    refused = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")
    ledger._writer.execute("PRAGMA query_only = OFF")
    then = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")

    assert refused["error"]["code"] == "busy"
    assert then["ok"]
    assert len(ledger.load(CODE).rows("topics")) == 1


def test_file_full_turn_is_kept_as_the_same_commands_one_by_one(
    reopen: Reopen, tmp_path: Path
) -> None:
    """More than any bundle of rows, some put twice, some put and dropped in the same turn."""
    ledger, single = reopen(), SqliteLedger(tmp_path / "single.db")
    begin(single)
    people = [(joins(ledger), joins(single))[0] for _ in range(45)]
    topic = [proposes(ledger, people[0], "For all"), proposes(single, people[0], "For all")][0]
    asked: list[CommandRequest] = []

    def wants(person: Viewer, name: str, /, **args: object) -> None:
        asked.append(read_request(person, {"id": f"wish-{len(asked)}", "name": name, "args": args}))

    for nth, person in enumerate(people):
        wants(person, "propose_topic", title=f"Topic {nth}")
        for interested in (True, False, True, nth % 2 == 0):
            wants(person, "mark_interest", topic=topic, interested=interested)
        wants(person, "edit_me", name=f"Person {nth}")
        wants(person, "withdraw_topic", topic="nowhere")

    answers = execute_batch(ledger, CODE, asked, SYSTEM)

    by_one = [execute_batch(single, CODE, [one], SYSTEM)[0] for one in asked]
    assert answers == by_one
    assert [answer["ok"] for answer in answers].count(False) == len(people)
    assert reopen().load(CODE) == ledger.load(CODE)
    assert execute_batch(reopen(), CODE, asked[::-1], SYSTEM) == answers[::-1]
    single.close()


def test_notes_that_show_a_picture_are_found_without_walking_all(db: Path) -> None:
    ledger, asked = SqliteLedger(db), list[str]()
    ledger._reader.set_trace_callback(asked.append)
    ledger.notes_with(CODE, "x")
    ledger._reader.set_trace_callback(None)

    [query] = [one for one in asked if "FROM notes" in one]
    plan = ledger._reader.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    ledger.close()
    assert "idx_notes_gathering_photo (gathering=? AND photo=?)" in str(plan)


def test_file_without_erased_data_is_scrubbed_without_waiting_for_writers(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = reopen()
    monkeypatch.setattr(ledger._turns, "turn", None)

    assert ledger.scrub_files() is ScrubResult.NOTHING_DUE


def test_file_is_looked_through_without_holding_up_readers(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    proposes(ledger, kim, "Carers")
    # Every command reads by this connection: it is not waited for, and so does not wait either.
    with ledger._reading:
        held = ledger.held(CODE, str(kim.person))
    assert held.changes == {"propose_topic": 1}


def test_file_erasure_writes_the_log_as_it_was_written(reopen: Reopen, db: Path) -> None:
    """Otherwise the form of the stored text would tell which changes were one person's."""
    ledger = reopen()
    kim, rosa = joins(ledger, "Kim"), joins(ledger, "Rosa")
    for person in (kim, rosa):
        proposes(ledger, person, "“Café”, a topic", description="Words")
    execute_batch(ledger, CODE, [CommandRequest(kim, EraseMe(words=True))], SYSTEM)
    ledger.remove_taken_back(CODE)

    with closing(sqlite3.connect(db)) as store:
        stored = store.execute("SELECT puts, drops FROM changes").fetchall()

    assert stored
    for text in (text for row in stored for text in row):
        assert text == compact_json.dumps(json.loads(text))
