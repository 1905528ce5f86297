"""What Prometheus is told: figures of the server, and nothing of people."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from flask import Flask
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families as parse

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.service.metrics import NoMeter
from tests.support.samples import GATHERING
from tests.support.waiting import told

NAME, WORDS = "Canaria", "yellowfeathered"


class Measured:
    """A gathering on a measured server, with Kim and the host."""

    def __init__(self, app: Flask) -> None:
        self.app, self._client = app, app.test_client()
        self.opened = self._client.post("/api/gatherings", json=GATHERING).get_json()
        self.code = self.opened["code"]
        self.kim = self.post("join", name=NAME)
        self.host = self.post("host", host_key=self.opened["host_key"])

    def post(self, path: str, token: str = "", **body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self._client.post(f"/api/{self.code}/{path}", json=body, headers=headers)
        return dict(answer.get_json())

    def asks(self, who: dict[str, Any], name: str, /, **args: Any) -> dict[str, Any]:
        return self.post("commands", who["token"], id=token_hex(8), name=name, args=args)

    def text(self) -> str:
        return generate_latest(self.app.extensions["openspace"].meter.registry).decode()

    def figure(self, name: str, /, **labels: str) -> float:
        samples = [one for family in parse(self.text()) for one in family.samples]
        wanted = (f"openspace_{name}", labels)
        return next((one.value for one in samples if (one.name, one.labels) == wanted), 0)


@pytest.fixture
def measured(tmp_path: Path) -> Iterator[Measured]:
    settings = Settings(
        db=tmp_path / "sessions.db", async_mode="threading", limits=Limits.none(), metrics_port=1
    )
    app = create_app(settings)
    yield Measured(app)
    app.extensions["openspace"].ledger.close()


def test_commands_are_counted_by_outcome_name_and_refusal(measured: Measured) -> None:
    measured.asks(measured.kim, "propose_topic", title=WORDS)
    measured.asks(measured.kim, "propose_topic", title="")
    measured.asks(measured.kim, "no such command")

    assert measured.figure("changes_total", name="propose_topic") == 1
    assert measured.figure("commands_total", outcome="ok") == 2  # she also joined
    assert measured.figure("commands_total", outcome="refused") == 2
    assert measured.figure("refusals_total", code="missing") == 1
    assert measured.figure("refusals_total", code="unknown_command") == 1


def test_what_nobody_may_see_is_counted_as_a_mark_of_interest(measured: Measured) -> None:
    topic = measured.asks(measured.kim, "propose_topic", title=WORDS)["result"]["topic"]
    other = measured.post("join", name="Rosa")
    assert measured.asks(other, "flag", table="topics", id=topic, words=WORDS)["ok"]

    assert measured.figure("changes_total", name="mark_interest") == 1
    assert "flag" not in measured.text()


def test_turns_commits_and_broadcasts_are_timed(measured: Measured) -> None:
    socketio = measured.app.extensions["socketio"]
    wall = socketio.test_client(measured.app, auth={"gathering": measured.code})
    measured.asks(measured.kim, "propose_topic", title=WORDS)
    told(wall)

    assert measured.figure("turn_seconds_count") == measured.figure("commit_seconds_count") >= 2
    assert measured.figure("broadcast_seconds_count") >= 1
    assert measured.figure("changes_sent_total") >= 1


def test_files_that_are_made_are_timed(measured: Measured) -> None:
    client = measured.app.test_client()
    for _ in range(2):
        assert client.get(f"/{measured.code}/schedule.ics").status_code == 200

    assert measured.figure("render_seconds_count", lane="quick") == 1


def test_no_figure_names_a_gathering_or_a_person(measured: Measured) -> None:
    measured.asks(measured.kim, "propose_topic", title=WORDS, convener_name=NAME)
    measured.asks(measured.kim, WORDS, title=WORDS)
    measured.asks(measured.host, "post_news", text=WORDS)

    text = measured.text()
    secrets = (measured.code, NAME, WORDS, measured.kim["person"], measured.kim["token"])
    for secret in (*secrets, measured.opened["host_key"]):
        assert secret.casefold() not in text.casefold()


def test_a_server_without_a_port_for_it_measures_nothing(app: Flask) -> None:
    """What is not measured is called directly, so that it costs nothing."""
    meter = app.extensions["openspace"].meter

    assert isinstance(meter, NoMeter)
    assert meter.broadcasts(len) is len  # type: ignore[arg-type, comparison-overlap]
