"""One gathering whose rows are junk: the others go on, and the log says it once."""

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from openspace import create_app
from openspace.cli.main import cli
from openspace.cli.serving import _greeting
from openspace.config import Settings
from openspace.ledger.forgotten import plain_mark
from openspace.ledger.port import UnknownGathering
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.ledger.sqlite.streams import fill
from openspace.service.maintenance import look_round
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


class House:
    """A store with a sound gathering and a damaged one, both listed, opened anew."""

    def __init__(self, folder: Path, junk: str) -> None:
        self.db = folder / "sessions.db"
        app = self._started()
        client = app.test_client()

        def opens(title: str, **more: Any) -> dict[str, Any]:
            spec = {**GATHERING, "title": title, "listed": True, "community": "Circle", **more}
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
        self.ledger.forget(code)


@pytest.fixture(params=JUNK)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    return House(tmp_path, JUNK[request.param])


@pytest.mark.parametrize("junk", [*JUNK.values(), NO_TEXT], ids=[*JUNK, "no text"])
def test_the_lists_show_the_others(tmp_path: Path, junk: str) -> None:
    house = House(tmp_path, junk)
    for page in ("/", "/c/circle"):
        response = house.client.get(page)
        assert response.status_code == 200
        assert "The sound one" in response.get_data(as_text=True)


def test_the_server_starts_and_serves_the_others(house: House) -> None:
    settings = Settings(host="127.0.0.1", db=house.db)
    assert house.sound in _greeting(settings, house.app)
    for path in ("", "/wall", "/host", "/schedule.ics"):
        house.client.get(f"/{house.damaged}{path}")
        assert house.client.get(f"/{house.sound}{path}").status_code == 200


def test_the_others_are_purged_in_time(house: House) -> None:
    house.closes(house.sound)
    ledger = SqliteLedger(house.db)  # one that remembers nothing from before
    look_round(ledger, None)
    with pytest.raises(UnknownGathering):
        ledger.load(house.sound)
    ledger.close()


def test_people_of_the_others_are_forgotten_again(house: House) -> None:
    with sqlite3.connect(house.db) as db:
        for code in (house.damaged, house.sound):
            db.execute("INSERT INTO forgotten VALUES (?, 1)", [plain_mark(code, house.person)])
    look_round(house.ledger, None)
    assert house.ledger.load(house.sound).row("people", house.person) is None


def test_what_is_due_to_disappear_in_the_others_does(tmp_path: Path) -> None:
    house = House(tmp_path, JUNK["no JSON"])
    joined = house.client.post(f"/api/{house.sound}/join", json={}).get_json()
    headers = {"Authorization": f"Bearer {joined['token']}"}
    ask = {"id": "1", "name": "propose_topic", "args": {"title": "Mine"}}
    house.client.post(f"/api/{house.sound}/commands", json=ask, headers=headers)
    erase = {"words": True, "pace": "slowly"}
    house.client.post(f"/api/{house.sound}/erase", json=erase, headers=headers)
    leaving = house.ledger.leaving

    def due(code: str, until: str) -> list[Any]:
        if code == house.damaged:
            raise ValueError
        return list(leaving(code, "9999"))

    house.ledger.leaving = due
    house.ledger.where_leaving = lambda until: [house.damaged, house.sound]
    at_home = house.app.extensions["openspace"]
    remove_due(at_home.in_thread, house.ledger, at_home.queue)
    assert list(house.ledger.load(house.sound).rows("topics")) == []


def test_a_purge_that_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(tmp_path, JUNK["no JSON"])
    purge = house.ledger.purge

    def purges(code: str) -> None:
        if code == house.damaged:
            raise RuntimeError
        purge(code)

    monkeypatch.setattr(house.ledger, "purge", purges)
    look_round(house.ledger, None, IN_THE_END)
    with pytest.raises(UnknownGathering):
        house.ledger.load(house.sound)


def test_the_log_says_it_once_by_kind_and_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(tmp_path, JUNK["no time slot"])
    with sqlite3.connect(house.db) as db:
        db.execute("UPDATE streams SET last_day = x'00ff' WHERE gathering = ?", [house.damaged])
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            house.client.get("/")
    assert [record.getMessage() for record in caplog.records] == [
        "a gathering is damaged and was left out"
    ]
    assert house.damaged not in caplog.records[0].getMessage()


def test_the_operator_can_purge_the_damaged_one(house: House) -> None:
    arguments = ["purge", house.damaged, "--yes", "--db", str(house.db)]
    ran = CliRunner().invoke(cli, arguments)
    assert (ran.exit_code, f"{house.damaged} is erased." in ran.output) == (0, True)
    assert house.damaged not in house.ledger.codes()
