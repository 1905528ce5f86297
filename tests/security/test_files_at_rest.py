"""What another account of the machine, or who finds a copy of the store, can learn: nothing."""

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from openspace import create_app
from openspace.cli import preflight, serving
from openspace.cli.main import cli
from openspace.config import Settings
from openspace.domain.tables import CATALOGUE
from openspace.ledger import files
from openspace.ledger.files import secret_file
from openspace.ledger.forgotten import mark_subject, unkeyed_mark
from openspace.ledger.handles import SEALED, Handles
from openspace.ledger.sqlite.backup import back_up
from openspace.ledger.sqlite.snapshots import Snapshots
from openspace.ledger.stores import open_store
from tests.ledger.acts import CODE, begin, joins, proposes
from tests.security.test_erasing import CONTACT, NAME, WORDS, Day, Someone, found

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
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
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


# --- who stands in it


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def values_of(path: Path) -> Iterator[tuple[str, str, object]]:
    """(table, column, value) of all that is stored, the rows in the log one by one."""
    with closing(sqlite3.connect(path)) as store:
        for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            found = store.execute(f"SELECT * FROM {table}")
            columns = [column for column, *_ in found.description]
            for row in found.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if (table, column) != ("changes", "puts"):
                        yield table, column, value
                        continue
                    for of, rows in json.loads(value).items():
                        for logged in rows:
                            yield from ((of, name, one) for name, one in logged.items())


ID = re.compile(r"(?<![\w+/])p\d+(?:\.\d+)?(?![\w+/=])")
OF_NO_ITEM = {("people", "id"), ("passes", "person"), ("generations", "person")}
"""Where a person's id may stand: it tells that somebody is there, and not what they did."""


def test_a_copy_of_the_store_says_of_no_item_whose_it_is(day: Day, tmp_path: Path) -> None:
    back_up(tmp_path / "sessions.db", tmp_path / "backup.db")
    people = {str(row["id"]) for row in day.ledger.load(day.code).rows("people")}
    assert len(people) >= 3

    for table, column, value in values_of(tmp_path / "backup.db"):
        if (table, column) in OF_NO_ITEM or not isinstance(value, str):
            continue
        assert not people & set(ID.findall(value)), (table, column, value)
        assert value != "host", (table, column)
    assert found(tmp_path, NAME) == found(tmp_path, CONTACT) == []
    assert found(tmp_path, WORDS)


def test_every_column_that_says_whose_a_row_is_stands_for_itself() -> None:
    for table, declared in CATALOGUE.items():
        if declared.owner:
            assert declared.owner in SEALED[table] or (table, declared.owner) == ("people", "id")


