"""One gathering whose rows are junk: the others go on, and the log says it once."""

import logging
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from openspace import create_app
from openspace.cli.main import cli
from openspace.cli.serving import greeting_of
from openspace.config import Settings
from openspace.ledger.forgotten import unkeyed_mark
from openspace.ledger.port import StoreClosed, UnknownGathering
from openspace.ledger.sqlite.stream_list import fill
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.isolation import isolated
from openspace.service.maintenance import run_maintenance, run_once
from openspace.service.slow_erasure import remove_due
from tests.clocks import IN_THE_END
from tests.support.samples import GATHERING

JUNK = {
    "no JSON": "UPDATE gatherings SET principles = '{', book = '['",
    "no title": "UPDATE gatherings SET title = NULL",
    "bytes for a community": "UPDATE gatherings SET community = x'00ff'",
    "no day": "UPDATE gatherings SET ends_on = 'junk', starts_on = x'00'",
    "no row": "DELETE FROM gatherings WHERE 1 = 1",
    "no time slot": "UPDATE slots SET starts_at = 'junk'",
    "no moment in the log": "UPDATE changes SET at = 'junk'",
}


NO_TEXT = "UPDATE gatherings SET principles = CAST(x'ff7b' AS TEXT)"
"""SQLite itself cannot read this one."""


class TwoGatherings:
    """A store with a sound gathering and a damaged one, both listed, opened anew."""

    def __init__(self, folder: Path, junk: str) -> None:
        self.db = folder / "sessions.db"
        app = self._started()
        client = app.test_client()

        def opens(title: str, **more: Any) -> dict[str, Any]:
            spec = {**GATHERING, "title": title, "listed": True, "community": "Circle", **more}
            spec["retention_days"] = 30
            return dict(client.post("/api/gatherings", json=spec).get_json())

        self.sound = opens("The sound one")["code"]
        self.damaged = opens("The damaged one")["code"]
        for code in (self.sound, self.damaged):
            joined = client.post(f"/api/{code}/join", json={"name": "Kim"}).get_json()
            self.person = joined["person"]
        with sqlite3.connect(self.db) as db:
            where = "AND" if "WHERE" in junk else "WHERE"
            column = "id" if " gatherings " in junk else "gathering"
            db.execute(f"{junk} {where} {column} = ?", [self.damaged])
            fill(db)
        self.app = self._started()
        self.ledger = self.app.extensions["openspace"].ledger
        self.client = self.app.test_client()

    def _started(self) -> Flask:
        settings = Settings(host="127.0.0.1", db=self.db, async_mode="threading")
        return create_app(settings)

    def closes(self, code: str) -> None:
        with sqlite3.connect(self.db) as db:
            db.execute(
                "UPDATE gatherings SET phase = 'closed', starts_on = '2020-01-01', "
                "ends_on = '2020-01-01' WHERE id = ?",
                [code],
            )
            db.execute(
                "UPDATE changes SET at = '2020-01-01T10:00:00.000+00:00', name = 'set_phase' "
                "WHERE gathering = ?",
                [code],
            )
            fill(db)
        self.ledger.evict(code)


@pytest.fixture(params=JUNK)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> TwoGatherings:
    return TwoGatherings(tmp_path, JUNK[request.param])


@pytest.mark.parametrize("junk", [*JUNK.values(), NO_TEXT], ids=[*JUNK, "no text"])
def test_the_lists_show_the_others(tmp_path: Path, junk: str) -> None:
    pair = TwoGatherings(tmp_path, junk)
    for page in ("/", "/c/circle"):
        response = pair.client.get(page)
        assert response.status_code == 200
        assert "The sound one" in response.get_data(as_text=True)


def test_the_server_starts_and_serves_the_others(pair: TwoGatherings) -> None:
    settings = Settings(host="127.0.0.1", db=pair.db)
    assert pair.sound in greeting_of(settings, pair.ledger)
    for path in ("", "/wall", "/host", "/schedule.ics"):
        pair.client.get(f"/{pair.damaged}{path}")
        assert pair.client.get(f"/{pair.sound}{path}").status_code == 200


