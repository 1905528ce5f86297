"""The schedule in frab's formats, against the public schemas where they are at hand."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from lxml import etree

from openspace.proceedings import frab
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from tests.proceedings.day import Day, day_elsewhere, full_day
from tests.proceedings.test_formats import hostile_book

SCHEMAS = Path(os.environ.get("OPENSPACE_REAL_DATA", "../shared/data")) / "frab"
with_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(),
    reason="the schemas of c3voc are not part of this project; see docs/export.md",
)
EMPTY = compile_book(Day.opens(rooms=[], slots=[]).gathering, "https://example.org")
FULL = compile_book(full_day().gathering, "https://example.org")
OUTSIDE = compile_book(day_elsewhere().gathering, "https://example.org")
BOOKS = {"full": FULL, "elsewhere": OUTSIDE, "hostile": hostile_book(), "empty": EMPTY}
each_book = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)


@with_schemas
@each_book
def test_xml_is_valid(book: Book) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd"))

    schema.assertValid(etree.fromstring(frab.write_xml(book)))


@with_schemas
@each_book
def test_json_is_valid(book: Book) -> None:
    schema = json.loads((SCHEMAS / "schema.json").read_text("utf-8"))

    jsonschema.validate(json.loads(frab.write_json(book)), schema)


def test_xml_and_json_hold_the_same_events_also_those_without_a_room() -> None:
    root = ET.fromstring(frab.write_xml(FULL))
    conference = json.loads(frab.write_json(FULL))["schedule"]["conference"]

    in_xml = {
        (room.get("name"), e.findtext("title"), e.findtext("date"), e.get("guid"))
        for room in root.iter("room")
        if room.get("name")
        for e in room.iter("event")
    }
    in_json = {
        (room, e["title"], e["date"], e["guid"])
        for day in conference["days"]
        for room, events in day["rooms"].items()
        for e in events
    }
    assert in_xml == in_json
    assert {(room, title) for room, title, _, _ in in_xml} == {
        ("Everybody together", "Opening circle"),
        ("Everybody together", "Tea"),
        ("Library (A)", "Reflective groups"),
        ("Garden room (B)", "Carers in the room"),
        ("Library (A)", "Peer support"),
        ("Garden room (B)", "Peer support"),
        ("Without a room yet", "Waiting lists"),
    }


@each_book
def test_every_event_has_ids_of_its_own_that_stay(book: Book) -> None:
    def ids(data: bytes) -> list[Any]:
        events = list(ET.fromstring(data).iter("event"))
        return [(e.get("id"), e.get("guid"), e.findtext("slug")) for e in events]

    found = ids(frab.write_xml(book))

    assert found == ids(frab.write_xml(book))
    for column in zip(*found, strict=True):
        assert len(set(column)) == len(column)


def test_names_follow_each_choice() -> None:
    root = ET.fromstring(frab.write_xml(FULL))

    named = {e.findtext("title"): [p.text for p in e.iter("person")] for e in root.iter("event")}
    assert named["Reflective groups"] == ["Rosa"]
    assert named["Peer support"] == []
