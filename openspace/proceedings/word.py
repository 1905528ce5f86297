"""A Word document with real structure: styles, table headers, bookmarks, fields, clean properties.

A thin layer over python-docx, which supports neither fields nor bookmarks.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Emu
from docx.text.paragraph import Paragraph

from openspace.languages.direction import apart, is_left_to_right, is_right_to_left
from openspace.languages.formats import comma
from openspace.proceedings.colours import SLOT_COLOURS
from openspace.proceedings.plain import line, plain, web_address
from openspace.proceedings.word_look import apply_styles
from openspace.proceedings.word_rtl import leave_unturned, turn, turn_table
from openspace.proceedings.word_text import (
    append,
    element,
    field_begins,
    field_ends,
    hyperlink,
    write,
)
from openspace.proceedings.zipped import zipped

_TEXT_WIDTH = Cm(16)
_TALLEST = Cm(20)


@dataclass(frozen=True)
class Entry:
    """An entry of the static table of contents."""

    text: str
    level: int
    bookmark: str


class WordDocument:
    """Blocks are appended in reading order. All text is cleaned here."""

    def __init__(self, title: str, language: str, foot: str, *, right_to_left: bool) -> None:
        self.document: Document = docx.Document()
        self._right_to_left = right_to_left
        self._marks = 0
        self._ids: dict[str, str] = {}
        self._end = self.document.element.body.sectPr
        apply_styles(self.document, title, language, foot)
        if right_to_left:
            turn(self.document)

    # --- blocks

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        added = self._append_paragraph()
        self._set_style(added, style)
        write(added, text)
        if self._right_to_left and is_left_to_right(text):
            leave_unturned(added)
        return added

    def facts(self, lines: Sequence[tuple[str, str]]) -> None:
        """Add a paragraph of lines, given as (line, its end). What is before the end is bold."""
        added = self._append_paragraph()
        self._set_style(added, "Normal")
        if any(is_right_to_left(text) for pair in lines for text in pair):
            write(added, "\n".join(text for text, _ in lines))
            return
        for nth, (text, end) in enumerate(lines):
            write(added, ("\n" if nth else "") + text.removesuffix(end), bold=True)
            write(added, end)

    def heading(self, text: str, level: int, bookmark: str = "", on_new_page: bool = False) -> None:
        added = self._append_paragraph()
        self._set_style(added, f"Heading {level}")
        self._write_bookmarked(added, self._aside(line(text)), bookmark)
        if on_new_page:
            added.paragraph_format.page_break_before = True

    def link(self, address: str, style: str = "Normal") -> None:
        """Add a link if it is a web address, else its text."""
        added = self._append_paragraph()
        self._set_style(added, style)
        if not web_address(address):
            write(added, address)
            return
        relation = self.document.part.relate_to(address, RT.HYPERLINK, is_external=True)
        hyperlink(added, line(address), {"r:id": relation})

    def picture(self, jpeg: bytes, alt: str) -> bool:
        """Add the photo. Return False if `jpeg` is not an image that Word can show."""
        added = self._append_paragraph()
        try:
            shape = added.add_run().add_picture(io.BytesIO(jpeg))
        except Exception:
            # The library raises various exceptions for a broken image. None may prevent the book.
            added._p.getparent().remove(added._p)
            return False
        fits = min(1.0, _TEXT_WIDTH / shape.width, _TALLEST / shape.height)
        shape.width, shape.height = Emu(int(shape.width * fits)), Emu(int(shape.height * fits))
        shape._inline.docPr.set("descr", plain(alt))
        above = added._p.getprevious()
        if isinstance(above, CT_P):
            # What is said of the photo stays on its page.
            Paragraph(above, added._parent).paragraph_format.keep_with_next = True
        return True

    def table(
        self, title: str, head: Sequence[str], widths_cm: Sequence[float], rows: Sequence["Row"]
    ) -> None:
        """Add a table whose first row is marked as its header and repeated on every page."""
        table = self.document.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = False
        properties = table._tbl.tblPr
        if self._right_to_left:
            turn_table(properties)
        for name in ("w:tblCaption", "w:tblDescription"):
            properties.append(element(name, {"w:val": line(title)}))
        columns = table._tbl.tblGrid.gridCol_lst
        for column, width in zip(columns, widths_cm, strict=True):
            column.w = Cm(width)
        widths = [column.get(qn("w:w")) for column in columns]
        self._row(table._tbl, Row(tuple(head), "EFEAE0"), widths, is_head=True)
        for row in rows:
            self._row(table._tbl, row, widths)

    def contents(self, entries: Sequence[Entry]) -> None:
        """Add a field that Word fills in. It already contains the entries, for readers that do not support
        fields."""
        for nth, entry in enumerate(entries):
            added = self._append_paragraph()
            self._set_style(added, f"toc {entry.level}")
            if nth == 0:
                field_begins(added, r'TOC \o "1-3" \h \z \u')
            words = self._aside(line(entry.text))
            hyperlink(added, words, {"w:anchor": entry.bookmark}, plain_look=True)
            if nth == len(entries) - 1:
                field_ends(added)

    def cross_reference(
        self, sentence: str, place: str, links: Sequence[tuple[str, str]], style: str = "Normal"
    ) -> None:
        """Add the sentence with links to bookmarks, given as (text, bookmark), instead of `place`."""
        added = self._append_paragraph()
        self._set_style(added, style)
        before, _, after = sentence.rpartition(place)
        write(added, before)
        for nth, (text, bookmark) in enumerate(links):
            if nth:
                added.add_run(comma())
            hyperlink(added, self._aside(line(text)), {"w:anchor": bookmark})
        write(added, after)

    def bytes(self) -> bytes:
        """Return the file. The same blocks give the same bytes."""
        out = io.BytesIO()
        self.document.save(out)
        with zipfile.ZipFile(out) as archive:
            return zipped((name, archive.read(name)) for name in archive.namelist())

    # --- inside

    def _row(self, table: Any, row: "Row", widths: Sequence[str], is_head: bool = False) -> None:
        added = append(table, "w:tr")
        properties = append(added, "w:trPr")
        append(properties, "w:cantSplit")
        if is_head:
            append(properties, "w:tblHeader")
        for text, width in zip(row.cells, widths, strict=True):
            cell = append(added, "w:tc")
            properties = append(cell, "w:tcPr")
            append(properties, "w:tcW", {"w:type": "dxa", "w:w": width})
            if row.shade:
                fill = {"w:val": "clear", "w:color": "auto", "w:fill": row.shade}
                append(properties, "w:shd", fill)
            inside = Paragraph(append(cell, "w:p"), self.document._body)
            self._set_style(inside, "Table Text")
            target = row.links.get(text)
            if target:
                hyperlink(inside, self._aside(line(text)), {"w:anchor": target})
            else:
                write(inside, self._aside(text), bold=is_head)

    def _aside(self, text: str) -> str:
        """Return `text` for a place that begins at the right in all languages, if the document does."""
        return apart(text, "rtl") if self._right_to_left else text

    def _append_paragraph(self) -> Paragraph:
        # python-docx searches for the end of the document from its start, which took seconds for a large
        # book.
        paragraph = self._end.makeelement(qn("w:p"))
        self._end.addprevious(paragraph)
        return Paragraph(paragraph, self.document._body)

    def _set_style(self, paragraph: Paragraph, style: str) -> None:
        """Set the style of a new paragraph."""
        # python-docx searches all styles for each lookup, so the ids are cached.
        if style not in self._ids:
            self._ids[style] = self.document.styles[style].style_id or style
        properties = append(paragraph._p, "w:pPr")
        append(properties, "w:pStyle", {"w:val": self._ids[style]})

    def _write_bookmarked(self, paragraph: Paragraph, text: str, bookmark: str) -> None:
        if not bookmark:
            write(paragraph, text)
            return
        self._marks += 1
        number = {"w:id": str(self._marks)}
        paragraph._p.append(element("w:bookmarkStart", {**number, "w:name": bookmark}))
        write(paragraph, text)
        paragraph._p.append(element("w:bookmarkEnd", number))


@dataclass(frozen=True)
class Row:
    """Cells of a table. `links` maps a cell's text to the bookmark that it links to."""

    cells: tuple[str, ...]
    shade: str = ""
    links: dict[str, str] = field(default_factory=dict)


def tint(colour: int) -> str:
    """Return the tint of a time slot in Word's notation."""
    return SLOT_COLOURS[colour % len(SLOT_COLOURS)][1].removeprefix("#").upper()
