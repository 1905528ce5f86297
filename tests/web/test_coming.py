"""“I plan to come” without script, the personal link, and the host's list."""

import copy
import json
import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.coming import counts, plan_of
from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from openspace.service.slow_erasure import remove_due
from tests.clocks import Ahead, at
from tests.security.erased_day import found
from tests.security.importing import bring, refusal
from tests.support.samples import INVITED

ORIGIN = {"Origin": "http://localhost"}
LOOP = "I need the <hearing> loop."
PLANNED = {**INVITED, "planning": True}


@pytest.fixture
def code(client: FlaskClient) -> str:
    return opens(client)


def opens(client: FlaskClient, **spec: Any) -> str:
    return str(client.post("/api/gatherings", json={**PLANNED, **spec}).get_json()["code"])


def plans(browser: FlaskClient, code: str, link: str = "", **form: Any) -> Any:
    """What a form without script is answered."""
    return browser.post(link or f"/{code}/plan", data=form, headers=ORIGIN, follow_redirects=True)


def host(client: FlaskClient, code: str, name: str, **args: Any) -> dict[str, Any]:
    message = {"id": f"{name} {args}"[:100], "name": name, "args": args}
    answer: dict[str, Any] = client.post(f"/api/{code}/commands?as=host", json=message).get_json()
    return answer


def listed(client: FlaskClient, code: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/api/{code}/plans?as=host").get_json()
    return answer


def link_on(page: Any) -> str:
    [link] = re.findall(r'href="http://[^/]+(/\w+/plan\?link=[^"]+)"', page.get_data(as_text=True))
    return str(link)


def begins(client: FlaskClient, code: str) -> None:
    """The host may read everything, and nobody can plan any more."""
    assert host(client, code, "set_phase", phase="opening")["ok"]


def test_form_without_script_plans_changes_and_takes_back(
    app: Flask, client: FlaskClient, code: str
) -> None:
    kim = app.test_client()
    assert "I plan to come" in kim.get(f"/{code}/plan").get_data(as_text=True)

    planned = plans(kim, code, places="2", access=LOOP, name="K.")
    page = planned.get_data(as_text=True)

    assert planned.status_code == 200
    assert "You have 2 places" in page
    assert "&lt;hearing&gt;" in page
    assert "Not yet. Look here again." in page
    assert "You have 1 place<" in plans(kim, code, places="1").get_data(as_text=True)
    assert listed(client, code)["coming"] == 1
    assert plans(kim, code, do="cancel").request.path == f"/{code}/invitation"
    assert listed(client, code)["coming"] == 0


def test_who_planned_is_that_person_when_they_join(app: Flask, code: str) -> None:
    kim = app.test_client()
    plans(kim, code, places="1", access=LOOP)

    tables = kim.get(f"/api/{code}/state").get_json()["tables"]

    assert [row["access"] for row in tables["plans"]] == [LOOP]
    assert [row["mine"] for row in tables["people"]] == [True]
    assert app.test_client().get(f"/api/{code}/state").get_json()["tables"]["people"] == []


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"places": "9"}, 400),
        ({"places": "two"}, 400),
        ({"places": "1", "access": "x" * 1_001}, 400),
        ({"places": "1", "word": "oak"}, 403),
    ],
)
def test_refused_form_keeps_what_was_typed_and_makes_nobody(
    app: Flask, client: FlaskClient, form: dict[str, str], status: int
) -> None:
    code = opens(client)
    host(client, code, "set_doors", joining="word", word="acorn")
    given = {"word": "acorn", "name": "Kim Example", **form}

    answer = plans(app.test_client(), code, **given)

    assert answer.status_code == status
    assert "Kim Example" in answer.get_data(as_text=True)
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers
    ledger = app.extensions["openspace"].ledger
    assert list(ledger.load(code).rows("people")) == []


def test_word_at_the_door_is_needed_to_plan(app: Flask, client: FlaskClient, code: str) -> None:
    host(client, code, "set_doors", joining="word", word="acorn")
    kim = app.test_client()
    assert "The word" in kim.get(f"/{code}/plan").get_data(as_text=True)
    assert "You have 1 place<" in plans(kim, code, word="Acorn").get_data(as_text=True)

    host(client, code, "set_doors", joining="closed")

    assert plans(app.test_client(), code).status_code == 403
    assert "You have 2 places" in plans(kim, code, places="2").get_data(as_text=True)


def test_page_of_another_site_plans_nothing(app: Flask, client: FlaskClient, code: str) -> None:
    kim = app.test_client()
    plans(kim, code)

    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert kim.post(f"/{code}/plan", data={"do": "cancel"}, headers=headers).status_code == 403

    # Under "no-referrer" browsers would send the origin "null".
    assert kim.get(f"/{code}/plan").headers["Referrer-Policy"] == "strict-origin"
    assert listed(client, code)["coming"] == 1


