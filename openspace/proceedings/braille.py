"""The book in Braille, as a file for embossers and Braille displays (BRF: 40 cells × 25 lines).

The program of liblouis translates it, if it is installed (Debian: liblouis-bin). It takes all text as text of
the gathering's language.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from textwrap import wrap
from typing import assert_never

from openspace.languages.direction import without_marks
from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import _
from openspace.proceedings import blocks as b
from openspace.proceedings.document import Document
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.plain import line, plain

CELLS, LINES = 40, 25
_LONGEST, SECONDS = 200, 60
"""Characters that the program gets in one line: it cuts its own lines at 2,047 cells, and a character that a
table does not have becomes ten. And the time that it has for a book."""

PROGRAM = "lou_translate"
_AS_ASCII = "en-us-brf.dis"
_ENGLISH = "en-ueb-g2.ctb"
_TABLES = {
    "cy": "cy-cy-g2.ctb",
    "de": "de-g2.ctb",
    "fr": "fr-bfu-comp6.utb",
    "es": "Es-Es-G0.utb",
    "pl": "Pl-Pl-g1.utb",
    "ar": "ar-ar-g1.utb",
}
"""Braille of each language, by the first part of its tag: contracted where readers expect it."""


@cache
def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


@in_its_language
def write(book: Outlined) -> bytes:
    """Return the file. Lines end with CRLF, pages with a form feed."""
    document = outline(book)
    texts = [line(part) for text in _document(document) for part in without_marks(text).split("\n")]
    spoken = [one.replace(" · ", "; ") for one in texts if one]
    in_braille = translated(spoken, document.tag)
    lines = [row for one in in_braille for row in _wrapped(one)]
    pages = [lines[first : first + LINES] for first in range(0, len(lines), LINES)]
    return "".join("\r\n".join(page) + "\r\n\f" for page in pages).encode("ascii", "replace")


def translated(texts: list[str], tag: str) -> list[str]:
    """Return each line in Braille, in the ASCII that embossers read."""
    table = _TABLES.get(tag.partition("-")[0], _ENGLISH)
    pieces = [_pieces(one) for one in texts]
    # A backslash would begin an escape, with which people could write any byte.
    given = "".join(f"{one}\n" for some in pieces for one in some).replace("\\", "\\\\")
    done = subprocess.run(
        [PROGRAM, "--forward", f"{_AS_ASCII},{table}"],
        input=given.encode("utf-8", "replace"),
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    made = map(_printable, done.stdout.decode("ascii", "replace").split("\n"))
    return [" ".join(islice(made, len(some))) for some in pieces]


def _pieces(text: str) -> list[str]:
    if 0 < len(text) <= _LONGEST:
        return [text]  # `wrap` takes longer to say so
    return wrap(text, _LONGEST, break_on_hyphens=False) or ["-"]


def _printable(text: str) -> str:
    """Return the text without the control characters, which an embosser obeys."""
    return "".join(filter(str.isprintable, text))


def _wrapped(braille: str) -> list[str]:
    """Return the lines of a paragraph. The first begins in cell 3, as in Braille books."""
    return wrap(braille, CELLS, initial_indent="  ", break_on_hyphens=False) or [""]


# --- the text of the book, a paragraph each


def _document(document: Document) -> Iterator[str]:
    cover = document.cover
    yield from (cover.community, cover.title, cover.subtitle, cover.theme, cover.statement)
    yield from (f"{cover.what} · {cover.stamp}", cover.note)
    yield from _pairs(cover.facts)
    yield cover.tally
    for part in document.parts:
        yield part.heading
        for block in part.blocks:
            yield from _block(block)


def _block(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading():
            yield "" if block.is_hidden else block.text
        case b.Paragraph():
            yield plain(block.text)
        case b.Facts():
            yield from [block.line] if block.in_line else _pairs(block.pairs)
        case b.Items():
            yield from (" · ".join(filter(None, item)) for item in block.items)
        case b.Photo():
            yield block.alt
        case b.WebLink():
            yield block.address
        case b.Box():
            yield from (block.heading, plain(block.text))
        case b.Notes() | b.Gathered():
            yield block.heading if isinstance(block, b.Notes) else ""
            yield from _notes(block.notes)
        case b.Table():
            yield block.title
            yield from (text for group in block.groups for text in _rows(group))
        case b.Chart():
            yield from () if block.stands_for_a_table else (block.name, block.words)
        case b.Links():
            for term, found in block.entries:
                yield labelled(term, with_commas(*(one.words for one in found)))
        case b.Section():
            yield block.title
            for inner in block.blocks:
                yield from _block(inner)
        case other:
            assert_never(other)


def _notes(notes: Iterable[b.Note]) -> Iterator[str]:
    for note in notes:
        for block in note.blocks:
            yield from _block(block)
        if note.source:
            yield _("From {session}", session=note.source.whole)


def _rows(group: b.Rows) -> Iterator[str]:
    yield " · ".join(filter(None, (group.time, group.label)))
    yield plain(group.about)
    for row in group.rows:
        yield " · ".join(
            filter(None, (words for cell in row for words in (cell.words, cell.beneath)))
        )
    if group.rest:
        yield labelled(*group.rest)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (labelled(name, value) for name, value in pairs)
