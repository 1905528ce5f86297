"""The kinds of block of a neutral document (`document.py`). Writers know these, and no part of the book.

Texts are user input or our own sentences. Every writer escapes them for its own syntax. No block contains an
empty text, list or tuple: a block exists only if it has content.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from openspace.languages.formats import labelled, with_spaces

Look: TypeAlias = Literal["words", "description", "motto", "quote", "said", "soft", "by"]
"""Style of a paragraph. `words`, `description`, `motto`, `quote` and `by` are user input and may contain
blank lines; `said` and `soft` are our own sentences."""

Size: TypeAlias = Literal["code", "wide", "name", "short"]
"""Kind of content of a table's column, from which a writer derives its width."""


@dataclass(frozen=True)
class Reference:
    """A link to the section `to`. `code` is empty for a topic without a cell."""

    to: str
    code: str
    title: str
    colour: int = 0

    @property
    def words(self) -> str:
        """Return the shortest name of the section."""
        return self.code or self.title

    @property
    def whole(self) -> str:
        return with_spaces(self.code, self.title)


@dataclass(frozen=True)
class Heading:
    """A heading inside a part, in the `colour` of a time slot if it has one.

    If `is_hidden`, only writers that must not skip a heading level output it.
    """

    text: str
    colour: int | None = None
    is_hidden: bool = False
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    text: str
    look: Look = "words"
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Facts:
    """(name, value) pairs. With `in_line` they are written on one line."""

    pairs: tuple[tuple[str, str], ...]
    in_line: bool = False
    kind: ClassVar[str] = "facts"

    @property
    def line(self) -> str:
        return " · ".join(labelled(name, value) for name, value in self.pairs)


@dataclass(frozen=True)
class Items:
    """A list of (text, secondary text or "")."""

    items: tuple[tuple[str, str], ...]
    look: Literal["principles", "people", "points"]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True)
class Photo:
    """`alt` is never empty; `caption` is its author's text, and may be empty."""

    address: str
    alt: str
    caption: str
    kind: ClassVar[str] = "photo"


@dataclass(frozen=True)
class WebLink:
    """User input meant as a web address. The writer must check that it is one."""

    address: str
    kind: ClassVar[str] = "web_link"


@dataclass(frozen=True)
class Box:
    """What was added later to what people wrote, in a box under its own heading. `text` is user input, and
    may be empty."""

    heading: str
    text: str = ""
    kind: ClassVar[str] = "box"


@dataclass(frozen=True)
class Note:
    """A note in blocks. `source` is its section, if the note is shown outside of it."""

    blocks: "tuple[Paragraph | Photo | WebLink | Facts | Box, ...]"
    source: Reference | None = None


@dataclass(frozen=True)
class Notes:
    """Notes of one kind under their heading, inside a section."""

    heading: str
    notes: tuple[Note, ...]
    kind: ClassVar[str] = "notes"


@dataclass(frozen=True)
class Gathered:
    """Notes from many sections, each with its source if it has one.

    With `columns` they can be written as a table: the note, each of its facts by name, the source.
    """

    notes: tuple[Note, ...]
    columns: tuple[str, ...] = ()
    kind: ClassVar[str] = "gathered"


@dataclass(frozen=True)
class Cell:
    """Text, secondary text, and the id of the section that it links to."""

    words: str
    beneath: str = ""
    to: str = ""


@dataclass(frozen=True)
class Column:
    name: str
    size: Size


@dataclass(frozen=True)
class Rows:
    """The rows of a table at one time, with the time's label. `rest` is (name, text) of a last row."""

    time: str
    label: str
    about: str
    colour: int
    is_pause: bool
    rows: tuple[tuple[Cell, ...], ...]
    rest: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    groups: tuple[Rows, ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Chart:
    """An SVG with its name, and its content as text, in lines.

    If `stands_for_a_table`, a table beside it has the same content, and no writer needs to repeat it as text.
    If `is_labelled`, all of its words are in the picture, and no caption repeats them.
    """

    name: str
    words: str
    svg: str
    stands_for_a_table: bool = False
    is_labelled: bool = False
    kind: ClassVar[str] = "chart"


@dataclass(frozen=True)
class Links:
    """An index: each term with the sections that contain it."""

    entries: tuple[tuple[str, tuple[Reference, ...]], ...]
    kind: ClassVar[str] = "links"


@dataclass(frozen=True)
class Section:
    """A report. References link to it by `id`. It is in a part, after its heading."""

    id: str
    code: str
    heading: str
    colour: int
    blocks: "tuple[Block, ...]"
    is_empty: bool = False
    kind: ClassVar[str] = "section"

    @property
    def title(self) -> str:
        return with_spaces(self.code, self.heading)


Block: TypeAlias = (
    Heading
    | Paragraph
    | Facts
    | Items
    | Photo
    | WebLink
    | Box
    | Notes
    | Gathered
    | Table
    | Chart
    | Links
    | Section
)
