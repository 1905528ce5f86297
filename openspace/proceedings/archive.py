"""All formats, tables for spreadsheets, feeds and photos in one ZIP file, for archives."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from openspace.languages.formats import with_commas
from openspace.languages.text import _
from openspace.proceedings import frab, ics, tables
from openspace.proceedings.contents import Book
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.plain import line
from openspace.proceedings.zipped import zipped

log = logging.getLogger(__name__)

FEEDS: dict[str, Callable[[Book], bytes]] = {
    "schedule.ics": ics.write,
    "schedule.xml": frab.write_xml,
    "schedule.json": frab.write_json,
}


@in_its_language
def write(
    book: Book,
    writers: Mapping[str, Callable[[Book], bytes]],
    rendered: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return the ZIP file. `writers` make its formats, and `rendered` are formats made before; both by
    ending.

    A format that cannot be made is left out and named in README.txt, so that it does not block the rest.
    """
    books = {f"proceedings.{ending}": make for ending, make in writers.items()}
    files: list[tuple[str, bytes]] = []
    missing: list[str] = []
    for name, make in {**books, **FEEDS}.items():
        try:
            files.append((name, rendered.get(name.removeprefix("proceedings.")) or make(book)))
        except Exception:
            log.exception("%s could not be made for an archive", name)
            missing.append(name)
    files += [(f"tables/{name}", data) for name, data in tables.tables(book).items()]
    files += _photos(book)
    readme = "\r\n".join(_readme(book, [name for name, _ in files], missing)) + "\r\n"
    return zipped([("README.txt", readme.encode("utf-8-sig", "replace")), *files])


def _photos(book: Book) -> list[tuple[str, bytes]]:
    """Return the photos, named by session and number. File names are generated, and never taken from user
    input."""
    found: dict[str, bytes] = {}
    for report in book.everything:
        photos = dict.fromkeys(n.photo for n in report.notes if n.photo in book.pictures)
        for nth, address in enumerate(photos, 1):
            where = re.sub(r"[^A-Za-z0-9]", "", report.code) or "unplaced"
            name = f"photos/{where}-{nth}.jpg"
            while name in found:
                nth += 1
                name = f"photos/{where}-{nth}.jpg"
            found[name] = book.pictures[address]
    return list(found.items())


def _readme(book: Book, names: Iterable[str], missing: list[str]) -> Iterable[str]:
    yield line(book.cover.title)
    yield line(book.cover.dates)
    yield ""
    yield _(
        "The proceedings of gathering {code} as it stood after change {seq}.",
        code=line(book.code),
        seq=book.seq,
    )
    yield _("proceedings.*: the book, the same in every format.")
    yield _("tables: for spreadsheets, in UTF-8.")
    yield _("A cell that begins with an apostrophe begins so that no spreadsheet computes it.")
    yield ""
    yield from names
    if missing:
        yield ""
        yield _(
            "Could not be made this time: {files}. Please ask for it by itself.",
            files=with_commas(*missing),
        )
