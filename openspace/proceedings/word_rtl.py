"""A Word document in a language from right to left. Paragraphs of people in another direction keep theirs."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from openspace.proceedings.word_text import element

_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_FOR_COMPLEX_SCRIPTS = {"w:sz": "w:szCs", "w:b": "w:bCs", "w:i": "w:iCs"}
"""Word has sizes and weights of its own for Arabic and Hebrew letters."""


def turn(document: Document) -> None:
    """Turn pages and all styles of paragraphs around."""
    document.sections[0]._sectPr.append(element("w:bidi"))
    for style in document.styles:
        if style.type is WD_STYLE_TYPE.PARAGRAPH:
            _turn_paragraph(style.element.get_or_add_pPr())
        looks = style.element.find(qn("w:rPr"))
        if looks is not None:
            _say_for_complex_scripts(looks)
    section = document.sections[0]
    for paragraph in (*section.header.paragraphs, *section.footer.paragraphs):
        for run in paragraph.runs:
            _say_for_complex_scripts(run._r.get_or_add_rPr())


def turn_table(properties: Any) -> None:
    """Begin its columns at the right."""
    style = properties.find(qn("w:tblStyle"))
    style.addnext(element("w:bidiVisual"))


def leave_unturned(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("w:bidi", {"w:val": "0"}), *_AFTER_BIDI)


def _turn_paragraph(properties: Any) -> None:
    properties.insert_element_before(element("w:bidi"), *_AFTER_BIDI)


def _say_for_complex_scripts(looks: Any) -> None:
    for usual, other in _FOR_COMPLEX_SCRIPTS.items():
        found = looks.find(qn(usual))
        if found is None:
            continue
        for known in looks.findall(qn(other)):
            looks.remove(known)
        value = found.get(qn("w:val"))
        found.addnext(element(other, {"w:val": value} if value else {}))
