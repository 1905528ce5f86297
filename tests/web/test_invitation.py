"""The invitation: as a page without script, as a calendar file, and as a text."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient

from tests.support.samples import INVITED
from tests.web.scripts import OWN_SETTINGS


@pytest.fixture
def code(client: FlaskClient) -> str:
    return opens(client, INVITED)


def opens(client: FlaskClient, spec: dict[str, Any]) -> str:
    return str(client.post("/api/gatherings", json=spec).get_json()["code"])


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def events(client: FlaskClient, code: str) -> list[Any]:
    calendar = vobject.readOne(read(client, f"/{code}/invitation.ics"))
    return list(calendar.contents.get("vevent", []))


def host(client: FlaskClient, code: str, name: str, **args: Any) -> None:
    message = {"id": f"{name} {args}"[:100], "name": name, "args": args}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]


def test_page_says_when_where_for_whom_and_what(client: FlaskClient, code: str) -> None:
    page = read(client, f"/{code}/invitation")

    for said in (
        "What helps a team to go on learning?",
        "Wednesday 31 March 2027",
        "09:30–11:45",
        "The Boathouse",
        "Quay Street\nHarbour HB1 2CD",
        "Ten minutes on foot",
        "Everybody who works with",
        "Level entrance",
        "In Oak.",
        "Opening circle",
        "Ana Reyes",
        "Open Space: everybody who comes makes the agenda",
        'rel="noopener noreferrer nofollow"',
    ):
        assert said in page
    assert page.count("data:image/svg+xml") == 1


def test_page_of_a_gathering_that_says_nothing_has_no_empty_part(client: FlaskClient) -> None:
    page = read(client, f"/{opens(client, {'title': 'A day'})}/invitation")

    for absent in ("When", "Where", "Programme", "None", "Invited by"):
        assert absent not in page


def test_page_carries_an_event_that_no_text_breaks_out_of(client: FlaskClient) -> None:
    hostile = "</script><script>alert(1)</script>"
    page = read(client, f"/{opens(client, {**INVITED, 'title': hostile})}/invitation")

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    event = json.loads(data)
    assert event["@type"] == "Event"
    assert event["name"] == hostile
    assert event["startDate"] == "2027-03-31T09:30:00+01:00"
    assert event["location"]["address"].startswith("Quay Street")
    [first, second] = re.findall("<script.*?>", page)
    assert (first, second) == (OWN_SETTINGS, '<script type="application/ld+json">')


def test_calendar_has_an_event_for_each_day(client: FlaskClient, code: str) -> None:
    [event] = events(client, code)

    assert event.summary.value == "Learning together"
    assert event.dtstart.value == datetime(2027, 3, 31, 8, 30, tzinfo=UTC)
    assert event.dtend.value == datetime(2027, 3, 31, 10, 45, tzinfo=UTC)
    assert event.location.value == "The Boathouse, Quay Street Harbour HB1 2CD"
    assert event.url.value.endswith(f"/{code}/invitation")


def test_calendar_of_days_without_times_takes_whole_days(client: FlaskClient) -> None:
    spec = {"title": "Two days", "starts_on": "2027-03-31", "ends_on": "2027-04-01"}

    found = events(client, opens(client, spec))

    assert [(e.dtstart.value, e.dtend.value) for e in found] == [
        (date(2027, 3, 31), date(2027, 4, 1)),
        (date(2027, 4, 1), date(2027, 4, 2)),
    ]
    assert events(client, opens(client, {"title": "Some day"})) == []


def test_calendar_follows_what_the_host_changes_and_nothing_else(
    client: FlaskClient, code: str
) -> None:
    def revision() -> tuple[str, Any]:
        [event] = events(client, code)
        return event.sequence.value, event.dtstamp.value

    first = revision()
    client.post(f"/api/{code}/join", json={})
    host(client, code, "propose_topic", title="Carers")
    assert revision() == first

    host(client, code, "edit_gathering", venue="The Mill")
    second = revision()
    assert int(second[0]) > int(first[0])
    slots = client.get(f"/api/{code}/state").get_json()["tables"]["slots"]
    host(client, code, "remove_slot", slot=slots[-1]["id"])
    assert int(revision()[0]) > int(second[0])


def test_text_can_be_pasted_into_an_e_mail(client: FlaskClient, code: str) -> None:
    text = read(client, f"/{code}/invitation.txt")

    assert "When: Wednesday 31 March 2027, 09:30–11:45" in text
    assert "Where: The Boathouse, Quay Street Harbour HB1 2CD" in text
    assert "09:30–10:00  Opening circle, with Ana Reyes" in text
    assert f"/{code}/invitation.ics" in text
    assert "\n\n\n" not in text


def test_where_nobody_is_named_nothing_names_who_gives_an_item(client: FlaskClient) -> None:
    code = opens(client, {**INVITED, "naming": "none"})

    for path in ("invitation", "invitation.txt", "proceedings", "schedule.ics", "agenda"):
        assert "Ana Reyes" not in read(client, f"/{code}/{path}"), path


def test_book_and_calendar_name_who_gives_an_item(client: FlaskClient, code: str) -> None:
    for path in ("agenda", "schedule.ics"):
        assert "With Ana Reyes" in read(client, f"/{code}/{path}"), path


def test_a_gathering_that_is_over_invites_nobody(client: FlaskClient, code: str) -> None:
    host(client, code, "set_phase", phase="closed")

    page = read(client, f"/{code}/invitation")

    assert "This gathering is over." in page
    assert "Open the gathering" not in page


def test_lists_of_coming_gatherings_lead_to_the_invitation(client: FlaskClient) -> None:
    slots = [{"starts_at": "2099-03-31T10:00", "ends_at": "2099-03-31T11:00"}]
    spec = {**INVITED, "slots": slots, "listed": True, "community": "Harbour"}
    code = opens(client, spec)

    for path in ("/", "/c/harbour"):
        assert f'href="/{code}/invitation"' in read(client, path)


def test_calendar_is_written_outside_the_request(
    client: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    extensions = client.application.extensions
    with ThreadPoolExecutor(1) as pool:
        threaded = replace(
            extensions["openspace"], in_thread=lambda work: pool.submit(work).result()
        )
        monkeypatch.setitem(extensions, "openspace", threaded)
        assert events(client, code)
