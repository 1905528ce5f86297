"""The book as CommonMark. What people typed is escaped, so that it is text and never structure."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from openspace.proceedings import method
from openspace.proceedings.contents import Book, Day, Harvested, IndexEntry, Slot
from openspace.proceedings.report import Note, Report

_INLINE = re.compile(r"([\\`*_\[\]<>#&!~|$^])")
_LINE_START = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)]))")


def write(book: Book) -> bytes:
    blocks = (block for block in _blocks(book) if block)
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


# --- the parts


def _blocks(book: Book) -> Iterable[str]:
    yield from _cover(book)
    yield from _words("## Introduction", book.words.introduction)
    yield from _practice(book)
    yield "## Agenda"
    yield book.tally
    for day in book.days:
        yield from _agenda_day(day)
    yield from _reports(book)
    yield from _unplaced(book)
    yield from _gathered("## Actions", book.harvested("action"))
    yield from _gathered("## Open questions", book.harvested("question"))
    yield from _gathered("## Repertoire: stories", book.harvested("story"))
    yield from _gathered("## Repertoire: tools", book.harvested("tool"))
    yield from _words("## Closing words", book.words.closing)
    yield from _people(book)
    yield from _index("## Index by tag", book.index_by_tag)
    yield from _index("## Index by convener", book.index_by_convener)
    if book.next_gathering:
        yield "## Next gathering"
        yield text(book.next_gathering)
    yield from _credits(book)
    yield "## About these proceedings"
    yield from (text(sentence) for sentence in method.sentences(book))
    yield line(book.stamp)
    yield line(book.edition.note if book.edition else "")


def _cover(book: Book) -> Iterable[str]:
    cover = book.cover
    yield f"# {line(cover.title)}"
    yield line(book.words.subtitle)
    yield line(cover.theme)
    if cover.statement:
        yield "> " + text(cover.statement).replace("\n", "\n> ")
    facts = {
        "Dates": cover.dates,
        "Venue": cover.venue,
        "Community": cover.community,
        "Sponsor": cover.sponsor,
    }
    yield "\n".join(f"- {name}: {line(value)}" for name, value in facts.items() if value)


def _practice(book: Book) -> Iterable[str]:
    yield "## How the gathering worked"
    yield "\n".join(f"- {line(principle)}" for principle in book.practice.principles)
    yield text(book.practice.law)
    yield text(book.practice.motto)


def _agenda_day(day: Day) -> Iterable[str]:
    yield f"### {line(day.label)}"
    for slot in day.slots:
        yield _agenda_slot(slot)


def _agenda_slot(slot: Slot) -> str:
    lines = [f"- {line(' · '.join(part for part in (slot.time, slot.label) if part))}"]
    if slot.about:
        lines.append("\n" + indent(text(slot.about), "  ") + "\n")
    for report in slot.reports:
        what = " · ".join(
            part for part in (report.title, report.convener_shown, _room(report)) if part
        )
        back = "" if report.notes else " (no notes)"
        lines.append(f"  - {line(report.code)} {line(what)}{back}")
    if slot.free:
        lines.append(
            f"  - Free: {line(', '.join(f'{cell.code} {cell.room.label}' for cell in slot.free))}"
        )
    return "\n".join(lines)


def _reports(book: Book) -> Iterable[str]:
    yield "## Reports"
    for chapter in book.chapters:
        if chapter.heading:
            yield f"### {line(chapter.heading)}"
        for report in chapter.reports:
            yield from _report(report)


def _unplaced(book: Book) -> Iterable[str]:
    if book.unplaced:
        yield "## Topics that found no cell"
    for report in book.unplaced:
        yield from _report(report)


def _report(report: Report) -> Iterable[str]:
    yield f"#### {line(f'{report.code} {report.heading}')}"
    facts = {
        "On the wall as": report.was_announced_as,
        "Convener": report.convener_shown,
        "Note-taker": report.note_taker,
        "Room": _room(report),
        "Time": report.time,
        "Tags": ", ".join(report.tags),
    }
    yield "\n".join(f"- {name}: {line(value)}" for name, value in facts.items() if value)
    yield text(report.description)
    for heading, notes in report.groups:
        yield f"##### {heading}"
        yield from (_item(note) for note in notes)
    if not report.notes:
        yield "No notes came back."


def _item(note: Note, where: str = "") -> str:
    parts = [text(note.text), _picture(note), link(note.url)]
    parts += [line(note.commitment), line(note.attribution), line(where)]
    body = "\n\n".join(part for part in parts if part)
    return "- " + indent(body, "  ").lstrip(" ")


def _picture(note: Note) -> str:
    if not (note.photo or note.alt):
        return ""
    alt = line(note.alt or "Photo without a description")
    return f"![{alt}]({_target(note.photo)})" if note.photo else alt


def _gathered(heading: str, found: Iterable[Harvested]) -> Iterable[str]:
    items = [_item(one.note, f"From {one.report.code} {one.report.title}") for one in found]
    if items:
        yield heading
        yield from items


def _people(book: Book) -> Iterable[str]:
    if book.participants:
        yield "## Participants who chose to be listed"
        people = (" · ".join(part for part in person if part) for person in book.participants)
        yield "\n".join(f"- {line(person)}" for person in people)
    if book.note_takers:
        yield "## Thanks to the note-takers"
        yield "\n".join(f"- {line(name)}" for name in book.note_takers)


def _words(heading: str, words: str) -> Iterable[str]:
    if words:
        yield heading
        yield text(words)


def _credits(book: Book) -> Iterable[str]:
    if book.words.credits or book.words.imprint:
        yield "## Credits"
        yield "\n".join(f"- {line(name)}" for name in book.words.credits)
        yield text(book.words.imprint)


def _index(heading: str, entries: Iterable[IndexEntry]) -> Iterable[str]:
    lines = [
        f"- {line(entry.term)}: {line(', '.join(r.code or r.title for r in entry.reports))}"
        for entry in entries
    ]
    if lines:
        yield heading
        yield "\n".join(lines)


def _room(report: Report) -> str:
    return report.room.label if report.room else ""


# --- text that cannot become structure


def line(given: str) -> str:
    """`given` on one line, safe anywhere inside a block, also at its beginning."""
    return _escaped(" ".join(given.split()))


def text(given: str) -> str:
    """`given` word for word: blank lines part paragraphs, every other line break stays one."""
    paragraphs: list[list[str]] = [[]]
    for raw in given.split("\n"):
        if raw.strip():
            paragraphs[-1].append(_kept_indent(raw))
        else:
            paragraphs.append([])
    return "\n\n".join("\\\n".join(lines) for lines in paragraphs if lines)


def link(url: str) -> str:
    """A link to a web address; anything else stays words."""
    if not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
        return line(url)
    return f"[{line(url)}]({_target(url)})"


def _target(url: str) -> str:
    return "<" + quote(url, safe="/:?#@!$&'*+,;=%~-._") + ">"


def indent(block: str, by: str) -> str:
    return "\n".join(by + one if one else one for one in block.split("\n"))


def _kept_indent(raw: str) -> str:
    """Leading blanks would mean code or a list to Markdown: they stay visible as hard spaces."""
    blanks = len(raw) - len(raw.lstrip(" \t"))
    hard = raw[:blanks].replace("\t", "    ").replace(" ", "&nbsp;")
    return hard + _escaped(raw[blanks:].rstrip(" \t"))


def _escaped(given: str) -> str:
    safe = _INLINE.sub(r"\\\1", given)
    return _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", safe)
