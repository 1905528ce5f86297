"""What a book is compiled from, as one value for the process that compiles it (`worker.py`)."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.proceedings.book import compile_book

_NEEDED = ("gatherings", "people", "rooms", "slots", "topics", "sessions", "notes", "interests")


class Source(NamedTuple):
    """What `compile_book` takes."""

    gathering: Gathering
    base_url: str
    photos: Mapping[str, bytes]
    edition: Row | None = None


def slim(gathering: Gathering) -> Gathering:
    """The same without what no book needs, so that less has to travel."""
    tables = {table: gathering.tables.get(table, {}) for table in _NEEDED}
    return Gathering(gathering.seq, tables, gathering.at)


def write_from_source(write: Callable[..., bytes | str], source: Source, *more: Any) -> bytes | str:
    """What `write(book, *more)` makes of the book of `source`."""
    return write(compile_book(*source), *more)
