"""What is kept of dots: in which of three groups each report and each issue is. Numbers are not kept.

The groups are chosen so that fewer than five dots of anything are never distinguishable
(docs/decisions/0053-convergence.md).
"""

from collections import Counter
from collections.abc import Collection

from openspace.domain.gathering import Gathering, is_off_the_wall, is_placed
from openspace.domain.reported import is_report

ON_PAPER = "host"
"""Owner of the dots on paper."""

FEWEST = 5
"""Dots of one item, and people who placed some, that can make a difference. Fewer are like none."""

MANY = 2 * FEWEST
"""Fewest dots of an item that has many."""


def clusters(gathering: Gathering) -> dict[str, str]:
    """Return "many", "some" or "few" for the id of each item that can have dots.

    An item has many if it has half as many again as each would have if all were spread evenly. So there need
    not be one.
    """
    ids = [row["id"] for table in ("sessions", "issues") for row in gathering.rows(table)]
    items = [id for id in ids if can_have_dots(gathering, id)]
    dots = _counted(gathering, items)
    even = sum(dots.values()) / max(1, len(items))
    many = max(MANY, 1.5 * even)
    return {
        item: "many" if dots[item] >= many else "some" if dots[item] >= FEWEST else "few"
        for item in items
    }


def _counted(gathering: Gathering, items: Collection[str]) -> Counter[str]:
    """Return the dots of each item. Those on paper are added at the end: the host knows them, and would learn
    from the sum how many there are on phones, if these were fewer than FEWEST."""
    on_phones, on_paper, people = Counter[str](), Counter[str](), 0
    for row in gathering.rows("dots"):
        placed = {item: count for item, count in row["placed"].items() if item in items}
        if row["person"] == ON_PAPER:
            on_paper.update(placed)
        else:
            on_phones.update(placed)
            people += bool(placed)
    if people < FEWEST:
        return on_paper
    kept = {item: count for item, count in on_phones.items() if count >= FEWEST}
    return on_paper + Counter(kept)


def can_have_dots(gathering: Gathering, id: str) -> bool:
    """Return whether everybody sees the issue, or the report of the session. Dots are never placed on a
    title."""
    if issue := gathering.row("issues", id):
        return not (issue["hidden"] or issue["covered"])
    session = gathering.row("sessions", id)
    topic = gathering.row("topics", session["topic"]) if session else None
    if session is None or topic is None or not is_placed(session):
        return False
    notes = gathering.notes_by_session.get(id, ())
    is_shown = not (is_off_the_wall(topic) or topic["covered"])
    return is_shown and is_report((note["kind"], note["text"]) for note in notes)


def own_dots(gathering: Gathering, whose: str) -> dict[str, int]:
    """Return how many dots of one person, or of the host on paper, are on each item that is still there."""
    row = next((row for row in gathering.rows("dots") if row["person"] == whose), None)
    placed = row["placed"] if row else {}
    return {item: count for item, count in placed.items() if can_have_dots(gathering, item)}
