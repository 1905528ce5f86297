"""Contacts for those who want the same, visits and companions: in no file, in no export, and gone with the
person."""

from pathlib import Path

import pytest
from flask import Flask

from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from tests.security.erased_day import Day, Someone, assert_replay_equals_the_tables, found

REACHED = "xylophone@example.org"


@pytest.fixture
def day(app: Flask) -> Day:
    """Rosa and somebody else see each other's contact, the other follows Rosa, and Rosa said where she
    was."""
    day = Day(app)
    kept = day.ledger.load(day.code)
    topic, session = next(iter(kept.rows("topics")))["id"], next(iter(kept.rows("sessions")))["id"]
    joined = day.rosa.client.post(f"/api/{day.code}/join", json={}).get_json()
    other = Someone(day.rosa.client, day.code, joined["token"])
    other.does("wish_for_others", topic=topic, contact="0123 456")
    wish = day.rosa.does("wish_for_others", topic=topic, contact=REACHED)["wish"]
    day.rosa.does("ask_others", wish=wish)
    [asked] = other.state()["tables"]["introductions"]
    other.does("answer_introduction", introduction=asked["id"], agreed=True)
    assert REACHED in str(other.state())
    day.host.does("edit_gathering", was_here=True)
    day.rosa.does("was_here", session=session)
    day.rosa.does("let_follow")
    path = f"/api/{day.code}/following"
    given = day.rosa.client.get(path, headers=day.rosa.headers).get_json()["code"]
    assert other.client.post(path, json={"code": given}, headers=other.headers).status_code == 201
    return day


def test_no_file_has_a_contact_to_read(day: Day, tmp_path: Path) -> None:
    day.app.extensions["openspace"].snapshots.take()

    assert found(tmp_path, REACHED) == []


def test_no_export_has_any_of_it(day: Day) -> None:
    whole = read_from(day.ledger, day.code)

    for file in (complete_file(whole), anonymised_file(whole)):
        text = file.decode()
        assert REACHED not in text
        for id in ('"wish', '"intro', '"visit', '"follow'):
            assert not [part for part in text.split(id)[1:] if part[:1].isdigit()], id


def test_the_host_and_the_public_get_none_of_it(day: Day) -> None:
    for someone in (day.host, Someone(day.rosa.client, day.code, "")):
        headers = someone.headers if someone.token else {}
        for path in ("state", "changes?since=0"):
            text = someone.client.get(f"/api/{day.code}/{path}", headers=headers).text
            assert REACHED not in text
            for id in ('"wish', '"intro', '"visit', '"follow'):
                assert not [part for part in text.split(id)[1:] if part[:1].isdigit()], id


def test_it_goes_with_the_person(day: Day) -> None:
    day.rosa.asks_to_be_forgotten(words=True)

    kept = day.ledger.load(day.code)
    assert [row["contact"] for row in kept.rows("wishes")] == ["0123 456"]
    assert not kept.rows("visits")
    assert not kept.rows("followings")
    assert REACHED not in str([change.as_dict() for change in day.ledger.since(day.code, 0)])
    assert_replay_equals_the_tables(day.ledger, day.code)
