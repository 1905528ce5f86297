"""What another account of the machine, or who finds a copy of the store, can learn: nothing."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir

import pytest
from click.testing import CliRunner, Result

from openspace.cli import preflight, serving
from openspace.cli.main import cli
from openspace.ledger import files
from openspace.ledger.files import secret_file
from openspace.ledger.sqlite.backup import back_up
from openspace.ledger.sqlite.connection import connect
from openspace.ledger.sqlite.snapshots import Snapshots
from openspace.ledger.stores import open_store
from tests.ledger.acts import CODE, begin, joins, proposes

ROOT = Path(__file__).parent.parent.parent


def runs(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def readable_by_others(folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


@pytest.fixture
def careless() -> object:
    """The umask that most systems have."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path, careless: object) -> Path:
    """A store with a gathering, which nobody holds open, in a folder that everybody may enter."""
    ledger = open_store(tmp_path / "sessions.db")
    begin(ledger)
    ledger.close()
    return tmp_path


# --- who may read


def test_no_file_of_a_store_is_readable_by_others(tmp_path: Path, careless: object) -> None:
    ledger = open_store(tmp_path / "sessions.db")
    begin(ledger)
    proposes(ledger, joins(ledger), "Carers")
    snapshots = Snapshots(tmp_path / "sessions.db")
    assert snapshots.take()
    back_up(tmp_path / "sessions.db", tmp_path / "backup.db")
    names = {path.name for path in tmp_path.iterdir()}

    assert {"sessions.db-wal", "sessions.db-shm", "sessions.secret", "backup.db"} <= names
    assert readable_by_others(tmp_path) == []
    snapshots.close()
    ledger.close()


def test_no_file_that_a_command_writes_is_readable_by_others(folder: Path) -> None:
    db = ("--db", folder / "sessions.db")
    (folder / "export.json").write_text("an older export")

    for command in (
        ("backup", folder / "backup.db"),
        ("export", CODE, folder / "export.json"),
        ("export-sqlite", CODE, folder / "export.sqlite"),
        ("restore", folder / "backup.db"),
    ):
        assert runs(*command, *db).exit_code == 0

    assert list(folder.glob("sessions-before-*"))
    assert readable_by_others(folder) == []


