"""How the book was made and how people are named in it, in sentences that every format prints."""

from collections.abc import Iterable

from openspace.languages.text import N_, _
from openspace.proceedings.contents import Book

TYPED = N_("A star after a name says that somebody else typed it.")


def sentences(book: Book) -> Iterable[str]:
    yield _(
        "The people who came made the agenda: each topic was proposed by somebody who wanted to "
        "work on it, and its convener chose the time and the place. Reports are printed as their "
        "authors wrote them, in the order of posting. Sessions without notes are listed too."
    )
    if book.names_are_shown:
        yield _(
            "People are named only where they chose it, for each contribution. Nothing else follows "
            "from a missing name."
        )
        if book.names_typed:
            yield _(TYPED)
    else:
        yield _(
            "This gathering kept to the Chatham House Rule: what was said may be used, but not who "
            "said it or who was there. Conveners, authors and participants are not named."
        )
    if book.has_what_became:
        yield _(
            "What is in a box was added later: what became of an action, or the answer of an "
            "organisation. Answers are not part of what the participants wrote."
        )
    yield _(
        "{stamp}. Compiled by openspace from gathering {code} as it was after change {seq}.",
        stamp=book.stamp,
        code=book.code,
        seq=book.seq,
    )
