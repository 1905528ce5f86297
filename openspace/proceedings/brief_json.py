"""A brief as JSON: for programs, and for the page on which its host picks."""

import json
from collections.abc import Iterable
from typing import Any

from openspace.proceedings.brief import Brief, Item, items_of
from openspace.proceedings.contents import Book, Evidence
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.json import evidence_as_dict, note_as_dict, written

FORMAT = "openspace-brief"
VERSION = 1


@in_its_language
def write(brief: Brief) -> bytes:
    """Return the public file. docs/communities.md describes its shape."""
    return written(
        {
            "format": FORMAT,
            "version": VERSION,
            "path": brief.path,
            "language": brief.language,
            "stamp": brief.stamp,
            "community": brief.community,
            "title": brief.title,
            "introduction": brief.introduction,
            "items": [_item(item) for item in brief.items],
            "gatherings": [vars(origin) for origin in brief.origins],
        }
    )


def _item(item: Item) -> dict[str, Any]:
    """Return what the book's JSON has of the item, and where it is from. `gathering` is a code, `session`
    the code of a session, or empty."""
    content = item.content
    is_evidence = isinstance(content, Evidence)
    shown = evidence_as_dict(content) if isinstance(content, Evidence) else note_as_dict(content)
    return {
        **shown,
        "form": shown["form"] if is_evidence else "note",
        "gathering": item.origin.code,
        "session": item.report.code if item.report else "",
        "session_title": item.report.heading if item.report else "",
    }


@in_its_language
def for_host(brief: Brief) -> str:
    return _listed(brief.items)


@in_its_language
def choices(book: Book) -> str:
    """Return all that a host can pick from the book."""
    return _listed(items_of(book))


def _listed(items: Iterable[Item]) -> str:
    """Return a list of `{key, kind, text, session, gathering, dates}`."""
    return json.dumps(
        [
            {
                "key": item.key,
                "kind": item.kind,
                "text": item.content.text or item.content.url,
                "session": item.session,
                "gathering": item.origin.title,
                "dates": item.origin.dates,
            }
            for item in items
        ]
    )
