"""The link of an action, and the pages of what became of things: without accounts and cookies, and with no
script but the one that applies the reader's own settings."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.audience import see_row
from openspace.domain.viewer import HOST, Viewer
from openspace.service.clock import SYSTEM
from openspace.service.erasure import forget_people
from openspace.service.host_keys import hash_of
from tests.proceedings.day import Day
from tests.web.scripts import OWN_SETTINGS
from tests.web.whole_day import day as day

CODE = "K7MQ2X"


def row(app: Flask, kind: str) -> dict[str, Any]:
    gathering = app.extensions["openspace"].ledger.load(CODE)
    return next(dict(note) for note in gathering.rows("notes") if note["kind"] == kind)


def path(app: Flask) -> str:
    """The path of the action's link, as its author gets it."""
    note = row(app, "action")
    token = app.extensions["openspace"].identity.person_token(CODE, note["author"])
    asked = f"/api/{CODE}/actions/{note['id']}/link"
    headers = {"Authorization": f"Bearer {token}"}
    url = app.test_client().get(asked, headers=headers).get_json()["url"]
    return str(re.sub("^https?://[^/]*", "", url))


def test_a_link_says_what_became_of_it_as_often_as_one_likes(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    link = path(app)
    for outcome, text in (("under_way", "We meet on Mondays."), ("let_go", "The room is gone.")):
        answer = client.post(link, data={"outcome": outcome, "text": text})

        assert answer.status_code == 303
        assert "Saved. Thank you." in client.get(answer.headers["Location"]).text
        assert (row(app, "action")["outcome"], row(app, "action")["outcome_text"]) == (
            outcome,
            text,
        )
    client.post(link, data={"outcome": "let_go", "take_back": "yes"})
    assert not row(app, "action")["outcome"]


def test_its_page_has_no_script_of_its_own_no_cookie_and_nobody_who_wrote_it(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    link = path(app)
    answer = client.get(link)

    assert "Start a monthly group" in answer.text
    assert re.findall("<script.*?>", answer.text) == [OWN_SETTINGS]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert row(app, "action")["author"] not in answer.text.replace(link, "")


def test_a_browser_may_send_its_form(client: FlaskClient, app: Flask, day: Day) -> None:
    """Without any referrer, browsers send `Origin: null`, which is refused as another site's."""
    assert client.get(path(app)).headers["Referrer-Policy"] == "strict-origin"


def test_host_prints_the_links_that_authors_have(app: Flask, day: Day) -> None:
    svc = app.extensions["openspace"]
    svc.ledger.set_host_key_hash(CODE, hash_of("key"))
    headers = {"Authorization": f"Bearer {svc.identity.host_token(CODE, 'key')}"}

    assert path(app) in app.test_client().get(f"/{CODE}/paper/slips", headers=headers).text


def test_what_is_wrong_keeps_what_was_typed(client: FlaskClient, app: Flask, day: Day) -> None:
    link = path(app)
    for data in ({"text": "Typed"}, {"outcome": "late", "text": "Typed"}):
        answer = client.post(link, data=data)
        assert answer.status_code == 400
        assert "Typed" in answer.text
        assert 'role="alert"' in answer.text
    long = client.post(link, data={"outcome": "done", "text": "x" * 501})
    assert long.status_code == 400
    assert "501" in long.text
    assert row(app, "action")["outcome_text"] == "We meet on Mondays."


def test_a_link_of_another_action_or_gathering_is_no_link(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    link = path(app)
    Day.opens("EMPTY2").moves_into(app.extensions["openspace"].ledger)

    assert client.get(link.replace("/action/", "/action/A")).status_code == 403
    assert client.get(link.replace(CODE, "EMPTY2")).status_code == 403


def test_a_link_that_was_ended_opens_nothing(client: FlaskClient, app: Flask, day: Day) -> None:
    link, note = path(app), row(app, "action")
    commands = app.extensions["openspace"].commands
    message = {"id": "1", "name": "end_action_links", "args": {"note": note["id"]}}
    assert commands.send_and_wait(CODE, Viewer("person", note["author"]), message)["ok"]

    assert client.get(link).status_code == 403
    assert client.post(link, data={"outcome": "done"}).status_code == 403
    assert client.get(path(app)).status_code == 200


def test_a_link_outlives_the_people_and_stays_ended(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    ended, note = path(app), row(app, "action")
    svc = app.extensions["openspace"]
    message = {"id": "1", "name": "end_action_links", "args": {"note": note["id"]}}
    assert svc.commands.send_and_wait(CODE, HOST, message)["ok"]
    link = path(app)

    forget_people(svc.ledger, CODE, SYSTEM)

    assert client.get(ended).status_code == 403
    assert client.post(link, data={"outcome": "could_not", "text": "No money."}).status_code == 303
    assert row(app, "action")["outcome"] == "could_not"
    assert "No money." in client.get(f"/{CODE}/after").text
    assert "Ada Lark" in client.get(f"/{CODE}/after").text


def test_nobody_else_gets_the_link(client: FlaskClient, app: Flask, day: Day) -> None:
    note = row(app, "action")
    rosa = next(p for p in day.gathering.rows("people") if p["name"] == "Rosa")
    token = app.extensions["openspace"].identity.person_token(CODE, rosa["id"])
    asked = f"/api/{CODE}/actions/{note['id']}/link"

    assert client.get(asked).status_code == 403
    answer = client.get(asked, headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["error"]["code"] == "not_yours"


def test_page_of_what_became_has_outcomes_and_answers_apart(client: FlaskClient, day: Day) -> None:
    text = client.get(f"/{CODE}/after").text

    assert re.findall("<script.*?>", text) == [OWN_SETTINGS]
    assert re.search(r'class="box-heading">Done · 24 November 2026<', text)
    assert "Answer of The Trust · Ada Lark · 24 November 2026" in re.sub("<[^>]+>", "", text)
    assert "Second point said first" not in text
    for word in ("overdue", "late", "Due"):
        assert word not in text


def test_page_looks_at_no_note_that_it_cannot_show(
    client: FlaskClient, app: Flask, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may ask for it, and a thousand notes would stop everybody for as long as they take."""
    notes = app.extensions["openspace"].ledger.load(CODE).rows("notes")
    may_show = {n["id"] for n in notes if n["outcome"] or n["answers"] or n["kind"] == "question"}
    looked_at = set()

    def watched(gathering: Any, table: str, id: str, viewer: Viewer) -> Any:
        looked_at.add(id)
        return see_row(gathering, table, id, viewer)

    monkeypatch.setattr("openspace.web.after.see_row", watched)
    client.get(f"/{CODE}/after")

    assert looked_at <= may_show
    assert len(may_show) < len(notes)


def test_page_of_a_gathering_without_outcomes_says_so(client: FlaskClient, app: Flask) -> None:
    Day.opens("EMPTY2").moves_into(app.extensions["openspace"].ledger)

    assert "Nothing has been reported yet." in client.get("/EMPTY2/after").text
    assert "Nothing has been reported yet." in client.get("/EMPTY2/paper/after").text


def test_json_of_the_book_has_outcome_and_answers(client: FlaskClient, day: Day) -> None:
    reports = json.loads(client.get(f"/{CODE}/proceedings.json").text)["reports"]
    notes = [note for report in reports for note in report["notes"]]

    [action] = [note for note in notes if note["kind"] == "action"]
    assert (action["outcome"], action["outcome_text"]) == ("done", "We meet on Mondays.")
    [asked] = [note for note in notes if note["kind"] == "recommendation"]
    assert asked["answers"][0]["organisation"] == "The Trust"
