"""Charts of the gathering as SVG, each with its content as text too.

No chart names a person, none ranks topics, and no count below 5 is drawn.
"""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from math import cos, pi, sin

from openspace.domain.shared_interest import FEWEST
from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import _, ngettext, pgettext, spoken
from openspace.proceedings import timetable
from openspace.proceedings.agenda import Slot
from openspace.proceedings.blocks import Chart
from openspace.proceedings.colours import SLOT_COLOURS
from openspace.proceedings.contents import Book
from openspace.proceedings.plain import line
from openspace.proceedings.report import Report

_FONT = 'font-family="Atkinson Hyperlegible Next, Verdana, sans-serif"'


def charts(book: Book) -> tuple[Chart, ...]:
    """Return the charts that have content."""
    if not book.called:
        return ()
    always: tuple[Chart, ...] = (came_back(book),)
    if _session_slots(book):
        always = (grid(book), came_back(book), notes_per_slot(book))
    return (*always, web_of_topics(book)) if book.shared else always


# --- the grid as a picture


def grid(book: Book) -> Chart:
    """Draw a row for each time slot: a tile with the code for each session, an outline for each free cell."""
    slots = _session_slots(book)
    letters = list(dict.fromkeys(c.room.letter for slot in slots for c in slot.cells))
    place = {letter: column for column, letter in enumerate(sorted(letters, key=_by_letter))}
    wide, high, gap, side = 66, 30, 5, 52
    parts: list[str] = []
    y = 0.0
    for day in book.days:
        of_day = [slot for slot in day.slots if slot.cells]
        if of_day and len(book.days) > 1:
            parts.append(_text(0, y + 13, day.label, 13, weight=700))
            y += 20
        for slot in of_day:
            parts.append(_text(0, y + 20, slot.time[:5], 13))
            for cell in slot.cells:
                x = side + place[cell.room.letter] * (wide + gap)
                parts.append(_tile(x, y, wide, high, cell.code, slot.colour, bool(cell.report)))
            y += high + gap
        y += 8 if of_day else 0
    return _chart(
        _("The wall as it was"),
        _grid_words(book, slots),
        side + max(len(place), 1) * (wide + gap) - gap,
        max(y - 8 - gap, high),
        parts,
        stands_for_a_table=True,
    )


def _by_letter(letter: str) -> tuple[int, str]:
    return len(letter), letter


def _tile(x: float, y: float, wide: float, high: float, code: str, colour: int, taken: bool) -> str:
    strong, tint, ink = SLOT_COLOURS[colour % 12]
    box = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="4"'
    if not taken:
        inner = f'x="{x + 0.5:g}" y="{y + 0.5:g}" width="{wide - 1:g}" height="{high - 1:g}" rx="4"'
        return f'<rect {inner} fill="none" stroke="#8a7f6d" stroke-dasharray="3 3"/>'
    bar = f'<rect x="{x:g}" y="{y:g}" width="5" height="{high:g}" rx="2" fill="{strong}"/>'
    label = _text(
        x + wide / 2 + 2, y + high / 2 + 5, code, 14, weight=700, fill=ink, anchor="middle"
    )
    return f'<rect {box} fill="{tint}"/>{bar}{label}'


def _grid_words(book: Book, slots: list[Slot]) -> str:
    cells = sum(len(slot.cells) for slot in slots)
    free = sum(len(slot.free) for slot in slots)
    sizes = (
        ngettext("{count} time slot", "{count} time slots", len(slots)),
        ngettext("{count} room", "{count} rooms", len(book.rooms)),
        ngettext("{count} cell", "{count} cells", cells),
    )
    held = ngettext("{count} held a session", "{count} held a session", cells - free)
    stayed = ngettext("{count} stayed free", "{count} stayed free", free)
    sentences = [_said(with_commas(*sizes), with_commas(held, stayed))]
    if elsewhere := sum(len(day.elsewhere) for day in book.days):
        sentences.append(
            ngettext("{count} session met elsewhere.", "{count} sessions met elsewhere.", elsewhere)
        )
    for slot in slots:
        codes = with_commas(*(report.code for report in slot.reports)) or _("no session")
        sentences.append(_said(_when(slot, book), codes))
    return " ".join(sentences)


# --- what came back


def came_back(book: Book) -> Chart:
    """Draw one square for each session, filled if it has a report."""
    called, back = len(book.called), book.with_report
    size, gap, columns = 16, 4, min(40, called)
    parts = []
    for n in range(called):
        x, y = n % columns * (size + gap), n // columns * (size + gap)
        look = 'fill="#1d5b56"' if n < back else 'fill="none" stroke="#8a7f6d" stroke-width="1.5"'
        inset = 0 if n < back else 1
        parts.append(
            f'<rect x="{x + inset}" y="{y + inset}" width="{size - 2 * inset}" '
            f'height="{size - 2 * inset}" rx="3" {look}/>'
        )
    rows = (called + columns - 1) // columns
    words = _reports_came_back(called, back, book.with_notes - back)
    side = size + gap
    return _chart(
        _("Sessions with a report"), words, columns * side - gap, rows * side - gap, parts
    )


def _reports_came_back(called: int, back: int, only_notes: int) -> str:
    if only_notes:
        return ngettext(
            "Reports came back from {back} of {count} session, notes from {more} more.",
            "Reports came back from {back} of {count} sessions, notes from {more} more.",
            called,
            back=back,
            more=only_notes,
        )
    return ngettext(
        "Reports came back from {back} of {count} session.",
        "Reports came back from {back} of {count} sessions.",
        called,
        back=back,
    )


