"""The files of an EPUB around its documents: package, navigation, metadata."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from openspace.languages.text import _
from openspace.proceedings import pages
from openspace.proceedings.document import Document
from openspace.proceedings.plain import line
from openspace.proceedings.zipped import zipped

XHTML = "http://www.w3.org/1999/xhtml"
_EPUB = "http://www.idpf.org/2007/ops"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    b'<rootfiles><rootfile full-path="book/package.opf" '
    b'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)

Element: TypeAlias = Any
"""An lxml element. lxml has no type hints."""


@dataclass
class Chapter:
    """A document of the book. `level` is its depth in the contents, `title` its entry there."""

    name: str
    title: str
    level: int
    content: list[Element]
    has_svg: bool = False


def package(document: Document, chapters: list[Chapter], images: dict[str, bytes]) -> bytes:
    """Return the whole file. `images` are {file: JPEG}, with the names that chapters use."""
    return zipped(
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER),
            ("book/package.opf", _package(document, chapters, images)),
            ("book/nav.xhtml", _navigation(document, chapters)),
            ("book/style.css", _style()),
            *((f"book/{c.name}", _document(document, c.title, c.content)) for c in chapters),
            *((f"book/{name}", jpeg) for name, jpeg in images.items()),
        ]
    )


def _document(document: Document, title: str, content: Iterable[Element], **body: str) -> bytes:
    x = _maker()
    language = document.tag
    root = x.html(
        x.head(
            x.title(title),
            x.link(rel="stylesheet", type="text/css", href="style.css"),
        ),
        x.body(*content, **{"class": "book", **body}),
        lang=language,
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    if document.is_right_to_left:
        root.set("dir", "rtl")
    etree.cleanup_namespaces(root)
    return _serialised(root, doctype="<!DOCTYPE html>")


def _navigation(document: Document, chapters: list[Chapter]) -> bytes:
    x = _maker()
    top = x.ol()
    last: Element | None = None
    for chapter in chapters:
        item = x.li(x.a(chapter.title, href=chapter.name))
        if chapter.level == 2 and last is not None:
            inner = last.find(f"{{{XHTML}}}ol")
            if inner is None:
                inner = etree.SubElement(last, f"{{{XHTML}}}ol")
            inner.append(item)
        else:
            top.append(item)
            last = item
    contents = x.nav(x.h1(_("Contents")), top, id="contents")
    contents.set(f"{{{_EPUB}}}type", "toc")
    contents.set("role", "doc-toc")
    return _document(document, _("Contents"), [contents])


def _package(document: Document, chapters: list[Chapter], images: dict[str, bytes]) -> bytes:
    o = ElementMaker(namespace=_OPF, nsmap={None: _OPF})
    dc = ElementMaker(namespace=_DC, nsmap={"dc": _DC})
    metadata = o.metadata(
        dc.identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, f'openspace:{document.code}')}", id="book"),
        dc.title(line(document.cover.title) or _("Proceedings")),
        dc.language(document.tag),
        o.meta(document.ended_at, property="dcterms:modified"),
        *(o.meta(value, property=f"schema:{name}") for name, value in _accessibility(document)),
    )
    manifest = o.manifest(
        o.item(
            id="nav", href="nav.xhtml", properties="nav", **{"media-type": "application/xhtml+xml"}
        ),
        o.item(id="style", href="style.css", **{"media-type": "text/css"}),
    )
    spine = o.spine({"page-progression-direction": "rtl"} if document.is_right_to_left else {})
    for nth, chapter in enumerate(chapters, 1):
        item = o.item(id=f"c{nth}", href=chapter.name)
        item.set("media-type", "application/xhtml+xml")
        if chapter.has_svg:
            item.set("properties", "svg")
        manifest.append(item)
        spine.append(o.itemref(idref=f"c{nth}"))
        if nth == 1:
            spine.append(o.itemref(idref="nav"))
    for nth, name in enumerate(images, 1):
        manifest.append(o.item(id=f"i{nth}", href=name, **{"media-type": "image/jpeg"}))
    package = o.package(metadata, manifest, spine, version="3.0")
    package.set("unique-identifier", "book")
    return _serialised(package)


def _accessibility(document: Document) -> Iterable[tuple[str, str]]:
    photos = list(document.photos)
    yield "accessMode", "textual"
    if photos:
        yield "accessMode", "visual"
    has_alt_texts = all(photo.caption for photo in photos)
    yield "accessModeSufficient", "textual" if has_alt_texts else "textual,visual"
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder"):
        yield "accessibilityFeature", feature
    if photos and has_alt_texts:
        yield "accessibilityFeature", "alternativeText"
    yield "accessibilityHazard", "none"
    yield (
        "accessibilitySummary",
        _(
            "Headings, lists and tables are marked as such, and every report can be reached from the "
            "contents."
        )
        + " "
        + (
            _("Every photo has a description.")
            if has_alt_texts
            else _("Some photos have no description.")
        ),
    )


def _maker() -> ElementMaker:
    return ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": _EPUB})


def _serialised(root: Element, doctype: str | None = None) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype))


@cache
def _style() -> bytes:
    return (pages.folder("static") / "css" / "epub.css").read_bytes()
