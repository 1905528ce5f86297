"""The code of a companion: said once, valid for a quarter of an hour, and slow to guess."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from tests.clocks import Ahead
from tests.security.erased_day import Someone, joins
from tests.support.samples import GATHERING


@pytest.fixture
def clock() -> Ahead:
    return Ahead()


@pytest.fixture
def place(clock: Ahead) -> tuple[Flask, str]:
    settings = Settings(async_mode="threading", limits=Limits.none())
    app = create_app(settings, MemoryLedger(), clock)
    return app, app.test_client().post("/api/gatherings", json=GATHERING).get_json()["code"]


def sees(someone: Someone) -> dict[str, Any]:
    path = f"/api/{someone.code}/following"
    response = someone.client.get(path, headers=someone.headers)
    assert response.headers["Cache-Control"] == "no-store"
    return dict(response.get_json())


def enters(someone: Someone, given: Any) -> Any:
    path = f"/api/{someone.code}/following"
    return someone.client.post(path, json={"code": given}, headers=someone.headers)


def test_a_companion_enters_the_code_and_sees_what_the_person_chose(
    place: tuple[Flask, str],
) -> None:
    app, code = place
    kim, ines = joins(app, code), joins(app, code)
    topic = joins(app, code).does("propose_topic", title="Sleep")["topic"]
    kim.does("mark_interest", topic=topic)
    assert sees(kim) == {"code": None, "until": None, "following": []}

    following = kim.does("let_follow")["following"]
    given = sees(kim)["code"]
    assert (len(given), given.isdecimal()) == (8, True)
    response = enters(ines, f" {given[:4]} - {given[4:]} ")

    assert response.status_code == 201
    [followed] = response.get_json()["following"]
    assert (followed["following"], followed["topics"]) == (following, [topic])
    assert sees(kim) == {"code": None, "until": None, "following": []}
    assert sees(ines)["following"] == [followed]
    assert enters(joins(app, code), given).status_code == 404
    ines.does("end_following", following=following)
    assert sees(ines)["following"] == []


def test_a_code_is_over_after_a_quarter_of_an_hour(place: tuple[Flask, str], clock: Ahead) -> None:
    kim, ines = joins(*place), joins(*place)
    kim.does("let_follow")
    given = sees(kim)["code"]

    with clock.later(timedelta(minutes=15)):
        assert sees(kim)["code"] is None
        assert enters(ines, given).get_json()["error"]["code"] == "unknown_code"


def test_the_code_is_in_no_row_and_no_receipt(place: tuple[Flask, str]) -> None:
    app, code = place
    kim = joins(app, code)
    kim.does("let_follow")
    given = sees(kim)["code"]

    ledger = app.extensions["openspace"].ledger
    log = [change.as_dict() for change in ledger.since(code, 0)]
    assert given not in str(log) + str(kim.state())


def test_wrong_codes_slow_down() -> None:
    limits = Limits(unknown_codes_burst=2, unknown_codes_rate=0.001)
    app = create_app(Settings(async_mode="threading", limits=limits), MemoryLedger())
    code = app.test_client().post("/api/gatherings", json=GATHERING).get_json()["code"]
    slept: list[float] = []
    app.extensions["openspace"].failed_attempts.sleep = slept.append
    kim, ines = joins(app, code), joins(app, code)
    kim.does("let_follow")

    for nth in range(4):
        assert enters(ines, f"{nth:08}").status_code == 404
    assert len(slept) == 2
    assert enters(ines, sees(kim)["code"]).status_code == 201
    assert len(slept) == 2
