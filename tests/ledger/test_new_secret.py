"""A new secret: nothing that the old one opens is left in the store."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from openspace.cli.main import cli
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.files import secret_file
from openspace.ledger.forgotten import Forgotten
from openspace.ledger.handles import Handles
from openspace.ledger.port import Photo, Unwritable
from openspace.ledger.secret import SecretFile
from openspace.ledger.sql.connection import Statements
from openspace.ledger.sqlite import new_secret
from openspace.ledger.sqlite.backup import back_up, restore
from openspace.ledger.sqlite.new_secret import make_new_secret
from openspace.ledger.sqlite.snapshots import Snapshots, snapshots
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, a_morning, asks, begin, joins, proposes

EVER = "9999-12-31"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with a morning, a picture, and somebody who was forgotten, which nobody holds open."""
    path = tmp_path / "sessions.db"
    ledger = SqliteLedger(path)
    begin(ledger)
    a_morning(ledger)
    amir = joins(ledger, "Amir")
    ledger.keep_photo(CODE, Photo("abc", b"jpeg", 20, 10), by=amir.person)
    back_up(path, tmp_path / "before.db")
    execute_batch(ledger, CODE, [CommandRequest(amir, EraseMe(words=False))], SYSTEM)
    lea = joins(ledger, "Lea")
    proposes(ledger, lea, "Disappears soon")
    execute_batch(ledger, CODE, [CommandRequest(lea, EraseMe(words=True, slowly=True))], SYSTEM)
    ledger.keep_photo(CODE, Photo("def", b"jpeg", 20, 10), by="host")
    ledger.close()
    return path


def handles_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as store:
        return {
            str(handle)
            for question in (
                "SELECT author FROM notes",
                "SELECT convener FROM topics",
                "SELECT person FROM interests",
                "SELECT person FROM photo_senders",
                "SELECT hash FROM forgotten",
                "SELECT item FROM leaving",
                'SELECT "by" FROM changes',
            )
            for (handle,) in store.execute(question)
        }


def test_new_secret_changes_no_gathering_and_all_handles(db: Path) -> None:
    ledger = SqliteLedger(db)
    before, log, old = ledger.load(CODE), ledger.since(CODE, 0), ledger.secret()
    leaving = ledger.leaving(CODE, EVER)
    ledger.close()
    handles = handles_in(db)

    make_new_secret(db)

    ledger = SqliteLedger(db)
    assert ledger.load(CODE) == before
    assert [c.as_dict() for c in ledger.since(CODE, 0)] == [c.as_dict() for c in log]
    with ledger.turn(CODE) as turn:
        assert set(turn.photos_of("host")) == {"def"}
    assert len(leaving) == 1
    assert ledger.leaving(CODE, EVER) == leaving
    assert len(handles) > 15
    assert handles & handles_in(db) == set()
    assert secret_file(db).read_text().strip() == ledger.secret().hex() != old.hex()
    assert secret_file(db).stat().st_mode & 0o077 == 0
    assert proposes(ledger, joins(ledger), "On we go")
    ledger.close()


def test_new_secret_is_refused_while_a_server_has_the_store_open(db: Path) -> None:
    ledger = SqliteLedger(db)

    with pytest.raises(Unwritable, match="Stop it first"):
        make_new_secret(db)

    assert secret_file(db).read_text().strip() == ledger.secret().hex()
    ledger.close()


@pytest.mark.parametrize("moment", ["before the commit", "after it"])
def test_new_secret_that_was_broken_off_is_the_old_one_or_the_new(
    db: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    ledger = SqliteLedger(db)
    before = ledger.load(CODE)
    ledger.close()

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    if moment == "after it":
        monkeypatch.setattr(new_secret, "secret_of", _Stopping)
    else:
        monkeypatch.setattr(new_secret, "rekey", stops)
    with pytest.raises(KeyboardInterrupt):
        make_new_secret(db)
    monkeypatch.undo()

    ledger = SqliteLedger(db)
    assert ledger.load(CODE) == before
    assert secret_file(db).read_text().strip() == ledger.secret().hex()
    ledger.close()


class _Stopping(SecretFile):
    """The file of the secret, with which the machine stops when the new one is to take its place."""

    def __init__(self, db: Path) -> None:
        super().__init__(secret_file(db), db.name)

    def find(self, db: Statements) -> bytes:
        raise KeyboardInterrupt


def test_new_secret_still_knows_who_was_forgotten(db: Path) -> None:
    make_new_secret(db)

    ledger = SqliteLedger(db)
    with closing(sqlite3.connect(db)) as store:
        marks = dict(store.execute("SELECT hash, words FROM forgotten").fetchall())
    forgotten, log = Forgotten(marks, Handles(ledger.secret()).mark), ledger.since(CODE, 0)
    ledger.close()

    joined = [(f"p{change.seq}", change.at) for change in log if change.name == "join"]
    people = [person for person, at in joined if forgotten.words_of(CODE, person, at) == 0]
    assert len(people) == 1


def test_backup_from_before_comes_back_without_people(
    db: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_new_secret(db)

    restore(tmp_path / "before.db", db)

    ledger = SqliteLedger(db)
    assert "does not belong to sessions.db" in caplog.text
    assert {note["author"] for note in ledger.load(CODE).rows("notes")} == {None}
    assert {row["name"] for row in ledger.load(CODE).rows("people")} == {""}
    assert asks(ledger, Viewer("host"), "post_news", text="On we go")["ok"]
    ledger.close()


def test_command_asks_and_leaves_nothing_that_the_old_secret_opens(db: Path) -> None:
    kept = Snapshots(db)
    ledger = SqliteLedger(db)
    handles = handles_in(db)
    proposes(ledger, joins(ledger), "Carers")
    ledger.close()
    kept.take()
    kept.close()

    no = CliRunner().invoke(cli, ["new-secret", "--db", str(db)], input="n\n")
    same = secret_file(db).read_text()
    yes = CliRunner().invoke(cli, ["new-secret", "--db", str(db)], input="y\n")

    assert "Everybody has to join again" in no.output
    assert no.exit_code == 1
    assert yes.exit_code == 0, yes.output
    assert secret_file(db).read_text() != same
    for path in (db, *snapshots(db)):
        data = path.read_bytes()
        assert not [handle for handle in handles if handle.encode() in data]
