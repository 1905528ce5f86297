"""Who is interested in which topics: person → their topics.

A whole hall marks interest in a few minutes. So nobody's mark looks through those of all others: the lookup
is made once, and follows each change.
"""

from collections.abc import Iterable, Mapping

from openspace.domain.change import Change, Row

Marked = Mapping[str, frozenset[str]]


def marked(interests: Iterable[Row]) -> Marked:
    found: dict[str, set[str]] = {}
    for row in interests:
        found.setdefault(row["person"], set()).add(row["topic"])
    return {person: frozenset(topics) for person, topics in found.items()}


def marked_after(before: Marked, interests: Mapping[str, Row], change: Change) -> Marked:
    """Return the lookup after `change`, where `interests` are the rows before it."""
    put = change.puts.get("interests", ())
    replaced = (*change.drops.get("interests", ()), *(row["id"] for row in put))
    found = dict(before)
    for row in filter(None, map(interests.get, replaced)):
        left = found.pop(row["person"], frozenset()) - {row["topic"]}
        found |= {row["person"]: left} if left else {}
    for row in put:
        found[row["person"]] = found.get(row["person"], frozenset()) | {row["topic"]}
    return found
