"""How long a gathering is kept after it was closed, and that nothing of it is left then."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from openspace.cli import cli
from openspace.ledger.port import UnknownGathering
from openspace.live.housekeeping import _look_round
from openspace.retention import closed_at, overdue, purged_on
from tests.security.test_erasing import NAME, WORDS, Day, found


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def in_days(number: int) -> date:
    return datetime.now(UTC).date() + timedelta(days=number)


def test_a_gathering_is_purged_30_days_after_it_was_closed(day: Day) -> None:
    assert overdue(day.ledger, in_days(1000)) == []
    day.host.does("set_phase", phase="closed")
    assert overdue(day.ledger, in_days(28)) == []
    assert overdue(day.ledger, in_days(32)) == [day.code]
    day.host.does("set_phase", phase="closing")
    assert overdue(day.ledger, in_days(32)) == []


@pytest.mark.parametrize(("days", "due"), [(0, None), (7, 9), (400, 402)])
def test_its_host_says_how_long(day: Day, days: int, due: int | None) -> None:
    day.host.does("edit_gathering", retention_days=days)
    day.host.does("set_phase", phase="closed")
    gathering = day.ledger.load(day.code)
    assert (purged_on(gathering.about, closed_at(day.ledger, gathering)) is None) == (due is None)
    assert overdue(day.ledger, in_days(due or 4000)) == ([day.code] if due else [])


@pytest.mark.parametrize("days", [-1, 3651])
def test_what_is_no_such_time_is_refused(day: Day, days: int) -> None:
    assert day.host.tries("edit_gathering", retention_days=days)["error"]["code"] == "malformed"


def test_nothing_of_it_is_left(
    day: Day, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = app.extensions["openspace"]
    house.snapshots.take()
    day.host.does("set_phase", phase="closed")
    monkeypatch.setattr("openspace.retention.overdue", lambda ledger: [day.code])
    _look_round(house.ledger, house.snapshots)
    for one in (NAME, WORDS, "Rosa asks", day.code):
        assert found(tmp_path, one) == []
    assert day.host.client.get(f"/{day.code}").status_code == 404
    with pytest.raises(UnknownGathering):
        day.ledger.load(day.code)


def test_the_command_asks_first(day: Day, tmp_path: Path) -> None:
    def runs(*arguments: str, answer: str = "") -> Any:
        where = ["--db", str(tmp_path / "sessions.db")]
        return CliRunner().invoke(cli, ["purge", *arguments, *where], input=answer)

    assert "Nothing is due." in runs().output
    assert runs(day.code, answer="n\n").exit_code == 0
    assert day.ledger.load(day.code)
    assert "is erased" in runs(day.code.lower(), answer="y\n").output
    assert day.host.client.get(f"/{day.code}").status_code == 404
    assert "There is no gathering" in runs(day.code, "--yes").output


def test_the_hosts_page_says_when(day: Day) -> None:
    day.host.does("edit_gathering", retention_days=5)
    day.host.does("set_phase", phase="closed")
    page = day.host.client.get(f"/{day.code}/host", headers=day.host.headers).get_data(as_text=True)
    assert '"soon":true' in page.replace(" ", "")
    seen = day.rosa.client.get(f"/{day.code}/host").get_data(as_text=True)
    assert "retention" not in seen
    assert "purged_on" not in seen
