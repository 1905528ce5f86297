"""The book as a tagged PDF (PDF/UA-1), to read aloud, to read and to print.

What people typed reaches Typst as data (JSON), never as source: nothing they write can be code.
"""

import io
import json
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

from openspace.proceedings import charts, fonts, method
from openspace.proceedings.contents import Book, Harvested, IndexEntry, Slot
from openspace.proceedings.fonts import Face, shown
from openspace.proceedings.plain import plain
from openspace.proceedings.report import Note, Report
from openspace.proceedings.worker import alone

_SOURCE = Path(__file__).resolve().parent / "typst" / "book.typ"
_LONGEST_WORD = 24
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_LTR = re.compile("[A-Za-z\u00aa-\u058f\u0900-\u1fff\u2c00-\ufb1c]")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_MAKER = re.compile(
    rb"/Creator\(Typst [\d.]+\)(?=>>\nendobj)|<xmp:CreatorTool>Typst [\d.]+</xmp:CreatorTool>"
)
"""The compiler signs what it makes, and cannot be told not to. Blanks of the same length move nothing."""


def write(book: Book) -> bytes:
    """Raises worker.WorkerFailed when there is no time or memory for it."""
    return alone(make, book)


def make(book: Book) -> bytes:
    """The PDF, made here: in a process that ends soon, since the compiler keeps its memory.

    Where a text cannot be set as it is, all that is not plain is shown by its code points; where
    even that does not satisfy PDF/UA-1, a plain PDF is better than none.
    """
    # Here and not above: the live process knows this file, and has no use for the compiler.
    import typst

    faces = fonts.coverage([*fonts.texts_of(book), *method.sentences(book)])
    try:
        return _compile(book, faces, ["ua-1"])
    except typst.TypstError:
        few = faces[:3]
    try:
        return _compile(book, few, ["ua-1"])
    except typst.TypstError:
        return _compile(book, few, [])


def _compile(book: Book, faces: tuple[Face, ...], standards: list[Any]) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.typ").write_bytes(_SOURCE.read_bytes())
        data = Setter(book, faces, folder).data()
        (folder / "book.json").write_text(json.dumps(data), "utf-8")
        compiled = typst.compile(
            folder / "book.typ",
            root=folder,
            font_paths=[fonts.FOLDER, *(face.path.parent for face in faces[len(fonts.FAMILIES) :])],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=0,
        )
    assert isinstance(compiled, bytes)
    return _MAKER.sub(lambda found: b" " * len(found[0]), compiled)


