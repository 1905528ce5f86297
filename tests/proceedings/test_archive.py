"""The archive, unpacked as a careful person would, and its tables as a spreadsheet reads them."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from openspace.proceedings import archive, docx
from openspace.proceedings.contents import Book
from openspace.proceedings.formats import FORMATS, write_everything
from openspace.proceedings.plain import plain
from openspace.proceedings.tables import cell, tables
from tests.proceedings import libreoffice
from tests.proceedings.test_docx import illustrated_book
from tests.proceedings.test_formats import HOSTILE, hostile_book


@pytest.fixture(scope="module")
def unpacked() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_everything(illustrated_book())))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_archive_holds_every_format_every_feed_the_tables_and_the_photos(
    unpacked: zipfile.ZipFile,
) -> None:
    names = set(unpacked.namelist())

    assert {f"proceedings.{one.ending}" for one in FORMATS.values() if one.in_archive} <= names
    assert {"schedule.ics", "schedule.xml", "schedule.json", "README.txt"} <= names
    assert {n for n in names if n.startswith("tables/")} == {
        "tables/topics.csv",
        "tables/sessions.csv",
        "tables/notes.csv",
        "tables/actions.csv",
        "tables/answers.csv",
        "tables/evidence.csv",
        "tables/reflections.csv",
        "tables/people-who-agreed.csv",
    }
    photo = unpacked.read("photos/1A-1.jpg")
    assert [photo] == list(illustrated_book().pictures.values())
    assert unpacked.testzip() is None
    assert json.loads(unpacked.read("proceedings.json"))["code"] == "K7MQ2X"


def test_archive_has_names_that_stay_in_the_folder_and_no_date_or_owner(
    unpacked: zipfile.ZipFile,
) -> None:
    for entry in unpacked.infolist():
        assert re.fullmatch(r"[A-Za-z0-9-]+(/[A-Za-z0-9-]+)?\.[a-z]+", entry.filename)
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_archive_names_what_could_not_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(book: Book) -> bytes:
        raise RuntimeError

    monkeypatch.setitem(archive.FEEDS, "schedule.ics", fails)
    monkeypatch.setitem(FORMATS, "pdf", FORMATS["docx"])

    written = zipfile.ZipFile(io.BytesIO(write_everything(illustrated_book())))

    assert "schedule.ics" not in written.namelist()
    assert "Could not be made this time: schedule.ics" in written.read("README.txt").decode()
    assert written.read("proceedings.docx") == docx.write(illustrated_book())


def test_tables_hold_topics_sessions_notes_actions_and_who_agreed() -> None:
    book = illustrated_book()

    found = {name: rows(data) for name, data in tables(book).items()}

    topics = {row["title"]: row["sessions"] for row in found["topics.csv"]}
    assert topics["Peer support"] == "2A, 2B"
    assert topics["Waiting lists"] == ""
    assert [row["code"] for row in found["sessions.csv"]] == [r.code for r in book.reports]
    texts = [n.text for r in book.everything for n in r.notes]
    assert [row["text"] for row in found["notes.csv"]] == texts
    assert found["actions.csv"][0] == {
        "session": "1A",
        "topic": "Reflective groups",
        "action": "Start a monthly group",
        "initiator": "Rosa",
        "joined": "Amir, R. from the ward",
        "due": "2027-01-15",
        "outcome": "done",
        "outcome_text": "We meet on Mondays.",
        "outcome_on": "2026-11-24",
    }
    assert [row["answer"] for row in found["answers.csv"]] == ["We pay them from May."]
    assert [(row["text"], row["by"]) for row in found["reflections.csv"]] == [
        ("I was heard.", ""),
        ("We laughed more than I thought.", "Rosa"),
    ]
    assert found["people-who-agreed.csv"] == [{"name": "Amir", "contact": "amir@example.org"}]


def test_tables_keep_hostile_text_word_for_word_and_compute_none_of_it() -> None:
    book = hostile_book()

    for data in tables(book).values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not [v for v in row if v.lstrip().startswith(("=", "+", "-", "@"))]
    texts = {row["text"].removeprefix("'") for row in rows(tables(book)["notes.csv"])}
    assert {plain(note.text) for r in book.everything for note in r.notes} == texts


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r\n=1"])
def test_formula_is_text(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["1-1", "a=b", "it's", ""])
def test_plain_text_is_left_alone(text: str) -> None:
    assert cell(text) == text


@pytest.mark.slow
@libreoffice.needed
def test_libreoffice_opens_the_notes_and_finds_every_one(tmp_path: Path) -> None:
    book = hostile_book()
    (tmp_path / "notes.csv").write_bytes(tables(book)["notes.csv"])

    # Separator, quote, UTF-8, from line 1: as LibreOffice's own dialog would say it.
    said = libreoffice.convert(
        tmp_path / "notes.csv",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--infilter=CSV:44,34,76,1",
    )
    if not (tmp_path / "out" / "notes.csv").is_file():
        pytest.skip(f"LibreOffice here has no spreadsheet: {said[:80]}")

    read = rows((tmp_path / "out" / "notes.csv").read_bytes())
    assert len(read) == sum(len(report.notes) for report in book.everything)
    assert HOSTILE[11] in {row["text"].removeprefix("'") for row in read}
