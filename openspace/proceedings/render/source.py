"""The input for rendering a book, as one value that is sent to the rendering process (`worker.py`)."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.proceedings.book import TABLES_READ, compile_book


class Source(NamedTuple):
    """The arguments of `compile_book`."""

    gathering: Gathering
    base_url: str
    photos: Mapping[str, bytes]
    edition: Row | None = None


def slim(gathering: Gathering) -> Gathering:
    """Return the gathering without the tables that no book needs, so that less data is sent."""
    tables = {table: gathering.tables.get(table, {}) for table in TABLES_READ}
    return Gathering(gathering.seq, tables, gathering.at)


def write_from_source(write: Callable[..., bytes | str], source: Source, *more: Any) -> bytes | str:
    """Compile the book of `source`, and return `write(book, *more)`."""
    return write(compile_book(*source), *more)
