"""Copies of the store that are not finished when somebody is erased hold nothing of them afterwards."""

from pathlib import Path

import pytest
from flask import Flask

from openspace.ledger.files import folder_of
from openspace.ledger.sqlite import copying
from openspace.ledger.sqlite.snapshots import Snapshots, snapshots
from tests.security.erased_day import NAME, WORDS, Day, found


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


def test_copies_that_a_killed_process_left_go(day: Day, db: Path) -> None:
    day.app.extensions["openspace"].snapshots.take()
    left = [
        folder_of(db) / ".sessions-20270331-070000-000000.db.4711.new",
        db.with_name(".sessions.db.4712.new"),
    ]
    for one in left:
        copying.copy_into(one, db)
    assert len(found(db.parent, WORDS)) > 2

    day.canary.asks_to_be_forgotten(words=True)

    for words in (NAME, WORDS):
        assert found(db.parent, words) == []


def test_snapshot_that_another_process_is_about_to_place_is_not_placed(
    day: Day, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_another_process = Snapshots(db)
    copy_into = copying.copy_into

    def erased_meanwhile(to: Path, source: Path, with_secret: bool = True) -> None:
        copy_into(to, source, with_secret)
        monkeypatch.setattr(copying, "copy_into", copy_into)
        assert day.canary.asks_to_be_forgotten(words=True).get_json()["wiped"]

    monkeypatch.setattr(copying, "copy_into", erased_meanwhile)
    assert of_another_process.take() is None

    assert len(snapshots(db)) == 1
    for words in (NAME, WORDS):
        assert found(db.parent, words) == []
    of_another_process.close()
