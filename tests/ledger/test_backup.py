"""Copies of a store in use, and the way back."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.sqlite import snapshots as snapshots_module
from openspace.ledger.sqlite.backup import back_up, damage, restore
from openspace.ledger.sqlite.fingerprint import fingerprint
from openspace.ledger.sqlite.snapshots import HOURS, NEWEST, Snapshots, folder_of, snapshots
from openspace.ledger.sqlite.store import SqliteLedger
from tests.ledger.acts import CODE, asks, begin, joins, proposes


def print_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return fingerprint(connection)


def without_origins(path: Path) -> Path:
    """A copy of the store, whose streams all have the same origin."""
    copied = path.with_suffix(".plain")
    shutil.copy(path, copied)
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute("UPDATE streams SET origin = 'x'")
        connection.commit()
    return copied


def test_backup_of_a_store_in_use_is_whole_and_restores_to_an_equal_one(
    db: Path, tmp_path: Path
) -> None:
    ledger = SqliteLedger(db)
    kim = joins(ledger, "Kim")
    stop = threading.Event()

    def goes_on() -> None:
        nth = 0
        while not stop.is_set():
            asks(ledger, kim, "edit_me", name=f"Kim {nth}")
            nth += 1

    writer = threading.Thread(target=goes_on)
    writer.start()
    copied = back_up(db, tmp_path / "copy.db")
    stop.set()
    writer.join()
    ledger.close()

    log = print_of(tmp_path / "copy.db")
    assert copied.fingerprint == log
    back = restore(tmp_path / "copy.db", tmp_path / "elsewhere.db")
    restored = without_origins(tmp_path / "elsewhere.db")
    assert (back.fingerprint, back.before) == (log, None)
    assert print_of(restored) == print_of(without_origins(tmp_path / "copy.db"))
    again, first = SqliteLedger(tmp_path / "elsewhere.db"), SqliteLedger(db)
    # Pages that know changes after the copy are told by it to take everything anew.
    assert again.load(CODE).origin not in ("", first.load(CODE).origin)
    first.close()
    seqs = [change.seq for change in again.since(CODE, 0)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert proposes(again, kim, "And on we go")
    again.close()


def test_fingerprint_tells_any_difference_and_no_more(db: Path, tmp_path: Path) -> None:
    ledger = SqliteLedger(db)
    kim = joins(ledger)
    before = print_of(db)
    proposes(ledger, kim, "Carers")
    ledger.close()
    after = print_of(db)

    with closing(sqlite3.connect(db)) as by_hand:
        by_hand.execute("VACUUM")

    assert before != after == print_of(db)
    with closing(sqlite3.connect(db)) as by_hand:
        by_hand.execute("UPDATE topics SET hidden = NULL")
        by_hand.commit()
    assert print_of(db) != after


def test_restore_moves_the_store_before_aside_whole(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")
    ledger = SqliteLedger(db)
    proposes(ledger, joins(ledger), "Written after the copy")
    ledger.close()
    later = print_of(db)

    back = restore(tmp_path / "copy.db", db)

    assert back.before
    assert print_of(back.before) == later
    copied = without_origins(tmp_path / "copy.db")
    assert print_of(without_origins(db)) == print_of(copied)
    assert not list(tmp_path.glob(".*"))


def test_restore_refuses_while_a_server_has_the_store_open(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")
    ledger = SqliteLedger(db)
    kim = joins(ledger)

    with pytest.raises(StoreTrouble, match="Stop it first"):
        restore(tmp_path / "copy.db", db)

    assert proposes(ledger, kim, "Carers")
    ledger.close()


@pytest.mark.parametrize("what", ["none", "a diary", "another program's", "half"])
def test_restore_refuses_what_is_no_whole_store_and_changes_nothing(
    db: Path, tmp_path: Path, what: str
) -> None:
    file, before = tmp_path / "file.db", print_of(db)
    if what == "a diary":
        file.write_text("Dear diary, " * 100)
    elif what == "another program's":
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE sheep (name)")
    elif what == "half":
        back_up(db, file)
        whole = file.read_bytes()
        file.write_bytes(whole[:4096] + b"\x5a" * (len(whole) - 4096))

    with pytest.raises(StoreTrouble) as caught:
        restore(file, db)

    assert str(caught.value).endswith(".")
    assert print_of(db) == before
    assert {path.name for path in tmp_path.glob("*.db")} <= {"sessions.db", "file.db"}


def test_restore_brings_back_what_was_damaged(db: Path, tmp_path: Path) -> None:
    copied = back_up(db, tmp_path / "copy.db")
    db.write_bytes(b"\x5a" * 10_000)
    assert damage(db)

    back = restore(copied.path, db)

    assert back.fingerprint == copied.fingerprint
    assert print_of(without_origins(db)) == print_of(without_origins(copied.path))
    assert back.before
    assert back.before.read_bytes() == b"\x5a" * 10_000


def test_backup_leaves_what_is_there(db: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")

    with pytest.raises(StoreTrouble, match="is there already"):
        back_up(db, tmp_path / "copy.db")
    with pytest.raises(StoreTrouble, match=r"no such file or directory|cannot be opened"):
        back_up(db, tmp_path / "nowhere" / "copy.db")

    assert (tmp_path / "copy.db").read_text() == "mine"


def test_snapshot_is_taken_when_something_changed_only(db: Path) -> None:
    ledger = SqliteLedger(db)
    kept = Snapshots(db)

    first, none = kept.take(), kept.take()
    proposes(ledger, joins(ledger), "Carers")
    second = kept.take()

    assert (bool(first), none, bool(second)) == (True, None, True)
    assert snapshots(db) == [first, second]
    assert print_of(snapshots(db)[-1]) == print_of(db)
    restarted = Snapshots(db)
    assert restarted.take() is None
    for one in (kept, restarted):
        one.close()
    ledger.close()


def test_after_a_snapshot_the_file_alone_holds_everything(db: Path, tmp_path: Path) -> None:
    """A server that is killed an hour later leaves a file that can be copied by itself."""
    ledger, snapshots = SqliteLedger(db), Snapshots(db)
    joins(ledger, "Kim")

    assert snapshots.take()

    alone = tmp_path / "alone.db"
    shutil.copy(db, alone)
    assert print_of(alone) == print_of(db)
    snapshots.close()
    ledger.close()


def test_closed_ledger_takes_nothing_and_opens_no_new_connection(db: Path) -> None:
    ledger = SqliteLedger(db)
    kim = joins(ledger, "Kim")
    ledger.close()

    assert asks(ledger, kim, "edit_me", name="K.")["error"]["code"] == "busy"
    assert not db.with_name(f"{db.name}-wal").exists()


def test_snapshots_are_few_and_reach_back_a_day(db: Path) -> None:
    folder_of(db).mkdir()
    for hour in range(40):
        for minute in (0, 30):
            (
                folder_of(db)
                / f"sessions-202701{1 + hour // 24:02}-{hour % 24:02}{minute:02}00-000000.db"
            ).touch()
    for path in snapshots(db):
        os.utime(path, (0, 0))
    ledger = SqliteLedger(db)
    kept = Snapshots(db)

    for nth in range(8):
        proposes(ledger, joins(ledger), f"Topic {nth}")
        assert kept.take()

    names = [path.name for path in snapshots(db)]
    assert len(names) <= NEWEST + HOURS
    assert len([name for name in names if name.startswith("sessions-2027")]) >= HOURS - 2
    kept.close()
    ledger.close()


def test_snapshot_is_the_newest_though_the_clock_was_put_back(db: Path) -> None:
    ledger = SqliteLedger(db)
    kept = Snapshots(db)
    first = kept.take()
    assert first
    ahead = first.rename(folder_of(db) / "sessions-29991231-235959-999998.db")

    for nth in range(3):
        proposes(ledger, joins(ledger), f"Topic {nth}")
        new = kept.take()
        assert snapshots(db)[-1] == new
        assert print_of(snapshots(db)[-1]) == print_of(db)

    assert snapshots(db)[0] == ahead
    assert len(snapshots(db)) == 4
    kept.close()
    ledger.close()


def test_snapshots_start_anew_when_somebody_is_erased(db: Path) -> None:
    ledger = SqliteLedger(db)
    kept = Snapshots(db)
    before = kept.take()

    after = kept.replace_all()

    assert before != after
    assert snapshots(db) == [after]
    kept.close()
    ledger.close()


def test_snapshot_leaves_the_last_of_the_disk_to_the_gathering(
    db: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(snapshots_module, "room_beside", lambda path: 1_000_000)
    kept = Snapshots(db)

    assert [kept.take(), kept.take()] == [None, None]

    said = [record.message for record in caplog.records]
    assert said == ["no snapshot is taken, because the disk is nearly full"]
    kept.close()


def test_snapshot_that_cannot_be_taken_disturbs_nobody(
    tmp_path: Path, db: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder_of(db).write_text("a file where the folder should be")
    kept = Snapshots(db)

    assert kept.take() is None

    assert len(caplog.records) == 1
    kept.close()


def test_ledger_begins_on_a_restored_store(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "sessions.db")
    begin(ledger)
    secret = ledger.secret()
    back_up(tmp_path / "sessions.db", tmp_path / "copy.db")
    kim = joins(ledger)
    asks(ledger, kim, "propose_topic", title="Carers")
    ledger.close()

    restore(tmp_path / "copy.db", tmp_path / "sessions.db")

    again = SqliteLedger(tmp_path / "sessions.db")
    assert (again.secret(), again.load(CODE).seq) == (secret, 1)
    again.close()
