"""`openspace export` and `openspace import`, from the command line; schedules of the conference world."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from openspace.cli.main import cli
from openspace.exchange.errors import ImportRefused
from openspace.exchange.frab_import import import_schedule
from openspace.exchange.frab_reading import read_json, read_xml
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from openspace.proceedings import frab
from openspace.proceedings.book import compile_book
from openspace.service.clock import SYSTEM
from tests.proceedings.day import full_day
from tests.proceedings.test_formats import HOSTILE, hostile_book

SAMPLE = Path(os.environ.get("OPENSPACE_REAL_DATA", "../shared/data")) / "frab/pretalx-democon.json"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    ledger = open_store(tmp_path / "sessions.db")
    full_day().moves_into(ledger)
    ledger.close()
    return tmp_path / "sessions.db"


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_export_and_import_bring_a_gathering_to_another_store(db: Path, tmp_path: Path) -> None:
    file, other, again = tmp_path / "g.json", tmp_path / "other.db", tmp_path / "again.json"

    assert run("export", "k7m q2x", file, "--db", db).exit_code == 0
    brought = run("import", file, "--db", other)

    assert brought.exit_code == 0, brought.output
    assert "/K7MQ2X/host#pass=" in brought.output
    assert run("export", "K7MQ2X", again, "--db", other).exit_code == 0
    before, after = (json.loads(one.read_text("utf-8")) for one in (file, again))
    *log, arrival = after["changes"]
    assert (log, after["tables"]) == (before["changes"], before["tables"])
    assert (arrival["name"], arrival["puts"]) == ("import_gathering", {})
    assert file.stat().st_mode & 0o077 == 0
    refused = run("import", file, "--db", other)
    assert (refused.exit_code, "--as-new" in refused.output) == (2, True)
    assert run("import", file, "--db", other, "--as-new").exit_code == 0


@pytest.mark.parametrize(
    "text", ["", "not json", "{}", "[]", '{"title": "x"}', "<a>", "<?xml version='1.0'?><rss/>"]
)
def test_import_answers_other_files_with_one_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(text, "utf-8")

    result = run("import", tmp_path / "file", "--db", tmp_path / "new.db")

    assert result.exit_code == 2
    assert result.output.startswith("openspace: ")
    assert "Traceback" not in result.output


# --- schedules


def cells(found: Any) -> set[tuple[str, str, str]]:
    """(title, room, start) of every session of a gathering."""
    g = found.gathering
    return {
        (
            g.row("topics", s["topic"])["title"],
            g.row("rooms", s["room"])["name"],
            g.row("slots", s["slot"])["starts_at"],
        )
        for s in g.rows("sessions")
    }


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_import_of_our_own_schedule_places_every_topic_again(kind: str) -> None:
    book = compile_book(full_day().gathering, "https://example.org")
    schedule = (
        read_json(json.loads(frab.write_json(book)))
        if kind == "json"
        else read_xml(frab.write_xml(book))
    )

    done = import_schedule(MemoryLedger(), schedule, SYSTEM)

    assert cells(done) == {
        ("Reflective groups", "Library", "2026-11-24T10:00:00+00:00"),
        ("Carers in the room", "Garden room", "2026-11-24T10:00:00+00:00"),
        ("Peer support", "Library", "2026-11-24T11:00:00+00:00"),
        ("Peer support", "Garden room", "2026-11-24T11:00:00+00:00"),
    }
    assert done.unplaced == ["Waiting lists"]
    kinds = [(slot["kind"], slot["label"]) for slot in done.gathering.slots]
    assert kinds == [
        ("plenary", "Opening circle"),
        ("session", ""),
        ("break", "Tea"),
        ("session", ""),
    ]
    names = {
        t["title"]: done.gathering.shown_name(t["shown_as"]) for t in done.gathering.rows("topics")
    }
    assert names["Reflective groups"] == "Rosa"
    assert names["Peer support"] is None


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the pretalx sample is not part of this project")
def test_import_of_a_pretalx_export_places_every_session() -> None:
    data = json.loads(SAMPLE.read_text("utf-8"))

    done = import_schedule(MemoryLedger(), read_json(data), SYSTEM)

    days = data["schedule"]["conference"]["days"]
    events = [(room, e) for day in days for room, es in day["rooms"].items() for e in es]
    assert done.unplaced == []
    assert cells(done) == {(e["title"], room, e["date"]) for room, e in events}
    biography = events[0][1]["persons"][0]["biography"][:30]
    assert biography not in json.dumps(done.gathering.tables)


def test_two_sessions_of_one_cell_are_both_kept() -> None:
    event = {"date": "2027-03-31T10:00:00+00:00", "duration": "00:45", "title": "First"}
    both = {"Oak": [event, {**event, "title": "Second"}]}
    data = {"schedule": {"conference": {"title": "Day", "days": [{"rooms": both}]}}}

    done = import_schedule(MemoryLedger(), read_json(data), SYSTEM)

    assert (done.placed, done.unplaced) == (1, ["Second"])
    assert {t["title"] for t in done.gathering.rows("topics")} == {"First", "Second"}


@pytest.mark.parametrize("date", ["9999-12-31T23:30:00+00:00", "0001-01-01T00:00:00+14:00"])
def test_session_at_the_end_of_the_calendar_is_kept_without_a_time(date: str) -> None:
    rooms = {"Oak": [{"date": date, "duration": "23:59", "title": "Last of all"}]}
    data = {"schedule": {"conference": {"title": "Day", "days": [{"rooms": rooms}]}}}

    done = import_schedule(MemoryLedger(), read_json(data), SYSTEM)

    assert (done.placed, done.unplaced) == (0, ["Last of all"])


def test_hostile_schedules_are_text_or_are_refused() -> None:
    import_schedule(MemoryLedger(), read_xml(frab.write_xml(hostile_book())), SYSTEM)
    for text in HOSTILE:
        event = {
            "title": text,
            "description": text,
            "date": text,
            "duration": text,
            "persons": text,
        }
        data = {"schedule": {"conference": {"title": "x", "days": [{"rooms": {text: [event]}}]}}}
        import_schedule(MemoryLedger(), read_json(data), SYSTEM)
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><conference><title>&x;</title></conference></schedule>'
    with pytest.raises(ImportRefused):
        read_xml(bomb)


# --- over HTTP


def test_host_exports_the_whole_gathering_and_nobody_else_does(
    app: Flask, client: FlaskClient
) -> None:
    ledger = app.extensions["openspace"].ledger
    full_day().moves_into(ledger)
    from openspace.service.host_keys import rotate_host_key

    host = client.post("/api/K7MQ2X/host", json={"host_key": rotate_host_key(ledger, "K7MQ2X")})
    token = {"Authorization": f"Bearer {host.get_json()['token']}"}
    stranger = app.test_client()

    assert stranger.get("/K7MQ2X/export.json").status_code == 403
    answer = client.get("/K7MQ2X/export.json", headers=token)

    assert answer.get_json()["format"] == "openspace-gathering"
    assert answer.get_json()["seq"] == ledger.load("K7MQ2X").seq
    assert answer.headers["Cache-Control"] == "no-store"
