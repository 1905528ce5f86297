"""An import is refused with a sentence if it has something that could not have been typed."""

import base64
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from PIL import Image

from openspace.cli.main import cli
from openspace.exchange.errors import ImportRefused
from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from openspace.exchange.import_file import read_file
from openspace.ledger.memory import MemoryLedger
from tests.security.importing import (
    CODE,
    FILE,
    FOR_HOST,
    PHOTO,
    a_picture,
    bring,
    opens,
)
from tests.security.test_erasing import Day as Erasing


@pytest.mark.parametrize("file", [FILE, FOR_HOST], ids=["complete", "for the host"])
def test_a_good_export_comes_in(file: dict[str, Any]) -> None:
    ledger = MemoryLedger()
    bring(file, ledger)
    opens(ledger)


@pytest.mark.parametrize("words", [True, False])
def test_an_export_from_after_somebody_was_forgotten_comes_in(app: Flask, words: bool) -> None:
    day = Erasing(app)
    day.host.does("publish_book")
    assert day.canary.asks_to_be_forgotten(words).status_code == 200
    for whole in (complete_file, anonymised_file):
        ledger = MemoryLedger()
        bring(json.loads(whole(read_from(day.ledger, day.code))), ledger)
        opens(ledger)


# --- what was found


def spoilt(*path: str | int, to: Any) -> dict[str, Any]:
    file = copy.deepcopy(FILE)
    place: Any = file
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return file


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("changes", 0, "at"), "junk", "changes 1, at: “junk” is not a time"),
        (("changes", 3, "at"), "2026-11-24T09:00:00", "changes 4, at: “2026-11-24T09:00:00” does"),
        (("changes", 3, "by"), "p0 OR 1", "changes 4, by: "),
        (("changes", 3, "name"), "<b>", "changes 4, name: "),
        (("changes", 5, "drops"), {"gatherings": [CODE]}, "changes 6, drops"),
        (("changes", 2, "seq"), 9, "changes: some are missing"),
        (("seq",), 10**30, "seq: it has to be the number of changes"),
        (
            ("tables", "slots", 1, "starts_at"),
            "junk",
            "tables, slots 2, starts_at: “junk” is not a time",
        ),
        (("tables", "slots", 1, "ends_at"), "2026-11-24T01:00+00:00", "tables, slots 2: A time"),
        (("tables", "slots", 1, "kind"), "party", "tables, slots 2: kind is one of"),
        (("tables", "slots", 1, "colour"), 99, "tables, slots 2, colour: "),
        (("tables", "gatherings", 0, "book"), {"left_out": 5}, "tables, gatherings 1, book: "),
        (("tables", "gatherings", 0, "book"), {"x": "y"}, "a book has no “x”"),
        (("tables", "gatherings", 0, "book"), {"credits": ["p99"]}, "there is nobody with this id"),
        (("tables", "gatherings", 0, "retention_days"), 10**30, "kept for 0 to 3,650 days"),
        (("tables", "gatherings", 0, "people_kept_days"), 10**9, "kept for 0 to 3,650 days"),
        (("tables", "gatherings", 0, "book_kept_days"), 10**9, "kept for 0 to 3,650 days"),
        (
            ("tables", "gatherings", 0, "bells"),
            ["noon"],
            "tables, gatherings 1, bells: A bell rings",
        ),
        (("tables", "gatherings", 0, "wifi"), {"name": "x" * 33}, "gatherings 1, wifi: The name"),
        (("tables", "gatherings", 0, "wifi"), {"name": ["x"]}, "tables, gatherings 1, wifi: "),
        (("tables", "gatherings", 0, "timer"), {"ends_at": "soon"}, "this is no timer"),
        (
            ("tables", "gatherings", 0, "timer"),
            {"ends_at": "soon", "label": ""},
            "“soon” is not a time",
        ),
        (("tables", "slots", 1, "skipped_bells"), ["noon"], "slots 2, skipped_bells: A bell rings"),
        (("tables", "gatherings", 0, "report_minutes"), 61, "a number of minutes up to 60"),
        (("tables", "gatherings", 0, "phase"), "afterparty", "tables, gatherings 1, phase: "),
        (("tables", "gatherings", 0, "timezone"), "../../etc/passwd", "is not a time zone"),
        (("tables", "gatherings", 0, "ends_on"), "junk", "“junk” is not a day"),
        (("tables", "gatherings", 0, "title"), " ", "A title is missing"),
        (("tables", "gatherings", 0, "principles"), [1], "tables, gatherings 1, principles: "),
        (("tables", "gatherings", 0, "title"), "x" * 1001, "A title can have 1,000 characters"),
        (("tables", "rooms", 0, "capacity"), -1, "tables, rooms 1, capacity: "),
        (("tables", "rooms", 0, "letter"), "'", "tables, rooms 1, letter: "),
        (("tables", "notes", 0, "url"), "javascript:alert(1)", "notes 1: A link begins with http"),
        (("tables", "notes", 0, "text"), "x" * 20_001, "notes 1, text: A text can have 20,000"),
        (("tables", "notes", 0, "kind"), "vote", "notes 1: kind is one of summary"),
        (("tables", "notes", 0, "due"), "soon", "notes 1: A due date looks like"),
        (("tables", "notes", 0, "photo"), "../x", "notes 1, photo: "),
        (("tables", "notes", 0, "topic"), "t999", "notes 1, topic: topics have no such row"),
        (("tables", "notes", 0, "author"), "p999", "notes 1, author: there is nobody"),
        (("tables", "notes", 0, "id"), "n999", "notes 1, id: this is no id"),
        (("tables", "notes", 0, "score"), 5, "notes 1: “score” is no column of notes"),
        (("tables", "notes", 0, "hidden"), "yes", "notes 1, hidden: this is not true or false"),
        (("tables", "sessions", 0, "room"), "r999", "sessions 1, room: rooms have no such row"),
        (("tables", "sessions", 0, "code"), "9Z", "sessions 1, code: it is not the code"),
        (("tables", "sessions", 0, "room"), "", "sessions 1: it has only a part of a cell"),
        (("tables", "sessions", 0, "place"), "Pond", "sessions 1: it has a free place, and does"),
        (
            ("tables", "sessions", 6, "starts_at"),
            None,
            "sessions 7: it has neither a cell nor a time",
        ),
        (
            ("tables", "sessions", 6, "ends_at"),
            "2026-11-24T15:00:00+00:00",
            "A session ends after it",
        ),
        (("tables", "sessions", 6, "code"), "1A", "sessions 7, code: this number was not given"),
        (("tables", "sessions", 6, "code"), "", "sessions 7: it has a free place, and does"),
        (("tables", "sessions", 0, "topic"), "t999", "sessions 1, topic: topics have no such row"),
        (("tables", "sessions", 4, "joined"), "t43", "sessions 5, joined: this topic cannot meet"),
        (("tables", "sessions", 4, "joined"), "t44", "sessions 5, joined: this topic cannot meet"),
        (("tables", "sessions", 4, "joined_at"), "", "sessions 5, joined: this topic cannot meet"),
        (("tables", "sessions", 4, "joined_at"), None, "sessions 5, joined: this topic cannot"),
        (("tables", "sessions", 0, "joined"), "t50", "joined: this topic cannot meet in it"),
        (
            ("tables", "gatherings", 0, "elsewhere_made"),
            {},
            "sessions 7, code: this number was not given",
        ),
        (("tables", "announcements"), [{"id": "a5"}], "tables: no export has “announcements”"),
        (("tables", "topics", 0, "tags"), ["x"] * 13, "topics 1, tags: A topic can have 12 tags"),
        (("tables", "topics", 0, "title"), "", "topics 1, title: a title is missing"),
        (("tables", "people", 0, "name"), "x" * 121, "people 1, name: A name can have 120"),
        (("tables", "notices", 0, "swap"), {"offered": "s1"}, "notices 1, swap: "),
        (("tables", "editions", 0, "seq"), 999, "editions 1, seq: there is no such change"),
        (("tables", "votes"), [], "“votes” is not known here"),
        (("changes", 20, "puts"), {"votes": []}, "changes 21: a table “votes” is not known"),
        (("changes", 20, "puts"), {"notes": [{"id": "n21"}]}, "changes 21, notes 1"),
        (("more",), 1, "unknown field `more`"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_could_not_be_typed_is_refused_with_its_place(
    path: tuple[str | int, ...], to: Any, says: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_file(spoilt(*path, to=to))
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


def test_two_rows_of_one_id_are_refused() -> None:
    file = copy.deepcopy(FILE)
    file["tables"]["rooms"].append(file["tables"]["rooms"][0])
    with pytest.raises(ImportRefused, match="another row with this id"):
        read_file(file)


def test_texts_are_cleaned_as_if_typed() -> None:
    whole = read_file(spoilt("tables", "topics", 0, "title", to="  Rest\u202e\x00 and\r\nwork "))
    assert next(iter(whole.gathering.rows("topics")))["title"] == "Rest and work"


def test_pictures_are_written_anew() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a place and a name"
    jpeg = a_picture(exif=exif, comment=b"<script>") + b"<script>alert(1)</script>"
    file = spoilt("photos", 0, "jpeg", to=base64.b64encode(jpeg).decode())
    [photo] = read_file(file).photos
    assert (photo.id, photo.width, photo.height) == (PHOTO, 40, 30)
    for word in (b"script", b"a place", b"Exif"):
        assert word not in photo.jpeg


@pytest.mark.parametrize("jpeg", ["\xff\xd8<script>", "", "R0lGODlhAQABAAAAACw="])
def test_what_is_no_picture_is_refused(jpeg: str) -> None:
    coded = base64.b64encode(jpeg.encode("latin-1")).decode()
    with pytest.raises(ImportRefused, match="photos 1: That is not a JPEG"):
        read_file(spoilt("photos", 0, "jpeg", to=coded))


def test_a_refused_import_leaves_nothing_and_no_traceback(tmp_path: Path) -> None:
    path, db = tmp_path / "g.json", tmp_path / "sessions.db"
    path.write_text(json.dumps(spoilt("tables", "notes", 0, "url", to="javascript:1")), "utf-8")
    ran = CliRunner().invoke(cli, ["import", str(path), "--db", str(db)])
    assert ran.exit_code == 2
    assert ran.output.count("\n") == 1
    assert "tables, notes 1: A link begins with http:// or https://." in ran.output
    path.write_text(json.dumps(FILE), "utf-8")
    assert CliRunner().invoke(cli, ["import", str(path), "--db", str(db)]).exit_code == 0
