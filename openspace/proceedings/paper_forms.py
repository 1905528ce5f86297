"""What people sign and stick dots on, on paper: the actions, and reports of the book, and the issues."""

from collections.abc import Sequence
from dataclasses import dataclass

from openspace.proceedings.contents import Book, Harvested
from openspace.proceedings.paper_size import Dotted


@dataclass(frozen=True)
class DotItem:
    """A report, by its session's code, or an issue."""

    code: str
    text: str
    colour: int


def actions(book: Book) -> Sequence[Harvested | None]:
    """Return all actions, and one that is blank."""
    found = [Harvested(note, one) for one in book.everything for note in one.notes_of("action")]
    return [*found, None]


def dot_items(book: Book, dotted: Dotted, most: int) -> Sequence[DotItem | None]:
    """Return what can have dots, in the order of the page on which they are typed in, and blank ones that
    fill the last sheet of `most`."""
    reports = [
        DotItem(one.code, one.heading, one.colour)
        for one in book.reports
        if one.code in dotted.sessions
    ]
    found = [*reports, *(DotItem("", issue, 0) for issue in dotted.issues)]
    return [*found, *[None] * ((-len(found) % most) or most * (not found))]
