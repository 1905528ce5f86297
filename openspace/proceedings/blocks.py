"""What a document is made of. Writers know these kinds of block and no part of the book.

Texts are what people typed, or our own sentences: every writer escapes them for its own syntax.
An empty text, list or tuple is never put into a block: a block is there because it has something to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

Look: TypeAlias = Literal["words", "description", "motto", "quote", "said", "soft", "by"]
"""How a paragraph reads. `words`, `description`, `motto`, `quote` and `by` were typed, and may hold blank
lines; `said` and `soft` are sentences of our own."""

Size: TypeAlias = Literal["code", "wide", "name", "short"]
"""What a column of a table holds, from which a writer takes its width."""


@dataclass(frozen=True)
class Reference:
    """A link to the section `to`. `code` is empty for a topic without a cell."""

    to: str
    code: str
    title: str
    colour: int = 0

    @property
    def words(self) -> str:
        """The shortest name of the section."""
        return self.code or self.title

    @property
    def whole(self) -> str:
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True)
class Heading:
    """A heading inside a part, in the `colour` of a time slot where it has one.

    One that `is_hidden` is for writers that must not leave out a level; the others do not show it.
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
    """(name, value) of each. Those that stand `in_line` are read as one line."""

    pairs: tuple[tuple[str, str], ...]
    in_line: bool = False
    kind: ClassVar[str] = "facts"

    @property
    def line(self) -> str:
        return " · ".join(f"{name}: {value}" for name, value in self.pairs)


@dataclass(frozen=True)
class Items:
    """A list of (words, what stands beneath, or nothing)."""

    items: tuple[tuple[str, str], ...]
    look: Literal["principles", "people"]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True)
class Photo:
    """`alt` always says something; `caption` is what its author wrote, and may be empty."""

    address: str
    alt: str
    caption: str
    kind: ClassVar[str] = "photo"


@dataclass(frozen=True)
class WebLink:
    """What somebody gave as a web address: it is for the writer to see that it is one."""

    address: str
    kind: ClassVar[str] = "web_link"


@dataclass(frozen=True)
class Note:
    """A note in blocks, with the section it is from where it stands in another."""

    blocks: "tuple[Paragraph | Photo | WebLink | Facts, ...]"
    source: Reference | None = None


@dataclass(frozen=True)
class Notes:
    """Notes of one kind under their heading, inside a section."""

    heading: str
    notes: tuple[Note, ...]
    kind: ClassVar[str] = "notes"


@dataclass(frozen=True)
class Gathered:
    """Notes from many sections, each with its source.

    Where there are `columns` they can be a table: the note, each of its facts by name, the source.
    """

    notes: tuple[Note, ...]
    columns: tuple[str, ...] = ()
    kind: ClassVar[str] = "gathered"


@dataclass(frozen=True)
class Cell:
    """Words, what stands beneath them, and the section that they lead to."""

    words: str
    beneath: str = ""
    to: str = ""


@dataclass(frozen=True)
class Column:
    name: str
    size: Size


@dataclass(frozen=True)
class Rows:
    """Rows of a table at one time, with what the time is called. `rest` is (name, words) of a last row."""

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
    """An SVG with its name, and what it shows in words, in lines.

    One that `stands_for_a_table` shows what is a table beside it; no writer has to tell its words.
    """

    name: str
    words: str
    svg: str
    stands_for_a_table: bool = False
    kind: ClassVar[str] = "chart"


@dataclass(frozen=True)
class Links:
    """An index: each term with the sections where it is found."""

    entries: tuple[tuple[str, tuple[Reference, ...]], ...]
    kind: ClassVar[str] = "links"


@dataclass(frozen=True)
class Section:
    """A report: what others refer to by `id`. It stands in a part, after the heading it belongs to."""

    id: str
    code: str
    heading: str
    colour: int
    blocks: "tuple[Block, ...]"
    is_empty: bool = False
    kind: ClassVar[str] = "section"

    @property
    def title(self) -> str:
        return f"{self.code} {self.heading}".strip()


Block: TypeAlias = (
    Heading
    | Paragraph
    | Facts
    | Items
    | Photo
    | WebLink
    | Notes
    | Gathered
    | Table
    | Chart
    | Links
    | Section
)


@dataclass(frozen=True)
class Part:
    id: str
    heading: str
    blocks: tuple[Block, ...]
    begins_a_page: bool = False

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Section))


@dataclass(frozen=True)
class Cover:
    """The title page. Only `title` and `tally` always say something."""

    community: str
    title: str
    subtitle: str
    theme: str
    statement: str
    what: str
    stamp: str
    note: str
    facts: tuple[tuple[str, str], ...]
    tally: str
    chart: Chart | None


@dataclass(frozen=True)
class Document:
    """`name` is for the file, `foot` and `stamp` stand on every page that has a foot."""

    name: str
    language: str
    code: str
    stamp: str
    foot: tuple[str, ...]
    cover: Cover
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG of each photo that is at hand, by its address."""

    @property
    def sections(self) -> Iterator[Section]:
        for part in self.parts:
            yield from part.sections
