"""How long a gathering is kept after its last day, and that nothing of it is left then."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from openspace import create_app
from openspace.cli.main import cli
from openspace.config import Limits, Settings
from openspace.domain.viewer import HOST
from openspace.exchange.files import export_to, import_from
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import UnknownGathering
from openspace.ledger.sqlite.stream_list import fill
from openspace.service.clock import SYSTEM, Clock
from openspace.service.maintenance import run_once
from openspace.service.retention import overdue, purged_on
from tests.clocks import at
from tests.proceedings.day import full_day
from tests.security.erased_day import BEFORE, NAME, WORDS, Day, found, happened_before


@pytest.fixture
def day(app: Flask) -> Day:
    """One of which all is erased after 30 days."""
    day = Day(app)
    day.host.does("edit_gathering", retention_days=30)
    return day


LAST_DAY = date(2027, 3, 31)


def on(day: date, hour: int = 12) -> Clock:
    return at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def due(day: Day, then: date) -> bool:
    return day.code in overdue(day.ledger, on(then))


def happened(day: Day, **moments: str) -> None:
    """Puts the moments of changes elsewhere: the last change of each name."""
    with sqlite3.connect(day.ledger.path) as db:
        for name, moment in moments.items():
            db.execute(
                "UPDATE changes SET at = ? WHERE gathering = ? AND name = ?",
                [moment, day.code, name],
            )
        fill(db)
    day.ledger.evict(day.code)


@pytest.mark.parametrize("phase", ["lobby", "sessions", "harvest", "closed"])
def test_a_gathering_is_purged_30_days_after_its_last_day_closed_or_not(
    day: Day, phase: str
) -> None:
    day.host.tries("set_phase", phase=phase)
    happened_before(day)
    assert not due(day, LAST_DAY + timedelta(days=29))
    assert due(day, LAST_DAY + timedelta(days=30))
    assert purged_on(day.ledger, day.code) == date(2027, 4, 30)


def test_the_day_is_that_of_the_place() -> None:
    settings = Settings(async_mode="threading", limits=Limits.none())
    app = create_app(settings, MemoryLedger(), at(datetime.fromisoformat(BEFORE)))
    client = app.test_client()
    slot = {"starts_at": "2027-03-31T20:00", "ends_at": "2027-03-31T21:00"}
    spec = {"title": "Late", "timezone": "Pacific/Honolulu", "slots": [slot]}
    spec["retention_days"] = 30
    code = client.post("/api/gatherings", json=spec).get_json()["code"]
    ledger = app.extensions["openspace"].ledger
    assert code not in overdue(ledger, on(date(2027, 4, 30), 9))
    assert code in overdue(ledger, on(date(2027, 4, 30), 11))


def test_without_days_the_last_change_counts(app: Flask) -> None:
    code = app.test_client().post("/api/gatherings", json={"title": "x", "retention_days": 30})
    code = code.get_json()["code"]
    ledger, today = app.extensions["openspace"].ledger, datetime.now(UTC)
    assert code not in overdue(ledger, at(today + timedelta(days=29)))
    assert code in overdue(ledger, at(today + timedelta(days=31)))


def test_what_was_opened_or_reopened_afterwards_is_kept_as_long_again(day: Day) -> None:
    with sqlite3.connect(day.ledger.path) as db:
        db.execute("UPDATE gatherings SET ends_on = '2020-01-01'")
        fill(db)
    day.ledger.evict(day.code)
    today = datetime.now(UTC).date()
    assert not due(day, today)
    happened(day, open_gathering="2020-01-01T09:00:00.000+00:00")
    assert due(day, today)
    day.host.does("set_phase", phase="closed")
    assert due(day, today)
    day.host.does("set_phase", phase="closing")
    assert not due(day, today + timedelta(days=29))
    assert due(day, today + timedelta(days=31))


def test_an_imported_gathering_is_kept_from_the_import(tmp_path: Path) -> None:
    file, ledger = tmp_path / "g.json", MemoryLedger()
    old = full_day()
    old.ask(HOST, "edit_gathering", retention_days=30)
    moved = MemoryLedger()
    old.moves_into(moved)
    export_to(moved, "K7MQ2X", file)
    file.write_text(file.read_text("utf-8").replace("2026-11-24", "2020-11-24"), "utf-8")
    import_from(ledger, file, SYSTEM)
    today = datetime.now(UTC)
    assert overdue(ledger, at(today + timedelta(days=29))) == []
    assert overdue(ledger, at(today + timedelta(days=31))) == ["K7MQ2X"]


@pytest.mark.parametrize(("days", "after"), [(0, None), (7, 7), (400, 400)])
def test_its_host_says_how_long(day: Day, days: int, after: int | None) -> None:
    day.host.does("edit_gathering", retention_days=days)
    happened_before(day)
    expected = LAST_DAY + timedelta(days=after) if after else None
    assert purged_on(day.ledger, day.code) == expected
    assert due(day, LAST_DAY + timedelta(days=after or 9_000)) == bool(after)


@pytest.mark.parametrize("days", [-1, 3651])
def test_what_is_no_such_time_is_refused(day: Day, days: int) -> None:
    assert day.host.tries("edit_gathering", retention_days=days)["error"]["code"] == "out_of_range"


def test_nothing_of_it_is_left(day: Day, app: Flask, tmp_path: Path) -> None:
    services = app.extensions["openspace"]
    happened_before(day)
    services.snapshots.take()
    run_once(services.ledger, services.snapshots, on(LAST_DAY + timedelta(days=31)))
    for one in (NAME, WORDS, "Rosa asks", day.code):
        assert found(tmp_path, one) == []
    assert day.host.client.get(f"/{day.code}").status_code == 410
    with pytest.raises(UnknownGathering):
        day.ledger.load(day.code)


def test_the_command_asks_first(day: Day, tmp_path: Path) -> None:
    def runs(*arguments: str, answer: str = "") -> Any:
        where = ["--db", str(tmp_path / "sessions.db")]
        return CliRunner().invoke(cli, ["purge", *arguments, *where], input=answer)

    assert "No gathering has to be erased yet." in runs().output
    declined = runs(day.code, answer="n\n")
    assert (declined.exit_code, declined.output.count("\n")) == (0, 1)  # the question, and no more
    assert day.ledger.load(day.code)
    assert "is erased" in runs(day.code.lower(), answer="y\n").output
    assert day.host.client.get(f"/{day.code}").status_code == 410
    assert "There is no gathering" in runs(day.code, "--yes").output


def test_the_hosts_page_says_when(day: Day) -> None:
    soon = datetime.now(UTC).date() - timedelta(days=18)
    with sqlite3.connect(day.ledger.path) as db:
        db.execute("UPDATE gatherings SET ends_on = ?", [soon.isoformat()])
        db.execute("UPDATE changes SET at = '2020-01-01T09:00:00.000+00:00'")
        fill(db)
    day.ledger.evict(day.code)
    page = day.host.client.get(f"/{day.code}/host", headers=day.host.headers).get_data(as_text=True)
    assert '"soon":true' in page.replace(" ", "")
    seen = day.rosa.client.get(f"/{day.code}/host").get_data(as_text=True)
    assert "retention" not in seen
    assert "purged_on" not in seen
