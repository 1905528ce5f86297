"""Declares the tables and columns of a community. `domain/tables.py` adds them to the catalogue, and explains
the marks."""

from typing import Annotated, TypedDict

from openspace.domain.columns import HOST, HOST_WORDS, KEPT, PUBLIC, WORDS, Default


class ACommunity(TypedDict):
    """One row. `id` is the slug in its address, `about` is Markdown, `controller` says who decides on the
    data. `contact` and `controller` can name somebody. They have the mark of people's words, so that whoever
    was replaced leaves the log."""

    id: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC, HOST_WORDS]
    about: Annotated[str, PUBLIC, HOST_WORDS]
    for_whom: Annotated[str, PUBLIC, HOST_WORDS]
    contact: Annotated[str, PUBLIC, WORDS]
    controller: Annotated[str, PUBLIC, WORDS, Default("")]
    listed: Annotated[bool, PUBLIC]
    at: Annotated[str, PUBLIC]


class InSeries(TypedDict):
    """A gathering that the community's host accepted. `id` is its code. It is shown when the gathering names
    the community as well (`service/communities.py`). The other columns are filled when the gathering is
    purged after its time."""

    id: Annotated[str, HOST]
    title: Annotated[str, HOST, HOST_WORDS]
    first_day: Annotated[str, HOST]
    last_day: Annotated[str, HOST]
    venue: Annotated[str, HOST, HOST_WORDS]
    kept: Annotated[bool, HOST]
    at: Annotated[str, HOST]


class Entry(TypedDict):
    """A page of the repertoire: a story, a tool or a practice. Its texts are in its `parts`."""

    id: Annotated[str, PUBLIC]
    kind: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC, WORDS]
    day: Annotated[str, PUBLIC]


class Part(TypedDict):
    """What one author gave to an entry, at one gathering. `gathering` is its code, `session` the code of the
    session, `shown_as` the name that the author chose, `day` and `edited_day` are dates. No person is stored
    with it; the author has a link. `offer`: the row of the gathering from which it came."""

    id: Annotated[str, PUBLIC]
    entry: Annotated[str, PUBLIC]
    title: Annotated[str, KEPT, WORDS]
    kind: Annotated[str, KEPT]
    problem: Annotated[str, PUBLIC, WORDS]
    practice: Annotated[str, PUBLIC, WORDS]
    helps_when: Annotated[str, PUBLIC, WORDS]
    not_when: Annotated[str, PUBLIC, WORDS]
    shown_as: Annotated[str, PUBLIC, WORDS]
    gathering: Annotated[str, PUBLIC]
    gathering_title: Annotated[str, PUBLIC, HOST_WORDS]
    session: Annotated[str, PUBLIC]
    session_title: Annotated[str, PUBLIC, WORDS]
    day: Annotated[str, PUBLIC]
    edited_day: Annotated[str | None, PUBLIC]
    hidden: Annotated[bool, PUBLIC]
    hidden_reason: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    offer: Annotated[str, KEPT]


class Contact(TypedDict):
    """Where the community may write to somebody. The host alone sees it."""

    id: Annotated[str, HOST]
    contact: Annotated[str, HOST, WORDS]
    day: Annotated[str, HOST]
    key: Annotated[str, KEPT]


class Companion(TypedDict):
    """Somebody wants to work with others on an entry. Nobody sees it, but those who agreed both ways see the
    contact. `agreed_with`: ids of those whom they agreed to meet."""

    id: Annotated[str, KEPT]
    entry: Annotated[str, KEPT]
    contact: Annotated[str, KEPT, WORDS]
    agreed_with: Annotated[list[str], KEPT]
    key: Annotated[str, KEPT]


class ABrief(TypedDict):
    """A brief, made by the host. Everybody sees a published one. `items` are references in their order
    (`briefs.py`). They are marked as words, so that the log forgets a reference to something erased. `day`
    is the date of the host's last change."""

    id: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC, HOST_WORDS]
    introduction: Annotated[str, PUBLIC, HOST_WORDS]
    items: Annotated[list[str], HOST, WORDS]
    published: Annotated[bool, PUBLIC]
    day: Annotated[str, PUBLIC]


DECLARED: dict[str, tuple[type, type | None]] = {
    "communities": (ACommunity, None),
    "series": (InSeries, None),
    "entries": (Entry, None),
    "parts": (Part, None),
    "contacts": (Contact, None),
    "companions": (Companion, None),
    "briefs": (ABrief, None),
}