# --- the personal link


def test_personal_link_changes_the_plan_on_any_device_and_nothing_else(
    app: Flask, client: FlaskClient, code: str
) -> None:
    link = link_on(plans(app.test_client(), code, places="1", access=LOOP))
    other = app.test_client()

    assert LOOP.split()[0] in other.get(link).get_data(as_text=True)
    changed = plans(other, code, link, places="3")

    assert "You have 3 places" in changed.get_data(as_text=True)
    # The device is not that person.
    assert not other.get_cookie(f"openspace_person_{code}")
    assert other.get(f"/api/{code}/me").status_code == 403
    plans(other, code, link, do="cancel")
    assert listed(client, code)["coming"] == 0


def test_ending_other_devices_ends_the_personal_link(app: Flask, code: str) -> None:
    kim = app.test_client()
    link = link_on(plans(kim, code))

    kim.post(f"/api/{code}/me/end_others", json={})

    assert app.test_client().get(link).status_code == 403
    assert app.test_client().get(link_on(kim.get(f"/{code}/plan"))).status_code == 200


def test_link_of_somebody_else_says_so(app: Flask, code: str) -> None:
    """A poster may lead to the plan of somebody who wants to read what others need."""
    kim = app.test_client()
    link = link_on(plans(kim, code))

    assert "Is it not yours?" not in kim.get(link).get_data(as_text=True)
    assert "Is it not yours?" in app.test_client().get(link).get_data(as_text=True)


def test_link_that_was_made_up_or_is_of_another_gathering_opens_nothing(
    app: Flask, client: FlaskClient, code: str
) -> None:
    link = link_on(plans(app.test_client(), code))
    elsewhere = link.replace(code, opens(client))

    for wrong in (f"/{code}/plan?link=x", f"{link}x", elsewhere, f"/{code}/plan?link="):
        assert app.test_client().get(wrong).status_code == 403


# --- the host's list


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


def test_host_takes_plans_off_and_their_owners_are_told(
    app: Flask, client: FlaskClient, code: str
) -> None:
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


# --- others


def test_others_read_a_number_from_five_on(app: Flask, client: FlaskClient) -> None:
    code = opens(client, places=6)
    page = f"/{code}/invitation"
    plans(app.test_client(), code, places="4")
    assert "people plan to come" not in client.get(page).get_data(as_text=True)

    plans(app.test_client(), code, places="1")
    assert "5 people plan to come." in client.get(page).get_data(as_text=True)
    plans(app.test_client(), code, places="2")

    page_now = client.get(page).get_data(as_text=True)
    assert "All places are taken." in page_now
    assert "7" not in re.findall(r"(\d+) people", page_now)


def test_gathering_that_asks_nobody_has_no_button_and_no_form(client: FlaskClient) -> None:
    code = opens(client, planning=False)

    assert "I plan to come" not in client.get(f"/{code}/invitation").get_data(as_text=True)
    assert client.get(f"/{code}/plan").status_code == 409
    assert client.post(f"/{code}/plan", data={}, headers=ORIGIN).status_code == 409


def test_one_phone_cannot_take_all_places() -> None:
    app = create_app(
        Settings(
            server_key="key", async_mode="threading", limits=Limits(plans_burst=3, plans_rate=0.001)
        ),
        MemoryLedger(),
    )
    code = opens(app.test_client(), places=100)

    answers = [plans(app.test_client(), code, places="4").status_code for _ in range(5)]

    assert answers == [200, 200, 200, 429, 429]
    assert listed_as_host(app, code) == 12


def listed_as_host(app: Flask, code: str) -> int:
    return counts(app.extensions["openspace"].ledger.load(code)).coming


# --- files


def test_complete_export_brings_plans_back_and_the_hosts_has_none(app: Flask, code: str) -> None:
    kim = app.test_client()
    plans(kim, code, places="2", access=LOOP)
    whole = read_from(app.extensions["openspace"].ledger, code)
    file = json.loads(complete_file(whole))

    ledger = MemoryLedger()
    bring(file, ledger)

    assert [row["access"] for row in ledger.load(code).rows("plans")] == [LOOP]
    assert LOOP.split()[0] + " need" not in anonymised_file(whole).decode()
    for column, value in (("places", 99), ("id", "plan99"), ("person", "p99"), ("at", "soon")):
        wrong = copy.deepcopy(file)
        wrong["tables"]["plans"][0][column] = value
        assert refusal(partial(bring, wrong, MemoryLedger())), column


def test_page_of_what_is_kept_has_the_plan(app: Flask, code: str) -> None:
    kim = app.test_client()
    plans(kim, code, access="A ramp", name="K. Example")

    page = kim.get(f"/{code}/me/data").get_data(as_text=True)

    for said in ("Your plan to come", "A ramp", "K. Example"):
        assert said in page
