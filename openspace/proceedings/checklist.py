"""Checks a book before it is published: what is missing, and whom it names. It changes nothing.

Half of all sessions have no report (PRACTICE.md): that is information, not an error.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from openspace.domain.audience import PUBLIC, see_rows
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.reported import is_report
from openspace.domain.rules.book import is_confirmed
from openspace.proceedings import timetable
from openspace.proceedings.book import compile_book
from openspace.proceedings.book_rows import anchor
from openspace.proceedings.contents import Book
from openspace.proceedings.plain import line, shortened

LONGEST_TITLE = 120
"""The median title has 40 characters, and the 95th percentile is 98."""

_PLACEHOLDERS = {
    "test",
    "testing",
    "asdf",
    "xxx",
    "todo",
    "tbd",
    "tba",
    "untitled",
    "topic",
    "title",
}


@dataclass(frozen=True)
class ChecklistItem:
    """One item. `kind` groups items, `sentence` describes it, and the ids link to the place where it can be
    fixed."""

    kind: str
    sentence: str
    code: str = ""
    topic: str = ""
    session: str = ""
    note: str = ""


@dataclass(frozen=True)
class Named:
    """A name that the book will show, and the places where it is shown."""

    name: str
    places: tuple[str, ...]


def checklist(gathering: Gathering) -> list[ChecklistItem]:
    """Return all items for the book as it is now, by kind, in the order of the agenda."""
    found = list(_Checks(gathering).findings())
    kinds = ("no_report", "unconfirmed", "changed", "title", "alt")
    return [one for kind in kinds for one in found if one.kind == kind] + _glyphs(gathering)


def names(gathering: Gathering) -> list[Named]:
    """Return everybody who will be named, each once with the places: people who chose it, and those in the
    credits."""
    places: dict[str, list[str]] = {}
    for name, place in _named(compile_book(gathering, to_publish=True)):
        row_places = places.setdefault(name, [])
        if place not in row_places:
            row_places.append(place)
    return [Named(n, tuple(places[n])) for n in sorted(places, key=str.casefold)]


def as_dict(gathering: Gathering) -> dict[str, Any]:
    """Return the content of `/<code>/proof.json`."""
    return {
        "seq": gathering.seq,
        "findings": [asdict(it) | {"anchor": _anchor(it)} for it in checklist(gathering)],
        "names": [asdict(named) for named in names(gathering)],
        "naming": gathering.info["naming"],
    }


def _anchor(item: ChecklistItem) -> str:
    """Return the anchor in the book of what the item is about, or "" for the whole book."""
    if item.session:
        return anchor("session", item.session)
    return anchor("topic", item.topic) if item.topic else ""


def as_json(gathering: Gathering) -> str:
    return json.dumps(as_dict(gathering))


# --- what is missing


class _Checks:
    """The public view, topic by topic, with the fields that only the rows have."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._sessions: dict[str, list[Row]] = {}
        for session in _in_order(gathering):
            self._sessions.setdefault(session["topic"], []).append(session)
        self._notes: dict[str, list[Row]] = {}
        for note in see_rows(gathering, "notes", PUBLIC):
            self._notes.setdefault(note["topic"], []).append(note)

    def findings(self) -> Iterable[ChecklistItem]:
        """Yield the items of topics with a cell in the order of the agenda, then of the others."""
        topics = {row["id"]: row for row in see_rows(self._gathering, "topics", PUBLIC)}
        placed = [id for id in self._sessions if id in topics]
        for id in [*placed, *(id for id in topics if id not in self._sessions)]:
            yield from self._of_topic(topics[id])

    def _of_topic(self, topic: Row) -> Iterable[ChecklistItem]:
        sessions = self._sessions.get(topic["id"], [])
        notes = self._notes.get(topic["id"], [])
        where = {
            "code": " ".join(session["code"] for session in sessions),
            "topic": topic["id"],
            "session": sessions[0]["id"] if sessions else "",
        }
        title = _quoted(topic["title"])
        if sessions and not is_report((note["kind"], note["text"]) for note in notes):
            what = "has notes, but no two sentences yet" if notes else "has no notes"
            yield ChecklistItem("no_report", f"{title} {what}.", **where)
        if notes and not topic["confirmed_at"]:
            yield ChecklistItem(
                "unconfirmed", f"{title} was not confirmed by its convener.", **where
            )
        elif notes and not is_confirmed(topic):
            yield ChecklistItem("changed", f"{title} was changed after it was confirmed.", **where)
        if odd := _title_problem(topic["title"]):
            yield ChecklistItem("title", f"The title {title} {odd}.", **where)
        if topic["report_title"] and (odd := _title_problem(topic["report_title"])):
            sentence = f"The report title {_quoted(topic['report_title'])} {odd}."
            yield ChecklistItem("title", sentence, **where)
        for note in notes:
            if note["photo"] and not note["alt"]:
                sentence = f"A photo of {title} has no description."
                yield ChecklistItem("alt", sentence, note=note["id"], **where)


