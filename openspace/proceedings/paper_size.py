"""What is asked of a printable, and how much fits on a sheet: in the usual size, or in large print."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from openspace.domain.change import Row
from openspace.proceedings.news import News


@dataclass(frozen=True)
class Size:
    """How many things fit on a sheet: `rooms` × `slots` of the wall, topic `cards`, `slips` of actions,
    `forms` to fill in, `lists` of who joins, and items with space for `dots`; of sessions elsewhere so many
    `lines` with `letters`."""

    rooms: int
    slots: int
    lines: int
    letters: int
    letters_of_a_place: int
    cards: int
    slips: int
    forms: int
    lists: int
    dots: int


USUAL = Size(
    rooms=5,
    slots=5,
    lines=24,
    letters=80,
    letters_of_a_place=30,
    cards=6,
    slips=4,
    forms=4,
    lists=2,
    dots=6,
)
LARGE = Size(
    rooms=3,
    slots=2,
    lines=16,
    letters=56,
    letters_of_a_place=20,
    cards=2,
    slips=2,
    forms=2,
    lists=1,
    dots=4,
)
"""Large print: no text that people read is smaller than 18 points."""


@dataclass(frozen=True)
class Dotted:
    """What can have dots: the codes of sessions with a report, and the texts of issues."""

    sessions: frozenset[str] = frozenset()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """`blanks` is the number of empty cards; `only` is the code of the one session to make a form for.
    `not_wanted` are sheets of parts that the host has not turned on. `wifi` is that of `shown_wifi`, `news`
    that of `news_of`, and `dotted` is what can have dots; no book has them."""

    blanks: int = USUAL.cards
    only: str = ""
    is_large: bool = False
    not_wanted: Collection[str] = frozenset()
    wifi: Row | None = None
    news: News | None = None
    dotted: Dotted = Dotted()


def query(asked: Asked, is_large: bool) -> str:
    """Return the query of the same sheet in the other size, "?print=large"; "?" if nothing is asked."""
    said = {
        "blank": str(asked.blanks) if asked.blanks != USUAL.cards else "",
        "session": asked.only,
        "print": "large" if is_large else "",
    }
    return "?" + urlencode({name: value for name, value in said.items() if value})