def test_two_items_of_one_person_have_nothing_in_common(day: Day, tmp_path: Path) -> None:
    back_up(tmp_path / "sessions.db", tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        handles = [
            handle
            for column, table in (
                ("author", "notes"),
                ("convener", "topics"),
                ("person", "interests"),
                ("person", "receipts"),
                ("id", "receipts"),
                ("person", "photo_senders"),
                ('"by"', "changes"),
            )
            for (handle,) in copy.execute(f"SELECT {column} FROM {table}")
        ]

    assert len(handles) > 40
    assert len(set(handles)) == len(handles)


def test_nobody_and_the_host_look_like_anybody(day: Day, tmp_path: Path) -> None:
    session = {"session": day.session, "kind": "quote"}
    day.host.does("post_note", text="By the host", **session)
    day.rosa.does("post_note", text="By Rosa", **session)
    day.canary.does("post_note", text="By who is forgotten", **session)
    day.canary.asks_to_be_forgotten(False)

    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        rows = store.execute("SELECT author, shown_as, initiator FROM notes").fetchall()

    authors = [note["author"] for note in day.ledger.load(day.code).rows("notes")]
    assert {"host", None} < set(authors)
    assert {len(handle) for handle, *_ in rows} == {88}
    assert {tuple(others) for _, *others in rows} == {(None, None)}


def test_a_handle_moved_to_another_note_says_nobody(day: Day, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store, store:
        (theirs,) = store.execute("SELECT author FROM notes WHERE id = ?", [day.note]).fetchone()
        store.execute("UPDATE notes SET author = ? WHERE id = ?", [theirs, day.rosas_note])
    day.ledger.evict(day.code)

    moved, own = (day.ledger.load(day.code).row("notes", id) for id in (day.rosas_note, day.note))

    assert moved
    assert own
    assert (moved["author"], own["author"]) == (None, "p2")


def test_without_its_secret_a_store_is_nobodys_and_goes_on(
    app: Flask, day: Day, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = day.rosa.state()["tables"]
    secret_file(tmp_path / "sessions.db").unlink()

    settings = Settings(db=tmp_path / "sessions.db", server_key="key", async_mode="threading")
    again = create_app(settings)

    assert "does not belong to sessions.db" in caplog.text
    client = again.test_client(use_cookies=False)
    state = client.get(f"/api/{day.code}/state").get_json()["tables"]
    assert [note["text"] for note in state["notes"]] == [note["text"] for note in before["notes"]]
    assert {topic["convener_name"] for topic in state["topics"]} == {None}
    assert day.rosa.headers
    assert client.get(f"/api/{day.code}/state", headers=day.rosa.headers).status_code == 403
    host = client.post(f"/api/{day.code}/host", json={"host_key": day.host_key}).get_json()
    host_again = Someone(client, day.code, host["token"])
    host_again.does("hide_note", note=day.note)
    assert client.get(f"/{day.code}/proceedings.md").status_code == 200
    joined = client.post(f"/api/{day.code}/join", json={"name": "New"}).get_json()
    mine = Someone(client, day.code, joined["token"])
    topic = mine.does("propose_topic", title="And on")["topic"]
    assert [row["id"] for row in mine.state()["tables"]["topics"] if row.get("mine")] == [topic]


def test_what_disappears_slowly_is_not_named_in_the_store(day: Day, tmp_path: Path) -> None:
    erase = {"words": True, "pace": "slowly"}
    path = f"/api/{day.code}/erase"
    assert day.canary.client.post(path, json=erase, headers=day.canary.headers).status_code == 200

    items = day.ledger.leaving(day.code, "9999-12-31")
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        stored = {item for (item,) in store.execute("SELECT item FROM leaving")}

    assert len(items) == len(stored) > 1
    assert not stored & {id for _, id in items}


def test_mark_of_who_was_forgotten_cannot_be_turned_back(day: Day, tmp_path: Path) -> None:
    day.canary.asks_to_be_forgotten(False)

    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        marks = {mark for (mark,) in store.execute("SELECT hash FROM forgotten")}

    assert len(marks) == 1
    joined = [(f"p{change.seq}", change.at) for change in day.ledger.since(day.code, 0)]
    guesses = ["", *(person for person, _ in joined), *(mark_subject(*one) for one in joined)]
    assert not marks & {unkeyed_mark(day.code, person) for person in guesses}
    assert not marks & {Handles(b"another secret " * 2).mark(day.code, p) for p in guesses}


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
            if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
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


@pytest.mark.parametrize("words", [False, True])
def test_handles_of_who_is_forgotten_are_in_no_file(
    app: Flask, day: Day, tmp_path: Path, words: bool
) -> None:
    them = str(day.ledger.load(day.code).row("topics", day.topic)["convener"])  # type: ignore[index]
    handles = Handles(day.ledger.secret())
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        columns = {"people": "name", "topics": "convener", "notes": "author", "interests": "person"}
        theirs = {
            stored
            for table, column in columns.items()
            for id, stored in store.execute(f"SELECT id, {column} FROM {table}")
            if them in (id, *handles.open_row(day.code, table, {"id": id, column: stored}).values())
        }
        answers = {
            key
            for person, key in store.execute("SELECT person, id FROM receipts")
            if person == handles.asker(day.code, them, key)
        }
    assert len(theirs) > 5
    assert answers
    assert app.extensions["openspace"].snapshots.take()

    assert day.canary.asks_to_be_forgotten(words).get_json() == {"erased": True, "wiped": True}

    for one in theirs | answers:
        assert found(tmp_path, one) == []
