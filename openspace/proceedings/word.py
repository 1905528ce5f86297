"""A Word document with real structure: styles, marked table heads, bookmarks, fields, clean properties.

A thin layer over python-docx, which writes paragraphs but neither fields nor bookmarks, and whose template
carries somebody's name, a picture and dates.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from openspace.proceedings.plain import is_right_to_left, line, plain, shortened, web_address
from openspace.proceedings.zipped import zipped

FONT = "Calibri"
INK = RGBColor(0x2B, 0x26, 0x20)
SOFT = RGBColor(0x5C, 0x54, 0x4A)
_TEXT_WIDTH = Cm(16)
_TALLEST = Cm(20)
_SIZES = {"Title": 30, "Heading 1": 20, "Heading 2": 15, "Heading 3": 13, "Heading 4": 11}
_TINTS = (
    *("DCF0FE", "FDE9D4", "FEE6E9", "DDF4E1", "EFE9FE", "FEE7E0"),
    *("D3F4F6", "FEE4F4", "EDF0D5", "E5EDFE", "FFE6E4", "D5F5ED"),
)
"""The paper of each time slot's colour, as on the wall."""


@dataclass(frozen=True)
class Entry:
    """A line of the static contents."""

    text: str
    level: int
    bookmark: str


class WordDocument:
    """Blocks are added in the order of reading. Text may be anything: it is made safe here."""

    def __init__(self, title: str, language: str, foot: str) -> None:
        self.document: Document = docx.Document()
        self._marks = 0
        self._ids: dict[str, str] = {}
        self._end = self.document.element.body.sectPr
        _style(self.document)
        _name(self.document, title, language)
        _frame(self.document, shortened(line(title), 90), foot)
        _ask_for_fields_to_be_filled(self.document)

    # --- blocks

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        added = self._added()
        self._dress(added, style)
        write(added, text)
        return added

    def heading(self, text: str, level: int, bookmark: str = "", on_new_page: bool = False) -> None:
        added = self._added()
        self._dress(added, f"Heading {level}")
        self._marked(added, line(text), bookmark)
        if on_new_page:
            added.paragraph_format.page_break_before = True

    def link(self, address: str, style: str = "Normal") -> None:
        """A link when it is a web address, else its words."""
        added = self._added()
        self._dress(added, style)
        if not web_address(address):
            write(added, address)
            return
        relation = self.document.part.relate_to(address, RT.HYPERLINK, is_external=True)
        _hyperlink(added, line(address), {"r:id": relation})

    def picture(self, jpeg: bytes, alt: str) -> bool:
        """False when `jpeg` is no picture that Word can show."""
        added = self._added()
        try:
            shape = added.add_run().add_picture(io.BytesIO(jpeg))
        except Exception:
            # Whatever a bad picture does to the library, the book is written.
            added._p.getparent().remove(added._p)
            return False
        fits = min(1.0, _TEXT_WIDTH / shape.width, _TALLEST / shape.height)
        shape.width, shape.height = Emu(int(shape.width * fits)), Emu(int(shape.height * fits))
        shape._inline.docPr.set("descr", plain(alt))
        return True

    def table(
        self, title: str, head: Sequence[str], widths_cm: Sequence[float], rows: Sequence["Row"]
    ) -> None:
        """A grid whose first row is marked as its head and comes again on every page."""
        table = self.document.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = False
        properties = table._tbl.tblPr
        for name in ("w:tblCaption", "w:tblDescription"):
            properties.append(_element(name, {"w:val": line(title)}))
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths_cm, strict=True):
            column.w = Cm(width)
        for nth, row in enumerate([Row(tuple(head)), *rows]):
            tr = table.add_row()._tr
            is_head = nth == 0
            row_properties = tr.get_or_add_trPr()
            row_properties.append(_element("w:cantSplit"))
            if is_head:
                row_properties.append(_element("w:tblHeader"))
            for cell, text, width in zip(tr.tc_lst, row.cells, widths_cm, strict=True):
                cell.width = Cm(width)
                shade = "EFEAE0" if is_head else row.shade
                if shade:
                    fill = {"w:val": "clear", "w:color": "auto", "w:fill": shade}
                    cell.get_or_add_tcPr().append(_element("w:shd", fill))
                inside = Paragraph(cell.p_lst[0], self.document._body)
                self._dress(inside, "Table Text")
                target = row.links.get(text)
                if target:
                    _hyperlink(inside, line(text), {"w:anchor": target})
                else:
                    write(inside, text, bold=is_head)

    def contents(self, entries: Sequence[Entry]) -> None:
        """A field that Word fills, holding a list already for readers that do not."""
        for nth, entry in enumerate(entries):
            added = self._added()
            self._dress(added, f"toc {entry.level}")
            if nth == 0:
                _field_begins(added, r'TOC \o "1-3" \h \z \u')
            _hyperlink(added, line(entry.text), {"w:anchor": entry.bookmark}, plain_look=True)
            if nth == len(entries) - 1:
                _field_ends(added)

    def see(self, before: str, links: Sequence[tuple[str, str]], style: str = "Normal") -> None:
        """`before` and then links to bookmarks, as (words, bookmark)."""
        added = self._added()
        self._dress(added, style)
        write(added, before)
        for nth, (text, bookmark) in enumerate(links):
            if nth:
                added.add_run(", ")
            _hyperlink(added, line(text), {"w:anchor": bookmark})

    def bytes(self) -> bytes:
        """The file. The same blocks make the same bytes."""
        out = io.BytesIO()
        self.document.save(out)
        with zipfile.ZipFile(out) as archive:
            return zipped((name, archive.read(name)) for name in archive.namelist())

    # --- inside

    def _added(self) -> Paragraph:
        # python-docx looks for the end through all that stands already: a large book took it seconds.
        paragraph = OxmlElement("w:p")
        self._end.addprevious(paragraph)
        return Paragraph(paragraph, self.document._body)

    def _dress(self, paragraph: Paragraph, style: str) -> None:
        # python-docx looks a style up by a walk through all of them: once each is enough.
        if style not in self._ids:
            self._ids[style] = self.document.styles[style].style_id or style
        paragraph._p.style = self._ids[style]

    def _marked(self, paragraph: Paragraph, text: str, bookmark: str) -> None:
        if not bookmark:
            write(paragraph, text)
            return
        self._marks += 1
        number = {"w:id": str(self._marks)}
        paragraph._p.append(_element("w:bookmarkStart", {**number, "w:name": bookmark}))
        write(paragraph, text)
        paragraph._p.append(_element("w:bookmarkEnd", number))