def _in_order(gathering: Gathering) -> list[Row]:
    rooms = {room["id"]: room["position"] for room in gathering.rooms}
    last = len(rooms)

    def place(session: Row) -> tuple[float, int]:
        return timetable.order(gathering.times_of(session)[0]), rooms.get(session["room"], last)

    return sorted(gathering.placed, key=place)


def _title_problem(title: str) -> str:
    """Return what is wrong with a title, as the end of a sentence; "" for most."""
    letters = [c for c in title if c.isalpha()]
    if not letters:
        return "has no letters"
    if title.casefold().strip(" .!?-") in _PLACEHOLDERS or len(letters) < 2:
        return "looks like a trial"
    if len(letters) > 12 and title.upper() == title != title.lower():
        return "is all in capitals"
    if re.search(r"https?://|www\.", title):
        return "has a web address in it"
    if len(title) > LONGEST_TITLE:
        return f"is long: {len(title)} characters"
    return ""


def _glyphs(gathering: Gathering) -> list[ChecklistItem]:
    """Return one item for each script with characters that no font of the printed book has. They are printed
    as code points."""
    try:
        from openspace.proceedings.fonts import missing_glyphs
    except ImportError:
        return []
    by_script: dict[str, list[str]] = {}
    for glyph in missing_glyphs(compile_book(gathering, to_publish=True)):
        by_script.setdefault(_script(glyph), []).append(glyph)
    return [_glyph(gathering, script, glyphs) for script, glyphs in by_script.items()]


def _script(glyph: str) -> str:
    """Return the first word of its name, such as CJK, BENGALI or HANGUL, as people write it."""
    first = unicodedata.name(glyph[0], "").partition(" ")[0].partition("-")[0]
    return first if first == "CJK" else first.capitalize()


def _glyph(gathering: Gathering, script: str, glyphs: list[str]) -> ChecklistItem:
    some = ", ".join(f"“{g}” ({' '.join(f'U+{ord(c):04X}' for c in g)})" for g in glyphs[:3])
    if len(glyphs) > 3:
        some = f"{len(glyphs)} characters, such as {some}"
    where = f" of {script}" if script else ""
    sentence = f"No font{where} is installed for {some}. The printed book shows codes instead."
    for note in see_rows(gathering, "notes", PUBLIC):
        if any(glyph in note["text"] + note["alt"] for glyph in glyphs):
            return ChecklistItem(
                "glyph", sentence, topic=note["topic"], session=note["session"], note=note["id"]
            )
    for topic in see_rows(gathering, "topics", PUBLIC):
        texts = topic["title"] + topic["report_title"] + topic["description"]
        if any(glyph in texts for glyph in glyphs):
            return ChecklistItem("glyph", sentence, topic=topic["id"])
    return ChecklistItem("glyph", sentence)


def _quoted(title: str) -> str:
    return f"“{shortened(line(title), 80)}”"


# --- who is named


def _named(book: Book) -> Iterable[tuple[str, str]]:
    for name in book.words.credits:
        yield name, "credits"
    for name, contact in book.participants:
        yield name, "the list of participants" + (", with a contact" if contact else "")
    for item in book.evidence:
        if item.by:
            at = f" in {item.report.code}" if item.report else ""
            yield item.by, f"evidence{at}"
    for one in book.reflections:
        if one.by:
            yield one.by, "a closing reflection"
    for report in book.everything:
        at = report.code or "a topic without a place"
        for name in report.conveners:
            yield name, f"convener of {at}"
        if report.note_taker:
            yield report.note_taker, f"note-taker of {at}"
        for note in report.notes:
            if note.by:
                yield note.by, f"a note in {at}"
            if note.initiator:
                yield note.initiator, f"initiator of an action in {at}"
            for name in note.joined:
                yield name, f"joined an action in {at}"
