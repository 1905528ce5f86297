"""Hostile and odd text in every field, format and feed: nothing crashes, nothing runs, nothing is lost."""

import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

import pikepdf
import pytest
import vobject
from lxml import etree
from markdown_it import MarkdownIt

from openspace.domain.text import LIMITS
from openspace.domain.viewer import HOST
from openspace.proceedings import checklist
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book, Edition, Words
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.report import KINDS
from tests.proceedings.day import Day
from tests.proceedings.hostile import strings
from tests.proceedings.opened import held_in
from tests.proceedings.test_formats import Outline
from tests.support.once import once

STRINGS = strings()
LINES = [one for one in STRINGS if len(one) < 600]
FEEDS = ["schedule.ics", "schedule.xml", "schedule.json"]

_OURS = {
    "anchor",
    "kind",
    "day",
    "starts_at",
    "ends_at",
    "colour",
    "date",
    "photo",
    "order",
    "code",
}
"""Fields of a book that the server makes itself, of which nothing is typed."""


@pytest.fixture(scope="module")
def day() -> Day:
    return hostile_day()


def hostile_day() -> Day:
    """Each string as a topic with every text a topic can have, and as a note of each kind in turn."""
    day = Day.opens(rooms=[], slots=[], **{text: _cut(n, "title") for n, text in enumerate(_ABOUT)})
    who = day.joins(_cut(20, "name"))
    day.ask(who, "edit_me", listed=True, contact=_cut(21, "name"), contact_listed=True)
    for n in range(100):
        day.ask(HOST, "add_room", name=_cut(n, "name"), access=_cut(n + 100, "name"))
    for n in range(len(STRINGS) // 100 + 1):
        starts = f"2026-11-24T{9 + n:02}:00:00+00:00"
        slot = {"label": _cut(n + 300, "name"), "about": _cut(n + 400, "line")}
        day.ask(
            HOST, "add_slot", starts_at=starts, ends_at=starts.replace(":00:", ":45:", 1), **slot
        )
    kinds = cycle(kind for kind in KINDS if kind not in ("photo", "link"))
    for n, text in enumerate(STRINGS):
        line = _cut(n, "title")
        topic = day.calls(
            who, line, description=text, tags=[_cut(n, "tag")], convener_name=_cut(n, "name")
        )
        day.ask(who, "edit_topic", topic=topic, report_title=line)
        session = day.places(who, topic, n % 100, n // 100)
        name = {"initiator_name": _cut(n, "name"), "named": True}
        day.notes(who, session, next(kinds), text, **name)
        day.notes(who, session, "photo", "", photo=f"{n:032x}", alt=_cut(n, "line"))
    words = {part: "\n\n".join(LINES)[:19_000] for part in ("introduction", "closing", "imprint")}
    day.ask(
        HOST,
        "edit_book",
        **words,
        subtitle=_cut(5, "title"),
        credits=[_cut(n, "name") for n in range(50)],
    )
    day.ask(HOST, "post_news", text=_cut(6, "line"))
    day.ask(HOST, "publish_book", note=_cut(7, "title"))
    return day


_ABOUT = (
    "title",
    "theme",
    "statement",
    "sponsor",
    "community",
    "venue",
    "welcome",
    "law",
    "motto",
    "next_gathering",
)


def _cut(n: int, kind: str) -> str:
    """The nth string as long as its field allows, with its word."""
    text = STRINGS[n % len(STRINGS)]
    return text if len(text) <= LIMITS[kind] else text[: LIMITS[kind] - 8] + text[-7:]


def raw(book: Book) -> Book:
    """Part of the same book with the strings as they are in every text: what writers get when
    all else failed."""
    whole = " ".join(LINES)
    some = LINES[::10]
    (today,) = book.days
    short = replace(book, days=(replace(today, slots=today.slots[:2]),), unplaced=())
    filled = _filled(short, cycle(LINES))
    return replace(
        filled,
        cover=replace(filled.cover, title=whole, statement=whole),
        words=Words(whole, whole, whole, whole, tuple(some)),
        edition=Edition(1, "24 November 2026", whole),
        participants=tuple((one, one) for one in some),
    )


def _filled(value: Any, supply: Iterator[str]) -> Any:
    if is_dataclass(value):
        found = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _OURS}
        return replace(value, **{name: _filled(one, supply) for name, one in found.items()})  # type: ignore[type-var]
    if isinstance(value, tuple):
        return tuple(_filled(one, supply) for one in value)
    return f"{next(supply)} {value}" if isinstance(value, str) and value else value


@pytest.fixture(scope="module", params=["by the rules", "by the writers"])
def withstood(request: pytest.FixtureRequest) -> str:
    """By which part the strings are withstood."""
    return str(request.param)


@pytest.fixture(scope="module")
def book(withstood: str, day: Day) -> Book:
    compiled = compile_book(day.gathering, "https://example.org")
    return compiled if withstood == "by the rules" else raw(compiled)


@pytest.fixture(scope="module")
def archive(
    withstood: str, book: Book, tmp_path_factory: pytest.TempPathFactory
) -> zipfile.ZipFile:
    """All formats and feeds of the book."""
    made = once(tmp_path_factory, f"hostile {withstood}", lambda: FORMATS["zip"].write(book))
    return zipfile.ZipFile(io.BytesIO(made))


def lost(book: Book, text: str) -> list[str]:
    """The notes of `book` that are not in `text`, by the words they end in."""
    shown = re.sub(r"[\s\u200b\u00ad]", "", text)
    words = (note.text[-6:] for report in book.everything for note in report.notes if note.text)
    return [STRINGS[int(word[1:5])][:40] for word in words if word not in shown]


def test_there_are_500_strings() -> None:
    assert len(set(STRINGS)) >= 500


@pytest.mark.slow
def test_every_format_and_feed_is_written(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())

    assert {f"proceedings.{one.ending}" for one in FORMATS.values() if one.in_archive} <= names
    assert set(FEEDS) <= names
    assert "Could not be made" not in archive.read("README.txt").decode("utf-8-sig")


@pytest.mark.slow
@pytest.mark.parametrize("ending", [one.ending for one in FORMATS.values() if one.in_archive])
def test_no_note_is_lost(book, archive: zipfile.ZipFile, ending: str) -> None:
    assert lost(book, READERS[ending](archive.read(f"proceedings.{ending}"))) == []


@pytest.mark.slow
def test_no_note_is_lost_in_the_tables(book: Book, archive: zipfile.ZipFile) -> None:
    assert lost(book, archive.read("tables/notes.csv").decode("utf-8-sig")) == []


@pytest.mark.slow
def test_pdf_is_still_pdf_ua(archive: zipfile.ZipFile) -> None:
    with (
        pikepdf.open(io.BytesIO(archive.read("proceedings.pdf"))) as pdf,
        pdf.open_metadata() as xmp,
    ):
        assert xmp["pdfuaid:part"] == "1"


@pytest.mark.slow
def test_html_and_epub_hold_no_element_or_link_that_somebody_typed(
    archive: zipfile.ZipFile,
) -> None:
    outline = Outline(archive.read("proceedings.html").decode())
    tags = {tag for tag, _ in outline.tags}

    assert not tags & {"script", "iframe", "object", "embed", "base", "form", "link", "b", "video"}
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    links = [attrs.get("href") or "" for tag, attrs in outline.tags if tag == "a"]
    assert not [one for one in links if not re.match("#|https?://|mailto:", one)]
    epub = zipfile.ZipFile(io.BytesIO(archive.read("proceedings.epub")))
    for name in epub.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            assert not etree.fromstring(epub.read(name)).xpath("//*[local-name()='script']")


@pytest.mark.slow
def test_calendar_holds_only_our_own_events(archive: zipfile.ZipFile, book: Book) -> None:
    calendar = vobject.readOne(archive.read("schedule.ics").decode())

    assert len(calendar.vevent_list) == len(book.reports)
    allowed = {
        "uid",
        "dtstamp",
        "sequence",
        "summary",
        "dtstart",
        "dtend",
        "location",
        "description",
    }
    allowed |= {"url", "categories", "transp"}
    assert all(set(event.contents) <= allowed for event in calendar.vevent_list)
    assert set(calendar.contents) == {
        *("prodid", "version", "calscale", "x-wr-calname", "name"),
        *("refresh-interval", "x-published-ttl", "vevent"),
    }
    assert not lost(book, "".join(event.summary.value for event in calendar.vevent_list))


@pytest.mark.slow
def test_frab_schedules_hold_every_session(archive: zipfile.ZipFile, book: Book) -> None:
    events = list(ET.fromstring(archive.read("schedule.xml")).iter("event"))
    days = json.loads(archive.read("schedule.json"))["schedule"]["conference"]["days"]
    twins = [event for one in days for room in one["rooms"].values() for event in room]

    assert len(events) == len(twins) == len(book.everything)
    assert not lost(book, "".join(event.findtext("title") or "" for event in events))
    assert not lost(book, "".join(event["title"] for event in twins))


@pytest.mark.slow
def test_proof_reads_it_all(day: Day) -> None:
    assert json.loads(checklist.as_json(day.gathering))["findings"]


# --- how each format is read back: what it shows


def _html(data: bytes) -> str:
    return "".join(Outline(data.decode()).text)


def _markdown(data: bytes) -> str:
    return "".join(Outline(MarkdownIt("commonmark").render(data.decode())).text)


def _pdf(data: bytes) -> str:
    if not shutil.which("pdftotext"):
        return held_in(data, "pdf")
    crop = ["-raw", "-x", "0", "-y", "55", "-W", "596", "-H", "722"]  # between heads and feet
    told = subprocess.run(
        ["pdftotext", *crop, "-", "-"], input=data, capture_output=True, check=True
    )
    return told.stdout.decode()


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(etree.fromstring(parts.read("word/document.xml")).itertext())


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        pages = [parts.read(name) for name in parts.namelist() if name.endswith(".xhtml")]
    return "".join("".join(etree.fromstring(page).itertext()) for page in pages)


def _json(data: bytes) -> str:
    return repr(json.loads(data))


READERS: dict[str, Callable[[bytes], str]] = {
    "html": _html,
    "md": _markdown,
    "pdf": _pdf,
    "docx": _docx,
    "epub": _epub,
    "json": _json,
}
