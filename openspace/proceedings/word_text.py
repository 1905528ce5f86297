"""The content of a Word paragraph: text, links and fields, cleaned.

Elements are appended by lxml, in the order of Word's schema: python-docx searches a place for each, which
took half the time of a large book.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from openspace.languages.direction import is_right_to_left, with_letters_around
from openspace.proceedings.plain import plain

_name = cache(qn)
_LINK_LOOK = (("w:color", {"w:val": "004F7A"}), ("w:u", {"w:val": "single"}))


def write(paragraph: Paragraph, text: str, bold: bool = False) -> None:
    """Write `text` word for word. Line breaks are kept, and right-to-left text is marked as such."""
    text = plain(text)
    if not text:
        return
    run = append(paragraph._p, "w:r")
    look = append(run, "w:rPr")
    if bold:
        append(look, "w:b")
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(
            element("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )
        append(look, "w:rtl")
    _write_pieces(run, text)


def _write_pieces(run: Any, text: str) -> None:
    for piece in re.split("([\n\t])", with_letters_around(text)):
        if piece == "\n":
            append(run, "w:br")
        elif piece == "\t":
            append(run, "w:tab")
        elif piece:
            has_space_around = piece != piece.strip()
            keep = {"xml:space": "preserve"} if has_space_around else {}
            append(run, "w:t", keep).text = piece


def hyperlink(
    paragraph: Paragraph, text: str, to: dict[str, str], plain_look: bool = False
) -> None:
    run = append(append(paragraph._p, "w:hyperlink", {**to, "w:history": "1"}), "w:r")
    looks = [] if plain_look else [*_LINK_LOOK]
    if is_right_to_left(text):
        looks.append(("w:rtl", {}))
    if looks:
        properties = append(run, "w:rPr")
        for name, attributes in looks:
            append(properties, name, attributes)
    _write_pieces(run, text)


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


def append(parent: Any, name: str, attributes: Mapping[str, str] | None = None) -> Any:
    """Add an element at the end of `parent`."""
    if not attributes:
        return etree.SubElement(parent, _name(name))
    given = {_name(key): value for key, value in attributes.items()}
    return etree.SubElement(parent, _name(name), given)


def element(name: str, attributes: dict[str, str] | None = None) -> Any:
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(_name(key), value)
    return made
