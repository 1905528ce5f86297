"""Checks a book before it is published: what is missing, and whom it names. It changes nothing.

Half of all sessions of real gatherings have no report: that is information, not an error.
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
from openspace.languages.formats import with_commas
from openspace.languages.text import N_, _, ngettext, speaking
from openspace.proceedings import timetable
from openspace.proceedings.book import compile_book
from openspace.proceedings.book_rows import anchor
from openspace.proceedings.contents import Book, in_order
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

_ODD_TITLES = {
    "letters": (
        N_("The title {title} has no letters."),
        N_("The report title {title} has no letters."),
    ),
    "trial": (
        N_("The title {title} looks like a trial."),
        N_("The report title {title} looks like a trial."),
    ),
    "capitals": (
        N_("The title {title} is all in capitals."),
        N_("The report title {title} is all in capitals."),
    ),
    "address": (
        N_("The title {title} has a web address in it."),
        N_("The report title {title} has a web address in it."),
    ),
    "long": (
        N_("The title {title} is long: {number} characters."),
        N_("The report title {title} is long: {number} characters."),
    ),
}
"""What is odd → (sentence about a title on the wall, about a title of a report)."""


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
    return [Named(n, tuple(places[n])) for n in in_order(places)]


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


def as_json(gathering: Gathering, language: str = "en") -> str:
    """Return the content in the host's language."""
    with speaking(language):
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
            has_some = N_("{title} has notes, but no two sentences yet.")
            sentence = _(has_some if notes else N_("{title} has no notes."), title=title)
            yield ChecklistItem("no_report", sentence, **where)
        if notes and not topic["confirmed_at"]:
            sentence = _("{title} was not confirmed by its convener.", title=title)
            yield ChecklistItem("unconfirmed", sentence, **where)
        elif notes and not is_confirmed(topic):
            sentence = _("{title} was changed after it was confirmed.", title=title)
            yield ChecklistItem("changed", sentence, **where)
        if odd := _title_problem(topic["title"]):
            sentence = _(_ODD_TITLES[odd][0], title=title, number=len(topic["title"]))
            yield ChecklistItem("title", sentence, **where)
        heading = topic["report_title"]
        if heading and (odd := _title_problem(heading)):
            sentence = _(_ODD_TITLES[odd][1], title=_quoted(heading), number=len(heading))
            yield ChecklistItem("title", sentence, **where)
        for note in notes:
            if note["photo"] and not note["alt"]:
                sentence = _("A photo of {title} has no description.", title=title)
                yield ChecklistItem("alt", sentence, note=note["id"], **where)


def _in_order(gathering: Gathering) -> list[Row]:
    rooms = {room["id"]: room["position"] for room in gathering.rooms}
    last = len(rooms)

    def place(session: Row) -> tuple[float, int]:
        return timetable.order(gathering.times_of(session)[0]), rooms.get(session["room"], last)

    return sorted(gathering.placed, key=place)


def _title_problem(title: str) -> str:
    """Return what is wrong with a title, one of _ODD_TITLES; "" for most."""
    letters = [c for c in title if c.isalpha()]
    if not letters:
        return "letters"
    if title.casefold().strip(" .!?-") in _PLACEHOLDERS or len(letters) < 2:
        return "trial"
    if len(letters) > 12 and title.upper() == title != title.lower():
        return "capitals"
    if re.search(r"https?://|www\.", title):
        return "address"
    if len(title) > LONGEST_TITLE:
        return "long"
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
    some = with_commas(*(f"“{g}” ({' '.join(f'U+{ord(c):04X}' for c in g)})" for g in glyphs[:3]))
    if len(glyphs) > 3:
        some = ngettext(
            "{count} character, such as {some}",
            "{count} characters, such as {some}",
            len(glyphs),
            some=some,
        )
    with_script = N_(
        "No font of {script} is installed for {some}. The printed book shows codes instead."
    )
    without = N_("No font is installed for {some}. The printed book shows codes instead.")
    sentence = _(with_script if script else without, script=script, some=some)
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
    return _("“{title}”", title=shortened(line(title), 80))


# --- who is named


def _named(book: Book) -> Iterable[tuple[str, str]]:
    for name in book.words.credits:
        yield name, _("credits")
    for name, contact in book.participants:
        listed = N_("the list of participants, with a contact")
        yield name, _(listed if contact else N_("the list of participants"))
    for item in book.evidence:
        if item.by:
            code = item.report.code if item.report else ""
            yield item.by, _("evidence in {session}", session=code) if code else _("evidence")
    for one in book.reflections:
        if one.by:
            yield one.by, _("a closing reflection")
    for report in book.everything:
        at = report.code or _("a topic without a place")
        for name in report.conveners:
            yield name, _("convener of {session}", session=at)
        if report.note_taker:
            yield report.note_taker, _("note-taker of {session}", session=at)
        for note in report.notes:
            if note.by:
                yield note.by, _("a note in {session}", session=at)
            if note.initiator:
                yield note.initiator, _("initiator of an action in {session}", session=at)
            for name in note.joined:
                yield name, _("joined an action in {session}", session=at)
