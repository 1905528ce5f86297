"""A file speaks the language of its gathering, in whatever process and for whomever it is made."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from openspace.languages.known import language_of
from openspace.languages.text import speaking

Given = ParamSpec("Given")
Made = TypeVar("Made")


def language_in(info: Mapping[str, Any]) -> str:
    """Return the code of the language of a gathering, by its own row."""
    return language_of(info.get("language")).code


def in_its_language(
    write: Callable[Concatenate[Any, Given], Made],
) -> Callable[Concatenate[Any, Given], Made]:
    """Make a writer speak the language of the book or brief that it writes."""

    @wraps(write)
    def written(book: Any, /, *more: Given.args, **options: Given.kwargs) -> Made:
        with speaking(book.language):
            return write(book, *more, **options)

    return written
