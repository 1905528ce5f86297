"""A brief of a community, and the items that a host can pick for one, as plain values.

An item is read from the newest published book of its gathering, so it has what that book shows, and no more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openspace.domain.community.briefs import item_of
from openspace.domain.text import clean
from openspace.languages.text import _, ngettext, speaking
from openspace.proceedings import timetable
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book, Evidence
from openspace.proceedings.render.source import Source
from openspace.proceedings.report import Note, Report

EVIDENCE = "evidence"
KINDS = ("recommendation", "question", EVIDENCE)
"""Kinds of items, in the order in which they are offered."""


@dataclass(frozen=True)
class Origin:
    """The book from which items are. `version` is "Version 2 · 24 November 2026"."""

    code: str
    title: str
    dates: str
    venue: str
    statement: str
    version: str
    address: str


@dataclass(frozen=True)
class Item:
    """An item as its book shows it. `key` is the reference, which no format shows. `report` is the session or
    topic, if it has one."""

    key: str
    kind: str
    content: Note | Evidence
    report: Report | None
    origin: Origin

    @property
    def session(self) -> str:
        """Return "1A Ending well", or ""."""
        return f"{self.report.code} {self.report.heading}".strip() if self.report else ""


@dataclass(frozen=True)
class Brief:
    """`path` is its address on the server, `day` the date of the host's last change (2026-11-24)."""

    path: str
    title: str
    introduction: str
    community: str
    is_published: bool
    day: str
    language: str
    items: tuple[Item, ...]

    @property
    def stamp(self) -> str:
        day = timetable.due_label(self.day)
        return day if self.is_published else f"{_('Draft')} · {day}"

    @property
    def tally(self) -> str:
        """Return "12 items from 3 gatherings." """
        items, gatherings = len(self.items), len(self.origins)
        if not items:
            return _("There are no items yet.")
        return _(
            "{items} from {gatherings}.",
            items=ngettext("{count} item", "{count} items", items),
            gatherings=ngettext("{count} gathering", "{count} gatherings", gatherings),
        )

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return the books, in the order in which they occur first."""
        return tuple(dict.fromkeys(item.origin for item in self.items))


class BriefSource(NamedTuple):
    """What a brief is compiled from, as one value that is sent to the rendering process. `items` are the
    references in their order, `books` the newest published books of their gatherings."""

    path: str
    title: str
    introduction: str
    community: str
    is_published: bool
    day: str
    items: tuple[str, ...]
    books: tuple[Source, ...]


def write_brief(write: Callable[..., bytes | str], source: BriefSource, *more: Any) -> bytes | str:
    """Compile the brief of `source`, and return `write(brief, *more)`."""
    return write(compile_brief(source), *more)


def compile_brief(source: BriefSource) -> Brief:
    """Return the brief with those of its items that its books show. It speaks the language of all its
    gatherings; English, if they have several."""
    books = [compile_book(*one) for one in source.books]
    spoken = {book.language for book in books}
    language = spoken.pop() if len(spoken) == 1 else "en"
    with speaking(language):
        return _compiled(source, books, language)


def _compiled(source: BriefSource, books: Sequence[Book], language: str) -> Brief:
    shown = {item.key: item for book in books for item in items_of(book)}
    items = tuple(shown[key] for key in source.items if key in shown)
    return Brief(
        path=source.path,
        title=clean(source.title),
        introduction=clean(source.introduction),
        community=clean(source.community),
        is_published=source.is_published,
        day=source.day,
        language=language,
        items=items,
    )


def items_of(book: Book) -> Iterator[Item]:
    """Yield all items that a brief can have, by kind, in the order of the book."""
    origin = Origin(
        code=book.code,
        title=book.cover.title,
        dates=book.cover.dates,
        venue=book.cover.venue,
        statement=book.cover.statement,
        version=book.stamp,
        address=f"{book.address}/proceedings",
    )
    for kind in KINDS:
        for content, report in _of_kind(book, kind):
            table = "evidence" if kind == EVIDENCE else "notes"
            key = item_of(book.code, table, content.row)
            yield Item(key, kind, content, report, origin)


def _of_kind(book: Book, kind: str) -> Iterable[tuple[Note | Evidence, Report | None]]:
    if kind == EVIDENCE:
        return [(one, one.report) for one in book.evidence if one.form == "evidence"]
    return [(note, report) for report in book.everything for note in report.notes_of(kind)]
