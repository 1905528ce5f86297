"""How the book was made and how people are named in it, in sentences that every format prints."""

from collections.abc import Iterable

from openspace.proceedings.contents import Book

TYPED = "A star after a name says that somebody else typed it."


def sentences(book: Book) -> Iterable[str]:
    yield (
        "The agenda was made by the people who came: each topic was proposed by somebody who wanted "
        "to work on it and placed by its convener. The reports stand as their authors wrote them, "
        "in the order of posting. Sessions without notes are listed too."
    )
    if book.names_are_shown:
        yield (
            "People stand here without a name unless they chose otherwise, contribution by "
            "contribution. A missing name means nothing but that."
        )
        if book.names_typed:
            yield TYPED
    else:
        yield (
            "This gathering kept to the Chatham House Rule: what was said may be used; who said it, "
            "and who was there, is not told. Conveners, authors and participants are not named."
        )
    yield (
        f"{book.stamp}. Compiled by openspace from gathering {book.code} as it stood after change "
        f"{book.seq}."
    )
