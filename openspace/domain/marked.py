"""Who is interested in which topics: person → topic → ids of the marks.

A whole hall marks interest in a few minutes. So nobody's mark looks through those of all others: the lookup
is made once, and follows each change.
"""

from collections.abc import Iterable, Mapping

from openspace.domain.change import Change, Row

Marked = Mapping[str, Mapping[str, tuple[str, ...]]]


def marked(interests: Iterable[Row]) -> Marked:
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for row in interests:
        _add(found, row)
    return found


def marked_after(before: Marked, interests: Mapping[str, Row], change: Change) -> Marked:
    """Return the lookup after `change`, where `interests` are the rows before it."""
    put = change.puts.get("interests", ())
    replaced = (*change.drops.get("interests", ()), *(row["id"] for row in put))
    found = dict(before)
    for row in filter(None, map(interests.get, replaced)):
        topics = dict(found.pop(row["person"], {}))
        left = tuple(id for id in topics.pop(row["topic"], ()) if id != row["id"])
        topics |= {row["topic"]: left} if left else {}
        found |= {row["person"]: topics} if topics else {}
    for row in put:
        _add(found, row)
    return found


def _add(found: dict[str, Mapping[str, tuple[str, ...]]], row: Row) -> None:
    topics = found.get(row["person"], {})
    ids = (*topics.get(row["topic"], ()), row["id"])
    found[row["person"]] = {**topics, row["topic"]: ids}
