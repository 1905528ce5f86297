"""Printables: a gathering also works for people without a phone, with the same codes on paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from markupsafe import Markup

from openspace.domain.change import Row
from openspace.proceedings import gallery_sheets
from openspace.proceedings.agenda import Cell, Day, Slot
from openspace.proceedings.contents import Book, what_became
from openspace.proceedings.html import environment
from openspace.proceedings.news import News
from openspace.proceedings.qr import svg_of
from openspace.proceedings.report import Report, Room

T = TypeVar("T")

PRINTABLES = (
    ("qr", "QR sheet", "How to join, for doors, tables and the opening circle."),
    ("wall", "The wall", "The wall as it is now, landscape, on several sheets if it is large."),
    ("cards", "Topic cards", "Six to a sheet, to cut and post; blank ones at the end."),
    ("reports", "Report forms", "One for each session with its code, and a blank one."),
    ("doors", "Door sheets", "One for each room, with its sessions and its QR code."),
    ("gallery", "Gallery walk", "One for each session with its report, for walls to walk along."),
    ("news", "News of the day", "What is new, moved or gone since the news was told."),
    ("after", "What became of it", "Actions and recommendations, for the next opening."),
    ("principles", "Posters", "Theme, principles, the law and the motto."),
)
ROOMS_A_SHEET = 5
SLOTS_A_SHEET = 5
LINES_A_SHEET = 24
LETTERS_A_LINE, LETTERS_OF_A_PLACE = 80, 30
CARDS_A_SHEET = 6
SLIPS_A_SHEET = 4
MOST_BLANKS = 60


@dataclass(frozen=True)
class Slip:
    """An action with the address of its page, to hand to whoever starts it. `who`: the initiator, and those
    who joined. `code` is that of its session."""

    address: str
    text: str
    who: str
    code: str


@dataclass(frozen=True)
class WallSheet:
    """A part of the grid that fits on one sheet. A row is a slot with its cells by room."""

    day: Day
    rooms: Sequence[Room]
    rows: Sequence[tuple[Slot, Sequence[Cell | None]]]

    @property
    def session_slots(self) -> int:
        return sum(slot.holds_cells for slot, _ in self.rows)


def page(
    book: Book,
    sheet: str,
    assets: Mapping[str, str],
    blanks: int = CARDS_A_SHEET,
    only: str = "",
    wifi: Row | None = None,
    news: News | None = None,
) -> str:
    """Return the page of a sheet, or the list of all (`index`). `assets` are addresses by path.

    `blanks` is the number of empty cards; `only` is the code of the one session to make a form for.
    `wifi` is that of `shown_wifi`, `news` that of `news_of`; no book has them.
    """
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "index": lambda: {"printables": PRINTABLES},
        "qr": lambda: {"wifi": wifi},
        "wall": lambda: {
            "sheets": list(wall_sheets(book)),
            "elsewhere": list(_elsewhere_sheets(book)),
        },
        "cards": lambda: {"sheets": _cards(book, blanks)},
        "reports": lambda: {"forms": _forms(book, only)},
        "gallery": lambda: {"sheets": gallery_sheets.sheets(book)},
        "news": lambda: {"news": news},
        "after": lambda: {"became": what_became(book.everything)},
        "doors": lambda: {
            "sheets": [(room, _days_of(room, book)) for room in book.rooms],
            "wifi": wifi,
        },
        "principles": lambda: {"posters": _posters(book)},
    }
    return _render(book, sheet, assets, **parts.get(sheet, dict)())


def slips(book: Book, found: Sequence[Slip], assets: Mapping[str, str]) -> str:
    """Return the page with the slips."""
    sheets = [found[start : start + SLIPS_A_SHEET] for start in range(0, len(found), SLIPS_A_SHEET)]
    return _render(book, "slips", assets, sheets=sheets)


def _render(book: Book, sheet: str, assets: Mapping[str, str], **more: Any) -> str:
    return (
        environment()
        .get_template(f"paper/{sheet}.html")
        .render(
            book=book,
            address=book.address,
            asset=assets.__getitem__,
            drawn=lambda address: Markup(svg_of(address)),
            **more,
        )
    )


# --- sheets


def _cards(book: Book, blanks: int) -> list[Sequence[Report | None]]:
    """Return all topics, those with a cell first, then the empty cards."""
    filled: list[Report | None] = list(book.everything)
    return [
        part[start : start + CARDS_A_SHEET]
        for part in (filled, [None] * max(0, min(blanks, MOST_BLANKS)))
        for start in range(0, len(part), CARDS_A_SHEET)
    ]


def _forms(book: Book, only: str) -> list[Report | None]:
    """Return one form for each session and a blank one, or only that of one session."""
    wanted = [one for one in book.reports if not only or one.code.casefold() == only.casefold()]
    return [*wanted, *([] if only else [None])]


def _posters(book: Book) -> list[tuple[str, str, str]]:
    """Return (heading, text, size) of each poster."""
    practice = book.practice
    posters = [
        ("Theme", book.cover.theme),
        ("Statement", book.cover.statement),
        *(("Principle", principle) for principle in practice.principles),
        ("The law of mobility", practice.law),
        ("", practice.motto),
    ]
    return [(heading, text, _size_of(text)) for heading, text in posters if text]


def wall_sheets(book: Book) -> Iterable[WallSheet]:
    """Yield the grid in parts of at most ROOMS_A_SHEET × SLOTS_A_SHEET, day by day."""
    for day in book.days:
        for slots in _cut_between_sessions(day.slots):
            for rooms in _split_evenly(book.rooms, ROOMS_A_SHEET):
                yield WallSheet(day, rooms, [(slot, _cells_of(slot, rooms)) for slot in slots])


def _elsewhere_sheets(book: Book) -> Iterable[tuple[Day, Sequence[Report]]]:
    """Yield the sessions at free places in parts that fit on a sheet, day by day."""
    for day in book.days:
        sheet: list[Report] = []
        lines = 0
        for report in day.elsewhere:
            words = len(report.title + report.convener_shown) // LETTERS_A_LINE
            wanted = 2 + max(words, len(report.where) // LETTERS_OF_A_PLACE)
            if sheet and lines + wanted > LINES_A_SHEET:
                yield day, sheet
                sheet, lines = [], 0
            sheet.append(report)
            lines += wanted
        if sheet:
            yield day, sheet


def _cells_of(slot: Slot, rooms: Sequence[Room]) -> list[Cell | None]:
    by_room = {cell.room: cell for cell in slot.cells}
    return [by_room.get(room) for room in rooms]


def _cut_between_sessions(slots: Sequence[Slot]) -> Iterable[Sequence[Slot]]:
    """Split slots into parts with about the same number of sessions. A break stays with the session before
    it."""
    sessions = [slot for slot in slots if slot.holds_cells]
    firsts = {id(part[0]) for part in _split_evenly(sessions, SLOTS_A_SHEET)}
    part: list[Slot] = []
    begun = False
    for slot in slots:
        if id(slot) in firsts and begun:
            yield part
            part = []
        begun = begun or id(slot) in firsts
        part.append(slot)
    if part:
        yield part


def _split_evenly(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """Split `things` into as few parts as possible of at most `most`, all about equally long."""
    parts = -(-len(things) // most)
    ends = [len(things) * n // parts for n in range(parts + 1)] if parts else []
    return [things[a:b] for a, b in pairwise(ends)]


def _days_of(room: Room, book: Book) -> list[tuple[Day, list[tuple[Slot, Cell | None]]]]:
    """Return the schedule of `room`: (day, [(slot, its cell or None)…])."""
    return [(day, [(slot, _cells_of(slot, [room])[0]) for slot in day.slots]) for day in book.days]


def _size_of(text: str) -> str:
    """Return the type size for a poster's text: shorter text is larger."""
    sizes = ((45, "huge"), (110, "large"), (260, "medium"))
    return next((size for most, size in sizes if len(text) <= most), "small")
