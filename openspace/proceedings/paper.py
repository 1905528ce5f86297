"""Printables: a gathering also works for people without a phone, with the same codes on paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from markupsafe import Markup

from openspace.domain import practice
from openspace.languages.text import N_, _
from openspace.proceedings import gallery_sheets, paper_forms
from openspace.proceedings.agenda import Cell, Day, Slot
from openspace.proceedings.contents import Book, what_became
from openspace.proceedings.html import environment
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.paper_size import LARGE, USUAL, Asked, Size, query
from openspace.proceedings.qr import svg_of
from openspace.proceedings.report import Report, Room

T = TypeVar("T")

PRINTABLES = (
    (
        "guide",
        N_("A day without a phone"),
        N_("How to take part in everything on paper, in plain words."),
    ),
    ("qr", N_("QR sheet"), N_("How to join, for doors, tables and the opening circle.")),
    (
        "wall",
        N_("The wall"),
        N_("The wall as it is now, landscape, on several sheets if it is large."),
    ),
    ("cards", N_("Topic cards"), N_("To cut and post; blank ones at the end.")),
    (
        "sharing",
        N_("Cards for two conveners"),
        N_("To share a topic, or to meet together. Both sign."),
    ),
    ("reports", N_("Report forms"), N_("One for each session with its code, and a blank one.")),
    ("doors", N_("Door sheets"), N_("One for each room, with its sessions and its QR code.")),
    ("help", N_("Notes to the facilitator"), N_("“This worries me”, and “please take this off”.")),
    ("evidence", N_("Evidence slips"), N_("For the statement: what confirms or refutes it.")),
    ("joins", N_("“I join” lists"), N_("One for each action, with lines for names.")),
    (
        "gallery",
        N_("Gallery walk"),
        N_("One for each session with its report, for walls to walk along."),
    ),
    ("dots", N_("Dots sheets"), N_("Reports and issues, with space for sticky dots.")),
    ("closing", N_("Closing reflections"), N_("Slips for one sentence at the end.")),
    ("coming", N_("I plan to come"), N_("Slips for a place and what somebody needs.")),
    ("news", N_("News of the day"), N_("What is new, moved or gone since the news was told.")),
    ("after", N_("What became of it"), N_("Actions and recommendations, for the next opening.")),
    ("principles", N_("Posters"), N_("Theme, principles, the law and the motto.")),
)
PICTURES = (
    *("again", "book", "dot", "feet", "hand", "help", "memo", "person", "search", "seedling"),
    *("speech", "together"),
    *practice.PICTURES.values(),
)
"""Those of its sheets in Easy English."""
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


@in_its_language
def page(book: Book, sheet: str, assets: Mapping[str, str], asked: Asked) -> str:
    """Return the page of a sheet, or the list of all (`index`). `assets` are addresses by path."""
    size = LARGE if asked.is_large else USUAL
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "index": lambda: {
            "printables": [one for one in PRINTABLES if one[0] not in asked.not_wanted]
        },
        "guide": lambda: {"not_wanted": asked.not_wanted},
        "qr": lambda: {"wifi": asked.wifi},
        "wall": lambda: {
            "sheets": list(wall_sheets(book, size)),
            "elsewhere": list(_elsewhere_sheets(book, size)),
        },
        "cards": lambda: {"sheets": _cards(book, asked.blanks, size.cards)},
        "sharing": lambda: {"places": ["together", "join"] * (size.forms // 2)},
        "help": lambda: {"places": ["worry", "off"] * (size.forms // 2)},
        "evidence": lambda: {"number": size.forms // 2},
        "closing": lambda: {"number": size.forms},
        "coming": lambda: {"number": size.forms},
        "joins": lambda: {"sheets": in_parts(paper_forms.actions(book), size.lists)},
        "dots": lambda: {
            "sheets": in_parts(paper_forms.dot_items(book, asked.dotted, size.dots), size.dots)
        },
        "reports": lambda: {"forms": _forms(book, asked.only)},
        "gallery": lambda: {"sheets": gallery_sheets.sheets(book, is_large=asked.is_large)},
        "news": lambda: {"news": asked.news},
        "after": lambda: {"became": what_became(book.everything)},
        "doors": lambda: {"sheets": list(_doors(book, asked.is_large)), "wifi": asked.wifi},
        "principles": lambda: {"posters": _posters(book)},
    }
    return _render(book, sheet, assets, asked, **parts[sheet]())


@in_its_language
def slips(book: Book, found: Sequence[Slip], assets: Mapping[str, str], asked: Asked) -> str:
    """Return the page with the slips."""
    size = LARGE if asked.is_large else USUAL
    return _render(book, "slips", assets, asked, sheets=in_parts(found, size.slips))


def _render(book: Book, sheet: str, assets: Mapping[str, str], asked: Asked, **more: Any) -> str:
    return (
        environment()
        .get_template(f"paper/{sheet}.html")
        .render(
            book=book,
            address=book.address,
            asset=assets.__getitem__,
            drawn=lambda address: Markup(svg_of(address)),
            large=asked.is_large,
            other_size=query(asked, not asked.is_large),
            same_size="?print=large" if asked.is_large else "",
            **more,
        )
    )


# --- sheets


def in_parts(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """Split `things` into parts of `most`; the last may be shorter."""
    return [things[start : start + most] for start in range(0, len(things), most)]


def _cards(book: Book, blanks: int, most: int) -> list[Sequence[Report | None]]:
    """Return all topics, those with a cell first, then the empty cards. No sheet stays half empty: blank
    cards fill the last one with topics, and the last of all."""
    empty: list[Report | None] = [None] * max(0, min(blanks, MOST_BLANKS))
    cards = [*book.everything, *empty]
    if empty:
        cards += [None] * (-len(cards) % most)
    return in_parts(cards, most)


def _forms(book: Book, only: str) -> list[Report | None]:
    """Return one form for each session and a blank one, or only that of one session."""
    wanted = [one for one in book.reports if not only or one.code.casefold() == only.casefold()]
    return [*wanted, *([] if only else [None])]


def _posters(book: Book) -> list[tuple[str, str, str, str]]:
    """Return (heading, text, size, picture) of each poster."""
    said = book.practice
    posters = [
        (_("Theme"), book.cover.theme),
        (_("Statement"), book.cover.statement),
        *((_("Principle"), principle) for principle in said.principles),
        (_("The law of mobility"), said.law),
        ("", said.motto),
    ]
    drawn = practice.pictures()
    return [(head, text, _size_of(text), drawn.get(text, "")) for head, text in posters if text]


def wall_sheets(book: Book, size: Size = USUAL) -> Iterable[WallSheet]:
    """Yield the grid in parts of as many rooms and slots as fit on a sheet, day by day."""
    for day in book.days:
        for slots in _cut_between_sessions(day.slots, size.slots):
            for rooms in _split_evenly(book.rooms, size.rooms):
                yield WallSheet(day, rooms, [(slot, _cells_of(slot, rooms)) for slot in slots])


def _elsewhere_sheets(book: Book, size: Size) -> Iterable[tuple[Day, Sequence[Report]]]:
    """Yield the sessions at free places in parts that fit on a sheet, day by day."""
    for day in book.days:
        sheet: list[Report] = []
        lines = 0
        for report in day.elsewhere:
            words = len(report.title + report.convener_shown) // size.letters
            wanted = 2 + max(words, len(report.where) // size.letters_of_a_place)
            if sheet and lines + wanted > size.lines:
                yield day, sheet
                sheet, lines = [], 0
            sheet.append(report)
            lines += wanted
        if sheet:
            yield day, sheet


def _cells_of(slot: Slot, rooms: Sequence[Room]) -> list[Cell | None]:
    by_room = {cell.room: cell for cell in slot.cells}
    return [by_room.get(room) for room in rooms]


def _cut_between_sessions(slots: Sequence[Slot], most: int) -> Iterable[Sequence[Slot]]:
    """Split slots into parts with about the same number of sessions. A break stays with the session before
    it."""
    sessions = [slot for slot in slots if slot.holds_cells]
    firsts = {id(part[0]) for part in _split_evenly(sessions, most)}
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


def _doors(
    book: Book, is_large: bool
) -> Iterable[tuple[Room, Sequence[tuple[Day, list[tuple[Slot, Cell | None]]]]]]:
    """Yield the sheets as (room, its days with their slots and cells). In large print a day takes a sheet."""
    for room in book.rooms:
        days = [
            (day, [(slot, _cells_of(slot, [room])[0]) for slot in day.slots]) for day in book.days
        ]
        yield from ((room, part) for part in (in_parts(days, 1) if is_large else [days]))


def _size_of(text: str) -> str:
    """Return the type size for a poster's text: shorter text is larger."""
    sizes = ((45, "huge"), (110, "large"), (260, "medium"))
    return next((size for most, size in sizes if len(text) <= most), "small")
