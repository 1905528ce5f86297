"""Real gatherings, rehearsed on a real server, in every format: each file read back by another library
than wrote it.

Their data is not part of this project: looked for in the folder that OPENSPACE_REAL_DATA names, else
in ../shared/data beside the checkout. Where it is not, the example gathering is rehearsed instead.
"""

import asyncio
import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pandas as pd
import pikepdf
import pytest
import vobject
from ebooklib import ITEM_DOCUMENT
from ebooklib.epub import read_epub
from lxml import etree
from markdown_it import MarkdownIt
from pypdf import PdfReader

from bench import convert_36c3, convert_iiw, convert_owasp, convert_tpac
from bench.played import keep
from openspace.config import Limits
from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.exchange.export_file import complete_file, read_from
from openspace.exchange.gathering_file import GatheringFile, from_data, read
from openspace.exchange.import_file import read_file, restore
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from openspace.proceedings import frab, ics
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.plain import plain
from openspace.rehearse.conduct import RehearsalOptions, rehearse
from openspace.rehearse.progress import Progress
from openspace.rehearse.report import format_report
from tests.proceedings import epubcheck, libreoffice
from tests.proceedings.test_docx import texts
from tests.support.once import once
from tests.support.server import SERVE_SOON, Server, serving

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(os.environ.get("OPENSPACE_REAL_DATA") or ROOT.parent / "shared" / "data")
SCHEMAS = FOLDER / "frab"
RECORDS = {
    "TPAC 2019": ("w3c-tpac-2019.json", convert_tpac.convert, 59),
    "OWASP 2017": ("owasp-summit-2017.json", convert_owasp.convert, 172),
    "IIW 21": ("iiw-21.json", convert_iiw.convert, 88),
    "36C3": ("ccc-36c3-self-organized-sessions.json", convert_36c3.convert, 631),
}

pytestmark = [
    pytest.mark.live,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning"),
]


@dataclass(frozen=True)
class Real:
    code: str
    url: str
    log: list[Change]
    called: int
    everything: bytes

    @cached_property
    def book(self) -> Book:
        return compile_book(Gathering().replay(self.log), self.url)

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """As a reader downloads it from the server: every format is in it."""
        return zipfile.ZipFile(io.BytesIO(self.everything))

    def file(self, ending: str) -> bytes:
        return self.archive.read(f"proceedings.{ending}")

    @cached_property
    def notes(self) -> list[str]:
        return [note.text for report in self.book.everything for note in report.notes if note.text]


LARGE = ("36C3", "OWASP 2017")
EACH = [pytest.param(name, marks=pytest.mark.slow if name in LARGE else ()) for name in RECORDS]


@pytest.fixture(scope="module", params=EACH)
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Real:
    if request.param in LARGE and not (FOLDER / RECORDS[request.param][0]).is_file():
        pytest.skip("the example stands for the other records")

    def rehearsed() -> Real:
        return rehearse_it(request.param, tmp_path_factory.mktemp("rehearsed"))

    return once(tmp_path_factory, request.param, rehearsed)


def rehearse_it(name: str, folder: Path) -> Real:
    file, called = recorded(name)
    # As fast as the server can: a rehearsal would wait for the usual limits, which test_rehearse.py tests.
    with serving(folder, program=SERVE_SOON, **Limits.none().as_environ()) as server:
        plan = RehearsalOptions(file, people=12, url=server.url, contest=0)
        outcome = asyncio.run(rehearse(plan, Progress(io.StringIO())))
        assert outcome.complete, format_report(outcome)
        code = outcome.opened["code"]
        ledger = open_store(folder / "sessions.db")
        log = ledger.since(code, 0)
        ledger.close()
        book = server.asks_for("GET", f"/{code}/proceedings.zip", timeout=300).content
        return Real(code, server.url, log, called or stands(server, code), book)


def stands(server: Server, code: str) -> int:
    """How many sessions the server shows to everybody."""
    return len(server.get(f"/api/{code}/state")["tables"]["sessions"])


def recorded(name: str) -> tuple[GatheringFile, int | None]:
    """The record with the number of its sessions; the example, whose topics compete for cells, where
    the record is not at hand."""
    path, convert, called = FOLDER / RECORDS[name][0], RECORDS[name][1], RECORDS[name][2]
    if path.is_file():
        return from_data(convert(json.loads(path.read_text("utf-8")))), called
    warnings.warn(
        f"{path} is not there (OPENSPACE_REAL_DATA can name its folder): rehearsed the example instead",
        stacklevel=1,
    )
    file = read(ROOT / "examples" / "gathering.toml")
    return file, None


def close(text: str) -> str:
    """Without spaces and hidden characters: writers break lines where they like."""
    return re.sub(r"[\s\u200b\u00ad]", "", unicodedata.normalize("NFKC", plain(text)))


def missing(notes: Iterable[str], text: str) -> list[str]:
    found = close(text)
    return [note[:60] for note in notes if close(note) not in found]


