"""The host's export as one SQLite file: what anonymised JSON holds, with keys, views and search."""

import base64
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from openspace.cli.main import cli
from openspace.domain.anonymise import is_handed_out
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.domain.viewer import HOST
from openspace.exchange.export_file import WholeGathering, anonymised_file, read_from
from openspace.exchange.sqlite_file import anonymised_sqlite
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Photo
from openspace.ledger.stores import open_store
from tests.proceedings.day import Day, full_day
from tests.proceedings.test_formats import HOSTILE
from tests.support.same import assert_same
from tests.transferred import JPEG, hostile_day

DESCRIPTIONS = Path(__file__).parent.parent / "examples" / "datasette.json"


def whole_of(day: Day) -> WholeGathering:
    ledger = MemoryLedger()
    day.moves_into(ledger)
    return read_from(ledger, day.gathering.code)


def opened(whole: WholeGathering) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.deserialize(anonymised_sqlite(whole))
    db.row_factory = sqlite3.Row
    return db


def all_of(db: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(f"SELECT * FROM {name}")]


def a_day_with_everything() -> Day:
    day = full_day()
    kim = day.joins("Kim")
    secret = day.calls(kim, "Off the wall")
    day.ask(HOST, "hide_topic", topic=secret, hidden=True, reason="a name in it")
    day.calls(kim, "Taken back again")
    posted = {"form": "evidence", "text": "It held for a year.", "kind": "practice"}
    day.ask(kim, "post_evidence", **posted, bearing="confirms", named=True)
    day.ask(HOST, "post_news", text="Tea is ready")
    day.ask(HOST, "edit_book", credits=["Zoë"])
    day.ask(HOST, "publish_book")
    return day


