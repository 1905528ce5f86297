"""The host's list of who plans to come: when they read it, what they answer, and what they never see."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.coming import plan_of
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from openspace.service.slow_erasure import remove_due
from tests.clocks import Ahead, at
from tests.security.erased_day import found
from tests.web.planned import LOOP, begins, link_on, listed, opens, plans
from tests.web.planned import code as code


def test_host_answers_and_who_asked_reads_it(app: Flask, client: FlaskClient, code: str) -> None:
    kim = app.test_client()
    link = link_on(plans(kim, code, access=LOOP))
    begins(client, code)
    [plan] = listed(client, code)["plans"]

    body = {"plan": plan["plan"], "arranged": "It is in Oak."}
    answer = client.post(f"/api/{code}/plans?as=host", json=body).get_json()

    assert [one["arranged"] for one in answer["plans"]] == ["It is in Oak."]
    for page in (kim.get(f"/{code}/plan"), app.test_client().get(link)):
        assert "It is in Oak." in page.get_data(as_text=True)
    assert "It is in Oak." not in app.test_client().get(f"/api/{code}/state").text


def test_ids_of_the_list_say_nothing_and_are_not_those_of_rows(
    app: Flask, client: FlaskClient, code: str
) -> None:
    for access in ("Anything", "A ramp"):
        plans(app.test_client(), code, access=access)
    begins(client, code)

    found = listed(client, code)["plans"]

    assert [one["access"] for one in found] == ["A ramp", "Anything"]
    assert all(re.fullmatch("[0-9a-f]{24}", one["plan"]) for one in found)
    assert set(found[0]) == {"plan", "places", "name", "access", "arranged", "waiting"}
    for name in ("plan", "p"):
        wrong = {"plan": f"{name}2", "arranged": "x"}
        assert client.post(f"/api/{code}/plans?as=host", json=wrong).status_code == 404


def test_host_sees_no_plan_in_state_changes_or_exports(
    app: Flask, client: FlaskClient, code: str
) -> None:
    kim = app.test_client()
    plans(kim, code, access="A ramp, please", name="Kim Example")
    plans(kim, code, places="2")

    for path in (
        f"/api/{code}/state",
        f"/api/{code}/changes?since=0",
        f"/{code}/export.json",
        f"/{code}/host",
        f"/{code}/proof.json",
        f"/{code}/invitation",
        f"/{code}/wall",
    ):
        text = client.get(f"{path}{'&' if '?' in path else '?'}as=host").text
        for said in ("A ramp, please", "Kim Example", "plan_to_come", '"plan2"', '"plan3"'):
            assert said not in text, path


def test_host_plans_for_somebody_and_gets_their_link(
    app: Flask, client: FlaskClient, code: str
) -> None:
    body = {"places": 2, "name": "Mr Oak", "access": LOOP}
    answer = client.post(f"/api/{code}/plans?as=host", json=body)

    assert answer.status_code == 201
    path = answer.get_json()["url"].partition("localhost")[2] or answer.get_json()["url"]
    link = "/" + path.split("/", 3)[-1] if path.startswith("http") else path
    assert "You have 2 places" in app.test_client().get(link).get_data(as_text=True)
    wrong = client.post(f"/api/{code}/plans?as=host", json={"places": "many"})
    assert wrong.get_json()["error"]["why"] == "number"
    people = len(app.extensions["openspace"].ledger.load(code).rows("people"))
    for places in (0, 9):
        body = {"places": places}
        assert client.post(f"/api/{code}/plans?as=host", json=body).status_code == 400
    begins(client, code)
    assert client.post(f"/api/{code}/plans?as=host", json={}).status_code == 409
    assert len(app.extensions["openspace"].ledger.load(code).rows("people")) == people


def test_host_takes_plans_off_and_their_owners_are_told(app: Flask, client: FlaskClient) -> None:
    # Before the day, the newest plans are those that the host has not read yet.
    code = opens(client, slots=[{"starts_at": "2099-03-31T10:00", "ends_at": "2099-03-31T11:00"}])
    kim = app.test_client()
    plans(kim, code)

    answer = client.post(f"/api/{code}/plans?as=host", json={"new_removed": True})

    assert answer.get_json()["coming"] == 0
    page = kim.get(f"/{code}/plan").get_data(as_text=True)
    assert "The facilitator has taken your plan off the list." in page


def test_store_has_no_plan_in_clear(
    app: Flask, client: FlaskClient, code: str, tmp_path: Path
) -> None:
    kim = app.test_client()
    plans(kim, code, access="Kangaroo loop", name="Wallaby Example")
    begins(client, code)
    body = {"plan": listed(client, code)["plans"][0]["plan"], "arranged": "Platypus ramp"}
    client.post(f"/api/{code}/plans?as=host", json=body)

    for words in ("Kangaroo", "Wallaby", "Platypus"):
        assert found(tmp_path, words) == []
    again = open_store(tmp_path / "sessions.db").load(code)
    assert [row["arranged"] for row in again.rows("plans")] == ["Platypus ramp"]


def test_erased_person_leaves_no_plan_and_frees_the_place(app: Flask, client: FlaskClient) -> None:
    code = opens(client, places=1)
    kim, rosa = app.test_client(), app.test_client()
    plans(kim, code, access=LOOP)
    assert "You are on the waiting list" in plans(rosa, code).get_data(as_text=True)

    kim.post(f"/api/{code}/erase", json={"words": True})

    assert "You have 1 place<" in rosa.get(f"/{code}/plan").get_data(as_text=True)
    rosa.post(f"/api/{code}/erase", json={})
    ledger = app.extensions["openspace"].ledger
    assert [table for table, _ in ledger.leaving(code, "9999")] == ["plans"]
    log = ledger.since(code, 0)
    assert LOOP not in str([change.puts for change in log])


def test_slow_erasure_gives_the_place_on() -> None:
    clock = Ahead()
    app = create_app(
        Settings(server_key="key", async_mode="threading", limits=Limits.none()),
        MemoryLedger(),
        clock,
    )
    code = opens(app.test_client(), places=1)
    kim, rosa = app.test_client(), app.test_client()
    plans(kim, code)
    plans(rosa, code)
    person = kim.get(f"/api/{code}/me").get_json()["plans"][0]["id"]
    assert person
    kim.post(f"/api/{code}/erase", json={})
    svc = app.extensions["openspace"]
    later = at(datetime.now(UTC) + timedelta(days=2))

    remove_due(svc.in_thread, svc.ledger, svc.queue, later)

    gathering = svc.ledger.load(code)
    rosas = rosa.get(f"/api/{code}/me").get_json()["plans"][0]["id"]
    assert [(row["id"], row["waiting"]) for row in gathering.rows("plans")] == [(rosas, False)]
    assert plan_of(gathering, "nobody") is None
