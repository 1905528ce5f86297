"""The series of a community: its pages, feed and calendar, and what became of things."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from openspace.service.maintenance import run_once
from openspace.web.services import Services
from tests.clocks import IN_THE_END
from tests.web.series import accepts, opens, page
from tests.web.series import circle as circle

ATOM = "{http://www.w3.org/2005/Atom}"


# --- the series


def test_gathering_is_shown_when_both_hosts_agree(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")

    assert "Spring day" not in page(client)
    accepts(client, code)
    assert "Spring day" in page(client)
    accepts(client, code, "remove")
    assert "Spring day" not in page(client)


@pytest.mark.parametrize("named", ["Harbour circle", " harbour CIRCLE ", "harbour-circle"])
def test_gathering_names_it_by_its_name_or_its_address(
    client: FlaskClient, circle: dict[str, Any], named: str
) -> None:
    accepts(client, opens(client, "Spring day", community=named))

    assert "Spring day" in page(client)


@pytest.mark.parametrize("named", ["", "Another circle", "harbour"])
def test_gathering_that_does_not_name_it_is_not_shown(
    client: FlaskClient, circle: dict[str, Any], named: str
) -> None:
    code = opens(client, "Spring day", community=named)

    accepts(client, code)

    for path in ("", "/feed.atom", "/calendar.ics"):
        assert "Spring day" not in page(client, path)
        assert code not in page(client, path)
    assert code not in json.dumps(client.get("/api/c/harbour-circle/state").get_json())


def test_next_comes_first_and_past_ones_newest_first(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    for title, days in (("Long ago", -700), ("Next", 3), ("Last", -30), ("Later", 90)):
        accepts(client, opens(client, title, days))

    shown = page(client)

    places = [shown.index(f">{title}</a>") for title in ("Next", "Later", "Last", "Long ago")]
    assert places == sorted(places)
    assert "No gathering yet" not in shown


def test_each_gathering_is_in_the_feed_and_in_the_calendar(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring & <summer>", 7, venue="Old hall; first floor")
    accepts(client, code)

    feed = ET.fromstring(page(client, "/feed.atom"))
    assert [one.text for one in feed.iterfind(f"{ATOM}entry/{ATOM}title")] == ["Spring & <summer>"]
    event = vobject.readOne(page(client, "/calendar.ics")).vevent
    assert event.summary.value == "Spring & <summer>"
    assert event.location.value == "Old hall; first floor"
    assert event.dtend.value - event.dtstart.value == timedelta(days=1)


def test_events_are_described_for_machines(client: FlaskClient, circle: dict[str, Any]) -> None:
    accepts(client, opens(client, "</script><b>", venue="Hall"))

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client))

    [event] = json.loads(data)
    assert (event["@type"], event["name"]) == ("Event", "</script><b>")


def test_line_of_a_gathering_stays_when_it_is_purged_after_its_time(
    app: Flask, client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Long ago", -700, venue="Old hall", retention_days=30)
    accepts(client, code)
    services: Services = app.extensions["openspace"]

    done = run_once(services.ledger, None, IN_THE_END)

    assert done.purged == [code]
    assert "Long ago" in page(client)
    assert "Old hall" in page(client)
    assert code not in page(client)


def test_gathering_that_its_host_deletes_is_gone(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")
    accepts(client, code)

    deleted = client.post(f"/api/{code}/delete?as=host", json={"confirm": code})

    assert deleted.status_code == 200
    assert "Spring day" not in page(client)


def test_community_that_is_deleted_leaves_its_gatherings(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")
    accepts(client, code)
    at = "/api/c/harbour-circle"

    assert client.post(f"{at}/delete?as=host", json={"confirm": "Harbour"}).status_code == 400
    deleted = client.post(f"{at}/delete?as=host", json={"confirm": "harbour circle"})

    assert deleted.status_code == 200
    assert client.get("/c/harbour-circle").status_code == 410
    assert client.get(f"/{code}").status_code == 200


def test_home_page_lists_it_with_its_listed_gatherings(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    accepts(client, opens(client, "Spring day", listed=True))
    client.post("/api/communities", json={"name": "Quiet circle", "listed": False})

    home = client.get("/").get_data(as_text=True)

    assert '<a href="/c/harbour-circle">Harbour circle</a>' in home
    assert "Spring day" in home
    assert "Quiet circle" not in home


# --- what became of things


def closes(client: FlaskClient, code: str) -> None:
    message = {"id": f"close {code}", "name": "set_phase", "args": {"phase": "closed"}}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]


def acts(app: Flask, client: FlaskClient, code: str, text: str) -> None:
    """An action of the gathering gets an outcome."""
    asked = iter(range(100))

    def does(name: str, **args: Any) -> dict[str, Any]:
        message = {"id": f"{code} {next(asked)}", "name": name, "args": args}
        answer = client.post(f"/api/{code}/commands?as=host", json=message).get_json()
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    tables = client.get(f"/api/{code}/state").get_json()["tables"]
    topic = does("propose_topic", title="Waiting lists")["topic"]
    cell = {"room": tables["rooms"][0]["id"], "slot": tables["slots"][0]["id"]}
    session = does("claim_cell", topic=topic, **cell)["session"]
    note = does("post_note", session=session, kind="action", text=text)["note"]
    does("report_outcome", note=note, outcome="let_go", text="There was no money.")


def test_what_became_of_things_is_shown_for_the_past_gatherings(
    app: Flask, client: FlaskClient, circle: dict[str, Any]
) -> None:
    for title, days in (("First", -60), ("Second", -30), ("Next", 5)):
        code = opens(client, title, days, phase="sessions")
        accepts(client, code)
        acts(app, client, code, f"Call {title}")
        if days < 0:
            closes(client, code)

    shown = page(client, "/after")

    assert shown.index("Call Second") < shown.index("Call First")
    assert "There was no money." in shown
    assert "Call Next" not in shown
    assert 'href="/c/harbour-circle/after"' in page(client)


def test_opening_of_the_next_gathering_tells_what_became_of_the_last(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    codes = {title: opens(client, title, days) for title, days in (("Long ago", -90), ("Last", -9))}
    codes |= {title: opens(client, title, days) for title, days in (("Ours", 5), ("Later", 30))}
    for title, code in codes.items():
        accepts(client, code)
        if title in ("Long ago", "Last"):
            closes(client, code)

    shown = client.get(f"/{codes['Ours']}/host").get_data(as_text=True)

    previous = {"code": codes["Last"], "title": "Last"}
    assert f'"previous":{json.dumps(previous, separators=(",", ":"))}' in shown
    first = client.get(f"/{codes['Long ago']}/host").get_data(as_text=True)
    assert '"previous":null' in first