# --- notes per slot


def notes_per_slot(book: Book) -> Chart:
    slots = _session_slots(book)
    counts = [sum(len(report.notes) for report in slot.reports) for slot in slots]
    most = max([FEWEST, *counts])
    name_wide, bar_wide, high, gap = 230, 380, 22, 6
    parts, sentences = [], []
    for n, (slot, count) in enumerate(zip(slots, counts, strict=True)):
        y = n * (high + gap)
        strong = SLOT_COLOURS[slot.colour % 12][0]
        shown = _number(count)
        long = bar_wide * count / most if count >= FEWEST else 3 if count else 0
        parts.append(_text(0, y + 16, _when(slot, book), 13))
        parts.append(
            f'<rect x="{name_wide}" y="{y}" width="{long:.1f}" height="{high}" rx="3" fill="{strong}"/>'
        )
        parts.append(_text(name_wide + long + 8, y + 16, shown, 13, weight=700))
        sentences.append(labelled(_when(slot, book), shown))
    high_all = max(len(slots) * (high + gap) - gap, high)
    words = _("Notes by time slot. {counts}.", counts="; ".join(sentences))
    wide = name_wide + bar_wide + 100
    return replace(_chart(_("Notes per time slot"), words, wide, high_all, parts), is_labelled=True)


def _number(count: int) -> str:
    """Return a number that may be shown: no small one."""
    if count >= FEWEST:
        return str(count)
    return _("fewer than {number}", number=FEWEST) if count else pgettext("of notes", "none")


# --- the map of topics with shared interest


def web_of_topics(book: Book) -> Chart:
    """Draw sessions on a circle, in the order of the agenda and all alike. A line joins two that FEWEST or
    more conveners were both interested in; it does not show how many more."""
    joined: dict[str, list[Report]] = {}
    for one, other in book.shared:
        joined.setdefault(one.anchor, []).append(other)
        joined.setdefault(other.anchor, []).append(one)
    on_it = [report for report in book.reports if report.anchor in joined]
    radius = max(90.0, len(on_it) * 18 / (2 * pi))
    middle = radius + 50
    turn = {report.anchor: 360 * n / len(on_it) for n, report in enumerate(on_it)}

    def join(one: Report, other: Report) -> str:
        (x, y), (to_x, to_y) = (_on_circle(middle, radius, turn[r.anchor]) for r in (one, other))
        ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
        return f'<line {ends} stroke="#8a7f6d" stroke-width="1.2"/>'

    parts = [join(one, other) for one, other in book.shared]
    parts += [_knot(report, middle, radius, turn[report.anchor]) for report in on_it]
    return _chart(
        _("Map of topics with shared interest"),
        _web_words(on_it, joined),
        2 * middle,
        2 * middle,
        parts,
    )


def _knot(report: Report, middle: float, radius: float, degrees: float) -> str:
    """Draw a dot on the circle, and the code outside of it along the radius, so that many fit."""
    x, y = _on_circle(middle, radius, degrees)
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{SLOT_COLOURS[report.colour % 12][0]}"/>'
    is_left = degrees > 180
    x, y = _on_circle(middle, radius + 10, degrees)
    code = _text(0, 5, report.code, 13, weight=700, anchor="end" if is_left else "start")
    tilt = degrees + (90 if is_left else -90)
    return f'{dot}<g transform="translate({x:.1f} {y:.1f}) rotate({tilt:.1f})">{code}</g>'


def _on_circle(middle: float, radius: float, degrees: float) -> tuple[float, float]:
    """Return the coordinates of an angle, clockwise from the top."""
    turned = degrees * pi / 180
    return middle + radius * sin(turned), middle - radius * cos(turned)


def _web_words(on_it: list[Report], joined: dict[str, list[Report]]) -> str:
    sentences = [
        _(
            "A line joins two topics that {number} conveners or more were both interested in.",
            number=FEWEST,
        )
    ]
    for report in on_it:
        codes = with_commas(*(other.code for other in joined[report.anchor]))
        sentences.append(_said(f"{report.code} {line(report.title)}", codes))
    return "\n".join(sentences)


# --- small parts


def _session_slots(book: Book) -> list[Slot]:
    return [slot for day in book.days for slot in day.slots if slot.cells]


def _when(slot: Slot, book: Book) -> str:
    """Return "10:00–10:45", with the weekday and day if there are several days."""
    day = ""
    if len(book.days) > 1:
        day = next(timetable.short_day(one.date) for one in book.days if slot in one.slots)
    return " ".join(part for part in (day, slot.time or slot.code) if part)


def _said(what: str, about_it: str) -> str:
    return _("{label}: {value}.", label=what, value=about_it)


def _text(
    x: float, y: float, words: str, size: int, weight: int = 400, fill: str = "", anchor: str = ""
) -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    colour = fill or "currentColor"
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" {_FONT} '
        f'fill="{colour}"{more}>{escape(words)}</text>'
    )


def _chart(
    name: str,
    words: str,
    wide: float,
    high: float,
    parts: Iterable[str],
    stands_for_a_table: bool = False,
) -> Chart:
    """Return the chart. The SVG contains name and words as title and desc. Texts begin at the left in every
    language, because they are placed there."""
    turned = ' direction="ltr"' if spoken().direction == "rtl" else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
        f'width="{wide:g}" height="{high:g}" role="img"{turned}>'
        f"<title>{escape(name)}</title><desc>{escape(words)}</desc>{''.join(parts)}</svg>"
    )
    return Chart(name, words, svg, stands_for_a_table)
