"""The neutral document tree: a cover, and parts with blocks (`blocks.py`). Its rules are those of blocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openspace.languages.known import language_of
from openspace.proceedings.blocks import Block, Chart, Notes, Photo, Section


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
    """The title page. Only `title` and `tally` are never empty."""

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
    """The whole book. `name` is the file's title; `foot` and `stamp` are printed in the footer of each
    page."""

    name: str
    language: str
    code: str
    stamp: str
    foot: tuple[str, ...]
    cover: Cover
    parts: tuple[Part, ...]
    ended_at: str
    """When what it tells was over, as UTC (2026-11-24T16:05:00Z). An e-book must have a time."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG of each available photo, by its address."""

    @property
    def tag(self) -> str:
        """Return the language for `lang` attributes, such as en-GB."""
        return language_of(self.language).tag

    @property
    def is_right_to_left(self) -> bool:
        return language_of(self.language).direction == "rtl"

    @property
    def sections(self) -> Iterator[Section]:
        for part in self.parts:
            yield from part.sections

    @property
    def photos(self) -> Iterator[Photo]:
        """Yield each photo that is available, as often as it is shown in a section."""
        for section in self.sections:
            for notes in section.blocks:
                for note in notes.notes if isinstance(notes, Notes) else ():
                    for block in note.blocks:
                        if isinstance(block, Photo) and block.address in self.pictures:
                            yield block
