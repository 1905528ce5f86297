"""The gallery walk on paper: one sheet for each session, with its report in large type or space to write."""

from collections.abc import Sequence
from dataclasses import dataclass

from openspace.languages.text import N_, _
from openspace.proceedings.contents import Book
from openspace.proceedings.report import Note, Report

MOST_POINTS = 3
_KINDS = (("summary", ""), ("key_point", N_("Key points")), ("action", N_("Actions")))
_SIZES = ((400, "large"), (1_000, "medium"), (1_900, "small"))
"""Characters of a report, with the size in which they fit on a sheet. What is longer is cut."""

LONGEST = _SIZES[-1][0]
USUAL_HEADING = 90
OF_A_LINE = 40
"""Characters that a break of a line takes, and a note."""

LINES, LARGE_LINES = 18, 13
"""To write on, if there is no report; a longer heading takes the place of some."""

OF_A_HEADING = 90
"""Characters of a heading that take the place of a line."""


@dataclass(frozen=True)
class GallerySheet:
    """`groups`: (heading or "", texts). `is_cut`: whether some of the report is in the book alone."""

    report: Report
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    size: str
    is_cut: bool
    lines: int


def sheets(book: Book, *, is_large: bool = False) -> list[GallerySheet]:
    """Return a sheet for each session. In large print nothing is smaller than the medium size."""
    sizes = _SIZES[:2] if is_large else _SIZES
    lines = LARGE_LINES if is_large else LINES
    return [_sheet(report, sizes, lines) for report in book.reports]


def _sheet(report: Report, sizes: Sequence[tuple[int, str]], lines: int) -> GallerySheet:
    longest = sizes[-1][0]
    left, cut = longest - max(0, len(report.heading) - USUAL_HEADING), False
    groups = []
    for kind, heading in _KINDS:
        notes = report.notes_of(kind)[: MOST_POINTS if kind == "key_point" else None]
        texts = []
        for text in filter(None, map(_text, notes)):
            shown = text if _length(text) <= left else _shortened(text, left)
            cut |= shown != text
            left -= _length(shown) if shown else 0
            texts += [shown] if shown else []
        if texts:
            groups.append((_(heading) if heading else "", tuple(texts)))
    size = next(name for most, name in sizes if longest - left <= most)
    is_written = report.is_written and bool(groups)
    return GallerySheet(
        report,
        tuple(groups),
        size,
        cut or _has_more(report),
        0 if is_written else lines - _lines_taken(report, groups),
    )


def _lines_taken(report: Report, groups: Sequence[tuple[str, Sequence[str]]]) -> int:
    return len(report.heading) // OF_A_HEADING + 2 * sum(len(texts) for _, texts in groups)


def _text(note: Note) -> str:
    """Return the note for people who walk by, and cannot choose to open it."""
    if note.content_note:
        return _("Content note: {note}. The text is in the book.", note=note.content_note)
    initiator = f" ({note.initiator_shown})" if note.initiator else ""
    return f"{note.text}{initiator}" if note.text else ""


def _length(text: str) -> int:
    return len(text) + OF_A_LINE * (1 + text.count("\n"))


def _shortened(text: str, most: int) -> str:
    """Return the beginning of the text, up to a word; "" if hardly anything is left."""
    most -= len(" …")
    cut = text[: max(0, most)]
    while _length(cut) > most and cut:
        cut = cut[: len(cut) - OF_A_LINE]
    cut = cut.rpartition(" ")[0]
    return f"{cut} …" if len(cut) > OF_A_LINE else ""


def _has_more(report: Report) -> bool:
    return len(report.notes_of("key_point")) > MOST_POINTS
