"""“Same again”, over HTTP and from the program."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.cli.main import cli
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from tests.support.samples import INVITED


def opens(client: FlaskClient) -> str:
    return str(client.post("/api/gatherings", json=INVITED).get_json()["code"])


def duplicates(client: FlaskClient, code: str, starts_on: Any = "2027-10-06") -> Any:
    return client.post(f"/api/{code}/duplicate?as=host", json={"starts_on": starts_on})


def test_host_opens_the_same_gathering_and_is_its_host(client: FlaskClient) -> None:
    code = opens(client)

    answer = duplicates(client, code)

    assert answer.status_code == 201
    copy = answer.get_json()["code"]
    assert copy != code
    state = client.get(f"/api/{copy}/state").get_json()
    assert state["gathering"]["starts_on"] == "2027-10-06"
    assert [slot["given_by"] for slot in state["tables"]["slots"]] == ["", "", ""]
    message = {"id": "1", "name": "edit_gathering", "args": {"title": "Again"}}
    assert client.post(f"/api/{copy}/commands?as=host", json=message).get_json()["ok"]


def test_day_that_is_none_opens_nothing(app: Flask, client: FlaskClient) -> None:
    code = opens(client)

    for wrong in ("", "soon", None, 7):
        assert duplicates(client, code, wrong).status_code == 400
    assert app.extensions["openspace"].ledger.codes() == [code]


def test_hosts_cannot_fill_the_server() -> None:
    limits = Limits(duplicates_burst=2, duplicates_rate=0.0001)
    app = create_app(
        Settings(server_key="key", async_mode="threading", limits=limits), MemoryLedger()
    )
    client = app.test_client()
    code = opens(client)

    answers = [duplicates(client, code) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    # A copy shares the limit.
    assert duplicates(client, answers[0].get_json()["code"]).status_code == 429


def test_program_duplicates_in_the_store(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    code = opens(client)
    store = str(tmp_path / "sessions.db")

    def run(*args: str) -> Any:
        return CliRunner().invoke(cli, ["duplicate", *args, "--db", store])

    done = run(code.lower(), "--starts-on", "2027-10-06")

    assert done.exit_code == 0
    assert "is open again." in done.output
    assert "Host key" in done.output
    ledger = open_store(Path(store))
    [copy] = [one for one in ledger.codes() if one != code]
    assert ledger.load(copy).info["starts_on"] == "2027-10-06"
    for args in ((code, "--starts-on", "soon"), ("NONE22", "--starts-on", "2027-10-06")):
        assert run(*args).exit_code == 2
