"""The part of the book about the statement: evidence by what it says, thoughts, reflections, where the
evidence comes from, and the organisers' reading."""

from collections.abc import Iterator

from openspace.domain.vocabulary import EVIDENCE_GROUPS, EVIDENCE_KINDS, bearing_name
from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import _, pgettext
from openspace.proceedings.blocks import (
    Block,
    Facts,
    Gathered,
    Heading,
    Note,
    Paragraph,
    Reference,
    WebLink,
)
from openspace.proceedings.contents import Book, Evidence
from openspace.proceedings.report import CONTENT_NOTE
from openspace.proceedings.report_blocks import reference


def blocks(book: Book) -> Iterator[Block]:
    """Yield nothing if there is no evidence and no reading of it."""
    if not (book.evidence or book.words.reading):
        return
    if book.cover.statement:
        yield Paragraph(book.cover.statement, "quote")
    for group in EVIDENCE_GROUPS:
        of = (group.form, group.bearing)
        if found := [item for item in book.evidence if (item.form, item.bearing) == of]:
            yield Heading(bearing_name(group.bearing) if group.bearing else _(group.heading))
            yield Gathered(tuple(Note(blocks_of(item), _source(item)) for item in found))
    if sources := tuple(_sources(book)):
        yield Heading(_("Where the evidence comes from"))
        yield from (Paragraph(sentence, "said") for sentence in sources)
    if book.words.reading:
        yield Heading(_("How the organisers read it"))
        yield Paragraph(book.words.reading)


def blocks_of(item: Evidence) -> tuple[Facts | Paragraph | WebLink, ...]:
    facts = (
        (_("Source"), item.citation),
        (_("Kind"), _(EVIDENCE_KINDS[item.kind]) if item.kind else ""),
        (_("Brought by"), brought_by(item)),
    )
    said = tuple((name, value) for name, value in facts if value)
    warning = ((_(CONTENT_NOTE), item.content_note),)
    return (
        *((Facts(warning, in_line=True),) if item.content_note else ()),
        Paragraph(item.text),
        *((WebLink(item.url),) if item.url else ()),
        *((Facts(said, in_line=True),) if said else ()),
    )


def brought_by(item: Evidence) -> str:
    return pgettext("brought by", "the organisers") if item.is_seeded else item.by or ""


def _source(item: Evidence) -> Reference | None:
    return reference(item.report) if item.report else None


def _sources(book: Book) -> Iterator[str]:
    """Yield sentences about the kinds. A kind that the book does not show is not said to be absent: a few
    items may have it."""
    if counted := [
        labelled(_(EVIDENCE_KINDS[kind]), str(n)) for kind, n in book.evidence_kinds.items()
    ]:
        counts = " · ".join(counted)
        yield _("{counts}. Only kinds of five or more items are counted.", counts=counts)
    shown = {item.kind for item in book.evidence}
    missing = [_(name) for kind, name in EVIDENCE_KINDS.items() if kind not in shown]
    if missing and any(item.form == "evidence" for item in book.evidence):
        yield _(
            "No item in this book is marked as: {kinds}. People mark what they bring only if they wish, and "
            "a mark is not printed beside a session if fewer than five items have it. So this does not say "
            "who was in the room.",
            kinds=with_commas(*missing),
        )
