"""The book as JSON, for programs. docs/proceedings.md describes its shape.

Characters with a meaning in HTML are escaped, so that a browser that guesses the type cannot run anything.
"""

import json
from typing import Any

from openspace.languages.direction import without_marks
from openspace.proceedings.agenda import Cell, Day, Slot
from openspace.proceedings.contents import Book, Evidence, IndexEntry, Reflection
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.report import Note, Report, Room

FORMAT = "openspace-proceedings"
VERSION = 1

_INERT: dict[str, str | int | None] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@in_its_language
def write(book: Book) -> bytes:
    return written(as_dict(book))


def written(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return text.translate(str.maketrans(_INERT)).encode("utf-8", "replace")


def as_dict(book: Book) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "code": book.code,
        "seq": book.seq,
        "language": book.language,
        "address": book.address,
        "stamp": book.stamp,
        "edition": vars(book.edition) if book.edition else None,
        "cover": vars(book.cover),
        "words": vars(book.words),
        "practice": vars(book.practice),
        "called": len(book.called),
        "with_notes": book.with_notes,
        "with_report": book.with_report,
        "rooms": [_room(room) for room in book.rooms],
        "agenda": [_day(day) for day in book.days],
        "reports": [_report(r) for chapter in book.chapters for r in chapter.reports],
        "evidence": [evidence_as_dict(item) for item in book.evidence],
        "evidence_kinds": dict(book.evidence_kinds),
        "issues": [{"text": one.text, "dots": one.cluster} for one in book.issues],
        "reflections": [_reflection(one) for one in book.reflections],
        "unplaced": [_report(report) for report in book.unplaced],
        "participants": [{"name": name, "contact": contact} for name, contact in book.participants],
        "note_takers": list(book.note_takers),
        "index": {
            "tags": [_entry(entry) for entry in book.index_by_tag],
            "conveners": [_entry(entry) for entry in book.index_by_convener],
        },
        "next_gathering": book.next_gathering,
    }


def _room(room: Room) -> dict[str, Any]:
    return vars(room)


def _day(day: Day) -> dict[str, Any]:
    return {
        "date": day.date,
        "label": day.label,
        "slots": [_slot(slot) for slot in day.slots],
        "elsewhere": [report.code for report in day.elsewhere],
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "code": slot.code,
        "kind": slot.kind,
        "label": slot.label,
        "about": slot.about,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "cells": [_cell(cell) for cell in slot.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"code": cell.code, "room": cell.room.letter, "is_free": cell.report is None}


def _report(report: Report) -> dict[str, Any]:
    return {
        "code": report.code,
        "title": report.title,
        "report_title": report.report_title,
        "description": report.description,
        "content_note": report.content_note,
        "tags": list(report.tags),
        "follows": report.follows,
        "convener": report.convener and without_marks(report.convener),
        "conveners": list(report.conveners),
        "note_taker": report.note_taker,
        "people": report.people,
        "for_action": report.for_action,
        "dots": report.cluster,
        "room": report.room.letter if report.room else None,
        "place": report.place,
        "starts_at": report.starts_at,
        "ends_at": report.ends_at,
        "notes": [note_as_dict(note) for note in report.notes],
    }


def note_as_dict(note: Note) -> dict[str, Any]:
    """Return only the fields that the note has, so that no key reveals that a name was withheld. Its id is
    left out, because it contains the change that made it."""
    answers = [vars(answer) for answer in note.answers]
    found = {**vars(note), "due": note.due_on, "answers": answers}
    del found["due_on"], found["row"]
    return {key: value for key, value in found.items() if value or key in ("kind", "text")}


def evidence_as_dict(item: Evidence) -> dict[str, Any]:
    """Return only the fields that the item has, as `note_as_dict` does."""
    found = {
        "form": item.form,
        "bearing": item.bearing,
        "kind": item.kind,
        "text": item.text,
        "url": item.url,
        "citation": item.citation,
        "content_note": item.content_note,
        "by": item.by,
        "seeded": item.is_seeded,
        "session": item.report.code if item.report else "",
    }
    return {key: value for key, value in found.items() if value or key in ("form", "text")}


def _reflection(one: Reflection) -> dict[str, Any]:
    return {key: value for key, value in vars(one).items() if value}


def _entry(entry: IndexEntry) -> dict[str, Any]:
    return {"term": entry.term, "sessions": [r.code or r.title for r in entry.reports]}
