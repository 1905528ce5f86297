"""What a gathering and its community share about the repertoire: the texts of a story, tool or practice."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from openspace.domain import text
from openspace.domain.refusals import Refused

KINDS = {"story": "Story", "tool": "Tool", "practice": "Practice"}

TEXTS = ("problem", "practice", "helps_when", "not_when")
"""Texts of an entry besides its title."""

LABELS = {
    "problem": "What the problem is",
    "practice": "What we do",
    "helps_when": "When it helps",
    "not_when": "When it does not",
}

DAYS = 7
"""Days after which an author is asked again, and before which nothing is published: what one agrees to in the
warmth of a session is on a page for years."""

COLUMNS = ("kind", "title", *TEXTS, "shown_as")


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of COLUMNS in `given`, cleaned. Raises Refused."""
    if given.get("kind", "story") not in KINDS:
        raise Refused("not_a_choice", field="kind", choices=list(KINDS))
    cleaned = {name: text.many_lines(given[name], name) for name in TEXTS if name in given}
    if "title" in given:
        cleaned["title"] = text.one_line(given["title"], "title", "title")
        if not cleaned["title"]:
            raise Refused("missing", field="entry_title")
    if "shown_as" in given:
        cleaned["shown_as"] = text.one_line(given["shown_as"], "name", "name")
    if "kind" in given:
        cleaned["kind"] = given["kind"]
    return cleaned


def asked_again_at(offered_at: str) -> datetime:
    """Return the moment from which the author can agree."""
    return datetime.fromisoformat(offered_at) + timedelta(days=DAYS)