def test_whatever_the_server_makes_is_private(
    tmp_path: Path, careless: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made by a library"
    monkeypatch.setattr(serving, "serve", lambda settings: made.write_text("everybody's text"))

    assert runs("serve", "--db", tmp_path / "sessions.db").exit_code == 0

    assert made.exists()
    assert readable_by_others(tmp_path) == []


def test_files_that_others_may_read_are_tightened_at_the_start(folder: Path) -> None:
    snapshots = Snapshots(folder / "sessions.db")
    assert snapshots.take()
    snapshots.close()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    note = folder / "sessions-of-last-year.txt"
    note.write_text("nothing of ours")

    open_store(folder / "sessions.db").close()

    assert readable_by_others(folder) == [note.name]


def test_another_account_reads_nothing(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try as somebody else")
    for parent in (folder, *folder.parents):
        if parent.is_relative_to(gettempdir()) and parent != Path("/tmp"):
            parent.chmod(0o755)

    for path in (folder / "sessions.db", folder / "sessions.secret"):
        run = subprocess.run(["cat", path], user=65534, capture_output=True, check=False)
        assert (run.returncode, run.stdout) == (1, b"")


def test_where_modes_cannot_be_changed_it_is_said_once_and_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "sessions.db").chmod(0o644)
    (folder / "sessions.secret").chmod(0o644)
    monkeypatch.setattr(files, "logged", False)

    def refuses(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuses)

    for _ in range(2):
        ledger = open_store(folder / "sessions.db")
        assert ledger.load(CODE)
        ledger.close()

    [said] = [record.message for record in caplog.records]
    assert said.startswith(f"other accounts of this machine can read {folder / 'sessions.db'}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_root_writes_belongs_to_the_account_of_the_store(folder: Path) -> None:
    assert runs("backup", folder / "backup.db", "--db", folder / "sessions.db").exit_code == 0
    for path in folder.iterdir():
        os.chown(path, 65534, 65534)
    secret_file(folder / "sessions.db").unlink()
    os.chown(folder / "backup.db", 0, 0)

    assert runs("restore", folder / "backup.db", "--db", folder / "sessions.db").exit_code == 0

    for name in ("sessions.db", "sessions.secret"):
        assert (folder / name).stat().st_uid == 65534


def test_root_is_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "runs as root" in (preflight.root_warning() or "")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert preflight.root_warning() is None


# --- the secret


def test_secret_is_in_no_copy_of_the_store(folder: Path) -> None:
    ledger = open_store(folder / "sessions.db")
    snapshots = Snapshots(folder / "sessions.db")
    snapshots.take()
    assert runs("backup", folder / "backup.db", "--db", folder / "sessions.db").exit_code == 0
    secret = ledger.secret()

    assert secret_file(folder / "sessions.db").read_text().strip() == secret.hex()
    for path in folder.rglob("*.db*"):
        data = path.read_bytes()
        assert secret not in data
        assert secret.hex().encode() not in data
    snapshots.close()
    ledger.close()


def test_lost_secret_is_said_and_the_host_key_still_works(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret_file(folder / "sessions.db").unlink()

    ledger = open_store(folder / "sessions.db")

    assert "sessions.secret does not belong to sessions.db: nothing in it is anybody's" in (
        caplog.text
    )
    assert ledger.host_key_hash(CODE) == f"hash of {CODE}"
    ledger.close()


@pytest.mark.parametrize("content", ["", "dear diary", "abcd", "ÿ"])
def test_spoilt_secret_is_one_sentence(folder: Path, content: str) -> None:
    secret_file(folder / "sessions.db").write_text(content)

    run = runs("export", CODE, folder / "x.json", "--db", folder / "sessions.db")

    assert run.exit_code == 2
    assert "is not the secret of sessions.db any more" in run.output
    assert secret_file(folder / "sessions.db").read_text() == content


# --- what is said


def test_store_of_a_newer_version_is_one_sentence(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sessions.db")) as store:
        store.execute("PRAGMA user_version = 99")

    run = runs("export", CODE, folder / "x.json", "--db", folder / "sessions.db")

    assert run.exit_code == 2
    assert "was written by a newer openspace" in run.output
    assert "Move it away" not in run.output


def test_store_in_a_folder_that_cannot_be_written_is_not_to_be_moved_away(folder: Path) -> None:
    code = (
        "from pathlib import Path; import os, sys; from openspace.cli import preflight\n"
        "from openspace.ledger.sqlite import file\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: preflight.check_store(Path(sys.argv[1]))\n"
        "except preflight.Trouble as trouble: print(trouble)"
    )
    if os.geteuid() == 0:
        for parent in (folder, *folder.parents):
            if parent.is_relative_to(gettempdir()) and parent != Path("/tmp"):
                parent.chmod(0o755)
        for path in folder.iterdir():
            os.chown(path, 65534, -1)
    folder.chmod(0o555)
    try:
        run = subprocess.run(
            [sys.executable, "-c", code, folder / "sessions.db"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        folder.chmod(0o755)

    assert f"this account may not write in {folder}" in run.stdout
    assert "Move it away" not in run.stdout


def test_a_crash_leaves_no_file_with_what_was_in_memory(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        assert (
            runs("export", CODE, folder / "x.json", "--db", folder / "sessions.db").exit_code == 0
        )
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_scrubbing_writes_no_texts_to_temporary_files(folder: Path) -> None:
    in_memory = 2
    with closing(connect(folder / "sessions.db")) as store:
        assert store.execute("PRAGMA temp_store").fetchone() == (in_memory,)
        assert store.execute("PRAGMA secure_delete").fetchone() == (1,)
