"""The book as tables for spreadsheets: CSV in UTF-8 that Excel, LibreOffice and pandas can open.

A spreadsheet executes a cell that starts like a formula, also one that a stranger typed (CSV injection). Such
a cell gets a leading apostrophe, which marks it as text.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from openspace.languages.direction import without_marks
from openspace.proceedings.contents import Book, Evidence
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.plain import plain
from openspace.proceedings.report import Note, Report
from openspace.proceedings.statement import brought_by

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Line = Sequence[str | int | None]


@in_its_language
def tables(book: Book) -> dict[str, bytes]:
    """Return {file name: CSV}."""
    return {
        "topics.csv": _csv(
            (
                "title",
                "report_title",
                "description",
                "tags",
                "convener",
                "content_note",
                "sessions",
            ),
            _topics(book),
        ),
        "sessions.csv": _csv(
            (
                *("code", "title", "report_title", "convener", "note_taker"),
                *("room", "letter", "place", "starts_at", "ends_at", "notes"),
            ),
            (_session(report) for report in book.reports),
        ),
        "notes.csv": _csv(
            (
                *("session", "topic", "kind", "text", "by"),
                *("initiator", "due", "url", "alt", "photo", "content_note"),
                *("outcome", "outcome_text", "outcome_on"),
            ),
            (_note(report, note) for report in book.everything for note in report.notes),
        ),
        "evidence.csv": _csv(
            ("session", "form", "bearing", "kind", "text", "url", "citation", "by", "content_note"),
            (_evidence(item) for item in book.evidence),
        ),
        "reflections.csv": _csv(
            ("text", "by", "content_note"),
            ((one.text, one.by, one.content_note) for one in book.reflections),
        ),
        "actions.csv": _csv(
            (
                *("session", "topic", "action", "initiator", "joined", "due"),
                *("outcome", "outcome_text", "outcome_on"),
            ),
            (_action(h.report, h.note) for h in book.harvested("action")),
        ),
        "answers.csv": _csv(
            ("session", "topic", "recommendation", "organisation", "name", "answer", "on"),
            (
                (r.code, r.title, note.text, one.organisation, one.name, one.text, one.on)
                for r in book.everything
                for note in r.notes
                for one in note.answers
            ),
        ),
        "people-who-agreed.csv": _csv(("name", "contact"), book.participants),
    }


def _topics(book: Book) -> Iterable[Line]:
    """Yield each topic once, with the codes of all its sessions."""
    found: dict[tuple[str | None, ...], list[str]] = {}
    for r in book.everything:
        key = (
            r.title,
            r.report_title,
            r.description,
            ", ".join(r.tags),
            r.convener,
            r.content_note,
        )
        found.setdefault(key, []).extend([r.code] if r.code else [])
    return ((*topic, ", ".join(codes)) for topic, codes in found.items())


def _session(report: Report) -> Line:
    room = report.room
    return (
        *(report.code, report.title, report.report_title, report.convener, report.note_taker),
        *((room.name, room.letter) if room else ("", "")),
        report.place,
        *(report.starts_at, report.ends_at, "yes" if report.notes else "none"),
    )


def _note(report: Report, note: Note) -> Line:
    return (
        *(report.code, report.title, note.kind, note.text, note.by),
        *(note.initiator, note.due_on, note.url, note.alt, note.photo, note.content_note),
        *_outcome(note),
    )


def _action(report: Report, note: Note) -> Line:
    what = (report.code, report.title, note.text)
    who = (note.initiator, note.joined_shown, note.due_on)
    return (*what, *who, *_outcome(note))


def _outcome(note: Note) -> Line:
    return note.outcome, note.outcome_text, note.outcome_on


def _evidence(item: Evidence) -> Line:
    session = item.report.code if item.report else ""
    what = (item.form, item.bearing, item.kind, item.text, item.url, item.citation)
    return (session, *what, brought_by(item), item.content_note)


def _csv(head: Sequence[str], lines: Iterable[Line]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for line in lines:
        writer.writerow(["" if v is None else v if isinstance(v, int) else cell(v) for v in line])
    # The byte order mark tells Excel that this is UTF-8.
    return out.getvalue().encode("utf-8-sig", "replace")


def cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet executes. Leading blanks before a formula are considered
    too."""
    text = without_marks(plain(text))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
