"""Every format a book is written in. A new one is one file with one function and one line here:
see docs/proceedings.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openspace.proceedings import archive, docx, epub, html, json, markdown, pdf
from openspace.proceedings.contents import Book
from openspace.proceedings.render.worker import render_in_own_process


@dataclass(frozen=True)
class Format:
    """A way to write a book. `ending` has no dot and is unique.

    Where `holds_photos` is false, the photos of the book are addresses only. What `is_isolated` is made in
    a process of its own, which ends with it. What `includes_others` takes the files of all other formats
    that were made already, by their ending, as a second argument.
    """

    name: str
    ending: str
    media_type: str
    make: Callable[..., bytes]
    holds_photos: bool = True
    is_isolated: bool = False
    includes_others: bool = False

    def write(self, book: Book) -> bytes:
        """The file. Raises worker.WorkerFailed when an isolated one had too little time or memory."""
        return render_in_own_process(self.make, book) if self.is_isolated else self.make(book)


def write_everything(book: Book, rendered: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    writers = {one.ending: one.write for one in FORMATS.values() if not one.includes_others}
    return archive.write(book, writers, rendered)


FORMATS = {
    one.ending: one
    for one in (
        Format("Web page", "html", "text/html; charset=utf-8", html.write),
        Format("PDF", "pdf", "application/pdf", pdf.make, is_isolated=True),
        Format(
            "Word document",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.write,
        ),
        Format("E-book", "epub", "application/epub+zip", epub.write),
        Format("Markdown", "md", "text/markdown; charset=utf-8", markdown.write, False),
        Format("JSON", "json", "application/json", json.write, False),
        Format(
            "Everything, for archives",
            "zip",
            "application/zip",
            write_everything,
            includes_others=True,
        ),
    )
}
