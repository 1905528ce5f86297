"""The feeds over HTTP: who may read which calendar, and what a move does to a subscription."""

from datetime import timedelta
from typing import Any

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.commands import parse
from openspace.domain.rules.book import ConfirmReport
from openspace.domain.rules.facilitation import SetPhase
from openspace.domain.rules.harvest import PostNote
from openspace.domain.viewer import HOST
from openspace.web.services import Services
from tests.proceedings.day import Day, full_day


@pytest.fixture
def day(app: Flask) -> Day:
    day = full_day()
    services: Services = app.extensions["openspace"]
    day.moves_into(services.ledger)
    return day


def titles(text: str) -> dict[str, Any]:
    found = vobject.readOne(text).contents.get("vevent", [])
    return {event.summary.value: event for event in found}


def as_person(app: Flask, client: FlaskClient, day: Day, name: str) -> dict[str, str]:
    person = next(p["id"] for p in day.gathering.rows("people") if p["name"] == name)
    token = app.extensions["openspace"].identity.person_token("K7MQ2X", person)
    return {"Authorization": f"Bearer {token}"}


def test_schedule_is_served_in_three_formats(client: FlaskClient, day: Day) -> None:
    kinds = {e: client.get(f"/K7MQ2X/schedule{e}").mimetype for e in ("", ".ics", ".xml", ".json")}

    assert kinds == {
        "": "text/calendar",
        ".ics": "text/calendar",
        ".xml": "application/xml",
        ".json": "application/json",
    }
    again = client.get("/K7MQ2X/schedule.ics")
    tag = {"If-None-Match": again.headers["ETag"]}
    assert client.get("/K7MQ2X/schedule.ics", headers=tag).status_code == 304


def test_move_updates_the_event_of_a_subscriber(app: Flask, client: FlaskClient, day: Day) -> None:
    before = titles(client.get("/K7MQ2X/schedule.ics").text)["1B Carers in the room"]
    other, session = (day.gathering.session_by_code(code) for code in ("1A", "1B"))
    assert other
    assert session
    topic = day.gathering.row("topics", session["topic"]) or {}
    free = day.gathering.slots[1]["id"]
    client.post(
        "/api/K7MQ2X/commands",
        json={"id": "release-1A", "name": "release_session", "args": {"session": other["id"]}},
        headers=as_person(app, client, day, "Rosa"),
    )
    moved = client.post(
        "/api/K7MQ2X/commands",
        json={
            "id": "move-it-over",
            "name": "move_session",
            "args": {"session": session["id"], "room": day.gathering.rooms[0]["id"], "slot": free},
        },
        headers=as_person(app, client, day, "Amir"),
    )
    assert moved.get_json()["ok"], moved.get_json()

    after = titles(client.get("/K7MQ2X/schedule.ics").text)["1A Carers in the room"]

    assert topic["title"] == "Carers in the room"
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)


