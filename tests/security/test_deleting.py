"""The host deletes a gathering now: nothing of it is left, and everybody is told."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.ledger.sqlite.snapshots import snapshots
from tests.security.erased_day import NAME, WORDS, Day, Someone, found


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def deletes(someone: Someone, confirm: object) -> Any:
    path = f"/api/{someone.code}/delete"
    return someone.client.post(path, json={"confirm": confirm}, headers=someone.headers)


def test_nothing_of_it_is_left(day: Day, app: Flask, tmp_path: Path) -> None:
    app.extensions["openspace"].snapshots.take()
    day.rosa.client.get(f"/{day.code}/proceedings.md")
    assert found(tmp_path, WORDS) != []

    assert deletes(day.host, day.code).get_json() == {"deleted": True, "wiped": True}

    for one in (NAME, WORDS, "Rosa asks", day.code):
        assert found(tmp_path, one) == []
    assert len(snapshots(day.ledger.path)) == 1
    assert len(app.extensions["openspace"].views._views) == 0
    assert not app.extensions["openspace"].render_cache._files


def test_a_code_of_a_deleted_gathering_says_so(day: Day) -> None:
    deletes(day.host, day.code)
    for path in (
        f"/api/{day.code}/state",
        f"/{day.code}",
        f"/{day.code}/wall",
        f"/join?code={day.code}",
    ):
        response = day.rosa.client.get(path, headers=day.rosa.headers)
        assert response.status_code == 410
        assert "This gathering was deleted" in response.get_data(as_text=True)
    error = day.rosa.client.get(f"/api/{day.code}/changes?since=0").get_json()["error"]
    assert error["code"] == "deleted"


@pytest.mark.parametrize(
    "confirm", ["Learning together", " learning  TOGETHER ", "{code}", "{spaced}"]
)
def test_its_title_or_its_code_is_typed_again(day: Day, confirm: str) -> None:
    typed = confirm.format(code=day.code.lower(), spaced=f"{day.code[:3]} {day.code[3:]}")
    assert deletes(day.host, typed).status_code == 200


@pytest.mark.parametrize(
    "confirm", ["", "yes", None, True, "Learning", "ZZZZZZ", ["x"], "x" * 5_000]
)
def test_without_that_it_stays(day: Day, confirm: object) -> None:
    response = deletes(day.host, confirm)
    assert (response.status_code, response.get_json()["error"]["code"]) == (400, "not_confirmed")
    assert day.ledger.load(day.code)


def test_only_its_host_can(day: Day) -> None:
    for someone in (day.rosa, day.canary):
        assert deletes(someone, day.code).status_code == 403
    assert (
        day.rosa.client.post(f"/api/{day.code}/delete", json={"confirm": day.code}).status_code
        == 403
    )
    assert day.ledger.load(day.code)


def test_another_gathering_stays(day: Day) -> None:
    other = Day(day.app)
    deletes(day.host, day.code)
    assert other.rosa.state()["seq"] == other.ledger.load(other.code).seq
