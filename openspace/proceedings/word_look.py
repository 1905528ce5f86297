"""Styles and properties of a Word document. The file names the gathering and nothing else.

The template of python-docx contains a person's name, a picture and dates, which are removed.
"""

import re
from copy import deepcopy
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from openspace.languages.direction import with_letters_around, without_marks
from openspace.languages.text import _
from openspace.proceedings.plain import line, shortened
from openspace.proceedings.word_text import element, field, write

FONT = "Calibri"
INK = RGBColor(0x2B, 0x26, 0x20)
SOFT = RGBColor(0x5C, 0x54, 0x4A)
_SIZES = {"Title": 30, "Heading 1": 20, "Heading 2": 15, "Heading 3": 13, "Heading 4": 11}


def apply_styles(document: Document, title: str, language: str, foot: str) -> None:
    """Set styles, header, footer, title and language of an empty document."""
    _style(document)
    _set_properties(document, without_marks(title), language)
    _set_page(document, shortened(with_letters_around(line(title)), 90), foot)
    _update_fields_on_open(document)


def _style(document: Document) -> None:
    """Copy our styles, because to set them takes longer than to write a short book."""
    styles = document.styles.element
    del styles[:]
    styles.extend(map(deepcopy, _our_styles()))


@cache
def _our_styles() -> list[Any]:
    """Return the elements of the styles of the template, as we change them."""
    styles = docx.Document().styles
    for name, level in (("toc 1", 0), ("toc 2", 1), ("toc 3", 2)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.6 * level)
        style.paragraph_format.space_after = Pt(2)
    _add_box(styles)
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
    return list(styles.element)


def _add_box(styles: Any) -> None:
    """Add the style of a box: paragraphs that follow each other share its frame and its shade."""
    box = styles.add_style("Box", WD_STYLE_TYPE.PARAGRAPH)
    box.base_style = styles["Normal"]
    inside = box.element.get_or_add_pPr()
    frame = element("w:pBdr")
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        line_of = {"w:val": "single", "w:sz": "6", "w:space": "6", "w:color": "B9B0A2"}
        frame.append(element(side, line_of))
    inside.append(frame)
    inside.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "F6F1E7"}))
    box.paragraph_format.left_indent = Cm(0.8)


def _set_properties(document: Document, title: str, language: str) -> None:
    """Set title and language, and remove the name, picture and dates of the template."""
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


def _set_page(document: Document, head: str, foot: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.different_first_page_header_footer = True
    running = section.header.paragraphs[0]
    write(running, head)
    foot_line = section.footer.paragraphs[0]
    before, between, after = re.split(r"\{\w+\}", _("page {page} of {pages}"))
    write(foot_line, f"{line(foot)} · {before}")
    field(foot_line, "PAGE", "1")
    foot_line.add_run(between)
    field(foot_line, "NUMPAGES", "1")
    write(foot_line, after)
    for paragraph in (running, foot_line):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9), SOFT


def _update_fields_on_open(document: Document) -> None:
    settings = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    compat = settings.find(qn("w:compat"))
    compat.addprevious(element("w:updateFields", {"w:val": "true"}))
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
