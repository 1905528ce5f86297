"""Book → Document: the parts, their order, their headings and their blocks. A brief has its own
(`brief_outline.py`).

Only this file defines them; writers draw blocks (`blocks.py`). A new part is a function here and an entry in
PARTS. One that the host may leave out is also named in `domain/rules/book.py`.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from openspace.languages.formats import with_commas
from openspace.languages.text import N_, _, pgettext
from openspace.proceedings import brief_outline, charts, convergence, method, statement
from openspace.proceedings.agenda import Day, Slot
from openspace.proceedings.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Gathered,
    Heading,
    Items,
    Links,
    Note,
    Paragraph,
    Rows,
    Table,
)
from openspace.proceedings.brief import Brief
from openspace.proceedings.contents import Book
from openspace.proceedings.document import Cover, Document, Part
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.report import ELSEWHERE, Report
from openspace.proceedings.report_blocks import (
    became,
    entry,
    gathered,
    non_empty,
    of_reflection,
    section,
    words,
)

Outlined: TypeAlias = Book | Brief | Document
"""What writers render. The papers (`openspace/papers/`) are documents already."""


@in_its_language
def outline(book: Outlined) -> Document:
    """Return the whole document. A part without blocks is left out."""
    if isinstance(book, Document):
        return book
    if isinstance(book, Brief):
        return brief_outline.document(book)
    drawn = charts.charts(book)
    filled = [
        (id, heading, tuple(blocks(book, drawn)), begins_a_page)
        for id, heading, blocks, begins_a_page in PARTS
    ]
    there = [one for one in filled if one[2]]
    return Document(
        name=_("{title}: proceedings", title=book.cover.title),
        language=book.language,
        code=book.code,
        stamp=book.stamp,
        foot=(book.cover.title, book.cover.dates or book.code),
        cover=_cover(book, drawn),
        parts=tuple(
            Part(id, _(heading), blocks, begins_a_page or nth == 0)
            for nth, (id, heading, blocks, begins_a_page) in enumerate(there)
        ),
        ended_at=book.ended_at,
        pictures=book.pictures,
    )


def _cover(book: Book, drawn: tuple[Chart, ...]) -> Cover:
    cover = book.cover
    dates, venue = (_("Dates"), cover.dates), (_("Venue"), cover.venue)
    return Cover(
        community=cover.community,
        title=cover.title,
        subtitle=book.words.subtitle,
        theme=cover.theme,
        statement=cover.statement,
        what=_("Proceedings"),
        stamp=book.stamp,
        note=book.edition.note if book.edition else "",
        facts=non_empty(dates, venue, (_("Sponsor"), cover.sponsor)),
        tally=book.tally,
        chart=next((chart for chart in drawn if chart.stands_for_a_table), None),
    )


# --- the parts

Drawn = tuple[Chart, ...]


def _introduction(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from words(book.words.introduction)


def _practice(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.practice.principles:
        yield Items(tuple((one, "") for one in book.practice.principles), "principles")
    if book.practice.law:
        yield Heading(_("The law of mobility"))
        yield Paragraph(book.practice.law)
    if book.practice.motto:
        yield Paragraph(book.practice.motto, "motto")


def _agenda(book: Book, drawn: Drawn) -> Iterator[Block]:
    yield Paragraph(book.tally, "said")
    yield from (chart for chart in drawn if chart.stands_for_a_table)
    yield from (_day(day) for day in book.days)
    yield from (chart for chart in drawn if not chart.stands_for_a_table)


def _reports(book: Book, _drawn: Drawn) -> Iterator[Block]:
    for chapter in book.chapters:
        if chapter.heading:
            yield Heading(chapter.heading, chapter.colour)
        else:
            yield Heading(_("By title"), is_hidden=True)
        yield from (section(report) for report in chapter.reports)


def _unplaced(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.unplaced:
        yield Heading(_("Topics"), is_hidden=True)
        yield from (section(report) for report in book.unplaced)


def _statement(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from statement.blocks(book)


def _actions(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from convergence.action_groups(book)
    found = book.harvested("action")
    if found and book.action_groups:
        yield Heading(_("From the sessions"))
    joined = (_("Joined"),) if any(one.note.joined_shown for one in found) else ()
    yield from gathered(
        found, (_("Action"), _("Initiator"), *joined, _("Due"), pgettext("a session", "From"))
    )


def _dots(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from convergence.dots(book)


def _became(book: Book, _drawn: Drawn) -> Iterator[Block]:
    for heading, kind in ((_("Actions"), "action"), (_("Recommendations"), "recommendation")):
        if found := [one for one in book.became if one.note.kind == kind]:
            yield Heading(heading)
            yield from became(found)


def _questions(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from gathered(book.harvested("question"))


def _repertoire(book: Book, _drawn: Drawn) -> Iterator[Block]:
    for heading, kind in ((_("Stories"), "story"), (_("Tools"), "tool")):
        if found := book.harvested(kind):
            yield Heading(heading)
            yield from gathered(found)


def _reflections(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.reflections:
        yield Gathered(tuple(Note(tuple(of_reflection(one))) for one in book.reflections))


def _closing(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from words(book.words.closing)


def _participants(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.participants:
        yield Paragraph(_("Those who chose to be listed."), "soft")
        yield Items(book.participants, "people")


def _thanks(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.note_takers:
        thanks = _("To those who took notes, and to all who did so without a name.")
        yield Paragraph(thanks, "said")
        yield Items(tuple((name, "") for name in book.note_takers), "people")


def _index(book: Book, _drawn: Drawn) -> Iterator[Block]:
    for heading, entries in (
        (_("By tag"), book.index_by_tag),
        (_("By convener"), book.index_by_convener),
    ):
        if entries:
            yield Heading(heading)
            yield Links(tuple(entry(one) for one in entries))


def _next(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from words(book.next_gathering)


def _credits(book: Book, _drawn: Drawn) -> Iterator[Block]:
    if book.words.credits:
        yield Items(tuple((name, "") for name in book.words.credits), "people")
    yield from words(book.words.imprint)


def _method(book: Book, _drawn: Drawn) -> Iterator[Block]:
    yield from (Paragraph(sentence, "said") for sentence in method.sentences(book))


PARTS: tuple[tuple[str, str, Callable[[Book, Drawn], Iterator[Block]], bool], ...] = (
    ("introduction", N_("Introduction"), _introduction, False),
    ("practice", N_("How the gathering worked"), _practice, False),
    ("agenda", N_("Agenda"), _agenda, True),
    ("reports", N_("Reports"), _reports, True),
    ("unplaced", N_("Topics without a place"), _unplaced, False),
    ("statement", N_("The statement"), _statement, True),
    ("dots", N_("Where the dots were"), _dots, False),
    ("actions", N_("Actions"), _actions, True),
    ("became", N_("What became of it"), _became, False),
    ("questions", N_("Open questions"), _questions, False),
    ("repertoire", N_("Repertoire"), _repertoire, False),
    ("reflections", N_("Closing reflections"), _reflections, False),
    ("closing", N_("Closing words"), _closing, False),
    ("participants", N_("Participants"), _participants, False),
    ("thanks", N_("Thanks"), _thanks, False),
    ("index", N_("Index"), _index, False),
    ("next", N_("Next gathering"), _next, False),
    ("credits", N_("Credits"), _credits, False),
    ("method", N_("About these proceedings"), _method, False),
)
"""(id, heading in English, function that yields its blocks, whether it starts a page on paper), in the order
of the book."""


# --- the agenda


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Session"), "code"),
        Column(_("Topic"), "wide"),
        Column(_("Room"), "name"),
        Column(_("Notes"), "short"),
    )


def _day(day: Day) -> Table:
    slots = tuple(_slot(slot) for slot in day.slots)
    return Table(day.label, _columns(), (*slots, *_elsewhere(day)))


def _elsewhere(day: Day) -> Iterator[Rows]:
    if day.elsewhere:
        rows = tuple(_row(report, report.time) for report in day.elsewhere)
        yield Rows("", _(ELSEWHERE), "", day.elsewhere[0].colour, is_pause=False, rows=rows)


def _slot(slot: Slot) -> Rows:
    free = with_commas(*(cell.room.label for cell in slot.free))
    return Rows(
        time=slot.time,
        label=slot.label,
        about=slot.about,
        colour=slot.colour,
        is_pause=not slot.holds_cells,
        rows=tuple(_row(report) for report in slot.reports),
        rest=(pgettext("of a cell", "Free"), free) if free else None,
    )


def _row(report: Report, time: str = "") -> tuple[Cell, ...]:
    return (
        Cell(report.code),
        Cell(report.title, report.convener_shown, report.anchor),
        Cell(with_commas(time, report.where)),
        Cell(report.came_back),
    )