class Shown(HTMLParser):
    """The text that a page shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.told: list[str] = []
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.told.append(data)


def test_every_session_that_was_called_is_in_the_book(real: Real) -> None:
    assert len(real.book.reports) == real.called
    assert len(real.notes) > real.called / 2


def test_html_holds_every_note(real: Real) -> None:
    assert missing(real.notes, "".join(Shown(real.file("html").decode()).told)) == []


def test_markdown_holds_every_note(real: Real) -> None:
    page = MarkdownIt("commonmark").render(real.file("md").decode())

    assert missing(real.notes, "".join(Shown(page).told)) == []


def test_json_holds_every_note_to_the_letter(real: Real) -> None:
    written = json.loads(real.file("json"))

    reports = [*written["reports"], *written["unplaced"]]
    assert [n["text"] for r in reports for n in r["notes"] if n["text"]] == real.notes


def test_docx_holds_every_note(real: Real) -> None:
    with zipfile.ZipFile(io.BytesIO(real.file("docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))

    assert missing(real.notes, "\n".join(texts(root))) == []


@libreoffice.needed
def test_libreoffice_reads_every_word_of_the_docx(real: Real, tmp_path: Path) -> None:
    assert missing(real.notes, libreoffice.text_of(real.file("docx"), tmp_path)) == []


def test_epub_holds_every_note(real: Real, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(real.file("epub"))

    read = read_epub(str(tmp_path / "book.epub"), {"ignore_ncx": True})

    pages = [item.get_content() for item in read.get_items_of_type(ITEM_DOCUMENT)]
    told = ["".join(etree.fromstring(page).itertext()) for page in pages]
    assert missing(real.notes, "\n".join(told)) == []


@epubcheck.needed
def test_epubcheck_finds_nothing(real: Real, tmp_path: Path) -> None:
    said = epubcheck.said_of(real.file("epub"), tmp_path)

    assert "0 fatals / 0 errors / 0 warnings" in said


def test_pdf_is_accessible_and_leads_to_every_session(real: Real) -> None:
    with pikepdf.open(io.BytesIO(real.file("pdf"))) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert real.book.cover.title in xmp["dc:title"]
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_outline() as outline:
            found = "\n".join(titles(outline.root))
    assert missing((report.heading[:40] for report in real.book.everything), found) == []


def titles(items: Iterable[pikepdf.OutlineItem]) -> Iterable[str]:
    for item in items:
        yield item.title
        yield from titles(item.children)


def test_pdf_holds_every_note(real: Real) -> None:
    if shutil.which("pdftotext"):
        crop = ["-raw", "-x", "0", "-y", "55", "-W", "596", "-H", "722"]  # between heads and feet
        told = subprocess.run(
            ["pdftotext", *crop, "-", "-"], input=real.file("pdf"), capture_output=True, check=True
        )
        assert missing(real.notes, told.stdout.decode()) == []
    else:
        pages = PdfReader(io.BytesIO(real.file("pdf"))).pages
        words = {word for note in real.notes for word in re.findall(r"\w+", note)}
        assert missing(words, "".join(page.extract_text() for page in pages)) == []


def test_pandas_reads_every_session_and_every_note_from_the_tables(real: Real) -> None:
    def table(name: str) -> pd.DataFrame:
        data = io.BytesIO(real.archive.read(f"tables/{name}.csv"))
        return pd.read_csv(data, keep_default_na=False, dtype=str)

    assert len(table("sessions")) == real.called
    assert missing(real.notes, "\n".join(table("notes")["text"])) == []


def test_calendar_holds_every_session(real: Real) -> None:
    calendar = vobject.readOne(real.archive.read("schedule.ics").decode())

    told = [event.summary.value for event in calendar.vevent_list]
    assert len({event.uid.value for event in calendar.vevent_list}) == len(told)
    assert missing((f"{r.code} {r.title}" for r in real.book.reports), "\n".join(told)) == []
    assert real.archive.read("schedule.ics") == ics.write(real.book)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of c3voc are not here")
def test_frab_schedules_are_valid_and_hold_every_session(real: Real) -> None:
    written = real.archive.read("schedule.xml")
    etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd")).assertValid(
        etree.fromstring(written)
    )
    data = json.loads(real.archive.read("schedule.json"))
    jsonschema.validate(data, json.loads((SCHEMAS / "schema.json").read_text("utf-8")))

    in_xml = [event.findtext("title") or "" for event in ET.fromstring(written).iter("event")]
    days = data["schedule"]["conference"]["days"]
    in_json = [e["title"] for day in days for events in day["rooms"].values() for e in events]
    wanted = [report.title for report in real.book.everything]
    assert missing(wanted, "\n".join(in_xml)) == missing(wanted, "\n".join(in_json)) == []
    assert written == frab.write_xml(real.book)


def test_export_and_import_give_the_same_gathering_seq_for_seq(real: Real) -> None:
    there, here = MemoryLedger(), MemoryLedger()
    keep(real.log, there)
    file = complete_file(read_from(there, real.code))

    restore(here, read_file(json.loads(file)))

    assert complete_file(read_from(here, real.code)) == file
    assert here.load(real.code).info == there.load(real.code).info
    assert [c.seq for c in here.since(real.code, 0)] == [c.seq for c in real.log]
