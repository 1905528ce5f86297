"""A backup brings back who was forgotten since: they go again, and where that cannot be known it is said."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.cli.main import cli
from openspace.config import Limits, Settings
from openspace.ledger.sqlite.backup import back_up, restore
from openspace.ledger.sqlite.fingerprint import fingerprint
from openspace.ledger.stores import open_store
from openspace.service import login_links
from openspace.service.clock import SYSTEM
from openspace.service.erasure import reapply_erasures
from openspace.service.slow_erasure import remove_one
from tests.clocks import IN_THE_END
from tests.security.erased_day import CONTACT, NAME, WORDS, Day, Someone, found


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def runs(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def closes(day: Day) -> None:
    """As when the server is stopped."""
    day.app.extensions["openspace"].snapshots.close()
    day.app.extensions["openspace"].ledger.close()


@pytest.mark.parametrize("was", ["open", "closed"])
@pytest.mark.parametrize("words", [False, True])
def test_who_was_forgotten_since_a_backup_stays_forgotten(
    day: Day, db: Path, tmp_path: Path, words: bool, was: str
) -> None:
    if was == "closed":
        day.host.does("set_phase", phase="closed")
    backup = tmp_path / "elsewhere" / "backup.db"
    backup.parent.mkdir()
    back_up(db, backup)
    if was == "closed":
        day.host.does("set_phase", phase="closing")
    day.canary.asks_to_be_forgotten(words)
    closes(day)

    said = runs("restore", backup, "--db", db)

    assert (
        "1 erasure is applied again: what was erased since then came back with it." in said.output
    )
    backup.unlink()
    for one in (NAME, CONTACT, *([WORDS, day.photo] if words else [])):
        assert found(tmp_path, one) == []
    ledger = open_store(db)
    assert len(ledger.load(day.code).rows("people")) == 1
    ledger.close()


def erases_slowly(day: Day) -> None:
    body = {"words": True, "pace": "slowly"}
    day.canary.client.post(f"/api/{day.code}/erase", json=body, headers=day.canary.headers)


def test_who_went_slowly_since_a_backup_goes_again_with_all_texts(
    day: Day, db: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "elsewhere" / "backup.db"
    backup.parent.mkdir()
    back_up(db, backup)
    erases_slowly(day)
    closes(day)

    assert "applied again" in runs("restore", backup, "--db", db).output

    backup.unlink()
    for aside in tmp_path.glob("sessions-before-*"):
        aside.unlink()  # the store before, where the texts were still to disappear
    for one in (NAME, CONTACT, WORDS, day.photo):
        assert found(tmp_path, one) == [], one


def test_texts_that_had_yet_to_go_at_a_backup_go_after_it_is_restored(
    day: Day, db: Path, tmp_path: Path
) -> None:
    erases_slowly(day)
    back_up(db, tmp_path / "backup.db")
    closes(day)
    assert runs("restore", tmp_path / "backup.db", "--db", db).exit_code == 0

    services = create_app(Settings(db=db, async_mode="threading")).extensions["openspace"]
    while remove_one(services.in_thread, services.ledger, services.queue, day.code, IN_THE_END):
        pass

    texts = [note["text"] for note in services.ledger.load(day.code).rows("notes")]
    assert texts == ["Rosa asks"]


def test_what_was_purged_since_a_backup_stays_away(day: Day, db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "backup.db")
    closes(day)
    assert runs("purge", day.code, "--yes", "--db", db).exit_code == 0

    assert "applied again" in runs("restore", tmp_path / "backup.db", "--db", db).output

    ledger = open_store(db)
    assert ledger.codes() == []
    ledger.close()


def test_an_export_from_before_brings_nobody_back_but_a_purged_gathering(
    day: Day, db: Path, tmp_path: Path
) -> None:
    export = tmp_path / "gathering.json"
    runs("export", day.code, export, "--db", db)
    day.canary.asks_to_be_forgotten(True)
    closes(day)
    assert runs("purge", day.code, "--yes", "--db", db).exit_code == 0

    said = runs("import", export, "--db", db)

    assert said.exit_code == 0, said.output
    assert "applied again" in said.output
    ledger = open_store(db)
    assert ledger.codes() == [day.code]
    assert [one["text"] for one in ledger.load(day.code).rows("notes")] == ["Rosa asks"]
    ledger.close()
    export.unlink()
    assert found(tmp_path, NAME) == []


def test_nothing_is_changed_where_nobody_was_forgotten(day: Day, db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "backup.db")
    closes(day)

    said = runs("restore", tmp_path / "backup.db", "--db", db)

    assert "forgotten" not in said.output
    with closing(sqlite3.connect(db)) as one, closing(sqlite3.connect(tmp_path / "backup.db")) as b:
        for store in (one, b):
            # A restored stream has a new one, so that pages take everything anew.
            store.execute("UPDATE streams SET origin = ''")
            store.commit()
        assert fingerprint(one) == fingerprint(b)


def test_a_damaged_store_cannot_say_whom_it_had_forgotten(
    day: Day, db: Path, tmp_path: Path
) -> None:
    back_up(db, tmp_path / "backup.db")
    day.canary.asks_to_be_forgotten(True)
    closes(day)
    db.write_bytes(b"\x5a" * 100_000)
    db.with_suffix(".erased").unlink()

    said = runs("restore", tmp_path / "backup.db", "--db", db)

    assert said.exit_code == 0, said.output
    assert "The earlier store is damaged, and nothing tells what was erased" in said.output


def test_what_is_remembered_of_the_forgotten_tells_nothing(day: Day, db: Path) -> None:
    day.canary.asks_to_be_forgotten(True)
    with closing(sqlite3.connect(db)) as store:
        marks = store.execute("SELECT * FROM forgotten").fetchall()
    assert {(len(mark), words) for mark, words in marks} == {(64, 1)}
    assert reapply_erasures(day.ledger, SYSTEM) == 0


def test_a_used_link_of_the_host_does_not_come_back(day: Day, db: Path, tmp_path: Path) -> None:
    used, unused = (
        login_links.host_path(day.ledger, day.code, SYSTEM).split("#pass=")[1] for _ in range(2)
    )
    back_up(db, tmp_path / "backup.db")
    assert login_links.redeem_for_host(day.ledger, day.code, used, SYSTEM)
    closes(day)

    restore(tmp_path / "backup.db", db)

    ledger = open_store(db)
    assert [
        login_links.redeem_for_host(ledger, day.code, given, SYSTEM) for given in (used, unused)
    ] == [
        False,
        True,
    ]
    ledger.close()


def test_an_ended_device_does_not_come_back(day: Day, db: Path, tmp_path: Path) -> None:
    stolen = day.canary.token
    back_up(db, tmp_path / "backup.db")
    asked = day.canary.client.post(
        f"/api/{day.code}/me/end_others", json={}, headers=day.canary.headers
    )
    assert asked.status_code == 200
    closes(day)

    restore(tmp_path / "backup.db", db)

    again = create_app(Settings(db=db, server_key="key", async_mode="threading"))
    asked = again.test_client().get(
        f"/api/{day.code}/state", headers={"Authorization": f"Bearer {stolen}"}
    )
    assert asked.status_code == 403
    assert asked.get_json()["error"]["ended"] is True


def test_a_backup_by_an_older_version_is_taken(day: Day, db: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    back_up(db, backup)
    closes(day)
    with closing(sqlite3.connect(backup)) as old:
        for statement in (
            "DROP TABLE forgotten",
            "DROP TABLE passes",
            "DROP TABLE photo_senders",
            "ALTER TABLE gatherings DROP COLUMN retention_days",
        ):
            old.execute(statement)

    assert runs("restore", backup, "--db", db).exit_code == 0

    ledger = open_store(db)
    assert ledger.load(day.code).info["retention_days"] is None
    ledger.close()


def test_who_comes_back_with_an_import_can_be_forgotten_with_their_pictures(
    day: Day, db: Path, tmp_path: Path
) -> None:
    export = tmp_path / "gathering.json"
    runs("export", day.code, export, "--db", db)
    closes(day)
    runs("purge", day.code, "--yes", "--db", db)
    assert runs("import", export, "--db", db).exit_code == 0
    export.unlink()
    again = create_app(Settings(db=db, server_key="key", async_mode="threading"))
    client = again.test_client()
    picture = f"/{day.code}/photos/{day.photo}.jpg"
    assert client.get(picture).status_code == 200

    headers = {"Authorization": f"Bearer {day.canary.token}"}
    asked = client.post(f"/api/{day.code}/erase", json={"words": True}, headers=headers)

    assert asked.get_json() == {"erased": True, "wiped": True}
    assert client.get(picture).status_code == 404
    for one in (NAME, CONTACT, WORDS, day.photo):
        assert found(tmp_path, one) == []


@pytest.fixture
def given_again(day: Day, db: Path, tmp_path: Path) -> Iterator[tuple[FlaskClient, Day, Any, Any]]:
    """A backup from before somebody joined is restored, and the id that they got is given again: the client
    of the new server, the day, and what joining was answered to both, then and now. The first one of them
    was erased, too, as far as the store knows."""
    back_up(db, tmp_path / "backup.db")
    path = f"/api/{day.code}/join"
    then = day.rosa.client.post(path, json={"name": "Amir"}).get_json()
    path_of_calendar = f"/{day.code}/schedule/mine?as=link"
    as_them = {"Authorization": f"Bearer {then['token']}"}
    then["calendar"] = day.rosa.client.get(path_of_calendar, headers=as_them).get_json()["url"]
    Someone(day.rosa.client, day.code, then["token"]).asks_to_be_forgotten(words=True)
    closes(day)
    assert runs("restore", tmp_path / "backup.db", "--db", db).exit_code == 0
    day.app = create_app(Settings(db=db, async_mode="threading", limits=Limits.none()))
    client = day.app.test_client(use_cookies=False)
    now = client.post(path, json={"name": "Mary"}).get_json()
    assert then["person"] == now["person"]
    yield client, day, then, now
    closes(day)


def test_a_token_from_before_a_restore_is_not_good_for_who_has_the_id_now(given_again: Any) -> None:
    client, day, then, now = given_again

    for token, status in ((then["token"], 403), (now["token"], 200)):
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get(f"/api/{day.code}/state", headers=headers).status_code == status
    socket = day.app.extensions["socketio"].test_client(
        day.app, auth={"gathering": day.code, "token": then["token"]}
    )
    assert not socket.is_connected()
    calendar = then["calendar"].partition(f"/{day.code}/")[2]
    assert client.get(f"/{day.code}/{calendar}").status_code == 403


def test_who_has_the_id_of_somebody_forgotten_before_a_restore_stays(given_again: Any) -> None:
    client, day, _, now = given_again
    mary = Someone(client, day.code, now["token"])
    topic = mary.does("propose_topic", title="Carers")["topic"]

    assert reapply_erasures(day.app.extensions["openspace"].ledger, SYSTEM) == 0

    assert topic in [row["id"] for row in mary.state()["tables"]["topics"] if row.get("mine")]
