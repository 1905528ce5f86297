"""The content of a Word paragraph: text, links and fields, cleaned."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from openspace.proceedings.plain import is_right_to_left, plain


def write(paragraph: Paragraph, text: str, bold: bool = False) -> None:
    """Write `text` word for word. Line breaks are kept, and right-to-left text is marked as such."""
    text = plain(text)
    if not text:
        return
    run = _run(paragraph, text)
    run.bold = bold or None
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(
            element("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )
        run.font.rtl = True


def _run(paragraph: Paragraph, text: str) -> Run:
    """Like `paragraph.add_run(text)`, which loops over single characters."""
    run = paragraph.add_run()
    for piece in re.split("([\n\t])", text):
        if piece == "\n":
            run._r.add_br()
        elif piece == "\t":
            run._r.add_tab()
        elif piece:
            run._r.add_t(piece)
    return run


def hyperlink(
    paragraph: Paragraph, text: str, to: dict[str, str], plain_look: bool = False
) -> None:
    link = element("w:hyperlink", {**to, "w:history": "1"})
    run = _run(paragraph, text)
    if is_right_to_left(text):
        run.font.rtl = True
    if not plain_look:
        run.font.color.rgb = RGBColor(0x00, 0x4F, 0x7A)
        run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def field_begins(paragraph: Paragraph, instruction: str) -> None:
    _field_char(paragraph, "begin", dirty=True)
    instruction_text = OxmlElement("w:instrText")
    instruction_text.set(qn("xml:space"), "preserve")
    instruction_text.text = f" {instruction} "
    paragraph.add_run()._r.append(instruction_text)
    _field_char(paragraph, "separate")


def field_ends(paragraph: Paragraph) -> None:
    _field_char(paragraph, "end")


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    field_begins(paragraph, instruction)
    paragraph.add_run(shown)
    field_ends(paragraph)


def _field_char(paragraph: Paragraph, kind: str, dirty: bool = False) -> None:
    attributes = {"w:fldCharType": kind, **({"w:dirty": "true"} if dirty else {})}
    paragraph.add_run()._r.append(element("w:fldChar", attributes))


def element(name: str, attributes: dict[str, str] | None = None) -> Any:
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made
