"""Guessing codes and keys: slowed down for all together, and never for what is right."""

from pathlib import Path

import pytest

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.refusals import Refused
from openspace.service.rate_limits import MOST_WRONG_WAITING, Limiter
from openspace.web.failed_attempts import FailedAttempts
from tests.security.scene import ELSEWHERE

NO_FREE_GUESS = Limits(unknown_codes_burst=0)


def test_unknown_codes_slow_down_and_known_ones_do_not(tmp_path: Path) -> None:
    limits = Limits(unknown_codes_burst=5, unknown_codes_rate=0.001)
    app = create_app(Settings(db=tmp_path / "sessions.db", async_mode="threading", limits=limits))
    slept: list[float] = []
    app.extensions["openspace"].failed_attempts.sleep = slept.append
    client = app.test_client()
    code = client.post("/api/gatherings", json={"title": "New"}).get_json()["code"]
    for nth in range(8):
        assert client.get(f"/api/NOSUC{nth}/state").status_code == 404
    assert len(slept) == 3
    socket = app.extensions["socketio"].test_client(app, auth={"gathering": "NOSUCH"})
    assert not socket.is_connected()
    assert len(slept) == 4
    assert client.get(f"/api/{code}/state").status_code == 200
    assert client.post(f"/api/{code}/join", json={}).status_code == 201
    assert len(slept) == 4


def test_wrong_keys_slow_down_and_right_ones_do_not(tmp_path: Path) -> None:
    limits = Limits(unknown_codes_burst=3, unknown_codes_rate=0.001)
    settings = Settings(
        db=tmp_path / "sessions.db", async_mode="threading", server_key="key", limits=limits
    )
    app = create_app(settings)
    slept: list[float] = []
    app.extensions["openspace"].failed_attempts.sleep = slept.append
    client = app.test_client(use_cookies=False)
    opened = client.post("/api/gatherings", json={"title": "New"}).get_json()
    at = f"/api/{opened['code']}/host"

    def opens(key: str) -> int:
        bearer = {"Authorization": f"Bearer {key}"}
        return client.post(
            "/api/gatherings", json={"title": "New"}, headers=bearer, environ_base=ELSEWHERE
        ).status_code

    for nth in range(2):
        assert client.post(at, json={"host_key": f"guess {nth}"}).status_code == 403
        assert client.post(at, json={"pass": f"guess {nth}"}).status_code == 403
        assert opens(f"guess {nth}") == 403
    assert len(slept) == 3
    assert client.post(at, json={"host_key": opened["host_key"]}).status_code == 200
    assert opens("key") == 201
    assert len(slept) == 3


def test_wrong_answers_leave_one_after_the_other_however_many_ask() -> None:
    slept: list[float] = []
    guessing = FailedAttempts(Limiter(NO_FREE_GUESS, lambda: 100.0), slept.append)

    for _ in range(MOST_WRONG_WAITING):
        guessing.wait()

    assert slept == [float(nth) for nth in range(1, MOST_WRONG_WAITING + 1)]
    with pytest.raises(Refused) as refused:
        guessing.wait()
    assert refused.value.as_error()["code"] == "too_many"
    assert len(slept) == MOST_WRONG_WAITING


def test_the_queue_of_wrong_answers_empties_with_time() -> None:
    now, slept = 100.0, []
    guessing = FailedAttempts(Limiter(NO_FREE_GUESS, lambda: now), slept.append)
    for _ in range(MOST_WRONG_WAITING):
        guessing.wait()
    now += MOST_WRONG_WAITING / 2

    guessing.wait()

    assert slept[-1] == MOST_WRONG_WAITING / 2 + 1


def test_who_guesses_through_many_connections_is_refused_and_the_right_code_is_not(
    tmp_path: Path,
) -> None:
    limits = Limits(unknown_codes_burst=1, unknown_codes_rate=0.001)
    app = create_app(Settings(db=tmp_path / "sessions.db", async_mode="threading", limits=limits))
    slept: list[float] = []
    app.extensions["openspace"].failed_attempts.sleep = slept.append
    client = app.test_client()
    code = client.post("/api/gatherings", json={"title": "New"}).get_json()["code"]

    statuses = [client.get("/api/NOSUCH/state").status_code for _ in range(100)]

    assert statuses.count(429) >= 60
    assert max(slept) <= MOST_WRONG_WAITING
    assert client.get(f"/api/{code}/state").status_code == 200
    assert client.post(f"/api/{code}/join", json={}).status_code == 201
