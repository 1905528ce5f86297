"""The input of the template in typst/: a document's blocks as JSON, with photos and charts as files."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import quote

from PIL import Image

from openspace.languages.direction import apart
from openspace.languages.formats import comma, labelled
from openspace.languages.text import _, spoken
from openspace.proceedings import blocks as b
from openspace.proceedings.colours import SLOT_COLOURS
from openspace.proceedings.document import Cover, Document, Part
from openspace.proceedings.fonts import Face, shown
from openspace.proceedings.pdf_text import TextSetter
from openspace.proceedings.plain import plain, shortened, web_address

USUAL, LARGE = 12, 18
"""Sizes of the body, in points. No other text is smaller."""

_HERE = "\n"
"""The place of a link in a sentence."""


class Setter(TextSetter):
    """Makes the data that typst/ reads, and writes photos and charts as files into `folder`."""

    def __init__(
        self, document: Document, faces: tuple[Face, ...], folder: Path, body: int = USUAL
    ) -> None:
        super().__init__(faces)
        self.document, self.folder, self.body = document, folder, body
        self.numbers = {section.id: n for n, section in enumerate(document.sections)}
        self.photos = {at: self._photo(n, at) for n, at in enumerate(document.pictures)}
        self.charts = 0

    def look(self) -> dict[str, Any]:
        """Return the settings. Functions of the template name them, so they are few and short."""
        document = self.document
        return {
            "language": _language(document.language),
            "rtl": document.is_right_to_left,
            "body": self.body,
            "labels": {
                "contents": self._plain(_("Contents")),
                "from": shown(_("From {session}", session=_HERE), self.faces).split(_HERE),
                "of": shown(labelled(_HERE, _HERE), self.faces).split(_HERE),
                "comma": comma(),
            },
            "name": " ".join(plain(document.name).split()),
            "head": apart(self._short(document.cover.title), spoken().direction),
            "stamp": self._plain(document.stamp),
            "fonts": [face.family for face in self.faces],
            "colours": SLOT_COLOURS,
        }

    def book(self) -> dict[str, Any]:
        document = self.document
        return {
            "cover": self._cover(document.cover),
            "parts": [
                {
                    "heading": self._plain(part.heading),
                    "begins_a_page": part.begins_a_page,
                    "blocks": list(self._blocks(part)),
                }
                for part in document.parts
            ],
        }

    def _cover(self, cover: Cover) -> dict[str, Any]:
        texts = ("community", "title", "subtitle", "theme", "statement", "note", "tally")
        return {
            **{name: self.words(getattr(cover, name)) for name in texts},
            "what": self._plain(cover.what),
            "facts": self._pairs(cover.facts),
            "chart": self._chart(cover.chart) if cover.chart else None,
        }

    # --- the blocks

    def _blocks(self, part: Part) -> Iterable[dict[str, Any]]:
        """Yield the blocks. A section under a heading is one level lower than one directly in its part."""
        level = 2
        for block in part.blocks:
            if isinstance(block, b.Heading):
                level = 2 if block.is_hidden else 3
            data = self._block(block)
            if data is not None:
                yield {"kind": block.kind, **data, "level": level}

    def _block(self, block: b.Block) -> dict[str, Any] | None:
        match block:
            case b.Heading():
                words = {
                    "words": self.words(block.text),
                    "whole": self._whole(block.text),
                    "colour": block.colour,
                }
                return None if block.is_hidden else words
            case b.Paragraph():
                return {"look": block.look, "words": self.words(block.text)}
            case b.Facts():
                return {"pairs": self._pairs(block.pairs), "line": self._in_line(block)}
            case b.Items():
                items = [[self.words(words), self.words(more)] for words, more in block.items]
                return {"look": block.look, "items": items}
            case b.Photo():
                return self._picture(block)
            case b.WebLink():
                return {"words": self.words(block.address), "target": _target(block.address)}
            case b.Box():
                return {"heading": self.words(block.heading), "words": self.words(block.text)}
            case b.Notes():
                inside = [self._inside(note.blocks) for note in block.notes]
                return {"heading": self._plain(block.heading), "notes": inside}
            case b.Gathered():
                columns = block.columns if self.body == USUAL else ()
                notes = [self._gathered(note, columns) for note in block.notes]
                return {"columns": [self._plain(name) for name in columns], "notes": notes}
            case b.Table():
                return self._table(block)
            case b.Chart():
                return None if block.stands_for_a_table else self._chart(block)
            case b.Links():
                return {"entries": [self._entry(term, found) for term, found in block.entries]}
            case b.Section():
                return self._section(block)
            case _:
                assert_never(block)

    def _inside(self, blocks: Iterable[b.Block]) -> list[dict[str, Any]]:
        made = ((block.kind, self._block(block)) for block in blocks)
        return [{"kind": kind, **data} for kind, data in made if data is not None]

    def _section(self, section: b.Section) -> dict[str, Any]:
        return {
            "n": self.numbers[section.id],
            "code": self._plain(section.code),
            "colour": section.colour,
            "heading": self.words(section.heading),
            "whole": self._whole(section.title),
            "blocks": self._inside(section.blocks),
        }

    def _gathered(self, note: b.Note, columns: tuple[str, ...]) -> dict[str, Any]:
        """Return a note. Facts that are shown in columns are not repeated below the note."""
        said = {
            name: value
            for block in note.blocks
            if isinstance(block, b.Facts)
            for name, value in block.pairs
        }
        shown = [one for one in note.blocks if not (columns and isinstance(one, b.Facts))]
        return {
            "blocks": self._inside(shown),
            "facts": [self.words(said.get(name, "")) for name in columns[1:-1]],
            "source": self._reference(note.source) if note.source else None,
        }

    def _table(self, table: b.Table) -> dict[str, Any]:
        return {
            "title": self.words(table.title),
            "columns": [[self._plain(column.name), column.size] for column in table.columns],
            "groups": [self._rows(group, table.columns) for group in table.groups],
        }

    def _rows(self, group: b.Rows, columns: tuple[b.Column, ...]) -> dict[str, Any]:
        return {
            "time": group.time,
            "label": self.words(group.label),
            "about": self.words(group.about),
            "colour": group.colour,
            "is_pause": group.is_pause,
            "rows": [
                [self._cell(cell, column.size) for cell, column in zip(row, columns, strict=True)]
                for row in group.rows
            ],
            "rest": [self._plain(group.rest[0]), self.words(group.rest[1])] if group.rest else None,
        }

    def _cell(self, cell: b.Cell, size: b.Size) -> dict[str, Any]:
        return {
            "code": self._plain(cell.words) if size == "code" else "",
            "words": [] if size == "code" else self.words(cell.words),
            "beneath": self.words(cell.beneath),
            "n": self.numbers.get(cell.to),
        }

    def _entry(self, term: str, found: Iterable[b.Reference]) -> list[Any]:
        return [self.words(term), [self._reference(one) for one in found]]

    def _reference(self, one: b.Reference) -> dict[str, Any]:
        return {
            "n": self.numbers[one.to],
            "code": self._plain(one.code),
            "title": self.words(one.title),
            "words": self.words(one.words),
            "colour": one.colour,
        }

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> list[list[Any]]:
        return [[self._plain(name), self.words(value)] for name, value in pairs]

    def _in_line(self, facts: b.Facts) -> list[dict[str, Any]]:
        return self.words(facts.line) if facts.in_line else []

    # --- pictures

    def _photo(self, n: int, at: str) -> dict[str, Any] | None:
        jpeg = self.document.pictures[at]
        try:
            with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
                image.load()
                wide, high = image.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        (self.folder / f"{n}.jpg").write_bytes(jpeg)
        return {"file": f"{n}.jpg", "ratio": wide / high}

    def _picture(self, photo: b.Photo) -> dict[str, Any]:
        """Return the photo, with its description and address in case it is not available."""
        return {
            "photo": self.photos.get(photo.address),
            "alt": self._plain(photo.alt),
            "caption": self.words(photo.caption),
            "words": self.words(photo.alt),
            "target": _target(photo.address),
        }

    def _chart(self, chart: b.Chart) -> dict[str, Any]:
        view = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', chart.svg)
        wide, high = (float(view[1]), float(view[2])) if view else (1.0, 1.0)
        is_legible = chart.is_labelled and self.body == USUAL
        self.charts += 1
        file = f"chart-{self.charts}.svg"
        (self.folder / file).write_text(self._drawn(chart.svg), "utf-8", "replace")
        return {
            "file": file,
            "name": self._plain(chart.name),
            "alt": self._plain(chart.words),
            "caption": [] if is_legible else self.words(chart.words),
            "wide": wide,
            "high": high,
        }

    def _short(self, text: str) -> str:
        whole = " ".join(plain(text).split())
        longest = 60 * USUAL // self.body
        return shown(shortened(whole, longest), self.faces)


def _target(url: str) -> str:
    """Return `url` for a link, or "" if it is not a web address."""
    if not web_address(url) or len(url) > 4000:
        return ""
    return quote(url, safe="/:?#@!$&'*+,;=%~-._()[]", errors="replace")


def _language(language: str) -> str:
    """Return the language without its region, as Typst requires it."""
    first = language.split("-")[0].lower()
    return first if re.fullmatch("[a-z]{2,3}", first) else "en"
