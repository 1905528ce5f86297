"""What each step makes of an older store: nothing is lost, and what may not be kept is gone."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openspace.domain.community.entries import PutPart
from openspace.domain.gathering import Gathering
from openspace.domain.viewer import HOST
from openspace.ledger.files import secret_file
from openspace.ledger.forgotten import Forgotten, unkeyed_mark
from openspace.ledger.handles import Handles
from openspace.ledger.sql.columns import COLUMNS, stored_tables
from openspace.ledger.sqlite.migrations import STEPS, WARNED_DAYS
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.retention import overdue, retention_info
from openspace.service.turn import CommandRequest, execute_batch
from tests.clocks import at
from tests.ledger.acts import CODE, COMMUNITY, asks, begin, begin_community, joins, proposes
from tests.ledger.older_stores import AMIR, SECRET, older_store, one


def test_older_store_loses_the_texts_of_its_notices_and_takes_new_ones(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    old = "would like 1A too. Could you meet at the wall?"
    assert old in "\n".join(sqlite3.connect(db).iterdump())

    ledger = SqliteLedger(db)

    assert old not in "\n".join(sqlite3.connect(db).iterdump())
    assert list(ledger.load(CODE).rows("notices")) == []
    [session, *_] = ledger.load(CODE).rows("sessions")
    topic = proposes(ledger, AMIR, "Peer support")
    assert asks(ledger, AMIR, "ask_to_meet", session=session["id"], topic=topic)["ok"]
    ledger.close()
    again = SqliteLedger(db)
    assert [row["kind"] for row in again.load(CODE).rows("notices")] == ["meet"]
    again.close()


def test_older_marks_of_who_was_forgotten_get_a_key(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    before = {hash for (hash,) in one(db, "SELECT hash FROM forgotten")}

    ledger = SqliteLedger(db)

    rows = one(db, "SELECT hash, words FROM forgotten")
    forgotten = Forgotten(dict(rows), Handles(ledger.secret()).mark)
    people = [f"p{n}" for n in range(1, 60)]
    assert [p for p in people if forgotten.words_of(CODE, p) == 0] == ["p16"]
    after = {hash for (hash,) in one(db, "SELECT hash FROM forgotten")}
    # Of a gathering that is gone nobody can tell the code: its mark stays, and still keeps it away.
    assert before & after == {unkeyed_mark("AAAAAA")}
    assert forgotten.words_of("AAAAAA") == 1
    ledger.close()


def test_older_store_keeps_the_hosts_passes(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    with closing(sqlite3.connect(db)) as store, store:
        store.execute("INSERT INTO host_passes VALUES (?, ?, NULL)", [CODE, "hash of a pass"])

    ledger = SqliteLedger(db)

    assert ledger.redeem_pass(CODE, "hash of a pass", "2027-01-01T10:00", of_host=True) == "host"
    assert one(db, "SELECT name FROM sqlite_master WHERE name = 'host_passes'") == []
    ledger.close()


def test_older_store_keeps_the_rows_of_released_sessions(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    with closing(sqlite3.connect(db)) as store, store:
        (seq,) = store.execute("SELECT max(seq) + 1 FROM changes").fetchone()
        at, drops = "2026-11-26T14:00:00+00:00", '{"sessions": ["s4"]}'
        release = (CODE, seq, "release_session", at, "p2", "{}", drops)
        store.execute("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)", release)
        store.execute("DELETE FROM sessions")

    ledger = SqliteLedger(db)

    gathering = ledger.load(CODE)
    [session] = gathering.rows("sessions")
    assert (session["id"], session["topic"], session["room"]) == ("s4", "t4", "")
    assert gathering.placed == []
    replayed = Gathering().replay(ledger.since(CODE, 0))
    assert replayed.tables["sessions"] == gathering.tables["sessions"]
    typed_before = {"session": "s4", "kind": "story", "text": "Typed before the release."}
    assert asks(ledger, AMIR, "post_note", **typed_before)["ok"]
    ledger.close()


def test_older_store_still_has_its_receipts(tmp_path: Path) -> None:
    db = tmp_path / "sessions.db"
    with closing(SqliteLedger(db)) as ledger:
        begin(ledger)
        rosa = joins(ledger)
        first = asks(ledger, rosa, "propose_topic", id="the same id", title="Carers")
    with closing(sqlite3.connect(db)) as store, store:
        store.executescript(
            "ALTER TABLE receipts RENAME TO newer; "
            "CREATE TABLE receipts (gathering TEXT, person TEXT, id TEXT, answer TEXT, "
            "PRIMARY KEY (gathering, person, id)); "
            "INSERT INTO receipts SELECT * FROM newer; DROP TABLE newer; "
            "PRAGMA user_version = 7"
        )

    with closing(SqliteLedger(db)) as ledger:
        again = asks(ledger, rosa, "propose_topic", id="the same id", title="Carers")

    assert again == first
    assert one(db, "PRAGMA user_version") == [(len(STEPS),)]
    assert one(db, "SELECT name FROM pragma_table_info('receipts') WHERE pk") == []


def test_older_store_finds_what_was_published_before_there_was_a_search(db: Path) -> None:
    ledger = SqliteLedger(db)
    kim = joins(ledger)
    proposes(ledger, kim, "Carers on the ward")
    withdrawn = proposes(ledger, kim, "Carers at night")
    asks(ledger, HOST, "publish_book")
    asks(ledger, kim, "withdraw_topic", topic=withdrawn)
    proposes(ledger, kim, "Carers by day")
    found = ledger.search([CODE], ["carers"])
    assert [hit.kind for hit in found] == ["topic"]
    ledger.close()
    with closing(sqlite3.connect(db)) as store:
        store.executescript(f"DELETE FROM searchable; PRAGMA user_version = {len(STEPS) - 2}")

    older = SqliteLedger(db)

    assert older.search([CODE], ["carers"]) == found
    older.close()


def test_older_store_opens_where_the_log_of_a_gathering_is_damaged(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    with closing(sqlite3.connect(db)) as store, store:
        store.execute(f"PRAGMA user_version = {len(STEPS) - 2}")
        store.execute('UPDATE changes SET drops = \'{"sessions": ["s4"\' WHERE seq = 15')
        store.execute("DELETE FROM house WHERE name = 'secret'")
    secret_file(db).write_text(SECRET.hex() + "\n")

    SqliteLedger(db).close()

    assert one(db, "PRAGMA user_version") == [(len(STEPS),)]
    assert one(db, "SELECT id FROM sessions") == [("s4",)]


def test_older_store_purges_nothing_before_its_hosts_could_be_warned(tmp_path: Path) -> None:
    """Retention counts from the last day now, so that a gathering may be overdue at once."""
    path = older_store(tmp_path / "sessions.db")
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("UPDATE gatherings SET starts_on = '2020-01-01', ends_on = '2020-01-01'")
        store.execute("UPDATE changes SET at = '2020-01-01T09:00:00+00:00'")
    older, newer = SqliteLedger(path), SqliteLedger(tmp_path / "new.db")
    now = datetime.now(UTC)

    assert overdue(older, at(now)) == []
    assert retention_info(older, CODE, SYSTEM)["soon"]
    assert overdue(older, at(now + timedelta(days=WARNED_DAYS + 1))) == [CODE]
    assert newer.no_purge_before() is None
    for ledger in (older, newer):
        ledger.close()


def test_older_store_gets_the_gatherings_of_its_repertoire_from_the_log(tmp_path: Path) -> None:
    ledger = SqliteLedger(db := tmp_path / "sessions.db")
    begin_community(ledger)
    texts = dict.fromkeys(("problem", "practice", "helps_when", "not_when", "shown_as"), "")
    came_from = {"gathering": CODE, "gathering_title": "", "session": "", "session_title": ""}
    part = PutPart(offer="of1", entry="", kind="tool", title="A letter", **texts, **came_from)
    execute_batch(ledger, COMMUNITY, [CommandRequest(HOST, part)], SYSTEM)
    ledger.close()
    with closing(sqlite3.connect(db)) as store:
        store.executescript(
            f"UPDATE parts SET of_gathering = NULL; PRAGMA user_version = {len(STEPS) - 1}"
        )

    older = SqliteLedger(db)

    assert [row["gathering"] for row in older.community(COMMUNITY).parts] == [CODE]
    older.close()


def test_no_column_of_a_row_has_the_name_of_the_streams_key() -> None:
    for table, columns in COLUMNS.items():
        assert len(stored_tables()[table][0]) == len(columns) + 1, table
