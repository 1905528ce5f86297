"""A store of an older version is brought up to date; one of a newer version is left as it is."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from openspace.ledger.files import secret_file
from openspace.ledger.port import ScrubResult, Unwritable
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.sqlite.backup import back_up, restore
from openspace.ledger.sqlite.migrations import STEPS
from openspace.ledger.sqlite.snapshots import Snapshots, snapshots
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.host_keys import hash_of
from openspace.service.maintenance import tidy_up
from tests.ledger.acts import CODE, asks, proposes
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