class Setter:
    """Makes the data that typst/book.typ reads; photos and charts become files in `folder`."""

    def __init__(self, book: Book, faces: tuple[Face, ...], folder: Path) -> None:
        self.book, self.faces, self.folder = book, faces, folder
        self.numbers = {report.anchor: n for n, report in enumerate(book.everything)}
        self.photos = {at: self._photo(n, at) for n, at in enumerate(book.pictures)}

    def data(self) -> dict[str, Any]:
        book, cover = self.book, self.book.cover
        return {
            "language": _language(book.language),
            "name": f"{self._plain(cover.title)}: proceedings",
            "head": self._short(cover.title),
            "fonts": [face.family for face in self.faces],
            "colours": charts.SLOT_COLOURS,
            "cover": {key: self.words(value) for key, value in vars(cover).items()},
            "tally": book.tally,
            "stamp": self._plain(book.stamp),
            "subtitle": self.words(book.words.subtitle),
            "note": self.words(book.edition.note if book.edition else ""),
            "introduction": self.words(book.words.introduction),
            "closing": self.words(book.words.closing),
            "credits": [self.words(name) for name in book.words.credits],
            "imprint": self.words(book.words.imprint),
            "charts": [self._chart(n, chart) for n, chart in enumerate(charts.charts(book))],
            "principles": [self.words(one) for one in book.practice.principles],
            "law": self.words(book.practice.law),
            "motto": self.words(book.practice.motto),
            "days": [
                {"label": self.words(day.label), "slots": [self._slot(slot) for slot in day.slots]}
                for day in book.days
            ],
            "chapters": [
                {
                    "heading": self.words(chapter.heading),
                    "colour": chapter.colour,
                    "reports": [self._report(report) for report in chapter.reports],
                }
                for chapter in book.chapters
            ],
            "unplaced": [self._report(report) for report in book.unplaced],
            "actions": self._gathered(book.harvested("action")),
            "questions": self._gathered(book.harvested("question")),
            "stories": self._gathered(book.harvested("story")),
            "tools": self._gathered(book.harvested("tool")),
            "participants": [
                [self.words(name), self.words(contact)] for name, contact in book.participants
            ],
            "thanks": [self.words(name) for name in book.note_takers],
            "tags": self._index(book.index_by_tag),
            "conveners": self._index(book.index_by_convener),
            "next": self.words(book.next_gathering),
            "method": [self.words(sentence) for sentence in method.sentences(book)],
        }

    # --- parts

    def _slot(self, slot: Slot) -> dict[str, Any]:
        return {
            "kind": slot.kind,
            "time": slot.time,
            "label": self.words(slot.label),
            "about": self.words(slot.about),
            "colour": slot.colour,
            "reports": [self._row(report) for report in slot.reports],
            "free": self.words(", ".join(cell.room.label for cell in slot.free)),
        }

    def _row(self, report: Report) -> dict[str, Any]:
        """What the agenda tells of a session."""
        return {
            "n": self.numbers[report.anchor],
            "code": self._plain(report.code),
            "colour": report.colour,
            "title": self.words(report.title),
            "convener": self.words(report.convener_shown),
            "room": self.words(report.room.label if report.room else ""),
            "came_back": report.came_back,
        }

    def _report(self, report: Report) -> dict[str, Any]:
        facts = [
            ("On the wall as", report.was_announced_as),
            ("Convener", report.convener_shown),
            ("Note-taker", report.note_taker or ""),
            ("Room", report.room.label if report.room else ""),
            ("Time", report.time),
            ("Tags", ", ".join(report.tags)),
        ]
        return {
            "n": self.numbers[report.anchor],
            "code": self._plain(report.code),
            "colour": report.colour,
            "heading": self.words(report.heading),
            "mark": self._short(f"{report.code} {report.heading}".strip()),
            "facts": [[name, self.words(value)] for name, value in facts if value],
            "description": self.words(report.description),
            "groups": [
                [heading, [self._note(note) for note in notes]] for heading, notes in report.groups
            ],
        }

    def _note(self, note: Note) -> dict[str, Any]:
        return {
            "text": self.words(note.text),
            "url": self.words(note.url),
            "target": _target(note.url),
            "photo": self.photos.get(note.photo),
            "alt": self._plain(note.alt) or "Photo without a description",
            "caption": self.words(note.alt or ("Photo" if note.photo else "")),
            "commitment": self.words(note.commitment),
            "due": note.due,
            "initiator": self.words(note.initiator_shown),
            "by": self.words(note.attribution),
        }

    def _gathered(self, found: Iterable[Harvested]) -> list[dict[str, Any]]:
        return [
            {
                "note": self._note(one.note),
                "n": self.numbers[one.report.anchor],
                "code": self._plain(one.report.code),
                "title": self.words(one.report.title),
                "colour": one.report.colour,
            }
            for one in found
        ]

    def _index(self, entries: Iterable[IndexEntry]) -> list[list[Any]]:
        return [
            [
                self.words(entry.term),
                [[self.numbers[r.anchor], self.words(r.code or r.title)] for r in entry.reports],
            ]
            for entry in entries
        ]

    # --- pictures

    def _photo(self, n: int, at: str) -> dict[str, Any] | None:
        jpeg = self.book.pictures[at]
        try:
            with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
                image.load()
                wide, high = image.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        (self.folder / f"{n}.jpg").write_bytes(jpeg)
        return {"file": f"{n}.jpg", "ratio": wide / high}

    def _chart(self, n: int, chart: charts.Chart) -> dict[str, Any]:
        view = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', chart.svg)
        wide, high = (float(view[1]), float(view[2])) if view else (1.0, 1.0)
        (self.folder / f"chart-{n}.svg").write_text(chart.svg, "utf-8", "replace")
        return {
            "file": f"chart-{n}.svg",
            "name": chart.name,
            "alt": self._plain(chart.words),
            "words": self.words(chart.words),
            "wide": wide,
            "high": high,
        }

    # --- text

    def words(self, text: str) -> list[dict[str, Any]]:
        """Paragraphs, each with its direction and its lines; a line is a text, or parts of one.

        Typst breaks a line only between words: what is longer than a line comes in parts.
        """
        whole = plain(text).replace(
            "\u1680", " "
        )  # the one space that is drawn, in Ogham: no face has it
        return [
            {"rtl": _is_rtl(part), "lines": [self._line(line) for line in part.split("\n")]}
            for part in re.split(r"\n[ \t]*\n", whole)
            if part.strip()
        ]

    def _line(self, line: str) -> str | list[str]:
        visible = shown(line.strip("\n").expandtabs(4), self.faces)
        if not any(len(word) > _LONGEST_WORD for word in visible.split()):
            return visible
        return [part for word in re.split(r"(\s+)", visible) for part in _parts(word)]

    def _plain(self, text: str) -> str:
        return " ".join(shown(plain(text), self.faces).split())

    def _short(self, text: str) -> str:
        whole = " ".join(plain(text).split())
        return shown(whole if len(whole) <= 60 else f"{whole[:58].rstrip()}…", self.faces)


def _parts(word: str) -> Iterable[str]:
    if len(word) <= _LONGEST_WORD or _WIDE.search(word):
        yield from filter(None, [word])
        return
    part = ""
    for cluster in fonts.clusters(word):
        if len(part) >= _LONGEST_WORD // 3 and not part.endswith("\u200d") and cluster != "\u200d":
            yield part
            part = ""
        part += cluster
    yield part


def _is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left, as HTML's dir=auto."""
    rtl, ltr = _RTL.search(text), _LTR.search(text)
    return bool(rtl and not (ltr and ltr.start() < rtl.start()))


def _target(url: str) -> str:
    """`url` for a link, or nothing when it is no web address."""
    if not re.match(r"https?://[^\s/]", url, re.IGNORECASE) or len(url) > 4000:
        return ""
    return quote(url, safe="/:?#@!$&'*+,;=%~-._()[]", errors="replace")


def _language(language: str) -> str:
    """The language without its region, as Typst takes it."""
    first = language.split("-")[0].lower()
    return first if re.fullmatch("[a-z]{2,3}", first) else "en"
