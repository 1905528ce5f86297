"""Blocks of reports and their notes, wherever the book shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from openspace.domain.vocabulary import NO_DESCRIPTION
from openspace.languages.formats import with_commas
from openspace.languages.text import _, pgettext
from openspace.proceedings.blocks import (
    Block,
    Box,
    Facts,
    Gathered,
    Look,
    Note,
    Notes,
    Paragraph,
    Photo,
    Reference,
    Section,
    WebLink,
)
from openspace.proceedings.contents import Harvested, IndexEntry, Reflection
from openspace.proceedings.report import CONTENT_NOTE, Report
from openspace.proceedings.report import Note as BookNote


def section(report: Report) -> Section:
    return Section(
        id=report.anchor,
        code=report.code,
        heading=report.heading,
        colour=report.colour,
        blocks=tuple(_of_report(report)),
        is_empty=not report.notes,
    )


def _of_report(report: Report) -> Iterator[Block]:
    facts = non_empty(
        (_(CONTENT_NOTE), report.content_note),
        (_("On the wall as"), report.was_announced_as),
        (_("Initiator") if report.for_action else _("Convener"), report.convener_shown),
        (_("Note-taker"), report.note_taker or ""),
        (_("Took part"), str(report.people or "")),
        (_("Room") if report.room else pgettext("of a session", "Place"), report.where),
        (_("Time"), report.time),
        (_("Tags"), with_commas(*report.tags)),
        (_("Takes up the question at"), report.follows),
    )
    if facts:
        yield Facts(facts)
    yield from words(report.description, "description")
    for heading, notes in report.groups:
        in_blocks = (Note((*of_note(note), *what_became(note))) for note in notes)
        yield Notes(heading, tuple(in_blocks))
    if not report.notes:
        yield Paragraph(_("No notes came back."), "soft")


def of_note(note: BookNote) -> Iterator[Paragraph | Photo | WebLink | Facts]:
    if note.content_note:
        yield Facts(((_(CONTENT_NOTE), note.content_note),), in_line=True)
    if note.text:
        yield Paragraph(note.text, "quote" if note.kind == "quote" else "words")
    if note.photo:
        yield Photo(note.photo, note.alt or _(NO_DESCRIPTION), note.alt)
    elif note.alt:
        yield Paragraph(note.alt)
    if note.url:
        yield WebLink(note.url)
    if note.who_and_when:
        yield Facts(note.who_and_when, in_line=True)
    if note.attribution:
        yield Paragraph(note.attribution, "by")


def of_reflection(one: Reflection) -> Iterator[Paragraph | Facts]:
    if one.content_note:
        yield Facts(((_(CONTENT_NOTE), one.content_note),), in_line=True)
    yield Paragraph(one.text, "words")
    if one.by:
        yield Paragraph(f"— {one.by}", "by")


def what_became(note: BookNote) -> Iterator[Box]:
    if note.became:
        yield Box(note.became, note.outcome_text)
    yield from (Box(answer.heading, answer.text) for answer in note.answers)


def became(found: Iterable[Harvested]) -> Iterator[Gathered]:
    """Yield the notes with what became of them, and without the day by which it was planned."""
    notes = tuple(
        Note((*of_note(replace(h.note, due="")), *what_became(h.note)), reference(h.report))
        for h in found
    )
    if notes:
        yield Gathered(notes)


def gathered(found: Iterable[Harvested], columns: tuple[str, ...] = ()) -> Iterator[Gathered]:
    notes = tuple(Note(tuple(of_note(h.note)), reference(h.report)) for h in found)
    if notes:
        yield Gathered(notes, columns)


def entry(entry: IndexEntry) -> tuple[str, tuple[Reference, ...]]:
    return entry.term, tuple(reference(report) for report in entry.reports)


def reference(report: Report) -> Reference:
    return Reference(report.anchor, report.code, report.title, report.colour)


def words(text: str, look: Look = "words") -> Iterator[Paragraph]:
    if text:
        yield Paragraph(text, look)


def non_empty(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the facts that have a value."""
    return tuple((name, value) for name, value in facts if value)
