"""A store of an older version is brought up to date; one of a newer version is left as it is."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace.domain.community.entries import PutPart
from openspace.domain.gathering import Gathering
from openspace.domain.viewer import HOST
from openspace.ledger.files import secret_file
from openspace.ledger.forgotten import Forgotten, unkeyed_mark
from openspace.ledger.handles import Handles
from openspace.ledger.port import ScrubResult, Unwritable
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.sql.columns import COLUMNS, stored_tables
from openspace.ledger.sqlite.backup import back_up, restore
from openspace.ledger.sqlite.migrations import STEPS, WARNED_DAYS
from openspace.ledger.sqlite.snapshots import Snapshots, snapshots
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.host_keys import hash_of
from openspace.service.maintenance import tidy_up
from openspace.service.retention import overdue, retention_info
from openspace.service.turn import CommandRequest, execute_batch
from tests.clocks import at
from tests.ledger.acts import CODE, COMMUNITY, asks, begin, begin_community, joins, proposes
from tests.ledger.older_stores import AMIR, SECRET, older_store, one


def test_older_store_is_the_same_gathering_afterwards(tmp_path: Path) -> None:
    ledger = SqliteLedger(older_store(tmp_path / "sessions.db"))

    notes = {note["text"]: note for note in ledger.load(CODE).rows("notes")}
    assert notes["Said without a name"]["author"] == AMIR.person
    assert notes["By the host"]["author"] == "host"
    assert ledger.load(CODE).shown_name(notes["Said without a name"]["initiator"]) == "Dr Bob"
    assert ledger.host_key_hash(CODE) == hash_of("the old host key")
    seqs = [change.seq for change in ledger.since(CODE, 0)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert asks(ledger, AMIR, "edit_note", note=notes["Said without a name"]["id"], text="Better")
    assert proposes(ledger, AMIR, "And on we go")
    ledger.close()
    assert one(tmp_path / "sessions.db", "PRAGMA user_version") == [(len(STEPS),)]


def test_older_store_gives_its_secret_to_a_file_and_keeps_none(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")

    ledger = SqliteLedger(db)

    assert ledger.secret() == SECRET
    assert secret_file(db).read_text() == SECRET.hex() + "\n"
    assert one(db, "SELECT * FROM house WHERE name = 'secret'") == []
    assert ledger.scrub_files() is ScrubResult.DONE
    ledger.close()
    assert SECRET not in db.read_bytes()


def test_older_snapshots_that_hold_the_secret_go_when_the_server_has_started(
    tmp_path: Path,
) -> None:
    db = older_store(tmp_path / "sessions.db")
    (tmp_path / "sessions-snapshots").mkdir()
    older_store(tmp_path / "sessions-snapshots" / "sessions-20261123-100000-000000.db")

    ledger, kept = SqliteLedger(db), Snapshots(db)
    assert len(snapshots(db)) == 2
    assert tidy_up(ledger, kept) is ScrubResult.DONE
    kept.close()
    ledger.close()

    assert len(snapshots(db)) == 1
    for path in tmp_path.rglob("*.db*"):
        assert SECRET not in path.read_bytes()


def test_older_answers_are_given_again(tmp_path: Path) -> None:
    ledger = SqliteLedger(older_store(tmp_path / "sessions.db"))
    before = ledger.load(CODE).seq

    again = asks(ledger, AMIR, "post_note", id="note-by-amir-1", session="s4", kind="quote")

    assert again["result"] == {"note": "n14"}
    assert ledger.load(CODE).seq == before
    ledger.close()


def test_older_store_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    before = "\n".join(sqlite3.connect(db).iterdump())

    SqliteLedger(db).close()
    SqliteLedger(db).close()

    [kept] = snapshots(db)
    assert "\n".join(sqlite3.connect(kept).iterdump()) == before
    assert kept.stat().st_mode & 0o077 == 0


def test_older_store_that_cannot_be_copied_is_not_changed(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")
    (tmp_path / "sessions-snapshots").write_text("a file where the folder should be")

    with pytest.raises(Unwritable, match="could not be copied before it is changed"):
        SqliteLedger(db)

    assert one(db, "PRAGMA user_version") == [(0,)]
    assert one(db, "SELECT value FROM house WHERE name = 'secret'") == [(SECRET,)]


def test_step_that_fails_leaves_the_older_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = older_store(tmp_path / "sessions.db")

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("openspace.ledger.sqlite.migrations.STEPS", [*STEPS, fails])
    with pytest.raises(ZeroDivisionError):
        SqliteLedger(db)
    monkeypatch.undo()

    assert one(db, "PRAGMA user_version") == [(0,)]
    assert one(db, "SELECT value FROM house WHERE name = 'secret'") == [(SECRET,)]
    ledger = SqliteLedger(db)
    assert ledger.secret() == SECRET
    ledger.close()


def test_older_store_opened_by_eight_at_once_takes_each_step_once(tmp_path: Path) -> None:
    db, troubles, secrets = older_store(tmp_path / "sessions.db"), [], set()

    def opens() -> None:
        try:
            ledger = SqliteLedger(db)
            secrets.add(ledger.secret())
            ledger.close()
        except Exception as error:
            troubles.append(error)

    together = [threading.Thread(target=opens) for _ in range(8)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()

    assert (troubles, secrets) == ([], {SECRET})


def test_new_store_opened_by_eight_at_once_has_one_secret(tmp_path: Path) -> None:
    db, secrets = tmp_path / "sessions.db", set()

    def opens() -> None:
        ledger = SqliteLedger(db)
        secrets.add(ledger.secret())
        ledger.close()

    together = [threading.Thread(target=opens) for _ in range(8)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()

    assert len(secrets) == 1
    assert snapshots(db) == []


def test_backup_of_an_older_store_holds_no_secret(tmp_path: Path) -> None:
    db = older_store(tmp_path / "sessions.db")

    back_up(db, tmp_path / "copy.db")

    assert SECRET not in (tmp_path / "copy.db").read_bytes()
    assert one(db, "SELECT value FROM house WHERE name = 'secret'") == [(SECRET,)]


def test_older_backup_is_restored_with_its_secret_where_there_is_none(tmp_path: Path) -> None:
    backup, db = older_store(tmp_path / "backup.db"), tmp_path / "sessions.db"

    restore(backup, db)

    ledger = SqliteLedger(db)
    assert ledger.secret() == SECRET
    assert ledger.load(CODE).row("notes", "n14")["author"] == AMIR.person
    ledger.close()


def test_older_backup_does_not_replace_the_secret_that_is_there(tmp_path: Path) -> None:
    backup, db = older_store(tmp_path / "backup.db"), tmp_path / "sessions.db"
    ledger = SqliteLedger(db)
    secret = ledger.secret()
    ledger.close()

    restore(backup, db)

    ledger = SqliteLedger(db)
    assert ledger.secret() == secret != SECRET
    assert ledger.load(CODE).row("notes", "n14")["author"] == AMIR.person
    ledger.close()


@pytest.mark.parametrize(
    "newer",
    [
        "PRAGMA user_version = 99",
        "ALTER TABLE notes ADD COLUMN mood TEXT",
        "ALTER TABLE changes ADD COLUMN device TEXT",
        "ALTER TABLE notes RENAME COLUMN text TO words",
    ],
)
def test_newer_store_is_refused_and_left_as_it_is(db: Path, tmp_path: Path, newer: str) -> None:
    with closing(sqlite3.connect(db)) as store:
        store.execute("REPLACE INTO house VALUES ('written by', CAST('9.1.0' AS BLOB))")
        store.execute(newer)
        store.commit()
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = db.read_bytes()

    with pytest.raises(Unwritable) as caught:
        SqliteLedger(db)

    assert "written by a newer openspace (9.1.0)" in str(caught.value)
    assert db.read_bytes() == before
    with pytest.raises(StoreTrouble, match=r"newer openspace \(9.1.0\)"):
        restore(db, tmp_path / "elsewhere.db")
    assert not (tmp_path / "elsewhere.db").exists()


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
