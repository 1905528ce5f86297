"""Every format a book is written in. A new one is one file with one function and one line here:
see docs/proceedings.md."""

from collections.abc import Callable
from dataclasses import dataclass

from openspace.proceedings import archive, docx, epub, html, json, markdown, pdf
from openspace.proceedings.contents import Book


@dataclass(frozen=True)
class Format:
    """A way to write a book. `ending` has no dot and is unique; `write` never fails.

    Where `holds_photos` is false, the photos of the book are addresses only.
    """

    name: str
    ending: str
    media_type: str
    write: Callable[[Book], bytes]
    holds_photos: bool = True


FORMATS = {
    one.ending: one
    for one in (
        Format("Web page", "html", "text/html; charset=utf-8", html.write),
        Format("PDF", "pdf", "application/pdf", pdf.write),
        Format(
            "Word document",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.write,
        ),
        Format("E-book", "epub", "application/epub+zip", epub.write),
        Format("Markdown", "md", "text/markdown; charset=utf-8", markdown.write, False),
        Format("JSON", "json", "application/json", json.write, False),
        Format("Everything, for archives", "zip", "application/zip", archive.write),
    )
}