def test_topic_that_leaves_the_wall_touches_no_other_event(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    """Its session is put without a cell in the same change, and is in no event."""
    before = titles(client.get("/K7MQ2X/schedule.ics").text)
    topic = next(s for s in day.gathering.rows("sessions") if s["code"] == "1B")["topic"]
    withdrawn = client.post(
        "/api/K7MQ2X/commands",
        json={"id": "withdraw-it", "name": "withdraw_topic", "args": {"topic": topic}},
        headers=as_person(app, client, day, "Amir"),
    )
    assert withdrawn.get_json()["ok"], withdrawn.get_json()

    after = titles(client.get("/K7MQ2X/schedule.ics").text)

    assert "1B Carers in the room" not in after
    assert {title: event.sequence.value for title, event in after.items()} == {
        title: before[title].sequence.value for title in after
    }


def test_my_day_holds_what_i_convene_and_what_interests_me(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    rosa = as_person(app, client, day, "Rosa")
    carers = next(t["id"] for t in day.gathering.rows("topics") if "Carers" in t["title"])
    client.post(
        "/api/K7MQ2X/commands",
        json={
            "id": "interest",
            "name": "mark_interest",
            "args": {"topic": carers, "interested": True},
        },
        headers=rosa,
    )

    link = client.get("/K7MQ2X/schedule/mine?as=link", headers=rosa).get_json()
    path = link["url"].partition("/K7MQ2X")[2]
    mine = titles(client.get(f"/K7MQ2X{path}").text)

    assert set(mine) == {"Opening circle", "1A Reflective groups", "1B Carers in the room"}
    assert link["webcal"].startswith("webcal://")


def test_my_day_reminds_of_the_own_reports_while_they_can_be_completed(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    services: Services = app.extensions["openspace"]
    rosa = as_person(app, client, day, "Rosa")
    address = client.get("/K7MQ2X/schedule/mine", headers=rosa).headers["Location"]

    def phase(name: str) -> dict[str, Any]:
        services.commands.ask("K7MQ2X", HOST, SetPhase(phase=name))
        return titles(client.get(address).text)

    before, harvest, after = phase("closing"), phase("harvest"), phase("closed")

    [due] = set(harvest) - set(before)
    assert due == "Complete the report of 1A Reflective groups"
    event = harvest[due]
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert event.valarm.trigger.value == timedelta(days=-1)
    assert event.url.value.endswith("/K7MQ2X/s/1A")
    assert set(after) == set(before)
    assert "Complete the report" not in client.get("/K7MQ2X/schedule.ics").text


def test_a_confirmed_report_is_due_until_it_has_two_sentences(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    services: Services = app.extensions["openspace"]
    amir = as_person(app, client, day, "Amir")
    address = client.get("/K7MQ2X/schedule/mine", headers=amir).headers["Location"]
    carers = next(t["id"] for t in day.gathering.rows("topics") if "Carers" in t["title"])
    session = day.gathering.placed_of(carers)[0]["id"]
    services.commands.ask("K7MQ2X", HOST, SetPhase(phase="harvest"))

    def is_due_after(text: str) -> bool:
        note = PostNote(session=session, kind="summary", text=text)
        services.commands.ask("K7MQ2X", HOST, note)
        services.commands.ask("K7MQ2X", HOST, ConfirmReport(topic=carers))
        return "Complete the report of 1B" in client.get(address).text.replace("\r\n ", "")

    assert is_due_after("We met.")
    assert not is_due_after("It takes time.")


def test_my_day_asks_to_join_first_and_its_address_does_nothing_else(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    assert client.get("/K7MQ2X/schedule/mine").status_code == 403
    assert client.get("/K7MQ2X/schedule.ics?mine=forged").status_code == 403
    rosa = as_person(app, client, day, "Rosa")
    address = client.get("/K7MQ2X/schedule/mine", headers=rosa).headers["Location"]
    token = address.partition("mine=")[2]
    assert client.get(address).status_code == 200
    thief = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/K7MQ2X/state", headers=thief).status_code == 403


def test_second_convener_without_a_name_changes_no_event(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    """A revision that grows although nothing looks different would reveal that there is one."""
    before = client.get("/K7MQ2X/schedule.ics").text
    carers = next(t["id"] for t in day.gathering.rows("topics") if "Carers" in t["title"])

    def asks(who: str, name: str, **args: Any) -> Any:
        sent = {"id": f"{who}-{name}", "name": name, "args": args}
        headers = as_person(app, client, day, who)
        answer = client.post("/api/K7MQ2X/commands", json=sent, headers=headers).get_json()
        assert answer["ok"], answer
        return answer.get("result")

    code = asks("Amir", "invite_convener", topic=carers)["code"]
    asks("Rosa", "accept_convening", code=code)

    after = client.get("/K7MQ2X/schedule.ics").text
    assert without_stamps(after) == without_stamps(before)


def without_stamps(calendar: str) -> list[str]:
    return [line for line in calendar.splitlines() if not line.startswith("DTSTAMP")]


def test_new_times_update_the_events_of_a_subscriber(
    app: Flask, client: FlaskClient, day: Day
) -> None:
    before = titles(client.get("/K7MQ2X/schedule.ics").text)["1B Carers in the room"]
    session = day.gathering.session_by_code("1B")
    assert session
    later = {
        "slot": session["slot"],
        "starts_at": (before.dtstart.value + timedelta(minutes=1)).isoformat(),
        "ends_at": (before.dtend.value + timedelta(minutes=1)).isoformat(),
    }
    services: Services = app.extensions["openspace"]
    services.commands.ask("K7MQ2X", HOST, parse("edit_slots", {"slots": [later]}))

    after = titles(client.get("/K7MQ2X/schedule.ics").text)["1B Carers in the room"]

    assert after.dtstart.value - before.dtstart.value == timedelta(minutes=1)
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