def as_in_json(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file with the values that JSON has for it."""
    kinds = {name: column.kind for name, column in CATALOGUE[table].columns.items()}
    read = {bool: bool, list: json.loads, dict: json.loads}
    return {
        column: value if value is None else read.get(kinds[column], lambda it: it)(value)
        for column, value in row.items()
    }


@pytest.mark.parametrize("day", [a_day_with_everything(), hostile_day()], ids=["full", "hostile"])
def test_it_holds_exactly_what_the_anonymised_export_holds(day: Day) -> None:
    whole = whole_of(day)
    export = json.loads(anonymised_file(whole))

    db = opened(whole)

    handed_out = {table for table in TABLES if is_handed_out(table)}
    assert not [table for table in set(TABLES) - handed_out if export["tables"][table]]
    for table in handed_out:
        references = {row["from"] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
        expected = [
            {
                column: None if column in references and value == "" else value
                for column, value in row.items()
                if column not in CATALOGUE[table].not_for_host
            }
            for row in export["tables"][table]
        ]
        assert [as_in_json(table, row) for row in all_of(db, table)] == expected, table
    logged = [
        {**row, "puts": json.loads(row["puts"]), "drops": json.loads(row["drops"])}
        for row in all_of(db, "changes")
    ]
    assert logged == export["changes"]
    tables = {
        row[0]
        for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "_fts" not in row[0]
    }
    assert tables == {*handed_out, "changes", "photos"}


def test_rows_stand_in_the_order_of_the_export_and_nothing_is_left_of_another() -> None:
    whole = whole_of(a_day_with_everything())

    db = opened(whole)

    rows = db.execute("SELECT rowid, id FROM notes ORDER BY rowid").fetchall()
    exported = [row["id"] for row in json.loads(anonymised_file(whole))["tables"]["notes"]]
    assert [tuple(row) for row in rows] == list(enumerate(exported, 1))
    assert db.execute("PRAGMA freelist_count").fetchone()[0] == 0
    assert anonymised_sqlite(whole) == anonymised_sqlite(whole)


def test_every_reference_is_a_foreign_key_that_holds() -> None:
    db = opened(whole_of(a_day_with_everything()))

    keys = {
        (table, key["from"], key["table"])
        for table in CATALOGUE
        for key in db.execute(f"PRAGMA foreign_key_list({table})")
    }

    assert keys == {
        ("topics", "shown_as", "people"),
        ("sessions", "topic", "topics"),
        ("sessions", "room", "rooms"),
        ("sessions", "slot", "slots"),
        ("sessions", "note_taker_shown_as", "people"),
        ("notes", "session", "sessions"),
        ("notes", "topic", "topics"),
        ("notes", "photo", "photos"),
        ("notes", "shown_as", "people"),
        ("notes", "initiator", "people"),
        ("evidence", "session", "sessions"),
        ("evidence", "shown_as", "people"),
        ("joins", "note", "notes"),
        ("joins", "shown_as", "people"),
        ("editions", "seq", "changes"),
    }
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_photo_is_a_picture_and_one_that_is_gone_refers_to_nothing() -> None:
    day = Day.opens()
    kim = day.joins()
    session = day.places(kim, day.calls(kim, "Carers"), 0, 0)
    for photo in ("a" * 32, "b" * 32):
        day.notes(kim, session, "photo", "", photo=photo)
    kept = Photo("a" * 32, JPEG, 40, 30)

    db = opened(WholeGathering(day.gathering, day.changes, [kept]))

    assert all_of(db, "photos") == [{"id": "a" * 32, "width": 40, "height": 30, "jpeg": JPEG}]
    assert [row["photo"] for row in all_of(db, "notes")] == ["a" * 32, None]
    exported = json.loads(anonymised_file(WholeGathering(day.gathering, day.changes, [kept])))
    assert base64.b64decode(exported["photos"][0]["jpeg"]) == JPEG


def test_the_views_show_what_the_book_shows() -> None:
    day = a_day_with_everything()
    db = opened(whole_of(day))

    schedule = [(row["code"], row["title"], row["room"]) for row in all_of(db, "schedule")]
    unplaced = [row["title"] for row in all_of(db, "unplaced_topics")]
    notes = all_of(db, "notes_by_session")

    assert schedule[0] == (None, "Opening circle", None)
    assert ("1A", "Reflective groups", "Library") in schedule
    assert (None, "Tea", None) in schedule
    assert "Off the wall" not in [title for _, title, _ in schedule]
    assert unplaced == ["Waiting lists", "Taken back again"]
    codes = [row["session_code"] for row in notes]
    assert codes == sorted(codes)
    shown = [n for n in day.gathering.rows("notes") if not n["hidden"]]
    assert len(notes) == len(shown)
    evidence = all_of(db, "evidence_by_bearing")
    assert ("It held for a year.", "Kim") in [(row["text"], row["by_name"]) for row in evidence]
    assert {row["evidence"] for row in evidence} == {
        row["id"]
        for row in day.gathering.rows("evidence")
        if not row["hidden"] and row["form"] != "closing"
    }
    without = [row["title"] for row in all_of(db, "sessions_without_notes")]
    assert "Carers in the room" in without
    assert {row["text"] for row in all_of(db, "actions")} == {
        n["text"] for n in shown if n["kind"] == "action"
    }


def test_text_is_found_in_topics_and_notes() -> None:
    day = Day.opens()
    kim = day.joins()
    session = day.places(kim, day.calls(kim, "Réflexion together", description="Care"), 0, 0)
    day.notes(kim, session, "summary", "The ward needs a kettle.")
    db = opened(whole_of(day))

    def found(table: str, words: str) -> int:
        sql = f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH ?"
        return int(db.execute(sql, [words]).fetchone()[0])

    assert [found("topics", "reflexion"), found("topics", "care"), found("notes", "kettle")] == [
        1
    ] * 3
    assert found("notes", "teapot") == 0


def test_hostile_text_is_kept_to_the_letter() -> None:
    day = hostile_day()
    db = opened(whole_of(day))

    texts = [row["text"] for row in all_of(db, "notes")]

    assert texts == [note["text"] for note in day.gathering.rows("notes")]
    assert len(texts) == len(HOSTILE)


def test_every_table_view_and_column_is_described_for_datasette() -> None:
    db = opened(whole_of(Day.opens()))
    described = json.loads(DESCRIPTIONS.read_text("utf-8"))["databases"]["gathering"]["tables"]

    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%fts%'"
    ).fetchall()

    assert_same(described, [row[0] for row in names], "examples/datasette.json")
    for table, about in described.items():
        columns = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
        assert list(about["columns"]) == columns, table
        assert all([about["description"], *about["columns"].values()]), table


def test_the_command_writes_the_same_file_for_its_owner_only(tmp_path: Path) -> None:
    ledger = open_store(tmp_path / "sessions.db")
    full_day().moves_into(ledger)
    expected = anonymised_sqlite(read_from(ledger, "K7MQ2X"))
    ledger.close()
    file = tmp_path / "gathering.sqlite"

    def run(code: str) -> Any:
        arguments = ["export-sqlite", code, str(file), "--db", str(tmp_path / "sessions.db")]
        return CliRunner().invoke(cli, arguments)

    done = run("k7m q2x")

    assert done.exit_code == 0, done.output
    assert "Learning together" in done.output
    assert file.read_bytes() == expected
    assert file.stat().st_mode & 0o077 == 0
    assert (run("ZZZZZZ").exit_code, run("ZZZZZZ").output[:11]) == (2, "openspace: ")
