"""What is printed: a gathering also works for those without a phone, with the same codes on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from flask import Blueprint, render_template, request
from markupsafe import Markup

from openspace.domain.gathering import Gathering
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book, Cell, Day, Slot
from openspace.proceedings.report import Report, Room
from openspace.web.qr import address_of, svg_of
from openspace.web.shell import base_url, gathering_or_404

bp = Blueprint("paper", __name__)

T = TypeVar("T")

PRINTABLES = (
    ("qr", "QR sheet", "How to join, for doors, tables and the opening circle."),
    ("wall", "The wall", "The grid as it stands, landscape, on several sheets if it is large."),
    ("cards", "Topic cards", "Six to a sheet, to cut and post; blank ones at the end."),
    ("reports", "Report forms", "One for each session with its code, and a blank one."),
    ("doors", "Door sheets", "One for each room, with its sessions and its QR code."),
    ("principles", "Posters", "Theme, principles, the law and the motto."),
)
ROOMS_A_SHEET = 5
SLOTS_A_SHEET = 5
CARDS_A_SHEET = 6
MOST_BLANKS = 60


@dataclass(frozen=True)
class WallSheet:
    """A part of the grid that fits on one sheet. A row is a slot with its cells, by room."""

    day: Day
    rooms: Sequence[Room]
    rows: Sequence[tuple[Slot, Sequence[Cell | None]]]

    @property
    def session_slots(self) -> int:
        return sum(slot.kind == "session" for slot, _ in self.rows)


@bp.get("/<code>/paper/")
def index(code: str) -> str:
    return _print(gathering_or_404(code), "index", printables=PRINTABLES)


@bp.get("/<code>/paper/qr")
def qr(code: str) -> str:
    return _print(gathering_or_404(code), "qr")


@bp.get("/<code>/paper/wall")
def wall(code: str) -> str:
    gathering = gathering_or_404(code)
    book = compile_book(gathering)
    return _print(gathering, "wall", book, sheets=list(wall_sheets(book)))


@bp.get("/<code>/paper/cards")
def cards(code: str) -> str:
    """Cards of all topics, placed ones first, and `?blank=N` empty ones (a sheet of them)."""
    gathering = gathering_or_404(code)
    book = compile_book(gathering)
    blanks = max(0, min(request.args.get("blank", CARDS_A_SHEET, type=int), MOST_BLANKS))
    filled: list[Report | None] = list(book.everything)
    sheets = [
        part[start : start + CARDS_A_SHEET]
        for part in (filled, [None] * blanks)
        for start in range(0, len(part), CARDS_A_SHEET)
    ]
    return _print(gathering, "cards", book, sheets=sheets)


@bp.get("/<code>/paper/reports")
def reports(code: str) -> str:
    """A form for each session, or for `?session=1F` alone, and a blank one."""
    gathering = gathering_or_404(code)
    book = compile_book(gathering)
    only = request.args.get("session", "").casefold()
    wanted = [one for one in book.reports if not only or one.code.casefold() == only]
    return _print(gathering, "reports", book, forms=[*wanted, *([] if only else [None])])


@bp.get("/<code>/paper/doors")
def doors(code: str) -> str:
    gathering = gathering_or_404(code)
    book = compile_book(gathering)
    return _print(gathering, "doors", book, sheets=[(r, _days_of(r, book)) for r in book.rooms])


@bp.get("/<code>/paper/principles")
def principles(code: str) -> str:
    gathering = gathering_or_404(code)
    book = compile_book(gathering)
    practice = book.practice
    posters = [
        ("Theme", book.cover.theme),
        ("Statement", book.cover.statement),
        *(("Principle", principle) for principle in practice.principles),
        ("The law of mobility", practice.law),
        ("", practice.motto),
    ]
    shown = [(heading, text, _size_of(text)) for heading, text in posters if text]
    return _print(gathering, "principles", book, posters=shown)


def _print(gathering: Gathering, sheet: str, book: Book | None = None, **more: Any) -> str:
    def qr_to(to: str = "") -> Markup:
        return Markup(svg_of(address_of(gathering, to)))

    return render_template(
        f"paper/{sheet}.html",
        book=book or compile_book(gathering),
        address=f"{base_url()}/{gathering.code}",
        qr_to=qr_to,
        **more,
    )


# --- sheets


def wall_sheets(book: Book) -> Iterable[WallSheet]:
    """The grid in parts of at most ROOMS_A_SHEET × SLOTS_A_SHEET, day by day."""
    for day in book.days:
        for slots in _cut_between_sessions(day.slots):
            for rooms in _evenly_cut(book.rooms, ROOMS_A_SHEET):
                yield WallSheet(day, rooms, [(slot, _cells_of(slot, rooms)) for slot in slots])


def _cells_of(slot: Slot, rooms: Sequence[Room]) -> list[Cell | None]:
    by_room = {cell.room: cell for cell in slot.cells}
    return [by_room.get(room) for room in rooms]


def _cut_between_sessions(slots: Sequence[Slot]) -> Iterable[Sequence[Slot]]:
    """Slots in parts with about the same number of sessions each; breaks stay with what they follow."""
    sessions = [slot for slot in slots if slot.kind == "session"]
    firsts = {id(part[0]) for part in _evenly_cut(sessions, SLOTS_A_SHEET)}
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


def _evenly_cut(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """`things` in as few parts as possible of at most `most`, none much smaller than the others."""
    parts = -(-len(things) // most)
    ends = [len(things) * n // parts for n in range(parts + 1)] if parts else []
    return [things[a:b] for a, b in pairwise(ends)]


def _days_of(room: Room, book: Book) -> list[tuple[Day, list[tuple[Slot, Cell | None]]]]:
    """What is on in `room`: (day, [(slot, its cell or None)…])."""
    return [(day, [(slot, _cells_of(slot, [room])[0]) for slot in day.slots]) for day in book.days]


def _size_of(text: str) -> str:
    """How large a poster can set `text`: shorter is larger."""
    sizes = ((45, "huge"), (110, "large"), (260, "medium"))
    return next((size for most, size in sizes if len(text) <= most), "small")
