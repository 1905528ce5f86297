"""The registry of formats. A new one is one file with one function, and one entry here: see
docs/proceedings.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType

from openspace.languages.text import N_
from openspace.proceedings import archive, braille, brief_json, html, json, markdown
from openspace.proceedings.contents import Book
from openspace.proceedings.render.worker import PRINT, SLOW, render_in_own_process


@dataclass(frozen=True)
class Later:
    """A function of a module in this folder, imported when it is called. The server imports all formats but
    renders none, so it does not need the libraries of some."""

    module: str
    function: str

    def __call__(self, book: Book) -> bytes:
        written: bytes = getattr(import_module(f"{__package__}.{self.module}"), self.function)(book)
        return written


@dataclass(frozen=True)
class Format:
    """One file format. `name` is in English, `ending` does not begin with a dot, and is unique.

    If `holds_photos` is false, photos are written as addresses only. If `is_isolated`, it is rendered in its
    own process, which then ends. If `includes_others`, `make` takes the rendered files of the formats that
    are `in_archive`, by ending, as a second argument.
    """

    name: str
    ending: str
    media_type: str
    make: Callable[..., bytes]
    holds_photos: bool = True
    is_isolated: bool = False
    includes_others: bool = False
    in_archive: bool = True

    @property
    def lane(self) -> str:
        """Return which of the server's processes renders it."""
        return PRINT if self.is_isolated else SLOW

    def write(self, book: Book) -> bytes:
        """Return the file. Raises worker.WorkerFailed if an isolated one ran out of time or memory."""
        return render_in_own_process(self.make, book) if self.is_isolated else self.make(book)


def write_everything(book: Book, rendered: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    writers = {one.ending: one.write for one in FORMATS.values() if one.in_archive}
    return archive.write(book, writers, rendered)


_BRAILLE = (
    [Format(N_("Braille"), "brf", "application/x-brf", braille.write, False, in_archive=False)]
    if braille.is_installed()
    else []
)

FORMATS = {
    one.ending: one
    for one in (
        Format(N_("Web page"), "html", "text/html; charset=utf-8", html.write),
        Format(N_("PDF"), "pdf", "application/pdf", Later("pdf", "make"), is_isolated=True),
        Format(
            N_("PDF in large print"),
            "large.pdf",
            "application/pdf",
            Later("pdf", "make_large"),
            is_isolated=True,
            in_archive=False,
        ),
        Format(
            N_("Word document"),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Later("docx", "write"),
        ),
        Format(N_("E-book"), "epub", "application/epub+zip", Later("epub", "write")),
        Format(N_("Markdown"), "md", "text/markdown; charset=utf-8", markdown.write, False),
        *_BRAILLE,
        Format(N_("JSON"), "json", "application/json", json.write, False),
        Format(
            N_("Everything, for archives"),
            "zip",
            "application/zip",
            write_everything,
            includes_others=True,
            in_archive=False,
        ),
    )
}

BRIEF_FORMATS = {
    **{ending: one for ending, one in FORMATS.items() if not one.includes_others},
    "json": replace(FORMATS["json"], make=brief_json.write),
}
"""Those of a brief. The same writers render it, but for JSON, whose keys are those of a book."""
