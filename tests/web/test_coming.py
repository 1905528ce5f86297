"""“I plan to come” without script, and the personal link."""

import copy
import json
import re
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.coming import counts
from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from openspace.ledger.memory import MemoryLedger
from tests.security.importing import bring, refusal
from tests.web.planned import LOOP, host, link_on, listed, opens, plans
from tests.web.planned import code as code


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
    for late in (client.get(f"/{code}/plan"), plans(client, code)):
        assert late.status_code == 409
        assert "This gathering does not ask who plans to come. Just come." in late.text
        assert f'href="/{code}">To the gathering</a>' in late.text


@pytest.mark.parametrize(
    ("phase", "sentence", "way_out"),
    [
        ("opening", "The gathering has begun. Just come.", "To the gathering"),
        ("harvest", "This gathering is over.", "Read the proceedings"),
        ("closed", "This gathering is over.", "Read the proceedings"),
    ],
)
def test_too_late_to_plan_is_no_fault_and_has_a_way_out(
    app: Flask, client: FlaskClient, code: str, phase: str, sentence: str, way_out: str
) -> None:
    """The invitation was opened before, and its button is pressed now."""
    early, kim = app.test_client(), app.test_client()
    plans(early, code)
    assert host(client, code, "set_phase", phase=phase)["ok"]

    pages = [kim.get(f"/{code}/plan"), *(plans(one, code, access=LOOP) for one in (kim, early))]

    for page in pages:
        assert page.status_code == 409
        assert sentence in page.text
        assert f">{way_out}</a>" in page.text
        assert "did not work" not in page.text
        assert 'name="places"' not in page.text
    # Nobody reads what is typed now, so it is not lost silently.
    assert ["&lt;hearing&gt;" in page.text for page in pages] == [False, True, True]
    assert app.extensions["openspace"].ledger.load(code).info["phase"] == phase


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
