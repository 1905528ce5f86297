"""What was erased or retracted after a backup does not come back with it, also when the store is lost: the
list of erasures beside the store tells what to erase again."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from openspace import create_app
from openspace.cli.main import cli
from openspace.config import Limits, Settings
from openspace.ledger.port import Ledger
from openspace.ledger.sqlite.backup import back_up
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from tests.security.erased_day import assert_replay_equals_the_tables, found
from tests.security.test_erasing_hidden import PATHS, Written
from tests.security.test_taken_back import WORD


def runs(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


class Lost:
    """A store with its backup. What is erased after the backup is in the list alone when the store is
    lost."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.given = Written(app)
        self.services, self.folder = app.extensions["openspace"], folder
        self.db, self.list = folder / "sessions.db", folder / "sessions.erased"
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.backup = self.aside / "backup.db"
        back_up(self.db, self.backup)

    def loses_the_store(self) -> None:
        run_once(self.services.ledger, self.services.snapshots, SYSTEM)
        self.services.snapshots.close()
        self.services.ledger.close()
        self.db.unlink()
        shutil.rmtree(self.folder / "sessions-snapshots", ignore_errors=True)

    def restores(self, *words: object) -> Result:
        said = runs("restore", self.backup, "--db", self.db, *words)
        assert said.exit_code == 0, said.output
        return said

    def ledger(self) -> Ledger:
        return open_store(self.db)


@pytest.fixture
def lost(app: Flask, tmp_path: Path) -> Lost:
    return Lost(app, tmp_path)


def test_what_a_host_erased_is_nowhere_after_the_store_was_lost(lost: Lost, tmp_path: Path) -> None:
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()

    said = lost.restores()

    assert "5 erasures are applied again" in said.output
    shutil.rmtree(lost.aside)
    assert found(tmp_path, WORD) == []
    assert found(tmp_path, lost.given.photo) == []
    with closing(lost.ledger()) as ledger:
        assert_replay_equals_the_tables(ledger, lost.given.room.code)
        gathering = ledger.load(lost.given.room.code)
        assert [note["text"] for note in gathering.rows("notes")] == ["Rosa asks"]
        assert "erase_hidden" in [change.name for change in ledger.since(gathering.code, 0)]


def test_pages_of_a_restored_store_do_not_show_it(lost: Lost) -> None:
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()
    lost.restores()

    settings = Settings(db=lost.db, async_mode="threading", limits=Limits.none())
    app = create_app(settings)
    client, headers = app.test_client(use_cookies=False), lost.given.host.headers
    for path in ("api/{}/state", *(f"{{}}/{one}" for one in PATHS)):
        for asked in ({}, headers):
            assert (
                WORD not in client.get(f"/{path.format(lost.given.room.code)}", headers=asked).text
            )


def test_what_an_author_retracted_stays_away(lost: Lost, tmp_path: Path) -> None:
    kim = lost.given.kim
    kim.does("retract_note", note=lost.given.note)
    kim.does("retract_evidence", evidence=lost.given.evidence)
    lost.loses_the_store()

    assert "2 erasures are applied again" in lost.restores().output

    shutil.rmtree(lost.aside)
    assert found(tmp_path, f"{WORD} 5") == found(tmp_path, f"{WORD} 8") == []
    assert found(tmp_path, f"{WORD} 7")  # what nobody took back
    assert (
        "applied again" not in runs("backup", lost.backup.parent / "x.db", "--db", lost.db).output
    )


def test_a_deleted_gathering_and_a_forgotten_person_stay_away(lost: Lost, tmp_path: Path) -> None:
    code = lost.given.room.code
    lost.given.kim.asks_to_be_forgotten(words=True)
    lost.loses_the_store()
    assert "1 erasure is applied again" in lost.restores().output
    with closing(lost.ledger()) as ledger:
        ledger.purge(code)
        run_once(ledger, None, SYSTEM)
    lost.db.unlink()

    lost.restores()

    with closing(lost.ledger()) as ledger:
        assert ledger.codes() == []


