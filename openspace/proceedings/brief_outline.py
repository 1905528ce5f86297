"""Brief → Document: the introduction, the items in the host's order, the gatherings that they are from."""

from collections.abc import Iterator
from itertools import groupby

from openspace.domain.vocabulary import NOTE_KINDS, bearing_name
from openspace.languages.text import N_, _, pgettext
from openspace.proceedings.blocks import Block, Facts, Gathered, Heading, Note, Paragraph, WebLink
from openspace.proceedings.brief import EVIDENCE, Brief, Item, Origin
from openspace.proceedings.contents import Evidence
from openspace.proceedings.document import Cover, Document, Part
from openspace.proceedings.method import TYPED
from openspace.proceedings.report_blocks import non_empty, of_note, what_became, words
from openspace.proceedings.statement import blocks_of

_METHOD = N_(
    "The hosts of the community chose these items and their order. Each is printed as its author wrote it, "
    "from the newest published book of its gathering. People are named only where that book names them. "
    "Items that were taken back since are not here any more. The choice is not a count, and not the view of "
    "everybody who was there."
)


def document(brief: Brief) -> Document:
    """Return the whole document. Items of one kind that follow each other have one heading."""
    return Document(
        name=_("{title}: brief", title=brief.title),
        language=brief.language,
        code=brief.path.strip("/"),
        stamp=brief.stamp,
        foot=tuple(filter(None, (brief.title, brief.community))),
        cover=_cover(brief),
        parts=tuple(_parts(brief)),
        ended_at=f"{brief.day}T00:00:00Z",
    )


def heading_of(kind: str) -> str:
    return _("Evidence") if kind == EVIDENCE else _(NOTE_KINDS[kind].heading)


def name_of(kind: str) -> str:
    return _("Evidence") if kind == EVIDENCE else _(NOTE_KINDS[kind].name)


def _cover(brief: Brief) -> Cover:
    return Cover(
        community=brief.community,
        title=brief.title,
        subtitle="",
        theme="",
        statement="",
        what=_("Brief"),
        stamp=brief.stamp,
        note="",
        facts=(),
        tally=brief.tally,
        chart=None,
    )


def _parts(brief: Brief) -> Iterator[Part]:
    if brief.introduction:
        yield Part("introduction", _("Introduction"), tuple(words(brief.introduction)))
    runs = groupby(brief.items, key=lambda item: item.kind)
    for nth, (kind, items) in enumerate(runs, 1):
        notes = tuple(_note(item) for item in items)
        yield Part(f"items-{nth}", heading_of(kind), (Gathered(notes),))
    if brief.items:
        yield Part("origins", _("The gatherings"), tuple(_origins(brief)))
    yield Part("method", _("About this brief"), tuple(_method(brief)))


def _note(item: Item) -> Note:
    origin = (item.session, item.origin.title, item.origin.dates)
    source = Paragraph(_("From {session}", session=" · ".join(filter(None, origin))), "by")
    if isinstance(item.content, Evidence):
        said = ((_("On the statement"), bearing_name(item.content.bearing)),)
        return Note((*blocks_of(item.content), Facts(said, in_line=True), source))
    note = item.content
    return Note((*of_note(note), *what_became(note), source))


def _origins(brief: Brief) -> Iterator[Block]:
    with_evidence = {item.origin for item in brief.items if item.kind == EVIDENCE}
    for origin in brief.origins:
        yield from _origin(origin, origin in with_evidence)


def _origin(origin: Origin, has_evidence: bool) -> Iterator[Block]:
    yield Heading(origin.title)
    yield Facts(
        non_empty(
            (_("Dates"), origin.dates),
            (_("Venue"), origin.venue),
            (pgettext("of a gathering", "Book"), origin.version),
        )
    )
    if has_evidence and origin.statement:
        yield Paragraph(_("The statement that its evidence is about:"), "soft")
        yield Paragraph(origin.statement, "quote")
    yield WebLink(origin.address)


def _method(brief: Brief) -> Iterator[Block]:
    yield Paragraph(_(_METHOD), "said")
    initiators = (getattr(item.content, "initiator_typed", False) for item in brief.items)
    if any(initiators):
        yield Paragraph(_(TYPED), "said")
