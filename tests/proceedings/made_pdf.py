"""A PDF of a book, and how to read its words."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pypdf import PdfReader

from openspace.proceedings import pdf
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.report import Note
from tests.proceedings.day import full_day


def book_with(*texts: str, **note: Any) -> Book:
    book = compile_book(full_day().gathering, "http://book.test")
    notes = tuple(Note("summary", text, **note) for text in texts)
    return replace(book, unplaced=(replace(book.unplaced[0], notes=notes),))


def make(book: Book) -> bytes:
    """Made here, not in a worker: a test may be quick, and end."""
    return pdf.make(book)


def words_of(made: bytes) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from flat(item.children)