def test_a_gathering_that_was_deleted_and_imported_again_stays(lost: Lost, tmp_path: Path) -> None:
    code, export = lost.given.room.code, lost.aside / "export.json"
    runs("export", code, export, "--db", lost.db)
    lost.services.ledger.purge(code)
    assert lost.services.tidy_up()
    assert runs("import", export, "--db", lost.db).exit_code == 0

    with closing(lost.ledger()) as ledger:
        run_once(ledger, None, SYSTEM)
        assert ledger.codes() == [code]
        ledger.purge(code)
        assert ledger.is_purged(code)
        run_once(ledger, None, SYSTEM)
    lost.db.unlink()
    lost.restores()
    with closing(lost.ledger()) as ledger:
        assert ledger.codes() == []


def test_server_that_starts_on_an_older_copy_erases_again(lost: Lost, tmp_path: Path) -> None:
    """However the copy came there: Litestream, pg_restore, a copied file."""
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()
    shutil.copy(lost.backup, lost.db)

    with closing(lost.ledger()) as ledger:
        assert ledger.is_behind_erasure_list()
        run_once(ledger, ledger.snapshots, SYSTEM)
        assert not ledger.is_behind_erasure_list()
        seq = ledger.load(lost.given.room.code).seq
        run_once(ledger, ledger.snapshots, SYSTEM)
        assert ledger.load(lost.given.room.code).seq == seq

    shutil.rmtree(lost.aside)
    assert found(tmp_path, WORD) == []


def test_erasures_that_were_not_applied_to_the_end_are_applied_by_the_next_start(
    lost: Lost, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()
    shutil.copy(lost.backup, lost.db)

    class Killed(BaseException):
        pass

    def is_killed(*_: object) -> None:
        raise Killed

    with closing(lost.ledger()) as ledger:
        monkeypatch.setattr("openspace.service.erasure.erase_items_again", is_killed)
        with pytest.raises(Killed):
            run_once(ledger, ledger.snapshots, SYSTEM)
        monkeypatch.undo()
    with closing(lost.ledger()) as ledger:
        run_once(ledger, ledger.snapshots, SYSTEM)
        assert [note["text"] for note in ledger.load(lost.given.room.code).rows("notes")] == [
            "Rosa asks"
        ]


def test_a_list_from_elsewhere_is_named(lost: Lost, tmp_path: Path) -> None:
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()
    elsewhere = lost.aside / "copied.erased"
    lost.list.rename(elsewhere)

    without = runs("restore", lost.backup, "--db", lost.db)
    assert without.exit_code == 0
    assert f"because {lost.list} is missing" in without.output
    with_it = lost.restores("--erasures", elsewhere)

    assert "applied again" in with_it.output
    assert "missing" not in with_it.output
    for aside in tmp_path.glob("sessions-before-*"):
        aside.unlink()
    shutil.rmtree(lost.aside)
    assert found(tmp_path, WORD) == []


def test_a_list_of_another_store_is_refused_and_stays(lost: Lost, tmp_path: Path) -> None:
    lost.given.erases_all(lost.given.host)
    lost.loses_the_store()
    kept = lost.list.read_bytes()
    (tmp_path / "sessions.secret").unlink()

    said = lost.restores()

    assert "is the list of a store with another secret" in said.output
    assert lost.list.read_bytes() == kept
    refused = runs("restore", lost.backup, "--erasures", lost.backup, "--db", lost.db)
    assert refused.exit_code
    assert "is no list of erasures" in refused.output


def test_list_says_nothing_to_whoever_finds_it(lost: Lost) -> None:
    lost.given.erases_all(lost.given.host)
    lost.given.kim.asks_to_be_forgotten(words=True)
    lost.loses_the_store()

    first, *lines = lost.list.read_text().splitlines()

    assert first.startswith("openspace erasures ")
    assert lines == sorted(lines)
    assert all(len(mark) == 64 and number in ("0", "1") for mark, number in map(str.split, lines))
    assert lost.given.room.code not in lost.list.read_text()
    assert lost.list.stat().st_mode & 0o77 == 0


def test_new_secret_keeps_the_marks_of_items(lost: Lost, tmp_path: Path) -> None:
    lost.given.erases_all(lost.given.host)
    run_once(lost.services.ledger, lost.services.snapshots, SYSTEM)
    lost.services.snapshots.close()
    lost.services.ledger.close()
    before = lost.list.read_text()
    assert runs("new-secret", "--yes", "--db", lost.db).exit_code == 0
    assert lost.list.read_text() != before

    assert "5 erasures are applied again" in lost.restores().output