@dataclass(frozen=True)
class Row:
    """Cells of a table; `links` gives the bookmark that a cell's text leads to."""

    cells: tuple[str, ...]
    shade: str = ""
    links: dict[str, str] = field(default_factory=dict)


def tint(colour: int) -> str:
    return _TINTS[colour % len(_TINTS)]


def write(paragraph: Paragraph, text: str, bold: bool = False) -> None:
    """`text` word for word; line breaks stay, and a right-to-left text runs from the right."""
    text = plain(text)
    if not text:
        return
    run = _run(paragraph, text)
    run.bold = bold or None
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(
            _element("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )
        run.font.rtl = True


def _run(paragraph: Paragraph, text: str) -> Run:
    """The same as `paragraph.add_run(text)`, which looks at every character by itself."""
    run = paragraph.add_run()
    for piece in re.split("([\n\t])", text):
        if piece == "\n":
            run._r.add_br()
        elif piece == "\t":
            run._r.add_tab()
        elif piece:
            run._r.add_t(piece)
    return run


def _hyperlink(
    paragraph: Paragraph, text: str, to: dict[str, str], plain_look: bool = False
) -> None:
    link = _element("w:hyperlink", {**to, "w:history": "1"})
    run = _run(paragraph, text)
    if is_right_to_left(text):
        run.font.rtl = True
    if not plain_look:
        run.font.color.rgb = RGBColor(0x00, 0x4F, 0x7A)
        run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


# --- fields


def _field_begins(paragraph: Paragraph, instruction: str) -> None:
    _field_char(paragraph, "begin", dirty=True)
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    paragraph.add_run()._r.append(told)
    _field_char(paragraph, "separate")


def _field_ends(paragraph: Paragraph) -> None:
    _field_char(paragraph, "end")


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    _field_begins(paragraph, instruction)
    paragraph.add_run(shown)
    _field_ends(paragraph)


def _field_char(paragraph: Paragraph, kind: str, dirty: bool = False) -> None:
    attributes = {"w:fldCharType": kind, **({"w:dirty": "true"} if dirty else {})}
    paragraph.add_run()._r.append(_element("w:fldChar", attributes))


def _ask_for_fields_to_be_filled(document: Document) -> None:
    settings = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    compat = settings.find(qn("w:compat"))
    compat.addprevious(_element("w:updateFields", {"w:val": "true"}))
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


# --- the look, and what the file says of itself


def _style(document: Document) -> None:
    styles = document.styles
    for name, level in (("toc 1", 0), ("toc 2", 1), ("toc 3", 2)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.6 * level)
        style.paragraph_format.space_after = Pt(2)
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.font.size = Pt(10)
    for style in styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        if fonts is not None:
            fonts.attrib.clear()
            for script in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(script), FONT)
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(11), INK
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(size * 0.9)
        style.paragraph_format.space_after = Pt(size * 0.35)
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    styles["Title"].paragraph_format.space_before = Pt(150)
    subtitle = styles["Subtitle"]
    subtitle.font.size, subtitle.font.italic, subtitle.font.bold = Pt(16), False, False
    for spacing in subtitle.element.findall(f".//{qn('w:rPr')}/{qn('w:spacing')}"):
        spacing.getparent().remove(spacing)
    for edge in styles["Table Grid"].element.find(f".//{qn('w:tblBorders')}"):
        edge.set(qn("w:color"), "B9B0A2")
    for name in ("Subtitle", "Quote", "Caption"):
        styles[name].font.color.rgb = SOFT
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def _name(document: Document, title: str, language: str) -> None:
    """Title and language; whoever's name, picture and dates came with the template are taken out."""
    core = document.core_properties
    for child in list(core._element):
        core._element.remove(child)
    core.title, core.language = shortened(line(title), 250), language
    for relations in (document.part.package.rels, document.part.rels):
        for id, relation in list(relations.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("thumbnail", "extended-properties", "customXml", "stylesWithEffects"):
                del relations[id]
    for tag in document.styles.element.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia"):
            tag.set(qn(script), language)


def _frame(document: Document, head: str, foot: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.different_first_page_header_footer = True
    running = section.header.paragraphs[0]
    write(running, head)
    foot_line = section.footer.paragraphs[0]
    write(foot_line, f"{line(foot)} · page ")
    _field(foot_line, "PAGE", "1")
    foot_line.add_run(" of ")
    _field(foot_line, "NUMPAGES", "1")
    for paragraph in (running, foot_line):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9), SOFT


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(qn(key), value)
    return element
