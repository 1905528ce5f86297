"""The book as EPUB 3: one document per report, navigation, and accessibility metadata.

It is drawn by the same macros as the web page, so that the two cannot differ. It is packed with zipfile
alone. EbookLib is under the AGPL, adds a `generator` and the time of writing to the metadata, and accepts
chapters as unchecked strings. Tests read the book with it, as an independent reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from openspace.languages.text import _
from openspace.proceedings import html
from openspace.proceedings.blocks import Heading, Section
from openspace.proceedings.document import Document, Part
from openspace.proceedings.epub_package import XHTML, Chapter, Element, package
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.plain import line, plain, without_lone_percent

_SVG = "http://www.w3.org/2000/svg"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAMEL_CASE = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


@in_its_language
def write(book: Outlined) -> bytes:
    document = outline(book)
    chapters = list(_split(document))
    images = _extract_pictures(chapters, document.pictures)
    _fix_links(chapters)
    for chapter in chapters:
        _normalise_headings(chapter)
        _as_xhtml(chapter)
    return package(document, chapters, images)


# --- the document, cut into files


def _split(document: Document) -> Iterable[Chapter]:
    draw = html.macros()
    title = line(document.cover.title) or _("Cover")
    yield Chapter("cover.xhtml", title, 0, _parsed(draw.cover(document.cover, ())))
    reports = 0
    for nth, part in enumerate(document.parts, 1):
        alone = _without_sections(part)
        content = _parsed(draw.part(alone, str))
        yield Chapter(f"part-{nth}.xhtml", line(part.heading), 1, content)
        when: Heading | None = None
        for block in part.blocks:
            if isinstance(block, Heading):
                when = block
            elif isinstance(block, Section):
                reports += 1
                name = f"report-{reports}.xhtml"
                content = [*_when(when), *_parsed(draw.section(block, str))]
                yield Chapter(name, line(block.title) or name, 2, content)


def _without_sections(part: Part) -> Part:
    """Return the part without its sections and their headings. Each section becomes its own file."""
    if not part.sections:
        return part
    left = (block for block in part.blocks if not isinstance(block, Section | Heading))
    return replace(part, blocks=tuple(left))


def _when(heading: Heading | None) -> Iterable[Element]:
    if heading and not heading.is_hidden:
        before = lxml_html.Element("p", {"class": "when"})
        before.text = line(heading.text)
        yield before


def _parsed(markup: str) -> list[Element]:
    parser = lxml_html.HTMLParser(huge_tree=True, encoding=None)
    body = lxml_html.document_fromstring(plain(markup), parser=parser).find("body")
    found = list(body) if body is not None else []
    for element in found:
        element.tail = None
    return found


def _extract_pictures(chapters: list[Chapter], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return {file: JPEG}. A photo that is not available is replaced by its description and address."""
    images: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for chapter in chapters:
        for image in [i for top in chapter.content for i in top.iter("img")]:
            address = image.get("src") or ""
            jpeg = pictures.get(address)
            if jpeg and jpeg.startswith(b"\xff\xd8"):
                name = names.setdefault(address, f"images/{len(names) + 1}.jpg")
                images[name] = jpeg
                image.set("src", name)
                continue
            replacement = lxml_html.Element("span")
            replacement.text, replacement.tail = f"{image.get('alt') or ''} ", image.tail
            if address.startswith("http"):
                etree.SubElement(replacement, "a", href=address).text = address
            image.getparent().replace(image, replacement)
    return images


def _fix_links(chapters: list[Chapter]) -> None:
    """Point links inside the book to the document that contains their target now."""
    home = {
        element.get("id"): chapter.name
        for chapter in chapters
        for top in chapter.content
        for element in top.iter()
        if element.get("id")
    }
    for chapter in chapters:
        for link in [a for top in chapter.content for a in top.iter("a")]:
            target = link.get("href") or ""
            if target.startswith("#") and target[1:] in home:
                link.set("href", f"{home[target[1:]]}{target}")
            elif address := _address(target):
                link.set("href", address)
            else:
                link.attrib.pop("href", None)
            for extra in ("rel", "target", "download"):
                link.attrib.pop(extra, None)


def _address(target: str) -> str:
    """Return `target` as a valid web or mail address, or ""."""
    safe = quote(target, safe="/:?#@!$&'()*+,;=%~-._")
    try:
        parts = urlsplit(safe)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return safe.replace("#", "%23")
    ok = parts.scheme in ("http", "https") and host and "%" not in parts.netloc
    # Strict readers reject a lone percent sign, or a second number sign.
    safe = without_lone_percent(safe)
    before, hash, after = safe.partition("#")
    return before + hash + after.replace("#", "%23") if ok else ""


def _normalise_headings(chapter: Chapter) -> None:
    """Start each document with its own h1, and leave no level out."""
    found = [e for top in chapter.content for e in top.iter(*_HEADINGS)]
    levels = sorted({e.tag for e in found})
    for heading in found:
        heading.tag = _HEADINGS[levels.index(heading.tag)]


def _as_xhtml(chapter: Chapter) -> None:
    for top in chapter.content:
        drawn = {element for svg in top.iter("svg") for element in svg.iter(etree.Element)}
        for element in top.iter(etree.Element):
            inside_svg = element in drawn
            chapter.has_svg |= inside_svg
            if inside_svg:
                for name, right in _CAMEL_CASE.items():
                    if name in element.attrib:
                        element.set(right, element.attrib.pop(name))
            element.tag = f"{{{_SVG if inside_svg else XHTML}}}{element.tag}"