def test_the_others_are_purged_in_time(pair: TwoGatherings) -> None:
    pair.closes(pair.sound)
    ledger = open_store(pair.db)  # one that remembers nothing from before
    run_once(ledger, None, SYSTEM)
    with pytest.raises(UnknownGathering):
        ledger.load(pair.sound)
    ledger.close()


def test_people_of_the_others_are_forgotten_again(pair: TwoGatherings) -> None:
    with sqlite3.connect(pair.db) as db:
        for code in (pair.damaged, pair.sound):
            db.execute("INSERT INTO forgotten VALUES (?, 1)", [unkeyed_mark(code, pair.person)])
    run_once(pair.ledger, None, SYSTEM)
    assert pair.ledger.load(pair.sound).row("people", pair.person) is None


def test_what_is_due_to_disappear_in_the_others_does(tmp_path: Path) -> None:
    pair = TwoGatherings(tmp_path, JUNK["no JSON"])
    joined = pair.client.post(f"/api/{pair.sound}/join", json={}).get_json()
    headers = {"Authorization": f"Bearer {joined['token']}"}
    ask = {"id": "1", "name": "propose_topic", "args": {"title": "Mine"}}
    pair.client.post(f"/api/{pair.sound}/commands", json=ask, headers=headers)
    erase = {"words": True, "pace": "slowly"}
    pair.client.post(f"/api/{pair.sound}/erase", json=erase, headers=headers)
    leaving = pair.ledger.leaving

    def due(code: str, until: str) -> list[Any]:
        if code == pair.damaged:
            raise ValueError
        return list(leaving(code, "9999"))

    pair.ledger.leaving = due
    pair.ledger.codes_with_leaving = lambda until: [pair.damaged, pair.sound]
    at_home = pair.app.extensions["openspace"]
    remove_due(at_home.in_thread, pair.ledger, at_home.queue, SYSTEM)
    assert list(pair.ledger.load(pair.sound).rows("topics")) == []


def test_a_purge_that_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = TwoGatherings(tmp_path, JUNK["no JSON"])
    purge = pair.ledger.purge

    def purges(code: str) -> None:
        if code == pair.damaged:
            raise RuntimeError
        purge(code)

    monkeypatch.setattr(pair.ledger, "purge", purges)
    run_once(pair.ledger, None, IN_THE_END)
    with pytest.raises(UnknownGathering):
        pair.ledger.load(pair.sound)


def test_the_log_says_it_once_by_kind_and_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pair = TwoGatherings(tmp_path, JUNK["no time slot"])
    with sqlite3.connect(pair.db) as db:
        db.execute("UPDATE streams SET last_day = x'00ff' WHERE gathering = ?", [pair.damaged])
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            pair.client.get("/")
    assert [record.getMessage() for record in caplog.records] == [
        "a gathering is damaged and was left out"
    ]
    assert pair.damaged not in caplog.records[0].getMessage()


def test_the_operator_can_purge_the_damaged_one(pair: TwoGatherings) -> None:
    arguments = ["purge", pair.damaged, "--yes", "--db", str(pair.db)]
    ran = CliRunner().invoke(cli, arguments)
    assert (ran.exit_code, f"{pair.damaged} is erased." in ran.output) == (0, True)
    assert pair.damaged not in pair.ledger.codes()


def test_a_store_that_closed_ends_the_housekeeping_and_is_no_damage(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """10,000 gatherings were each said to be damaged when a server ended in the middle of a round."""
    ledger = open_store(tmp_path / "sessions.db")
    ledger.close()
    in_no_time = SimpleNamespace(sleep=lambda seconds: None)

    with pytest.raises(StoreClosed), isolated("AAAAAA"):
        ledger.load("AAAAAA")
    run_maintenance(
        in_no_time, lambda work: work(), ledger, None, lambda code: None, lambda code: None, SYSTEM
    )

    assert caplog.records == []
